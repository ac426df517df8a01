"""Everything that nobody waits for: what is due of our own rows, by urgency."""
