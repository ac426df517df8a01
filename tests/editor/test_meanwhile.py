"""What becomes otherwise while a page is open: told from what is known here."""

import json
import re
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from appointments.index import reading
from people.models import User
from tests.editor.staying import Open
from tests.editor_page import Editor
from tests.edits.waiting import sent, waits
from tests.pages import read
from tests.sandboxed import Sandbox

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("names")]


def hears_of_other_values(answer: HttpResponse) -> bool:
    return "elsewhere" in json.loads(answer.get("HX-Trigger", "{}"))


@pytest.fixture
def mine(as_ana: Client, booked: dict[str, Any]) -> Open:
    return Open(as_ana, booked["id"])


def test_a_colleagues_save_is_told_by_name_field_and_time_without_asking_leadway(
    mine: Open, as_marta: Client, booked: dict[str, Any], sandbox: Sandbox
) -> None:
    assert mine.ask().status_code == 204
    Editor(as_marta, booked["id"]).save(title="De Marta", place="own", address="Sala 7")
    sandbox.clear()
    assert hears_of_other_values(mine.ask())
    told = mine.look(description="Escribo")
    said = told.one("#moved").text
    assert re.search(r"Title, Place \(Marta Ruiz, \d\d:\d\d\)\.", said)
    assert "What you typed stays." in said
    assert not told.has("#editor")
    assert "Marta Ruiz" in told.one("#latest")
    assert "De Marta" in told.one("#history")
    assert mine.ask().status_code == 204
    assert sandbox.journal() == []


def test_a_form_that_nobody_has_touched_shows_the_new_values(
    mine: Open, as_marta: Client, booked: dict[str, Any]
) -> None:
    Editor(as_marta, booked["id"]).save(title="De Marta")
    assert hears_of_other_values(mine.ask())
    told = mine.look()
    assert told.one("[name=title]")["value"] == "De Marta"
    assert "You see the new values now." in told
    assert mine.ask().status_code == 204


def test_what_was_changed_outside_is_told_once_a_worker_has_read_it(
    mine: Open, booked: dict[str, Any], sandbox: Sandbox
) -> None:
    sandbox.put(booked["id"], title="De fuera", appointmentStatus="confirmed")
    assert mine.ask().status_code == 204
    reading.refresh(booked["id"])
    sandbox.clear()
    assert hears_of_other_values(mine.ask())
    said = mine.look(description="Escribo").one("#moved").text
    assert re.search(r"Title \(Somebody in Leadway, \d\d:\d\d\)\.", said)
    assert sandbox.journal() == []


def test_two_who_changed_it_are_named_each_with_theirs(
    mine: Open, as_marta: Client, booked: dict[str, Any], sandbox: Sandbox
) -> None:
    Editor(as_marta, booked["id"]).save(title="De Marta")
    sandbox.put(booked["id"], address="Sala 9", appointmentStatus="confirmed")
    reading.refresh(booked["id"])
    mine.ask()
    said = mine.look(description="Escribo").one("#moved").text
    assert re.search(r"Title \(Marta Ruiz, [\d:]+\)\.", said)
    assert re.search(r"Place \(Somebody in Leadway, [\d:]+\)\.", said)


def test_a_reading_that_finds_nothing_new_is_no_news(
    mine: Open, booked: dict[str, Any]
) -> None:
    reading.refresh(booked["id"])
    assert mine.ask().status_code == 204


def test_of_my_own_save_the_page_hears_nothing_more(mine: Open) -> None:
    answer = mine.editor.save(title="Mío")
    renewed = mine.editor.renew(answer)
    mine.have["record"] = read(renewed).one("#have-record")["value"]
    assert mine.ask().status_code == 204


def test_what_waits_and_what_has_gone_out_comes_and_goes_by_itself(
    mine: Open,
    as_carlos: Client,
    booked: dict[str, Any],
    marta: User,
    sandbox: Sandbox,
) -> None:
    looks_on = Open(as_carlos, booked["id"])
    waits(booked, marta, sandbox, title="Después")
    for page in (mine, looks_on):
        note = read(page.ask()).one("#open-notes [data-open-edit]")
        assert "A change by Marta Ruiz is waiting to be sent" in note
        assert note.one("h2").get("data-tell")
        # Its values are Leadway's still, and the history has it.
        page.look()
        assert page.ask().status_code == 204
    assert sent() == 1
    told = mine.ask()
    assert hears_of_other_values(told)
    assert not read(told).has("[data-open-edit]")
    assert read(told).has("#open-notes")


def test_what_the_page_shows_as_a_receipt_is_no_note_beside_it(
    mine: Open, booked: dict[str, Any], ana: User, sandbox: Sandbox
) -> None:
    edit = waits(booked, ana, sandbox, title="Después")
    assert not read(mine.ask(but=str(edit.pk))).has("[data-open-edit]")
    assert read(mine.ask()).has("[data-open-edit]")


def test_a_change_is_open_however_many_came_after_it(
    as_carlos: Client,
    as_marta: Client,
    booked: dict[str, Any],
    ana: User,
    sandbox: Sandbox,
) -> None:
    waits(booked, ana, sandbox, description="Después")
    for number in range(11):
        editor = Editor(as_marta, booked["id"])
        assert editor.save(title=f"Otra {number}").status_code == 200
    page = read(as_carlos.get(f"/appointments/{booked['id']}/"))
    assert "A change by Ana Beltrán is waiting" in page.one("[data-open-edit]")
    assert len(page.all("#history li")) == 11
