"""The catalogue of texts without GNU gettext: collect, check, compile."""
