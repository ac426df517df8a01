"""Everything that can go wrong between a client and Leadway, on request."""
