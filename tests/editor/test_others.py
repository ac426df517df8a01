"""Who has an appointment open is said to everybody else who has it, by name."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from appointments.edits import presence
from appointments.edits.presence import Presence
from appointments.work.duties import DUTIES
from people.models import User
from tests.conftest import Book, person, signed_in
from tests.editor.staying import Open
from tests.pages import read
from tests.sandboxed import Sandbox
from tests.test_queries import statements

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("names")]


@pytest.fixture
def opened(as_marta: Client, booked: dict[str, Any]) -> str:
    """The id of what Marta has opened, so that a copy of it is known."""
    as_marta.get(f"/appointments/{booked['id']}/")
    return str(booked["id"])


def ask(client: Client, event_id: str, **posted: str) -> HttpResponse:
    headers = {"HX-Request": "true", "X-Background": "1"}
    return client.post(f"/appointments/{event_id}/_present/", posted, headers=headers)


def shown(client: Client, event_id: str, *, panel: bool = False) -> str:
    """What the page says of the others at the moment that it is opened."""
    address = f"/appointments/{event_id}/{'_panel/' if panel else ''}"
    return read(client.get(address)).one("#others").text


@pytest.mark.parametrize("panel", [False, True], ids=["page", "panel"])
def test_a_page_names_who_else_has_it_open(
    as_ana: Client, as_marta: Client, opened: str, panel: bool
) -> None:
    assert shown(as_marta, opened, panel=panel) == ""
    ask(as_ana, opened)
    assert "Ana Beltrán has this open." in shown(as_marta, opened, panel=panel)
    assert shown(as_ana, opened, panel=panel) == ""


def test_a_page_that_is_open_hears_who_came_and_who_left(
    as_ana: Client, as_carlos: Client, opened: str, sandbox: Sandbox
) -> None:
    page = Open(as_ana, opened)
    before = page.have
    sandbox.clear()
    assert page.ask().status_code == 204
    # Also somebody who may only look.
    ask(as_carlos, opened, changing="when")
    assert "Carlos Mena has this open." in read(page.ask()).one("#others")
    assert page.ask().status_code == 204
    assert ask(as_carlos, opened, left="1").status_code == 204
    assert read(page.ask()).one("#others").text == ""
    assert page.have == before
    assert sandbox.journal() == []


def test_who_has_typed_something_is_said_to_be_changing_it(
    as_ana: Client, as_marta: Client, opened: str
) -> None:
    ask(as_ana, opened, changing="where when <b> options when")
    assert "Ana Beltrán is changing When and Where." in shown(as_marta, opened)
    ask(as_ana, opened, changing="")
    assert "Ana Beltrán has this open." in shown(as_marta, opened)


def test_of_many_the_first_are_named_and_the_rest_counted(
    as_marta: Client, opened: str
) -> None:
    for number in range(5):
        who = person(f"u{number}", "staff", f"Persona {number}", "")
        ask(signed_in(who), opened)
    said = shown(as_marta, opened)
    assert "Persona 2 has this open. 2 more have it open." in said
    assert "Persona 3" not in said


def test_nobody_is_there_for_longer_than_a_minute_without_saying_so(
    as_ana: Client, as_marta: Client, opened: str
) -> None:
    ask(as_ana, opened)
    Presence.objects.update(seen_at=timezone.now() - presence.LASTS)
    assert shown(as_marta, opened) == ""
    ask(as_ana, opened)
    assert "Ana Beltrán" in shown(as_marta, opened)


def test_it_is_seldom_written_down_and_one_row_a_person(
    as_ana: Client, opened: str
) -> None:
    page = Open(as_ana, opened)
    page.ask()
    for _ in range(3):
        with CaptureQueriesContext(connection) as captured:
            assert page.ask().status_code == 204
        told = statements(captured)
        assert all(one.startswith("SELECT") for one in told)
        # The session, the person, the appointment, who is there, and its edits.
        assert len(told) == 5
    earlier = timezone.now() - presence.NOTED_EVERY
    Presence.objects.update(seen_at=earlier)
    ask(as_ana, opened)
    assert Presence.objects.get().seen_at > earlier


def test_it_costs_the_page_no_statement(
    as_ana: Client, as_marta: Client, opened: str
) -> None:
    counted = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as captured:
            as_marta.get(f"/appointments/{opened}/")
        counted.append(len(statements(captured)))
        ask(as_ana, opened)
    assert counted[0] == counted[1]


def test_of_what_is_not_known_here_nothing_is_noted(as_ana: Client) -> None:
    assert ask(as_ana, "nothing-like-it").status_code == 204
    assert not Presence.objects.exists()


def test_who_may_not_see_appointments_hears_and_says_nothing(
    nadie: User, as_ana: Client, opened: str
) -> None:
    ask(as_ana, opened)
    assert ask(signed_in(nadie), opened).status_code == 403
    assert Presence.objects.count() == 1


def test_a_worker_lets_go_of_who_left_without_a_word(
    as_ana: Client, as_marta: Client, opened: str, book: Book
) -> None:
    ask(as_ana, opened)
    Presence.objects.update(seen_at=timezone.now() - timedelta(hours=1))
    ask(as_marta, opened)
    [duty] = [one for one in DUTIES if one.name == "age_out" and _is_of_presence(one)]
    duty.take()
    assert Presence.objects.get().person.username == "marta"


def _is_of_presence(duty: Any) -> bool:
    return Presence.age_out in [cell.cell_contents for cell in duty.take.__closure__]
