"""The page of one appointment."""
