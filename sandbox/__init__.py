"""A stand-in for Leadway's API: a program of its own, spoken to over HTTP only.

It spells the API out a second time on purpose and imports nothing of the dashboard:
one wrong spelling shared by both would pass every test.
"""
