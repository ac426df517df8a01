"""All changes that are not at their end, on one page."""
