"""While nobody knows the account's zone times are shown, and none can be changed."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from appointments.edits.drafts import Draft
from appointments.edits.tables import Edit
from appointments.index import directory, reference
from appointments.index.copies import Account
from tests.conftest import Book
from tests.editor_page import Editor
from tests.intents import puts
from tests.own_day import OwnDay
from tests.pages import read
from tests.sandboxed import Sandbox

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}
TIMES = {"startTime", "endTime"}
UTC_START = {"date": "Thu 3 Dec 2026", "start": "09:00", "end": "09:30"}


@pytest.fixture
def silent(sandbox: Sandbox) -> Iterator[Sandbox]:
    """Leadway does not tell the account, as in case 01."""
    sandbox.fault("error_503", path="/locations/*")
    yield sandbox
    sandbox.clear()


@pytest.fixture
def visit(book: Book) -> dict[str, Any]:
    return book(
        title="Visit",
        startTime="2026-12-03T10:00:00+01:00",
        endTime="2026-12-03T10:30:00+01:00",
    )


def account_is_told(sandbox: Sandbox) -> None:
    sandbox.clear()
    reference.refresh(even_if_recent=True)


def test_saving_the_title_when_the_zone_is_known_by_then_moves_nothing(
    silent: Sandbox, as_ana: Client, visit: dict[str, Any]
) -> None:
    editor = Editor(as_ana, visit["id"])
    account_is_told(silent)
    as_ana.post("/_refresh/", headers=HTMX)
    assert editor.save(title="Otro").status_code == 200
    assert not TIMES & set(puts(silent, visit["id"])[-1])
    assert silent.get(visit["id"])["startTime"].startswith("2026-12-03T10:00")


def test_times_that_are_posted_as_they_were_shown_move_nothing(
    silent: Sandbox, as_ana: Client, visit: dict[str, Any]
) -> None:
    editor = Editor(as_ana, visit["id"])
    account_is_told(silent)
    assert editor.save(title="Otro", **UTC_START).status_code == 200
    assert not TIMES & set(puts(silent, visit["id"])[-1])


@pytest.mark.parametrize("typed", [{"title": "Otro"}, {"start": "11:00"}])
def test_a_process_that_does_not_know_the_zone_saves_a_form_of_one_that_does(
    sandbox: Sandbox,
    names: Any,
    as_ana: Client,
    visit: dict[str, Any],
    typed: dict[str, str],
) -> None:
    editor = Editor(as_ana, visit["id"])
    Account.objects.all().delete()
    directory.forget()
    assert editor.save(anyway="1", **typed).status_code == 200
    sent = puts(sandbox, visit["id"])[-1].get("startTime")
    assert sent == ("2026-12-03T11:00:00+01:00" if "start" in typed else None)


def test_the_controls_of_the_time_are_locked_with_a_sentence(
    silent: Sandbox, as_ana: Client, visit: dict[str, Any]
) -> None:
    editor = Editor(as_ana, visit["id"])
    assert not {"date", "start", "end", "length"} & set(editor.fields)
    assert editor.shown.one("[name=start]")["value"] == "09:00"
    assert "Times are shown in UTC and cannot be changed" in editor.shown
    assert "LEADWAY_TIME_ZONE" in editor.shown


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"start": "09:15"}, "start"),
        ({"date": "4 Dec 2026"}, "date"),
        ({"end": "10:00"}, "end"),
        ({"length": "60"}, "length"),
        ({"end_next_day": "on"}, "start"),
    ],
)
@pytest.mark.parametrize("known_by_then", [False, True])
def test_a_time_that_is_posted_is_refused_at_its_field(
    silent: Sandbox,
    as_ana: Client,
    visit: dict[str, Any],
    typed: dict[str, str],
    field: str,
    known_by_then: bool,
) -> None:
    editor = Editor(as_ana, visit["id"])
    if known_by_then:
        account_is_told(silent)
    answer = editor.save(title="Otro", **UTC_START | typed)
    page = read(answer)
    assert answer.status_code == 422
    assert page.has(f'a[href="#f-{field}"]')
    assert "so no time can be changed" in page
    assert puts(silent, visit["id"]) == []


def test_the_setting_unlocks_them(
    silent: Sandbox, as_ana: Client, visit: dict[str, Any], settings: Any
) -> None:
    settings.LEADWAY_TIME_ZONE = "Europe/Madrid"
    editor = Editor(as_ana, visit["id"])
    assert editor.fields["start"] == "10:00"
    assert editor.save(start="11:00", anyway="1").status_code == 200


def test_an_open_page_unlocks_them_when_the_zone_is_known(
    silent: Sandbox, as_ana: Client, visit: dict[str, Any]
) -> None:
    editor = Editor(as_ana, visit["id"])
    account_is_told(silent)
    page = read(editor.post("_fresh/"))
    assert page.one("[name=start]")["value"] == "10:00"
    assert "LEADWAY_TIME_ZONE" not in page


def test_without_scripts_a_refused_save_shows_the_times_still(
    silent: Sandbox, as_ana: Client, visit: dict[str, Any]
) -> None:
    editor = Editor(as_ana, visit["id"])
    page = read(editor.save(htmx=False, title="x" * 256))
    assert page.one("[name=start]")["value"] == "09:00"


def test_what_waits_is_shown_with_its_times_again(
    silent: Sandbox, as_ana: Client, visit: dict[str, Any]
) -> None:
    editor = Editor(as_ana, visit["id"])
    silent.fault("unprocessable", method="PUT", times=1)
    editor.save(title="Otro")
    account_is_told(silent)
    again = Editor(as_ana, visit["id"], f"?edit={Edit.objects.get().pk}")
    assert (again.fields["title"], again.fields["start"]) == ("Otro", "10:00")
    again.save()
    assert not TIMES & set(puts(silent, visit["id"])[-1])


def test_a_draft_holds_no_time(
    silent: Sandbox, as_ana: Client, visit: dict[str, Any]
) -> None:
    Editor(as_ana, visit["id"]).review(title="Otro", **UTC_START | {"start": "09:15"})
    assert Draft.objects.get().typed == {"title": "Otro"}


def test_the_day_beside_the_form_waits_for_the_zone(
    silent: Sandbox, as_ana: Client, visit: dict[str, Any]
) -> None:
    editor = Editor(as_ana, visit["id"])
    said = read(editor.post("_availability/"))
    assert "The day is shown when the time zone is known." in said
    assert editor.post("_slots_free/", **UTC_START).status_code == 204


def test_an_undo_moves_a_time_back_all_the_same(
    sandbox: Sandbox, names: Any, as_ana: Client, visit: dict[str, Any]
) -> None:
    Editor(as_ana, visit["id"]).save(start="11:00", anyway="1")
    Account.objects.all().delete()
    directory.forget()
    sandbox.fault("error_503", path="/locations/*")
    undone = as_ana.post(f"/edits/{Edit.objects.get().pk}/undo/", headers=HTMX)
    assert undone.status_code == 200
    assert sandbox.get(visit["id"])["startTime"].startswith("2026-12-03T10:00")


def test_the_list_says_that_its_times_are_in_utc(
    silent: Sandbox, as_ana: Client, book: Book, own: OwnDay
) -> None:
    reference.refresh()
    book()
    as_ana.post(f"/_refresh/?date={own}", headers=HTMX)
    said = read(as_ana.get(f"/?date={own}"))
    assert "The account’s time zone is not known." in said
    assert "LEADWAY_TIME_ZONE" in said
    assert "11:00" in said or "10:00" in said


def test_what_is_said_of_a_time_is_labelled(
    silent: Sandbox, as_ana: Client, visit: dict[str, Any]
) -> None:
    said = Editor(as_ana, visit["id"]).shown
    assert "09:00 – 09:30 UTC" in said
    assert "Thu 3 Dec 2026, 09:00 UTC" in said
