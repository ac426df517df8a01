"""Writing the trail, in the transaction of what it tells of.

Who writes holds the trail until the commit, so that the next row follows on this one.
Hence what is noted in `together` is written at its end: nobody waits for a row of
another table with the trail in hand.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from django.db import connections, router, transaction
from django.utils import timezone

from audit import asking, chain
from audit.models import AuditEvent

# Any number, as long as nothing else takes the same one.
LOCK = 0x7261696C
_TABLE = AuditEvent._meta.db_table
_HASHED = "head.hash || '|' || CAST(head.number + 1 AS TEXT) || '|' || %s"
# Where the last rows were taken away the numbers go on, so that it shows.
_ADDED = f"""INSERT INTO {_TABLE}
    ({", ".join(f'"{name}"' for name in chain.COLUMNS)}, number, previous, hash)
    SELECT {", ".join(["%s"] * len(chain.COLUMNS))}, head.number + 1, head.hash, <hash>
    FROM (
        SELECT number, hash FROM (
            SELECT * FROM (
                SELECT number, hash FROM {_TABLE} ORDER BY number DESC LIMIT 1
            ) AS newest
            UNION ALL SELECT number, hash FROM audit_audithead
            UNION ALL SELECT 0, ''
        ) AS every ORDER BY number DESC LIMIT 1
    ) AS head
"""  # noqa: S608 – names of ours
_ADD = {
    # It has one writer at a time, and Django gives it this function.
    "sqlite": _ADDED.replace("<hash>", f"SHA256({_HASHED})"),
    # Elsewhere who is second has to wait before its statement begins, because a
    # statement sees what was there when it began.
    "postgresql": f"SELECT pg_advisory_xact_lock({LOCK}); "
    + _ADDED.replace("<hash>", f"encode(sha256(convert_to({_HASHED}, 'UTF8')), 'hex')"),
}


@dataclass(frozen=True, slots=True)
class Who:
    """Somebody other than who asks: who has just signed in, say."""

    id: int | None
    name: str


_noted: ContextVar[list[tuple[Any, ...]] | None] = ContextVar("noted", default=None)


def note(
    action: str,
    about: str = "",
    *,
    who: Who | None = None,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    outcome: str = "",
    flags: Iterable[str] = (),
    source: str = "",
) -> None:
    """Note one thing that happened. Raises django.db.Error where that cannot be."""
    asker = asking.asker()
    who = who or Who(asker.person_id, asker.person_name)
    row = (
        timezone.now(),
        who.id,
        _plain(who.name, 301),
        _plain(asker.address, 64),
        _plain(asker.session, 16),
        _plain(action, 40),
        _plain(about, 400),
        _json(before),
        _json(after),
        _plain(outcome, 60),
        _plain(" ".join(flags), 200),
        _plain(asker.request_id, 20),
        _plain(source or asker.source, 10),
    )
    waiting = _noted.get()
    if waiting is None:
        _add(row)
    else:
        waiting.append(row)


@contextmanager
def together() -> Iterator[None]:
    """Make one transaction, at whose end what was noted in it is written.

    One inside another is a part of that.
    """
    if _noted.get() is not None:
        yield
        return
    rows: list[tuple[Any, ...]] = []
    with transaction.atomic(using=router.db_for_write(AuditEvent)):
        token = _noted.set(rows)
        try:
            yield
        finally:
            _noted.reset(token)
        for row in rows:
            _add(row)


def _add(row: tuple[Any, ...]) -> None:
    ours = connections[router.db_for_write(AuditEvent)]
    at, *others = row
    written = [ours.ops.adapt_datetimefield_value(at), *others]
    with ours.cursor() as cursor:
        cursor.execute(_ADD[ours.vendor], [*written, chain.content_of(row)])


def _json(values: Mapping[str, Any] | None) -> str:
    """Return it as text, in an order of its own; what JSON does not know as words."""
    if values is None:
        return ""
    said = json.dumps(values, ensure_ascii=False, sort_keys=True, default=str)
    return said.encode("utf-8", "replace").decode()


def _plain(text: str, most: int) -> str:
    """Return it as every database takes it: no control characters, no half ones."""
    if text.isascii() and text.isprintable():
        return text[:most]
    whole = text.encode("utf-8", "replace").decode()
    return "".join(one for one in whole if one.isprintable())[:most]
