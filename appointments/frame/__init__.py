"""What stands around every page: the sidebar, and the ways to jump."""
