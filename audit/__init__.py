"""The trail: what happened, by whom, and a proof that nobody has changed it since."""
