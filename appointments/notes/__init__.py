"""The notes of an appointment, which Leadway keeps beside it."""
