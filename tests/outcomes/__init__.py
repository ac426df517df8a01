"""Every outcome of a save, driven through the real pages with a proxy before Leadway.

`python -m tests.outcomes` prints the table that docs/outcomes.md keeps.
"""
