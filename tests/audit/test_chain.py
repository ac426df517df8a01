"""Each row follows on the one before, whoever writes, and is added with its cause."""

import json
import time
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from django.contrib.auth.models import Group
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from audit import asking, chain, trail
from audit.asking import Asker
from audit.models import AuditEvent, AuditHead
from audit.verifying import verify
from tests.at_once import at_once
from tests.audit.conftest import done_to_it
from tests.test_queries import statements

pytestmark = pytest.mark.django_db
MANY, EACH = 8, 12


def test_a_row_says_who_did_what_from_where_and_follows_on_the_last(ten: None) -> None:
    who = Asker("web", 7, "Ana Beltrán", "10.0.0.8", "ab" * 8, "ABCD-EFGH")
    with asking.asked_by(lambda: who):
        trail.note(
            "edit.asked",
            "edit:3",
            before={"title": "Uno"},
            after={"title": "Dos"},
            outcome="sent",
            flags=["to_notify"],
        )
    last, before = AuditEvent.objects.order_by("-number")[:2]
    assert (last.number, last.previous) == (11, before.hash)
    assert (last.source, last.person_id, last.person_name) == who_said(who)
    assert (last.address, last.session) == ("10.0.0.8", "ab" * 8)
    assert json.loads(last.before) == {"title": "Uno"}
    assert (last.outcome, last.flags) == ("sent", "to_notify")
    assert AuditHead.objects.get().number == 11


def who_said(who: Asker) -> tuple[str, int | None, str]:
    return who.source, who.person_id, who.person_name


def test_the_database_makes_the_same_hash_as_we_do(ten: None) -> None:
    for row in AuditEvent.objects.all():
        values = [getattr(row, name) for name in chain.COLUMNS]
        content = chain.content_of(values)
        assert row.hash == chain.hash_of(row.previous, row.number, content)


def test_a_time_is_hashed_alike_however_a_database_gives_it() -> None:
    at = datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
    rest = [None] * (len(chain.COLUMNS) - 1)
    told = chain.content_of([at, *rest])
    assert told == chain.content_of(["2026-03-29 01:30:00", *rest])


@pytest.fixture
def in_tokyo(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with monkeypatch.context() as there:
        there.setenv("TZ", "Asia/Tokyo")
        time.tzset()
        yield
    time.tzset()


def test_a_time_that_says_no_zone_is_utc_wherever_we_are(in_tokyo: None) -> None:
    at = datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
    rest = [None] * (len(chain.COLUMNS) - 1)
    told = chain.content_of([at, *rest])
    assert told == chain.content_of([at.replace(tzinfo=None), *rest])


def test_a_row_costs_one_statement() -> None:
    with CaptureQueriesContext(connection) as captured:
        trail.note("page.refused", "page:/")
    assert len(statements(captured)) == 1


def test_a_row_is_written_with_what_it_tells_of_or_not_at_all() -> None:
    def spoilt() -> None:
        with trail.together():
            Group.objects.create(name="soon gone")
            trail.note("role.made", "soon gone")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        spoilt()
    assert not Group.objects.filter(name="soon gone").exists()
    assert not AuditEvent.objects.exists()


def test_what_is_noted_together_is_written_last_and_in_its_order() -> None:
    with CaptureQueriesContext(connection) as captured, trail.together():
        trail.note("first")
        with trail.together():
            trail.note("second")
        Group.objects.create(name="something")
    told = [sql.split()[2] for sql in statements(captured) if "INSERT" in sql]
    assert "auth_group" in told[0]
    assert [one.action for one in AuditEvent.objects.order_by("number")] == [
        "first",
        "second",
    ]


def test_nothing_that_is_typed_breaks_it() -> None:
    worst = "\0\x1b[31m\ud800 ' \" % {} é\u202e" + "x" * 500
    trail.note(worst, worst, after={"a": worst}, outcome=worst, flags=[worst])
    assert is_whole(1)
    assert "\x1b" not in AuditEvent.objects.get().object


@pytest.mark.django_db(transaction=True)
def test_rows_of_several_writers_at_once_make_one_chain() -> None:
    def written() -> None:
        for number in range(EACH):
            with trail.together():
                trail.note("by several", str(number))
                trail.note("by several", str(number))

    at_once(*[written] * MANY)
    assert is_whole(2 * MANY * EACH)


@pytest.mark.django_db(transaction=True)
def test_rows_noted_outside_of_any_transaction_make_one_chain_as_well() -> None:
    def written() -> None:
        for number in range(EACH):
            trail.note("by several", str(number))

    at_once(*[written] * MANY)
    assert is_whole(MANY * EACH)


def is_whole(events: int) -> bool:
    """Say so of the rows: their guards are down where tests empty the tables."""
    found = verify()
    return found.events == events and not [one for one in found.wrong if "row" in one]


@pytest.mark.usefixtures("guarded", "ten")
@pytest.mark.parametrize("table", ["event", "head"])
@pytest.mark.parametrize(
    "deed",
    [
        "UPDATE audit_audit{} SET hash = 'x'",
        "DELETE FROM audit_audit{}",
        "UPDATE audit_audit{} SET number = number - 1",
    ],
)
def test_the_database_refuses_every_change(table: str, deed: str) -> None:
    with (
        pytest.raises(DatabaseError, match="added, and never changed"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(deed.format(table))
    assert verify().wrong == []


EVERY = ", ".join(f'"{name}"' for name in (*chain.COLUMNS, "previous", "hash"))
SEVENTH = "FROM {events} WHERE number = 7"


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="others have no REPLACE")
@pytest.mark.usefixtures("guarded", "ten")
@pytest.mark.parametrize(
    "row",
    [
        f"{{events}} (number, {EVERY}) SELECT 3, {EVERY} {SEVENTH}",
        # SQLite has a number of its own for each row, which is a key as well.
        f"{{events}} (rowid, number, {EVERY}) SELECT 3, 99, {EVERY} {SEVENTH}",
        "audit_audithead (id, number, hash) VALUES (1, 10, 'x')",
        "audit_audithead (id, number, hash) VALUES (0, 9, 'x')",
    ],
)
def test_no_row_is_replaced(row: str) -> None:
    """REPLACE removes the old row without asking the trigger that refuses it."""
    refused = pytest.raises(DatabaseError, match="added, and never changed")
    with refused, transaction.atomic():
        done_to_it(f"INSERT OR REPLACE INTO {row}")
    trail.note("page.refused")
    assert verify().wrong == []


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite has no such")
@pytest.mark.usefixtures("guarded", "ten")
def test_nor_can_the_rows_be_emptied_at_once() -> None:
    with (
        pytest.raises(DatabaseError, match="added, and never changed"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("TRUNCATE audit_auditevent")


@pytest.mark.usefixtures("guarded")
def test_with_its_guards_up_a_row_is_added_all_the_same(ten: None) -> None:
    assert AuditEvent.objects.count() == 10
