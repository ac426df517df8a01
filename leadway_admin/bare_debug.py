"""The page that Django shows of a fault where DEBUG is on: without any setting."""

from typing import Any

from django.views.debug import SafeExceptionReporterFilter


class BareReporterFilter(SafeExceptionReporterFilter):
    """Whoever sees that page learns no account, host, path or database from it."""

    def get_safe_settings(self) -> dict[str, Any]:
        return {}
