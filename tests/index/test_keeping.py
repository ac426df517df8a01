"""A long list is kept by and by: whoever saves meanwhile does not wait for it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from appointments.index.keeping import AT_ONCE
from appointments.index.tables import Appointment
from appointments.leadway.records import AppointmentRecord

pytestmark = pytest.mark.django_db(transaction=True)
MANY = 10 * AT_ONCE + 5


def records(title: str) -> list[AppointmentRecord]:
    start = timezone.now().replace(microsecond=0)
    return [
        AppointmentRecord(
            id=f"listed{n:04}", title=title, start_time=start + timedelta(minutes=n)
        )
        for n in range(MANY)
    ]


def written(write: Callable[[], object]) -> list[int]:
    """Return how many appointments each transaction of a write puts in."""
    rows: list[int] = []
    start = connection.set_autocommit

    def started(autocommit: bool, *more: Any, **told: Any) -> None:
        if not autocommit:
            rows.append(0)
        start(autocommit, *more, **told)

    def counted(execute: Callable[..., Any], sql: str, params: Any, *more: Any) -> Any:
        if sql.startswith("INSERT") and '"appointments_appointment"' in sql:
            rows[-1] += len([one for one in params if str(one).startswith("listed")])
        return execute(sql, params, *more)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(connection, "set_autocommit", started)
        with connection.execute_wrapper(counted):
            write()
    return rows


@pytest.mark.parametrize("again", [False, True], ids=["new", "changed"])
def test_no_transaction_keeps_more_than_a_few(again: bool) -> None:
    now = timezone.now()
    if again:
        Appointment.remember_all(records("Antes"), seen_at=now)
    now += timedelta(seconds=1)
    rows = written(lambda: Appointment.remember_all(records("Después"), seen_at=now))
    assert Appointment.objects.filter(record__title="Después").count() == MANY
    assert sum(rows) == MANY
    assert max(rows) <= AT_ONCE


def test_what_was_saved_between_two_portions_stays() -> None:
    """The answer of a save is newer than the list, whichever portion it is in."""
    listed, asked_at = records("De la lista"), timezone.now()
    saved = replace(listed[-1], title="Guardada")
    left = [lambda: Appointment.remember(saved, seen_at=timezone.now())]

    def between(*_: object) -> None:
        if left:
            left.pop()()

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("people.patience.rest", between)
        Appointment.remember_all(listed, seen_at=asked_at)
    row = Appointment.objects.get(event_id=saved.id)
    assert row.record
    assert row.record.title == "Guardada"
    assert not left
