"""The page of one day."""
