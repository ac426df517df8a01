"""The list says of which appointments an edit's end is open, and filters by it."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from appointments.edits import unsettled
from appointments.edits.standing import ANSWERED_BY
from appointments.edits.tables import Edit
from appointments.index.tables import Appointment
from appointments.leadway.changes import Changes, WriteOptions
from appointments.leadway.records import AppointmentRecord
from people.models import User
from tests.listing.test_views import NOW, ids, keep, nothing_yet, page

__all__ = ["nothing_yet"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("names")]


def edit(person: User, id: str, state: str, **fields: Any) -> Edit:
    return Edit.objects.create(
        event_id=id,
        person=person,
        person_name=person.name,
        state=state,
        baseline=AppointmentRecord(id=id),
        changes=Changes(title="Otro"),
        options=WriteOptions(),
        **fields,
    )


@pytest.fixture
def edits(ana: User) -> None:
    for name in ("waits", "doubted", "on_its_way", "lost", "saved", "quiet"):
        keep(name)
    edit(ana, "waits", Edit.State.PENDING)
    edit(ana, "doubted", Edit.State.PENDING)
    edit(ana, "doubted", Edit.State.UNKNOWN, sent_at=NOW)
    edit(ana, "on_its_way", Edit.State.PENDING, sent_at=timezone.now())
    edit(ana, "lost", Edit.State.PENDING, sent_at=NOW - 2 * ANSWERED_BY)
    edit(ana, "saved", Edit.State.ACCEPTED, sent_at=NOW)


@pytest.mark.usefixtures("edits")
def test_a_row_says_what_is_open_about_it(as_carlos: Client) -> None:
    said = page(as_carlos)
    assert said.one("#row-waits .mark--tight").text == "Waiting"
    assert said.one("#row-waits .c-up").text == "Waiting"
    assert said.one("#row-doubted .mark--tight").text == "Not known yet"
    assert said.one("#row-lost .mark--tight").text == "Not known yet"
    for name in ("on_its_way", "saved", "quiet"):
        assert not said.has(f"#row-{name} .mark")


@pytest.mark.usefixtures("edits")
def test_what_is_open_is_a_filter(as_carlos: Client) -> None:
    said = page(as_carlos, changes="open")
    assert sorted(ids(said)) == ["doubted", "lost", "waits"]
    assert "Changes: Waiting or not known yet" in said.one("#chip-changes")
    assert set(unsettled.ids()) == {"doubted", "lost", "waits"}


def test_what_we_changed_is_a_filter(as_carlos: Client) -> None:
    keep("ours")
    keep("theirs")
    Appointment.mark_edited("ours")
    assert ids(page(as_carlos, changes="ours")) == ["ours"]
