"""Our copy of what Leadway holds: never the truth, always dated."""
