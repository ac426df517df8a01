"""An edit made where an appointment is seen: a press, a choice in a list, a drop."""

import uuid
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from appointments.edits.tables import Edit
from appointments.index import reading
from tests.conftest import Book
from tests.intents import puts
from tests.own_day import OwnDay
from tests.pages import read
from tests.sandboxed import Sandbox

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}
STATUS = {"was_appointment_status": "confirmed", "appointment_status": "showed"}


@pytest.fixture
def booked(book: Book, names: Any) -> dict[str, Any]:
    """An appointment that our index knows."""
    one = book()
    reading.load(one["id"])
    return one


def press(
    client: Client, booked: dict[str, Any], *, htmx: bool = True, **posted: str
) -> HttpResponse:
    headers = HTMX if htmx else {}
    url = f"/appointments/{booked['id']}/press/"
    key = {"form_key": str(uuid.uuid4())}
    return client.post(url, key | posted, headers=headers)  # type: ignore[return-value]


def test_one_press_is_saved_and_told_in_one_line(
    as_ana: Client, booked: dict[str, Any], sandbox: Sandbox
) -> None:
    answer = press(as_ana, booked, **STATUS)
    assert answer.status_code == 200
    line = read(answer).one(".said")
    assert "Showed. Confirmed by Leadway" in line
    assert line.has('form[action$="/undo/"] [name=in_line]')
    assert '"edited"' in answer["HX-Trigger"]
    [body] = puts(sandbox, booked["id"])
    assert (body["appointmentStatus"], body["toNotify"]) == ("showed", False)
    assert "startTime" not in body


def test_it_is_undone_in_its_line(
    as_ana: Client, booked: dict[str, Any], sandbox: Sandbox
) -> None:
    press(as_ana, booked, **STATUS)
    url = f"/edits/{Edit.objects.get().pk}/undo/"
    answer = as_ana.post(url, {"in_line": "1"}, headers=HTMX)
    assert "Undone: Confirmed. Confirmed by Leadway" in read(answer).one(".said")
    assert read(answer).has("button", "Redo")
    assert sandbox.get(booked["id"])["appointmentStatus"] == "confirmed"


def test_a_drop_moves_and_reassigns_in_one_call(
    as_ana: Client, booked: dict[str, Any], sandbox: Sandbox, own: OwnDay
) -> None:
    james = sandbox.cast()["users"]["James Whitfield"]
    answer = press(
        as_ana,
        booked,
        start=f"{own.day.isoformat()}T16:15",
        zone="Europe/Madrid",
        was_start_time=booked["startTime"],
        was_end_time=booked["endTime"],
        assigned_user_id=james,
        was_assigned_user_id=booked["assignedUserId"],
    )
    assert answer.status_code == 200
    [body] = puts(sandbox, booked["id"])
    assert body["assignedUserId"] == james
    assert body["startTime"] == own.at(16, 15).isoformat()
    assert body["endTime"] == own.at(17, 0).isoformat()


def test_the_edge_is_dragged_for_the_length(
    as_ana: Client, booked: dict[str, Any], sandbox: Sandbox, own: OwnDay
) -> None:
    assert press(as_ana, booked, minutes="90").status_code == 200
    [body] = puts(sandbox, booked["id"])
    assert body["startTime"] == own.at(12).isoformat()
    assert body["endTime"] == own.at(13, 30).isoformat()


def test_an_overlap_is_named_first_and_never_forbids(
    as_ana: Client, booked: dict[str, Any], book: Book, sandbox: Sandbox, own: OwnDay
) -> None:
    reading.load(book(start=own.at(16), end=own.at(17))["id"])
    start = own.at(16, 30).isoformat()
    stopped = press(as_ana, booked, start=start)
    assert stopped.status_code == 409
    page = read(stopped)
    assert "Marta Ruiz already has" in page
    assert puts(sandbox, booked["id"]) == []
    again = {one["name"]: one["value"] for one in page.all("input")}
    assert again["anyway"] == "1"
    assert press(as_ana, booked, **again).status_code == 200
    assert puts(sandbox, booked["id"])[0]["startTime"] == start


def test_what_a_colleague_changed_since_is_not_written_over(
    as_ana: Client, booked: dict[str, Any], sandbox: Sandbox, settings: Any
) -> None:
    sandbox.put(booked["id"], appointmentStatus="noshow")
    settings.LEADWAY_FRESH_S = 0
    answer = press(as_ana, booked, **STATUS)
    assert answer.status_code == 409
    page = read(answer)
    assert "Not sent: Status is “No-show” by now." in page
    assert sandbox.get(booked["id"])["appointmentStatus"] == "noshow"
    url = page.one('form[action$="/again/"]')["action"]
    answer = as_ana.post(url, {"in_line": "1"}, headers=HTMX)
    assert "Showed. Confirmed by Leadway" in read(answer)


def test_what_our_copy_knows_and_the_page_did_not_is_a_conflict(
    as_ana: Client, booked: dict[str, Any], sandbox: Sandbox
) -> None:
    """The page is older than the index: the page counts."""
    sandbox.put(booked["id"], appointmentStatus="noshow")
    reading.current(booked["id"], within_s=0)
    assert press(as_ana, booked, **STATUS).status_code == 409
    assert sandbox.get(booked["id"])["appointmentStatus"] == "noshow"


@pytest.mark.parametrize(
    ("posted", "said"),
    [
        ({"appointment_status": "completed"}, "Choose a status"),
        ({"appointment_status": ""}, "Choose a status"),
        ({"assigned_user_id": "../x"}, "Choose a person"),
        ({"start": "mañana"}, "That is not a time."),
        ({"start": "2027-10-31T09:00", "zone": "Mars/Base"}, "time zone is not known"),
        (
            {"start": "2027-03-28T02:30", "zone": "Europe/Madrid"},
            "02:30 does not exist on",
        ),
        ({"minutes": "0"}, "how long it takes"),
        ({"minutes": "-5"}, "how long it takes"),
        ({"minutes": "9" * 30}, "how long it takes"),
        ({"start": "2027-10-30T09:00+02:00", "was_start_time": "x"}, "not a time"),
        ({"start": "2027-10-30T09:00+02:00", "was_end_time": "2027-10-30"}, "a time"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_noted(
    as_ana: Client,
    booked: dict[str, Any],
    sandbox: Sandbox,
    posted: dict[str, str],
    said: str,
) -> None:
    answer = press(as_ana, booked, **posted)
    assert answer.status_code == 422
    assert said in read(answer)
    assert not Edit.objects.exists()
    assert puts(sandbox, booked["id"]) == []


def test_what_is_so_already_sends_nothing(
    as_ana: Client, booked: dict[str, Any], sandbox: Sandbox
) -> None:
    same = STATUS | {"appointment_status": "confirmed"}
    answer = press(as_ana, booked, **same)
    assert (answer.status_code, "It is so already." in read(answer)) == (200, True)
    assert puts(sandbox, booked["id"]) == []


def test_a_refusal_stays_in_the_line_with_leadways_words(
    as_ana: Client, booked: dict[str, Any], sandbox: Sandbox
) -> None:
    sandbox.fault("unprocessable", method="PUT", message=["status is not allowed"])
    answer = press(as_ana, booked, **STATUS)
    assert answer.status_code == 422
    assert "status is not allowed" in read(answer).one(".said[data-tone=err]")
    assert read(answer).has(".said a", "Open")


def test_what_waits_can_be_taken_back(
    as_ana: Client, booked: dict[str, Any], sandbox: Sandbox
) -> None:
    sandbox.fault("rate_burst", method="PUT", times=1)
    waiting = read(press(as_ana, booked, **STATUS))
    as_ana.post(waiting.one('form[action$="/withdraw/"]')["action"])
    assert Edit.objects.get().state == Edit.State.WITHDRAWN


def test_what_is_unknown_is_looked_for(
    as_ana: Client, booked: dict[str, Any], sandbox: Sandbox
) -> None:
    sandbox.fault("drop_after", method="PUT", times=1)
    unknown = read(press(as_ana, booked, **STATUS)).one(".said")
    assert "in_line" in unknown["hx-vals"]
    answer = as_ana.post(unknown["hx-post"], {"in_line": "1"}, headers=HTMX)
    assert read(answer).one(".said[data-tone=ok]")


@pytest.mark.parametrize(
    ("back", "leads"),
    [
        ("/?date=2027-10-30", "/?date=2027-10-30&said="),
        ("/", "/?said="),
        ("https://elsewhere.example/", "/appointments/"),
        ("//elsewhere.example/", "/appointments/"),
        ("", "/appointments/"),
    ],
)
def test_a_plain_browser_is_led_back_to_where_it_pressed(
    as_ana: Client, booked: dict[str, Any], back: str, leads: str
) -> None:
    answer = press(as_ana, booked, htmx=False, back=back, **STATUS)
    assert answer.status_code == 302
    assert answer["Location"].startswith(leads)


def test_a_plain_browser_sees_why_not_and_the_way_back(
    as_ana: Client, booked: dict[str, Any], book: Book, own: OwnDay
) -> None:
    reading.load(book(start=own.at(16), end=own.at(17))["id"])
    start = own.at(16, 30).isoformat()
    answer = press(as_ana, booked, htmx=False, start=start, back="/?date=x")
    assert answer.status_code == 409
    page = read(answer)
    assert page.one("h1").text == "Not saved"
    assert page.has("form button", "Save anyway")
    assert page.one("main a.btn", "Go back")["href"] == "/?date=x"


def test_who_only_looks_and_who_is_nobody_changes_nothing(
    as_carlos: Client, client: Client, booked: dict[str, Any], sandbox: Sandbox
) -> None:
    assert press(as_carlos, booked, **STATUS).status_code == 403
    assert press(client, booked, **STATUS).status_code == 401
    assert puts(sandbox, booked["id"]) == []


def test_an_appointment_that_nobody_has_seen_is_not_found(as_ana: Client) -> None:
    assert press(as_ana, {"id": "nobodyKnowsThis"}, **STATUS).status_code == 404
