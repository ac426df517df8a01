"""The suggestion for a time that does not exist is a button, scripts or not."""

import json
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from appointments.edits.tables import Edit
from appointments.index.tables import Appointment
from appointments.leadway.changes import Changes, WriteOptions
from people.models import User
from tests.conftest import Book
from tests.editor.filling import at
from tests.editor_page import Editor, controls
from tests.intents import puts
from tests.own_day import OwnDay
from tests.pages import read
from tests.sandboxed import Sandbox

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("names")]
GAP = {"date": "28/3/2027", "start": "02:30"}


@pytest.fixture
def editor(as_ana: Client, booked: dict[str, Any]) -> Editor:
    return Editor(as_ana, booked["id"])


@pytest.mark.parametrize("htmx", [True, False])
def test_a_press_writes_it_into_the_form_and_saves_nothing(
    editor: Editor, booked: dict[str, Any], sandbox: Sandbox, htmx: bool
) -> None:
    refused = editor.save(htmx=htmx, title="Otro", **GAP)
    assert refused.status_code == 422
    button = read(refused).one("#slot-start button[name=suggested]")
    assert (button["type"], button.text) == ("submit", "Take 03:30")
    taken = editor.save(htmx=htmx, title="Otro", **GAP, suggested=button["value"])
    shown = controls(taken.content.decode())
    assert taken.status_code == 200
    assert (shown["date"], shown["start"]) == ("2027-03-28", "03:30")
    assert (shown["end"], shown["title"]) == ("04:15", "Otro")
    assert read(taken).one("[data-focus]")["name"] == "start"
    assert puts(sandbox, booked["id"]) == []


def test_what_was_taken_is_saved_as_it_is_shown(
    editor: Editor, booked: dict[str, Any], sandbox: Sandbox
) -> None:
    refused = editor.save(**GAP)
    button = read(refused).one("#slot-start button[name=suggested]")
    taken = editor.save(**GAP, suggested=button["value"])
    shown = controls(taken.content.decode())
    editor.follow(taken)
    times = {name: shown[name] for name in ("date", "start", "end", "end_follows")}
    assert editor.save(**times, anyway="1").status_code == 200
    sent = puts(sandbox, booked["id"])[-1]
    assert sent["startTime"] == "2027-03-28T03:30:00+02:00"
    assert sent["endTime"] == "2027-03-28T04:15:00+02:00"


def test_the_review_offers_it_too(editor: Editor) -> None:
    said = read(editor.review(**GAP))
    assert said.one("#slot-start button[name=suggested]").text == "Take 03:30"


def test_so_is_that_for_an_end(as_ana: Client) -> None:
    record = at("2027-03-28T01:30:00+01:00", 15)
    Appointment.remember(record, seen_at=timezone.now())
    editor = Editor(as_ana, record.id)
    typed = {"end": "02:30", "end_follows": ""}
    button = read(editor.save(**typed)).one("#slot-end button[name=suggested]")
    taken = controls(editor.save(**typed, suggested=button["value"]).content.decode())
    assert (taken["start"], taken["end"]) == ("01:30", "03:30")


@pytest.mark.parametrize("odd", ["", "start", "start x", "title 2027-03-28T03:30"])
def test_what_is_no_suggestion_is_a_save(
    editor: Editor, booked: dict[str, Any], sandbox: Sandbox, odd: str
) -> None:
    assert editor.save(title="Otro", suggested=odd).status_code == 200
    assert puts(sandbox, booked["id"])[-1]["title"] == "Otro"


# --- what was typed is told back ---


def echoed(editor: Editor, **typed: str) -> dict[str, str]:
    told = read(editor.review(**typed)).one("#review")["data-echo"]
    found: dict[str, str] = json.loads(str(told))
    return found


def test_what_was_typed_is_told_as_it_was_understood(editor: Editor) -> None:
    told = echoed(editor, date="3/1/2028", start="9", end="1015")
    assert told == {
        "date": "Mon 3 Jan 2028",
        "day": "2028-01-03",
        "start": "09:00",
        "end": "10:15",
    }


def test_what_cannot_be_read_is_not_told(editor: Editor) -> None:
    assert echoed(editor, date="soon", start="9", end="x") == {"start": "09:00"}


def test_the_end_that_follows_is_told(editor: Editor) -> None:
    typed = {"date": "28/3/2027", "start": "01:30", "end_follows": "60"}
    assert echoed(editor, **typed)["end"] == "03:30"


def test_an_end_that_nobody_moved_is_left_alone(as_ana: Client) -> None:
    """From a day on the server moves it: written back it would seem to be typed."""
    record = at("2026-11-24T10:00:00+01:00", 26 * 60)
    Appointment.remember(record, seen_at=timezone.now())
    assert echoed(Editor(as_ana, record.id), start="23:30")["end"] == "12:00"


def test_the_zone_is_that_of_the_typed_day(editor: Editor) -> None:
    summer = read(editor.review(date="1/7/2027")).one("#f-zone")
    winter = read(editor.review(date="1/12/2027")).one("#f-zone")
    assert "Madrid time (GMT+2)" in summer
    assert "Madrid time (GMT+1)" in winter


def test_a_move_of_what_is_to_come_into_the_past_is_one_sentence(
    as_ana: Client, book: Book, own: OwnDay
) -> None:
    editor = Editor(as_ana, book(start=own.at(10))["id"])
    past = "This moves it into the past."
    assert past in read(editor.review(date="3 Jan 2020"))
    assert past not in read(editor.review(start="10:30"))
    over = at("2020-01-07T10:00:00+01:00")
    Appointment.remember(over, seen_at=timezone.now())
    assert past not in read(Editor(as_ana, over.id).review(date="3 Jan 2020"))


@pytest.mark.parametrize(
    "page",
    [
        "/?date={0}",
        "/?date={0}&by=person",
        "/appointments/?from={0}&to={0}",
        "/calendar/?day={0}&view=day&hours=all",
        "/calendar/?day={0}&view=week&hours=all",
        "/history/",
        "/outbox/",
    ],
)
def test_the_doubled_hour_stands_with_its_offset_on_every_page(
    as_ana: Client, ana: User, page: str
) -> None:
    for offset in ("+02:00", "+01:00"):
        record = at(f"2027-10-31T02:15:00{offset}", 30)
        Appointment.remember(record, seen_at=timezone.now())
        Edit.objects.all().delete()
        Edit.objects.create(
            event_id=record.id,
            start_time=record.start_time,
            person=ana,
            baseline=record,
            changes=Changes(title="Otra"),
            options=WriteOptions(),
        )
        said = str(read(as_ana.get(page.format("2027-10-31"))))
        told = f"GMT{offset[:1]}{offset[2]}"
        assert f"02:15 ({told})" in said or f"02:15 {told}" in said
