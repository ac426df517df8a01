"""The list of all appointments, searched and filtered."""
