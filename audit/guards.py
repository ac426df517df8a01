"""The triggers that let rows be added to the trail and nothing else.

An event may go only where a stub says that it was pruned, and no stub ever goes. What
gets past them, with other rights or another program, the hashes tell (verifying.py).
"""

from typing import Any

from django.apps import apps as registry
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

EVENT, HEAD, STUB = "audit_auditevent", "audit_audithead", "audit_auditstub"
REFUSAL = "rows of the trail are added, and never changed"
_PRUNED = f"(SELECT coalesce(max(up_to), 0) FROM {STUB})"  # noqa: S608 – names of ours
# The name of each trigger: the deed, the table, and when it is refused.
REFUSED = {
    "audit_event_changed": ("UPDATE", EVENT, ""),
    "audit_event_removed": ("DELETE", EVENT, f"old.number > {_PRUNED}"),
    "audit_head_changed": ("UPDATE", HEAD, "new.number <= old.number"),
    "audit_head_removed": ("DELETE", HEAD, ""),
    "audit_stub_changed": ("UPDATE", STUB, ""),
    "audit_stub_removed": ("DELETE", STUB, ""),
}
# SQLite's REPLACE removes the rows in its way without asking those above; elsewhere an
# insertion that changes a row asks them. SQLite's own number of a row is a key as well,
# and negative where the statement does not name it.
REPLACED = {
    "audit_event_replaced": (
        "INSERT",
        EVENT,
        f"EXISTS (SELECT 1 FROM {EVENT} WHERE number = new.number"  # noqa: S608
        " OR rowid = new.rowid AND new.rowid > 0)",
    ),
    "audit_head_replaced": (
        "INSERT",
        HEAD,
        f"new.number <= (SELECT max(number) FROM {HEAD})",  # noqa: S608
    ),
    "audit_stub_replaced": (
        "INSERT",
        STUB,
        f"EXISTS (SELECT 1 FROM {STUB} WHERE id = new.id"  # noqa: S608
        " OR up_to = new.up_to)",
    ),
}
KEEPS_HEAD = "audit_event_added"
EMPTIED = {f"{table}_emptied": table for table in (EVENT, HEAD, STUB)}
_KEEP = f"""
    INSERT INTO {HEAD} (id, number, hash) VALUES (1, new.number, new.hash)
    ON CONFLICT (id) DO UPDATE SET number = excluded.number, hash = excluded.hash
    WHERE excluded.number > {HEAD}.number;
"""  # noqa: S608 – names of ours


def prepare(using: str, apps: Any = registry, **kwargs: Any) -> None:
    """Put up what is missing after a migration, once the tables are there."""
    connection = connections[using]
    if STUB in connection.introspection.table_names():
        put_up(connection)


def put_up(connection: BaseDatabaseWrapper) -> None:
    made = _of_sqlite() if connection.vendor == "sqlite" else _of_postgresql()
    with connection.cursor() as cursor:
        for statement in made:
            cursor.execute(statement)


def take_down(connection: BaseDatabaseWrapper) -> None:
    """Let everything be changed: for tests, which empty all tables."""
    tables = {name: table for name, (_, table, _) in _refused(connection).items()}
    if connection.vendor == "postgresql":
        tables |= EMPTIED
    with connection.cursor() as cursor:
        for name, table in tables.items():
            on = "" if connection.vendor == "sqlite" else f" ON {table}"
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on}")


def missing(connection: BaseDatabaseWrapper) -> set[str]:
    """Return the names of the triggers that are not there, or not switched on."""
    wanted = {*_refused(connection), KEEPS_HEAD}
    found = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    if connection.vendor == "postgresql":
        wanted |= {*EMPTIED}
        found = "SELECT tgname FROM pg_trigger WHERE tgenabled <> 'D'"
    with connection.cursor() as cursor:
        cursor.execute(found)
        return wanted - {name for (name,) in cursor.fetchall()}


def _refused(connection: BaseDatabaseWrapper) -> dict[str, tuple[str, str, str]]:
    return REFUSED | REPLACED if connection.vendor == "sqlite" else REFUSED


def _of_sqlite() -> list[str]:
    made = [
        f"CREATE TRIGGER IF NOT EXISTS {name} BEFORE {deed} ON {table}"
        f"{f' WHEN {when}' if when else ''}"
        f" BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        for name, (deed, table, when) in (REFUSED | REPLACED).items()
    ]
    return [
        *made,
        f"CREATE TRIGGER IF NOT EXISTS {KEEPS_HEAD} AFTER INSERT ON {EVENT}"
        f" BEGIN {_KEEP} END",
    ]


def _of_postgresql() -> list[str]:
    """A function for each trigger with a condition: that may ask no other table."""
    made = [_function("audit_refuse", f"RAISE EXCEPTION '{REFUSAL}';")]
    made.append(_function("audit_keep_head", f"{_KEEP} RETURN NULL;"))
    for name, (deed, table, when) in REFUSED.items():
        refuse = "audit_refuse"
        if when:
            refuse = f"{name}_refuse"
            back = "OLD" if deed == "DELETE" else "NEW"
            judged = f"IF {when} THEN RAISE EXCEPTION '{REFUSAL}'; END IF;"
            made.append(_function(refuse, f"{judged} RETURN {back};"))
        made.append(_trigger(name, f"BEFORE {deed} ON {table} FOR EACH ROW", refuse))
    for name, table in EMPTIED.items():
        each = f"BEFORE TRUNCATE ON {table} FOR EACH STATEMENT"
        made.append(_trigger(name, each, "audit_refuse"))
    after = f"AFTER INSERT ON {EVENT} FOR EACH ROW"
    return [*made, _trigger(KEEPS_HEAD, after, "audit_keep_head")]


def _function(name: str, body: str) -> str:
    return (
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql"
        f" AS $$ BEGIN {body} END $$"
    )


def _trigger(name: str, when: str, function: str) -> str:
    return f"CREATE OR REPLACE TRIGGER {name} {when} EXECUTE FUNCTION {function}()"
