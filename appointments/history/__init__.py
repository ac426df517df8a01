"""Every change: those made here, and those that were seen in Leadway."""
