"""The steps of this version that the tables of our database have not seen."""

from django.db import connection
from django.db.migrations.executor import MigrationExecutor


def missing() -> int:
    """Return how many there are. Raises Error where the database does not answer."""
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
