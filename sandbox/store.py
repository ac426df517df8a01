"""The sandbox's memory: one SQLite file that survives a restart."""

import json
import sqlite3
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sandbox.times import DAY_MS

SCHEMA = """
CREATE TABLE IF NOT EXISTS documents (
    kind TEXT NOT NULL, id TEXT NOT NULL, parent TEXT NOT NULL DEFAULT '',
    body TEXT NOT NULL, PRIMARY KEY (kind, id));
CREATE INDEX IF NOT EXISTS documents_parent ON documents (kind, parent);
CREATE TABLE IF NOT EXISTS events (
    id TEXT PRIMARY KEY, kind TEXT NOT NULL, series TEXT NOT NULL,
    master_id TEXT, original_ms INTEGER, deleted INTEGER NOT NULL,
    calendar_id TEXT, user_id TEXT, start_ms INTEGER, end_ms INTEGER,
    fields TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS events_start ON events (series, start_ms);
CREATE INDEX IF NOT EXISTS events_calendar ON events (series, calendar_id, start_ms);
CREATE INDEX IF NOT EXISTS events_user ON events (series, user_id, start_ms);
CREATE INDEX IF NOT EXISTS events_length ON events (end_ms - start_ms);
CREATE INDEX IF NOT EXISTS events_master ON events (master_id);
CREATE INDEX IF NOT EXISTS events_contact
    ON events (json_extract(fields, '$.contactId'), series, start_ms);
"""

# So much later than its start a series falls at most, see recurrence.py.
REACH_MS = 5 * 366 * DAY_MS

# What the column `series` says: an event by itself, the rule of a series, or one
# occurrence of a series that differs from its rule.
ALONE, MASTER, OVERRIDE = "alone", "master", "override"


@dataclass(slots=True)
class Event:
    """One appointment or block; `fields` have the wire's names.

    The four times in `fields` are epoch milliseconds. An override holds only the
    fields that differ from its master.
    """

    id: str
    fields: dict[str, Any]
    kind: str = "appointment"
    master_id: str | None = None
    original_ms: int | None = None
    deleted: bool = False

    @property
    def series(self) -> str:
        if self.master_id:
            return OVERRIDE
        return MASTER if self.fields.get("rrule") else ALONE

    @property
    def start_ms(self) -> int:
        return int(self.fields["startTime"])

    @property
    def end_ms(self) -> int:
        return int(self.fields["endTime"])


@dataclass
class Store:
    """Connections are per thread; writes are serialised by IMMEDIATE transactions."""

    path: Path
    _local: threading.local = field(default_factory=threading.local)

    def __post_init__(self) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self._connection.executescript(SCHEMA)

    @property
    def _connection(self) -> sqlite3.Connection:
        if not hasattr(self._local, "connection"):
            connection = sqlite3.connect(self.path, timeout=20, isolation_level=None)
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute("PRAGMA synchronous=NORMAL")
            self._local.connection = connection
        known: sqlite3.Connection = self._local.connection
        return known

    def close(self) -> None:
        """Close this thread's connection, as must happen before a fork."""
        if hasattr(self._local, "connection"):
            self._local.connection.close()
            del self._local.connection

    @contextmanager
    def writing(self, *, discard: bool = False) -> Iterator[None]:
        """One serialised transaction; `discard` plays the write and forgets it."""
        connection = self._connection
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            connection.execute("ROLLBACK")
            raise
        connection.execute("ROLLBACK" if discard else "COMMIT")

    def clear(self) -> None:
        self._connection.execute("DELETE FROM documents")
        self._connection.execute("DELETE FROM events")

    # Documents: everything that is only kept and given back.

    def document(self, kind: str, key: str) -> dict[str, Any] | None:
        sql = "SELECT body FROM documents WHERE kind = ? AND id = ?"
        row = self._connection.execute(sql, (kind, key)).fetchone()
        return json.loads(row[0]) if row else None

    def documents(self, kind: str, parent: str = "") -> list[dict[str, Any]]:
        sql = "SELECT body FROM documents WHERE kind = ? AND parent = ? ORDER BY rowid"
        rows = self._connection.execute(sql, (kind, parent))
        return [json.loads(row[0]) for row in rows]

    def first(self, kind: str) -> dict[str, Any]:
        """The document of a kind that was kept first; there is one from the seed on."""
        sql = "SELECT body FROM documents WHERE kind = ? ORDER BY rowid LIMIT 1"
        row = self._connection.execute(sql, (kind,)).fetchone()
        return dict(json.loads(row[0]))

    def keep(self, kind: str, key: str, body: dict[str, Any], parent: str = "") -> None:
        # An upsert, so that a changed document keeps its place in the list.
        sql = (
            "INSERT INTO documents (kind, id, parent, body) VALUES (?, ?, ?, ?)"
            " ON CONFLICT (kind, id) DO UPDATE SET body = excluded.body"
        )
        self._connection.execute(sql, (kind, key, parent, json.dumps(body)))

    def forget(self, kind: str, key: str) -> None:
        sql = "DELETE FROM documents WHERE kind = ? AND id = ?"
        self._connection.execute(sql, (kind, key))

    # Events: everything that has a time.

    def event(self, event_id: str) -> Event | None:
        found = list(self._events("id = ?", (event_id,)))
        return found[0] if found else None

    def all_events(self) -> list[Event]:
        return list(self._events("TRUE", ()))

    def forget_events(self) -> None:
        self._connection.execute("DELETE FROM events")

    def masters(self) -> list[Event]:
        return list(self._events("series = ?", (MASTER,)))

    def masters_between(
        self, start_ms: int, end_ms: int, column: str = "", value: str = ""
    ) -> list[Event]:
        """Series that may fall in the window, or have an occurrence moved into it."""
        where = (
            "series = ? AND (start_ms < ? AND start_ms > ? OR id IN (SELECT master_id"
            " FROM events WHERE series = ? AND start_ms < ? AND end_ms > ?))"
        )
        params: list[Any] = [MASTER, end_ms, start_ms - self._longest_ms() - REACH_MS]
        params += [OVERRIDE, end_ms, start_ms]
        if column:
            own = f"SELECT master_id FROM events WHERE series = ? AND {column} = ?"  # noqa: S608
            where += f" AND ({column} = ? OR id IN ({own}))"
            params += [value, OVERRIDE, value]
        return list(self._events(where, params))

    def overrides(self, master_id: str) -> list[Event]:
        return list(self._events("master_id = ?", (master_id,)))

    def overrides_between(
        self, masters: Iterable[str], start_ms: int, end_ms: int
    ) -> list[Event]:
        """What differs from these series, and was or is now in the window."""
        where = (
            "master_id IN (SELECT value FROM json_each(?))"
            " AND (original_ms > ? AND original_ms < ? OR start_ms < ? AND end_ms > ?)"
        )
        earliest = start_ms - self._longest_ms()
        params = [json.dumps(list(masters)), earliest, end_ms, end_ms, start_ms]
        return list(self._events(where, params))

    def alone_between(
        self, start_ms: int, end_ms: int, column: str = "", value: str = ""
    ) -> list[Event]:
        """Events without a series that overlap the half-open window."""
        # The longest event bounds how early one may start and still reach in, so
        # that the index on starts is read in its window only.
        where = "series = ? AND start_ms < ? AND start_ms > ? AND end_ms > ?"
        earliest = start_ms - self._longest_ms()
        params: list[Any] = [ALONE, end_ms, earliest, start_ms]
        if column:
            where += f" AND {column} = ?"
            params.append(value)
        return list(self._events(where + " ORDER BY start_ms, id", params))

    def save(self, events: Iterable[Event]) -> None:
        sql = "INSERT OR REPLACE INTO events VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        self._connection.executemany(sql, (_row(event) for event in events))

    def _longest_ms(self) -> int:
        sql = "SELECT max(end_ms - start_ms) FROM events"
        return int(self._connection.execute(sql).fetchone()[0] or 0) + 1

    def _events(self, where: str, params: Iterable[Any]) -> Iterator[Event]:
        # `where` is one of the texts above, never anything that was sent.
        columns = "id, fields, kind, master_id, original_ms, deleted"
        sql = f"SELECT {columns} FROM events WHERE {where}"  # noqa: S608
        for row in self._connection.execute(sql, tuple(params)):
            yield Event(
                row[0], json.loads(row[1]), row[2], row[3], row[4], bool(row[5])
            )


def _row(event: Event) -> tuple[Any, ...]:
    fields = event.fields
    return (
        event.id,
        event.kind,
        event.series,
        event.master_id,
        event.original_ms,
        event.deleted,
        fields.get("calendarId"),
        fields.get("assignedUserId"),
        fields.get("startTime"),
        fields.get("endTime"),
        json.dumps(fields),
    )
