"""A block says of which appointment an edit's end is open."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from appointments.edits.tables import Edit
from appointments.leadway.changes import Changes, WriteOptions
from appointments.leadway.records import AppointmentRecord
from people.models import User
from tests.calendar.shown import shown
from tests.conftest import Book
from tests.own_day import OwnDay
from tests.pages import Part, read

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("names")]
BEFORE = timezone.now() - timedelta(days=1)


def edit(person: User, booked: dict[str, Any], state: str, **fields: Any) -> None:
    Edit.objects.create(
        event_id=booked["id"],
        person=person,
        person_name=person.name,
        state=state,
        baseline=AppointmentRecord(id=booked["id"]),
        changes=Changes(title="Otro"),
        options=WriteOptions(),
        **fields,
    )


def block(page: Part, booked: dict[str, Any]) -> Part:
    return page.one(f".ev[data-appointment='{booked['id']}']")


@pytest.mark.parametrize("view", ["day", "week"])
def test_what_waits_and_what_is_not_known_are_marked(
    as_ana: Client, ana: User, book: Book, own: OwnDay, view: str
) -> None:
    waits, lost, quiet, saved = (book(start=own.at(hour)) for hour in (9, 11, 15, 17))
    edit(ana, waits, Edit.State.PENDING)
    edit(ana, lost, Edit.State.UNKNOWN, sent_at=BEFORE)
    edit(ana, saved, Edit.State.ACCEPTED, sent_at=BEFORE)
    page = shown(as_ana, own, f"&view={view}")
    assert "waiting to be sent" in block(page, waits).one(".mark")
    assert "not known yet" in block(page, lost).one(".mark")
    assert block(page, lost).one(".mark")["data-tone"] == "info"
    for booked in (quiet, saved):
        assert not block(page, booked).has(".mark")


def test_a_page_that_looks_again_hears_of_it(
    as_ana: Client, ana: User, book: Book, own: OwnDay
) -> None:
    booked = book()
    have = shown(as_ana, own).one("#looked-at [name=have]")["value"]
    address = f"/calendar/_live/?day={own}&have={have}"
    assert as_ana.get(address).status_code == 204
    edit(ana, booked, Edit.State.PENDING)
    assert block(read(as_ana.get(address)), booked).has(".mark")
