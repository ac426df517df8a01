"""How a database is opened: what each kind of it needs to be safe and quick."""

from typing import Any

# Threads of one of gunicorn's processes. On SQLite there is one process; on PostgreSQL
# two, which share the connections that a database allows by default.
ON_SQLITE, ON_POSTGRESQL = 64, 32
GIVE_UP = "-c lock_timeout=1500 -c statement_timeout=10000"


def opened(database: dict[str, Any]) -> dict[str, Any]:
    """Return these settings of a database with the options of its kind."""
    if database["ENGINE"].endswith("sqlite3"):
        # FULL: this file holds the notes that are written before a call leaves.
        options = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 1.5,  # a person's save gives up then, see people/patience.py
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
            " PRAGMA cache_size=-16000; PRAGMA mmap_size=134217728;"
            " PRAGMA journal_size_limit=67108864; PRAGMA temp_store=MEMORY;",
        }
        return {**database, "OPTIONS": options, "CONN_MAX_AGE": None}
    options = {
        "options": GIVE_UP,
        **database.get("OPTIONS", {}),
        # One for each of gunicorn's threads: a save keeps its own while Leadway takes
        # its time, and others must not wait for that.
        "pool": {"min_size": 2, "max_size": ON_POSTGRESQL, "timeout": 1.5},
    }
    return {**database, "OPTIONS": options, "CONN_HEALTH_CHECKS": True}


def threads(database: dict[str, Any]) -> int:
    """Return how many threads serve pages beside this database in one process."""
    return ON_SQLITE if database["ENGINE"].endswith("sqlite3") else ON_POSTGRESQL
