"""Time, and nothing else: zones, clock changes, written dates, repeat rules."""
