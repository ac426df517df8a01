"""A dashboard as Django alone gives it: a form, a list, a save that makes the call.

It is no worse than it has to be: Django's own middleware, sessions and accounts, a
database as well tuned as the product's, templates kept in memory.
"""
