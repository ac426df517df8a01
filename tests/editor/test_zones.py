"""The zone of the account changes under an open form, and no time moves by that."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from appointments.edits.drafts import Draft
from appointments.edits.tables import Edit
from appointments.index import directory, reading
from appointments.index.copies import Account
from tests.conftest import Book
from tests.editor_page import Editor
from tests.intents import puts
from tests.own_day import OwnDay
from tests.pages import read
from tests.sandboxed import Sandbox

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("names")]
HTMX = {"HX-Request": "true"}
TIMES = {"startTime", "endTime"}


def account_is_in(zone: str) -> None:
    row = Account.objects.get()
    Account.remember(row.id, name=row.name, record={"timezone": zone})
    directory.forget()


def in_mexico(at: datetime) -> str:
    """Return what the clock shows there, which never changes its hour."""
    return f"{at.astimezone(ZoneInfo('America/Mexico_City')):%H:%M}"


@pytest.fixture
def shown_elsewhere(as_ana: Client, booked: dict[str, Any]) -> Editor:
    """A form that was made while the account was in Mexico; now it is in Madrid."""
    account_is_in("America/Mexico_City")
    editor = Editor(as_ana, booked["id"])
    account_is_in("Europe/Madrid")
    return editor


def sent(sandbox: Sandbox, booked: dict[str, Any]) -> dict[str, Any]:
    return puts(sandbox, booked["id"])[-1]


def test_a_save_of_the_title_sends_no_time(
    shown_elsewhere: Editor, booked: dict[str, Any], sandbox: Sandbox
) -> None:
    before = sandbox.get(booked["id"])
    assert shown_elsewhere.save(title="Otro").status_code == 200
    assert not TIMES & set(sent(sandbox, booked))
    after = sandbox.get(booked["id"])
    assert {after[name] for name in TIMES} == {before[name] for name in TIMES}


def test_a_time_is_read_in_the_zone_that_it_was_typed_in(
    shown_elsewhere: Editor, booked: dict[str, Any], sandbox: Sandbox
) -> None:
    shown_elsewhere.save(start="06:30", anyway="1")
    assert sent(sandbox, booked)["startTime"].endswith("T06:30:00-06:00")


def test_the_review_names_no_time_either(shown_elsewhere: Editor) -> None:
    said = read(shown_elsewhere.review(title="Otro"))
    assert said.one("#review")["data-count"] == "1"
    assert "startTime" not in said


def test_a_refused_save_keeps_the_zone_of_the_form(
    shown_elsewhere: Editor, booked: dict[str, Any], sandbox: Sandbox
) -> None:
    shown_elsewhere.follow(shown_elsewhere.save(title="x" * 256))
    sandbox.fault("unprocessable", method="PUT", times=1)
    shown_elsewhere.follow(shown_elsewhere.save(title="Otro"))
    assert shown_elsewhere.save(title="Otro").status_code == 200
    assert not TIMES & set(sent(sandbox, booked))


def test_what_is_left_after_saving_a_section_keeps_its_zone(
    shown_elsewhere: Editor, booked: dict[str, Any], sandbox: Sandbox
) -> None:
    typed = {"title": "Otro", "start": "07:15"}
    answer = shown_elsewhere.save(only="what", **typed)
    # The times stay as they are shown, and so does what is said of their zone.
    assert not read(shown_elsewhere.renew(answer)).all("#sec-when")
    shown_elsewhere.follow(answer)
    shown_elsewhere.save(anyway="1", **typed)
    assert sent(sandbox, booked)["startTime"].endswith("T07:15:00-06:00")


def test_the_page_of_a_save_that_waits_shows_it_as_it_was_typed(
    as_ana: Client, booked: dict[str, Any], sandbox: Sandbox
) -> None:
    account_is_in("America/Mexico_City")
    sandbox.fault("unprocessable", method="PUT", times=1)
    Editor(as_ana, booked["id"]).save(title="Otro")
    account_is_in("Europe/Madrid")
    edit = Edit.objects.get()
    again = Editor(as_ana, booked["id"], f"?edit={edit.pk}")
    assert "Mexico City time" in again.shown
    again.save()
    assert not TIMES & set(sent(sandbox, booked))


def test_a_draft_of_a_time_stays_at_its_instant(
    as_ana: Client, booked: dict[str, Any], sandbox: Sandbox, own: OwnDay
) -> None:
    account_is_in("America/Mexico_City")
    Editor(as_ana, booked["id"]).review(start="07:15")
    account_is_in("Europe/Madrid")
    taken_up = Editor(as_ana, booked["id"], "?draft")
    assert taken_up.fields["start"] == "07:15"
    assert taken_up.fields["end"] == in_mexico(own.at(12, 45))
    assert "Mexico City time" in taken_up.shown
    taken_up.save(end="08:00", anyway="1")
    assert sent(sandbox, booked)["startTime"].endswith("T07:15:00-06:00")


def test_a_draft_of_the_title_is_shown_in_the_zone_of_now(
    as_ana: Client, booked: dict[str, Any]
) -> None:
    account_is_in("America/Mexico_City")
    Editor(as_ana, booked["id"]).review(title="Otro")
    account_is_in("Europe/Madrid")
    taken_up = Editor(as_ana, booked["id"], "?draft")
    assert (taken_up.fields["title"], taken_up.fields["start"]) == ("Otro", "12:00")


def test_times_of_two_zones_are_never_mixed_in_a_draft(
    as_ana: Client, booked: dict[str, Any]
) -> None:
    account_is_in("America/Mexico_City")
    Editor(as_ana, booked["id"]).review(start="07:15", title="Otro")
    account_is_in("Europe/Madrid")
    Editor(as_ana, booked["id"]).review(end="13:00")
    assert Draft.objects.get().typed == {"title": "Otro", "end": "13:00"}
    taken_up = Editor(as_ana, booked["id"], "?draft").fields
    assert (taken_up["start"], taken_up["end"]) == ("12:00", "13:00")


def test_a_form_that_is_not_ours_is_shown_anew(
    shown_elsewhere: Editor, booked: dict[str, Any], sandbox: Sandbox, own: OwnDay
) -> None:
    """Nobody knows which zone its times were shown in, so they show as a change."""
    answer = shown_elsewhere.save(baseline="forged", title="Otro")
    page = read(answer)
    assert answer.status_code == 400
    assert page.one("[name=start]")["value"] == in_mexico(own.at(12))
    assert page.one("[name=start]")["data-was"] == "12:00"
    assert "Madrid time" in page
    assert puts(sandbox, booked["id"]) == []


def test_the_times_of_a_form_are_considered_in_its_zone(
    shown_elsewhere: Editor, book: Book, own: OwnDay
) -> None:
    reading.load(book(start=own.at(12, 15))["id"])
    said = read(shown_elsewhere.post("_availability/"))
    assert in_mexico(own.at(12, 15)) in said
    assert "12:15" not in said
