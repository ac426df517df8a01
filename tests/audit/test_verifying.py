"""`manage.py audit verify` finds what was done to the rows, and says to which."""

import time
from collections.abc import Iterator
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from appointments.work.duties import DUTIES
from appointments.work.worker import work_off
from audit import guards, trail, verifying
from audit.models import AuditEvent
from audit.verifying import verify
from tests.audit.conftest import done_to_it

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("guarded")]
ALL_BUT_KEYS = "at person_id person_name address session action object before after"
MOVED = f"{ALL_BUT_KEYS} outcome flags request_id source previous hash".split()


def verified(*options: str) -> str:
    output = StringIO()
    call_command("audit", "verify", *options, stdout=output)
    return output.getvalue()


def test_a_trail_that_nobody_touched_is_right(ten: None) -> None:
    last = AuditEvent.objects.get(number=10)
    assert verified() == (
        f"10 rows are as they were written.\nThe last one is 10:{last.hash}\n"
    )


def test_a_trail_without_a_row_is_right() -> None:
    assert verify().wrong == []


def tampered(*statements: str) -> list[str]:
    guards.take_down(connection)
    for statement in statements:
        done_to_it(statement)
    guards.put_up(connection)
    with pytest.raises(CommandError):
        verified()
    return verify().wrong


VALUES = {"person_id": "99", "at": "'2020-01-01 00:00:00+00:00'"}


@pytest.mark.parametrize("column", MOVED)
def test_a_changed_row_is_found_whatever_was_changed(ten: None, column: str) -> None:
    value = VALUES.get(column, "'other'")
    wrong = tampered(f"UPDATE {{events}} SET {column} = {value} WHERE number = 4")
    assert "row 4 was changed" in wrong
    assert all("4" in one for one in wrong)


def test_a_row_that_was_changed_with_its_hash_is_found(ten: None) -> None:
    """Whoever knows how the hash is made has to make all that follow as well."""
    first = AuditEvent.objects.get(number=4)
    guards.take_down(connection)
    AuditEvent.objects.filter(number__gte=4).delete()
    done_to_it("UPDATE audit_audithead SET number = 3")
    kept = AuditEvent.objects.get(number=3)
    done_to_it("UPDATE audit_audithead SET hash = %s", kept.hash)
    trail.note(first.action, "page:another")
    forged = AuditEvent.objects.get(number=4)
    assert forged.previous == first.previous
    assert verify().wrong != []
    assert verify(seen=(4, first.hash)).wrong[-1].startswith("row 4 has another hash")


def test_a_missing_row_is_found(ten: None) -> None:
    assert tampered("DELETE FROM {events} WHERE number = 4") == ["row 4 is missing"]


def test_missing_rows_are_found_at_both_ends(ten: None) -> None:
    wrong = tampered(
        "DELETE FROM {events} WHERE number < 3", "DELETE FROM {events} WHERE number > 7"
    )
    assert wrong == ["rows 1 to 2 are missing", "rows 8 to 10 are missing"]


NO_HEAD = "the head is missing, which tells the row that was added last"


def test_a_missing_head_is_found(ten: None) -> None:
    assert tampered("DELETE FROM audit_audithead") == [NO_HEAD]


def test_a_missing_head_does_not_hide_what_else_is_missing(ten: None) -> None:
    wrong = tampered(
        "DELETE FROM audit_audithead", "DELETE FROM {events} WHERE number in (4, 10)"
    )
    assert wrong == ["row 4 is missing", NO_HEAD]


def test_a_first_row_that_is_added_meanwhile_is_right(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    read = verifying._rows

    def read_later() -> Iterator[tuple[Any, ...]]:
        trail.note("page.refused")
        return read()

    monkeypatch.setattr(verifying, "_rows", read_later)
    assert verify().wrong == []


def test_all_rows_missing_are_found(ten: None) -> None:
    assert tampered("DELETE FROM {events}") == ["rows 1 to 10 are missing"]


def test_what_is_missing_at_the_end_still_shows_when_others_follow(ten: None) -> None:
    guards.take_down(connection)
    done_to_it("DELETE FROM {events} WHERE number > 8")
    guards.put_up(connection)
    trail.note("page.refused")
    assert verify().wrong == ["rows 9 to 10 are missing"]


def test_two_rows_in_each_others_places_are_found(ten: None) -> None:
    wrong = tampered(
        "UPDATE {events} SET number = 100 WHERE number = 4",
        "UPDATE {events} SET number = 4 WHERE number = 7",
        "UPDATE {events} SET number = 7 WHERE number = 100",
    )
    assert {"row 4 was changed", "row 7 was changed"} <= {*wrong}


@pytest.mark.parametrize("number", [-3, 0, 11, 12])
def test_an_inserted_row_is_found(ten: None, number: int) -> None:
    columns = ", ".join(MOVED)
    wrong = tampered(
        f"INSERT INTO {{events}} (number, {columns})"
        f" SELECT {number}, {columns} FROM {{events}} WHERE number = 4"
    )
    assert any(f"row {number} was" in one for one in wrong)


def test_what_the_log_has_noted_tells_of_a_trail_that_was_made_anew(ten: None) -> None:
    last = AuditEvent.objects.get(number=10)
    assert "10 rows" in verified("--seen", f"10:{last.hash}")
    with pytest.raises(CommandError, match="row 10 has another hash"):
        verified("--seen", "10:of-another-trail")
    with pytest.raises(CommandError, match="rows 11 to 12 are missing"):
        verified("--seen", f"12:{last.hash}")


def test_a_worker_writes_the_newest_row_into_the_log(
    ten: None, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    work_off([duty for duty in DUTIES if duty.name == "tell_head"])
    last = AuditEvent.objects.get(number=10)
    assert f"the trail stands at 10:{last.hash}" in caplog.text


def test_missing_guards_are_said(ten: None) -> None:
    guards.take_down(connection)
    assert "audit_event_changed" in verify().wrong[0]
    guards.put_up(connection)


def test_guards_that_an_update_brings_come_with_its_migrate(ten: None) -> None:
    guards.take_down(connection)
    assert guards.missing(connection) >= {*guards.REFUSED}
    guards.prepare(connection.alias)
    assert not guards.missing(connection)


def test_a_long_trail_costs_the_same_for_each_row(db: None) -> None:
    """docs/adr/0011 says how long a million rows take."""

    def seconds_for(rows: int) -> float:
        while AuditEvent.objects.count() < rows:
            with trail.together():
                for number in range(1000):
                    trail.note("edit.accepted", f"edit:{number}", after={"a": "b"})
        took = []
        for _ in range(3):
            began = time.process_time()
            assert verify().events == rows
            took.append(time.process_time() - began)
        return min(took)

    few = seconds_for(1000)
    assert seconds_for(6000) < 3 * 6 * few
