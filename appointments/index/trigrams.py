"""The indexes over the folded text, by pieces of three letters.

Django has no words for them, so that they are made after its migrations. On PostgreSQL
one of pg_trgm. On SQLite a table of FTS5, which triggers keep: by whatever statement
an appointment is written, its pieces are written with it. Its rows are numbered by
position, so that what it finds comes in the order of time, and the first fifty of a
million cost no more than those of a thousand.
"""

from typing import Any

from django.apps import apps as registry
from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

TABLE = "appointments_found"
_AT_ONCE = 10_000
BEFORE_ALL = -(1 << 63)
_FTS5 = """
    CREATE VIRTUAL TABLE appointments_found USING fts5(
        folded, content='appointments_appointment', content_rowid='position',
        columnsize=0, detail=none, tokenize='trigram case_sensitive 1'
    )
"""
_PUT = """
    INSERT INTO appointments_found (rowid, folded)
    VALUES (new.position, new.folded);
"""
# Two of the same position share a row: what goes would take the other's pieces along.
_TAKE = """
    INSERT INTO appointments_found (appointments_found, rowid, folded)
    VALUES ('delete', old.position, old.folded);
    INSERT INTO appointments_found (rowid, folded)
    SELECT position, folded FROM appointments_appointment
    WHERE position = old.position AND event_id <> old.event_id;
"""
TRIGGERS = {
    "found_added": f"AFTER INSERT ON appointments_appointment BEGIN {_PUT} END",
    "found_removed": f"AFTER DELETE ON appointments_appointment BEGIN {_TAKE} END",
    "found_changed": f"""
        AFTER UPDATE OF folded, position ON appointments_appointment
        WHEN old.folded <> new.folded OR old.position <> new.position
        BEGIN {_TAKE} {_PUT} END
    """,
}
_LAST_OF_SOME = """
    SELECT max(position) FROM (
        SELECT position FROM appointments_appointment
        WHERE position > %s ORDER BY position LIMIT %s
    )
"""
_PUT_SOME = """
    INSERT INTO appointments_found (rowid, folded)
    SELECT position, folded FROM appointments_appointment
    WHERE position > %s AND position <= %s ORDER BY position
"""
# What waits to be put into the index is kept short, because each search goes through
# it; of so many texts the planner judges in how many a word is.
_GIN = """
    CREATE EXTENSION IF NOT EXISTS pg_trgm;
    ALTER TABLE appointments_appointment ALTER COLUMN folded SET STATISTICS 500;
    CREATE INDEX appointments_found ON appointments_appointment
    USING gin (folded gin_trgm_ops) WITH (gin_pending_list_limit = 256);
    ANALYZE appointments_appointment
"""


def prepare(using: str, apps: Any = registry, **kwargs: Any) -> None:
    """Make what is missing, after a migration. It may take a while, once."""
    columns = apps.get_model("appointments", "Appointment")._meta.get_fields()
    if "position" not in {one.name for one in columns}:
        return  # only the first migrations were run
    connection = connections[using]
    if connection.vendor == "sqlite":
        _prepare_sqlite(connection)
    elif connection.vendor == "postgresql":
        _prepare_postgresql(connection)


def _prepare_sqlite(connection: BaseDatabaseWrapper) -> None:
    """Build the table unless its triggers are there, which are made last.

    They go when a migration builds the table of appointments anew, and what was
    written since has been missed.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        if {name for (name,) in cursor.fetchall()} >= TRIGGERS.keys():
            return
        for name in TRIGGERS:
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
        cursor.execute("DROP TABLE IF EXISTS appointments_found")
        cursor.execute(_FTS5)
        _fill(cursor)
        for name, deed in TRIGGERS.items():
            cursor.execute(f"CREATE TRIGGER {name} {deed}")


def _fill(cursor: Any) -> None:
    """Put all rows in, some at a time: as one they would fill the log of the file."""
    last, reached = BEFORE_ALL, BEFORE_ALL
    while reached is not None:
        cursor.execute(_PUT_SOME, [last, reached])
        last = reached
        cursor.execute(_LAST_OF_SOME, [last, _AT_ONCE])
        (reached,) = cursor.fetchone()


def _prepare_postgresql(connection: BaseDatabaseWrapper) -> None:
    with transaction.atomic(connection.alias), connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('appointments_found')")
        if cursor.fetchone()[0] is None:
            # It takes longer than a page may.
            cursor.execute("SET LOCAL statement_timeout = 0")
            cursor.execute(_GIN)
