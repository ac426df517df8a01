"""A series saved as a whole: what became of each of its appointments."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from django.test import Client

from appointments.edits import each, saving
from appointments.edits.tables import Edit
from appointments.index import reading, window
from appointments.index.series import Occurrence, occurrence_id
from appointments.index.tables import Appointment
from appointments.leadway.records import AppointmentRecord
from people.models import User
from tests.edits.whole.series import DAY, HTMX, at, one, rows, told
from tests.intents import intent
from tests.own_day import MADRID, OwnDay
from tests.pages import read
from tests.sandboxed import Sandbox


def test_each_is_read_back_and_is_as_it_was_asked(
    save: Callable[..., Edit], as_ana: Client, own: OwnDay
) -> None:
    part = told(as_ana, save(**at(own, 16)))
    assert part.one("h3").text == "All 5 appointments are as you asked."
    assert rows(part)["confirmed"][1:4] == [
        "12:00 – 12:45",
        "16:00 – 16:45",
        "16:00 – 16:45",
    ]


def test_what_was_moved_alone_is_left_as_it_is(
    save: Callable[..., Edit],
    master: dict[str, Any],
    as_ana: Client,
    own: OwnDay,
    sandbox: Sandbox,
) -> None:
    later = own.at(18) + DAY
    sandbox.put(
        one(master, own, 1),
        ignoreFreeSlotValidation=True,
        startTime=later.isoformat(),
        endTime=(later + timedelta(minutes=45)).isoformat(),
    )
    part = told(as_ana, save(**at(own, 16)))
    assert part.one("h3").text == "All 4 appointments are as you asked."
    kept = rows(part)["kept"]
    assert kept[1:4] == ["18:00 – 18:45", "nothing", "18:00 – 18:45"]
    assert kept[4] == "Left as it is"


def test_the_new_days_are_read_where_the_old_ones_were_known(
    save: Callable[..., Edit], master: dict[str, Any], as_ana: Client, own: OwnDay
) -> None:
    start = own.at(12)
    window.read(master["calendarId"], start - DAY, start + 7 * DAY)
    assert Appointment.objects.filter(pk=one(master, own, 4)).exists()
    later = start + 14 * DAY
    part = told(as_ana, save(start_time=later, end_time=later + timedelta(minutes=45)))
    assert part.one("h3").text == "All 5 appointments are as you asked."


def test_one_that_keeps_the_old_time_differs(
    save: Callable[..., Edit],
    master: dict[str, Any],
    as_ana: Client,
    own: OwnDay,
    sandbox: Sandbox,
) -> None:
    edit = save(**at(own, 16))
    record = reading.refresh(master["id"])
    stuck = occurrence_id(record, own.at(16) + 2 * DAY)
    old = own.at(12) + 2 * DAY
    sandbox.put(
        stuck,
        ignoreFreeSlotValidation=True,
        startTime=old.isoformat(),
        endTime=(old + timedelta(minutes=45)).isoformat(),
    )
    part = told(as_ana, edit)
    assert part.one("h3").text == "4 of 5 appointments are as you asked, 1 differs."
    differs = rows(part)["differs"]
    assert differs[1:4] == ["12:00 – 12:45", "16:00 – 16:45", "12:00 – 12:45"]


def test_another_title_is_told_of_each(
    save: Callable[..., Edit], as_ana: Client
) -> None:
    part = told(as_ana, save(title="Otra cosa"))
    assert part.one("h3").text == "All 5 appointments are as you asked."
    assert "Otra cosa" in rows(part)["confirmed"][3]


def test_what_could_not_be_read_back_is_not_called_saved(
    save: Callable[..., Edit], as_ana: Client, sandbox: Sandbox
) -> None:
    edit = save(title="Otra cosa")
    as_ana.get(f"/edits/{edit.pk}/_receipt/")
    sandbox.fault("error_503", method="GET")
    part = read(as_ana.get(f"/edits/{edit.pk}/_whole/"))
    said = "0 of 5 appointments are as you asked, 5 not read back."
    assert part.one("h3").text == said
    assert rows(part)["unread"][3] == "not known yet"


def test_of_one_appointment_nothing_more_is_read(
    master: dict[str, Any], ana: User, as_ana: Client, own: OwnDay, sandbox: Sandbox
) -> None:
    known = sandbox.get(one(master, own, 1))
    edit = saving.save(intent(known, ana, title="Sola"))
    receipt = read(as_ana.get(f"/edits/{edit.pk}/_receipt/", headers=HTMX))
    assert not receipt.has('[hx-get$="_whole/"]')


def test_the_person_stays_at_the_occurrence_they_came_from(
    save: Callable[..., Edit], master: dict[str, Any], as_ana: Client, own: OwnDay
) -> None:
    before = one(master, own, 2)
    save(**at(own, 16))
    record = reading.refresh(master["id"])
    after = occurrence_id(record, own.at(16) + 2 * DAY)
    page = read(as_ana.get(f"/appointments/{master['id']}/?one={before}"))
    assert page.one(".scope a:not([aria-current])")["href"] == f"/appointments/{after}/"
    assert page.one('#keys [name="one"]')["value"] == after
    assert "this one" in page.one('.occ__i[aria-current="true"]').text


def test_where_one_was_is_told_by_the_wall_clock() -> None:
    """A series moved by a day: on Monday the clocks have changed, on Sunday as well."""
    friday = datetime(2027, 3, 26, 12, tzinfo=MADRID)
    saturday, sunday, monday = (friday + n * DAY for n in (1, 2, 3))
    before, after = (
        AppointmentRecord(id="a", start_time=at.astimezone(UTC))
        for at in (friday, saturday)
    )
    there = {saturday: friday, sunday: saturday, monday: sunday}
    for now, was in there.items():
        moved = Occurrence("a_1_60", "a_1_60", now.astimezone(UTC), now)
        span = each.if_began(moved, after, before, MADRID)
        assert span
        assert span.start == was
