"""Reading the whole trail, and naming each row that is not what was once written."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import connections, router

from audit import guards
from audit.chain import COLUMNS, content_of, hash_of
from audit.models import AuditEvent, AuditHead, AuditStub
from audit.stubs import is_signed

AT_ONCE = 5000
_READ = (
    f"SELECT number, previous, hash, {', '.join(COLUMNS)}"  # noqa: S608 – names of ours
    f" FROM {AuditEvent._meta.db_table} WHERE number > %s ORDER BY number LIMIT %s"
)


@dataclass(slots=True)
class Found:
    """`wrong` says in words what is not as it should be; empty if nothing is."""

    events: int = 0
    head: str = ""
    wrong: list[str] = field(default_factory=list)


def verify(*, seen: tuple[int, str] | None = None) -> Found:
    """Read every row. `seen` is the number and hash of one that was noted elsewhere."""
    return _Reading(seen).through()


class _Reading:
    """Goes through the rows once, in the order of their numbers."""

    def __init__(self, seen: tuple[int, str] | None) -> None:
        self.found, self.seen = Found(), seen
        self.number, self.hash = 0, ""
        # Whether the last row's hash is known, so that the next is held against it.
        self.linked = True
        self.pruned: dict[int, str] = {}

    def through(self) -> Found:
        self._guards()
        self._stubs()
        # Read before the rows: what is added meanwhile is not missed.
        head = AuditHead.objects.first()
        for row in _rows():
            self._row(row)
        self._end(head)
        self.found.head = f"{self.number}:{self.hash}"
        return self.found

    def _guards(self) -> None:
        gone = guards.missing(connections[router.db_for_read(AuditEvent)])
        if gone:
            self._say(f"the triggers {', '.join(sorted(gone))} are not there")

    def _stubs(self) -> None:
        for stub in AuditStub.objects.all():
            if not is_signed(stub):
                self._say(
                    f"the stub up to {stub.up_to} is not signed with this"
                    " installation's key"
                )
            self.pruned[stub.up_to] = stub.hash
            self.number, self.hash = stub.up_to, stub.hash

    def _row(self, row: tuple[Any, ...]) -> None:
        number, previous, kept, *values = row
        self.found.events += 1
        if number < 1:
            self._say(f"row {number} was inserted")
            return
        if number <= max(self.pruned, default=0):
            self._left_over(number, previous, kept, values)
            return
        if number > self.number + 1:
            self._missing(self.number + 1, number - 1)
            self.linked = False
        if self.linked and previous != self.hash:
            before = f"row {self.number}" if self.number else "the beginning"
            self._say(
                f"{before} is not what row {number} was written after: one of them"
                " was changed or replaced"
            )
        self._own(number, previous, kept, values)
        self.number, self.hash, self.linked = number, kept, True

    def _left_over(self, number: int, previous: str, kept: str, values: Any) -> None:
        """Look at a row that is yet to go, because its pruning was broken off."""
        self._own(number, previous, kept, values)
        if self.pruned.get(number, kept) != kept:
            self._say(f"row {number} is not the one that was pruned")

    def _own(self, number: int, previous: str, kept: str, values: Any) -> None:
        if hash_of(previous, number, content_of(values)) != kept:
            self._say(f"row {number} was changed")
        if self.seen and self.seen[0] == number and self.seen[1] != kept:
            self._say(f"row {number} has another hash than the one that was noted")

    def _end(self, head: AuditHead | None) -> None:
        # It comes with the first row, which may have been added meanwhile.
        begun = self.found.events or self.pruned
        if begun and not head and not AuditHead.objects.exists():
            self._say("the head is missing, which tells the row that was added last")
        told = [(head.number, head.hash)] if head else []
        told += [self.seen] if self.seen else []
        last = max((number for number, _ in told), default=0)
        if last > self.number:
            self._missing(self.number + 1, last)
        if head and head.number == self.number and head.hash != self.hash:
            self._say(f"row {self.number} is not the one that was added last")

    def _missing(self, first: int, last: int) -> None:
        several = f"rows {first} to {last} are missing"
        self._say(f"row {first} is missing" if first == last else several)

    def _say(self, what: str) -> None:
        self.found.wrong.append(what)


def _rows() -> Iterator[tuple[Any, ...]]:
    """Yield them some at a time: nobody is kept from writing meanwhile."""
    ours, after = connections[router.db_for_read(AuditEvent)], -(1 << 63)
    with ours.cursor() as cursor:
        while True:
            cursor.execute(_READ, [after, AT_ONCE])
            rows = cursor.fetchall()
            yield from rows
            if len(rows) < AT_ONCE:
                return
            after = rows[-1][0]
