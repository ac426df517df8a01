"""A client for the part of Leadway's API that appointments need."""
