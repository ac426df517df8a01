"""One intended update of an appointment: noted, sent, settled, undone, told."""
