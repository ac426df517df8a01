"""The editor of one appointment as a panel over another page."""
