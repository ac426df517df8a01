"""Free times beside "When", and booking anyway after a refusal."""

import json
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from appointments.edits.tables import Edit
from appointments.index import days
from appointments.times.writing import write_day
from tests import own_day
from tests.blocking import block, block_day, read_all
from tests.conftest import Book
from tests.editor.opened import Opened, fetches, starts
from tests.own_day import OwnDay
from tests.pages import read
from tests.sandboxed import Sandbox

pytestmark = pytest.mark.django_db


@pytest.fixture
def own() -> OwnDay:
    """A day that has free times to tell."""
    return next(own_day.bookable)


def test_free_times_are_fetched_apart_and_then_come_with_the_day(
    opened: Opened, sandbox: Sandbox
) -> None:
    assert fetches(opened.see("_availability/"))
    sandbox.clear()
    chips = starts(opened.see("_slots_free/"))
    assert 0 < len(chips) <= 16
    assert [call["method"] for call in sandbox.journal()] == ["GET"]
    again = opened.see("_availability/")
    assert not fetches(again)
    assert starts(again) == chips


def test_the_chosen_free_time_is_marked_and_called_free(
    opened: Opened, own: OwnDay
) -> None:
    chips = starts(opened.see("_slots_free/"))
    end = datetime.fromisoformat(f"2027-01-01T{chips[0]}") + timedelta(minutes=45)
    shown = opened.see("_availability/", start=chips[0], end=f"{end:%H:%M}")
    assert f"Leadway says that {own.person} is free" in shown
    assert shown.one("[aria-pressed=true]")["data-start"] == chips[0]


def test_at_most_eight_free_times_a_day_nearest_first_but_in_order(
    opened: Opened,
) -> None:
    shown = opened.see("_slots_free/", start="18:45", end="19:30")
    for group in shown.all(".slots__g"):
        found = starts(group)
        assert len(found) <= 8
        assert found == sorted(found)
        assert found[0] >= "14:00"


def test_a_day_without_free_times_says_so(
    opened: Opened, sandbox: Sandbox, own: OwnDay
) -> None:
    user_id = sandbox.cast()["users"][own.person]
    block_day(sandbox, own.sunday, assignedUserId=user_id)
    sunday = write_day(own.sunday)
    assert "No free times on this day" in opened.see("_slots_free/", date=sunday)
    past = "1/2/2020"
    assert "nor in the two weeks after" in opened.see("_slots_free/", date=past)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"calendar_id": ""}, "Choose a calendar to see free times."),
        ({"assigned_user_id": "nobody"}, "not in the calendar’s team"),
    ],
)
def test_why_there_are_no_free_times_is_said(
    opened: Opened, typed: dict[str, str], said: str
) -> None:
    assert said in opened.see("_slots_free/", **typed)


def test_a_missing_scope_is_named_and_breaks_nothing(
    opened: Opened, sandbox: Sandbox
) -> None:
    sandbox.switch(scopes=["calendars/events.readonly", "calendars/events.write"])
    try:
        assert "calendars.readonly" in opened.see("_slots_free/")
        assert "Not known yet" in opened.see("_availability/")
    finally:
        sandbox.switch(scopes=None)


def test_a_silent_leadway_is_one_quiet_sentence(
    opened: Opened, sandbox: Sandbox
) -> None:
    sandbox.stop()
    said = opened.see("_slots_free/").text
    assert said == "Free times are not known. Leadway cannot be reached."


@pytest.fixture
def refused(opened: Opened, as_marta: Client, book: Book, own: OwnDay) -> Opened:
    """A manager whose time somebody else took meanwhile."""
    opened.client = as_marta
    book(start=own.at(12, 45))
    opened.typed |= {"start": "12:15", "end": "13:00"}
    return opened


def test_a_refused_time_brings_free_times_and_a_way_to_book_it(
    refused: Opened, sandbox: Sandbox
) -> None:
    answer = read(refused.renewal())
    edit = Edit.objects.get()
    assert edit.state == Edit.State.REFUSED
    assert json.loads(answer.one("#availability")["hx-vals"]) == {
        "refused": str(edit.pk)
    }
    assert "Save at 12:15 anyway" in answer
    rescue = refused.see("_availability/", refused=str(edit.pk))
    assert "Closest free times" in rescue
    assert "Save at 12:15 anyway" in rescue
    other = refused.see(
        "_availability/", refused=str(edit.pk), start="15:30", end="16:15"
    )
    assert "Closest free times" not in other


def test_who_may_book_a_taken_time_is_told_by_what_it_is_taken(
    opened: Opened, as_marta: Client, sandbox: Sandbox, own: OwnDay
) -> None:
    user_id = sandbox.cast()["users"][own.person]
    block(sandbox, own.at(12), own.at(14), "Formación", assignedUserId=user_id)
    read_all()
    opened.client = as_marta
    opened.typed |= {"start": "12:15", "end": "13:00"}
    opened.post("")
    edit = Edit.objects.get()
    assert edit.state == Edit.State.REFUSED
    rescue = opened.see("_availability/", refused=str(edit.pk))
    assert "Formación at 12:00" in rescue.one(".rescue__alt")
    assert "Save at 12:15 anyway" in rescue.one(".rescue__alt")


def test_free_times_read_before_the_refusal_are_not_offered(refused: Opened) -> None:
    refused.see("_slots_free/")
    assert not fetches(refused.see("_availability/"))
    refused.post("")
    edit = Edit.objects.get()
    assert fetches(refused.see("_availability/", refused=str(edit.pk)))


def test_booking_anyway_skips_the_check_and_our_own_question(
    refused: Opened, sandbox: Sandbox, own: OwnDay
) -> None:
    refused.post("")
    days.refresh(own.day, pressed=True)
    answer = refused.post("save-anyway/")
    assert answer.status_code == 200
    body = sandbox.journal("PUT")[-1]["body"]
    assert body["ignoreFreeSlotValidation"] is True
    assert Edit.objects.latest("pk").state == Edit.State.ACCEPTED


def test_booking_anyway_works_without_a_script(
    refused: Opened, sandbox: Sandbox
) -> None:
    posted = refused.client.post(refused.url, refused.typed, follow=True)
    assert read(posted).has(f'[formaction="{refused.url}save-anyway/"]')
    answer = refused.client.post(refused.url + "save-anyway/", refused.typed)
    assert answer.status_code == 302
    assert sandbox.get(refused.record.id)["startTime"][11:16] == "12:15"


def test_who_may_not_skip_the_check_does_not(
    refused: Opened, as_ana: Client, settings: Any, sandbox: Sandbox
) -> None:
    settings.LEADWAY_IGNORE_FREE_SLOT_VALIDATION = False
    refused.client = as_ana
    assert "Save at 12:15 anyway" not in read(refused.post(""))
    assert refused.post("save-anyway/").status_code == 422
    assert sandbox.journal("PUT")[-1]["body"]["ignoreFreeSlotValidation"] is False
