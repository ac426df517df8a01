"""The history: every change, whose it was and what came of it, page by page."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from appointments.edits import saving
from appointments.edits.outside import Outside
from appointments.edits.tables import Edit
from appointments.index import reading
from appointments.leadway.records import AppointmentRecord
from people.models import User
from tests.conftest import Book
from tests.edits.waiting import waits
from tests.intents import intent
from tests.pages import Part, read
from tests.sandboxed import Sandbox

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def booked(book: Book, names: Any) -> dict[str, Any]:
    one = book(title="Antes")
    reading.load(one["id"])
    return one


def shown(client: Client, query: str = "") -> Part:
    answer = client.get(f"/history/{query}")
    assert answer.status_code == 200
    return read(answer)


def rows(page: Part) -> list[Part]:
    return page.all(".hist__row")


def saved(booked: dict[str, Any], who: User, **changes: Any) -> Edit:
    edit = saving.save(intent(booked, who, **changes))
    assert edit.state == Edit.State.ACCEPTED
    return edit


def outside(event_id: str, title: str) -> Outside:
    now = timezone.now()
    return Outside.objects.create(
        event_id=event_id,
        known_at=now - timedelta(hours=1),
        found_at=now,
        fields=["title"],
        before=AppointmentRecord(id=event_id, title="Antes"),
        after=AppointmentRecord(id=event_id, title=title),
    )


def test_with_nothing_in_it_it_says_so(as_ana: Client) -> None:
    assert "No changes" in shown(as_ana)


def test_a_change_stands_there_with_who_and_what(
    as_carlos: Client, ana: User, booked: dict[str, Any], sandbox: Sandbox
) -> None:
    edit = saved(booked, ana, title="Después")
    page = shown(as_carlos)
    [row] = rows(page)
    assert "Ana Beltrán" in row
    assert "Antes" in row.one("del")
    assert "Después" in row.one("ins")
    assert "Saved" in row.one(".tag")
    assert (
        row.one("a.rowlink")["href"] == f"/appointments/{booked['id']}/?edit={edit.pk}"
    )
    assert page.one(".grouprow th").text
    # Who may only look cannot put it back.
    assert not row.has("form")


def test_what_was_changed_outside_is_among_it_in_the_order_of_time(
    as_ana: Client, ana: User, booked: dict[str, Any], sandbox: Sandbox
) -> None:
    saved(booked, ana, title="Uno")
    outside(booked["id"], "Dos")
    saved(booked, ana, appointment_status="showed")
    assert [row.one("ins").text for row in rows(shown(as_ana))] == [
        "Showed",
        "Dos",
        "Uno",
    ]
    assert "Seen when reading" in rows(shown(as_ana))[1]


def test_it_can_be_put_back_from_there(
    as_ana: Client, ana: User, booked: dict[str, Any], sandbox: Sandbox
) -> None:
    edit = saved(booked, ana, title="Después")
    [row] = rows(shown(as_ana))
    form = row.one("form")
    assert form["action"] == f"/edits/{edit.pk}/undo/"
    posted = {"form_key": str(uuid.uuid4()), "in_line": "1", "back": "/history/"}
    answer = as_ana.post(form["action"], posted)
    assert answer["Location"].startswith("/history/?")
    assert sandbox.get(booked["id"])["title"] == "Antes"
    first, second = rows(shown(as_ana))
    assert "an undo" in first
    assert "Después" in second.one("ins")


def test_one_field_alone_can_be_put_back_from_there(
    as_ana: Client, ana: User, booked: dict[str, Any], sandbox: Sandbox
) -> None:
    edit = saved(booked, ana, title="Después", appointment_status="showed")
    [row] = rows(shown(as_ana))
    title, status = row.all("button[name=field]")
    assert (title["value"], status["value"]) == ("title", "appointment_status")
    assert title["aria-label"] == "Restore just this: Title"
    form = row.one("form")
    assert title["form"] == status["form"] == form["id"]
    key = form.one("[name=form_key]")["value"]
    for _twice in range(2):
        as_ana.post(form["action"], {"form_key": key, "field": title["value"]})
    now = sandbox.get(booked["id"])
    assert (now["title"], now["appointmentStatus"]) == ("Antes", "showed")
    assert Edit.objects.filter(undoes=edit).count() == 1
    # The key is that of the row, and what is put back with it is another thing.
    as_ana.post(form["action"], {"form_key": key, "field": status["value"]})
    assert sandbox.get(booked["id"])["appointmentStatus"] == "confirmed"
    assert Edit.objects.filter(undoes=edit).count() == 2


def test_of_one_field_that_clashed_that_one_alone_is_put_back_all_the_same(
    as_ana: Client, ana: User, booked: dict[str, Any], sandbox: Sandbox
) -> None:
    edit = saved(booked, ana, title="Después", appointment_status="showed")
    saved(booked, ana, title="Otra vez")
    undo = f"/edits/{edit.pk}/undo/"
    answer = as_ana.post(undo, {"field": "title"}, headers=HTMX)
    assert answer.status_code == 409
    again = read(answer).one("form")
    as_ana.post(undo, {"anyway": again.one("[name=anyway]")["value"]}, headers=HTMX)
    now = sandbox.get(booked["id"])
    assert (now["title"], now["appointmentStatus"]) == ("Antes", "showed")


def test_a_single_change_has_one_button_to_put_it_back(
    as_ana: Client, ana: User, booked: dict[str, Any], sandbox: Sandbox
) -> None:
    saved(booked, ana, title="Después")
    [row] = rows(shown(as_ana))
    assert len(row.all("button")) == 1


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("?who=outside", ["Fuera"]),
        ("?state=pending", ["Espera"]),
        ("?state=accepted", ["Marta", "Ana"]),
        ("?state=nonsense", ["Espera", "Fuera", "Marta", "Ana"]),
        ("?q=zzzz", []),
        ("?from=2001-01-01&to=2001-02-01", []),
        ("?to=2001-02-01", []),
        ("?from=2001-02-01", ["Espera", "Fuera", "Marta", "Ana"]),
        (
            "?from=nonsense&who=nonsense&after=nonsense",
            ["Espera", "Fuera", "Marta", "Ana"],
        ),
        ("?after=1e400_e_1", ["Espera", "Fuera", "Marta", "Ana"]),
    ],
)
def test_what_is_asked_for_stands_in_the_address(
    query: str,
    titles: list[str],
    as_ana: Client,
    ana: User,
    marta: User,
    booked: dict[str, Any],
    book: Book,
    sandbox: Sandbox,
) -> None:
    saved(booked, ana, title="Ana")
    saved(booked, marta, title="Marta")
    outside(booked["id"], "Fuera")
    waits(booked, ana, sandbox, title="Espera")
    Edit.objects.filter(state=Edit.State.PENDING).update(made_at=timezone.now())
    found = [row.one("ins").text for row in rows(shown(as_ana, query))]
    assert found == titles
    [own] = rows(shown(as_ana, f"?who={marta.pk}"))
    assert own.one("ins").text == "Marta"


def test_a_contact_or_an_appointment_is_searched_for(
    as_ana: Client, ana: User, book: Book, names: Any, sandbox: Sandbox
) -> None:
    for word in ("alfarería", "botánica"):
        one = book(title=f"Clase de {word}")
        reading.load(one["id"])
        saved(one, ana, appointment_status="showed")
    [row] = rows(shown(as_ana, "?q=alfareria"))
    assert "alfarería" in row


def test_what_is_searched_for_is_searched_once(as_ana: Client) -> None:
    with CaptureQueriesContext(connection) as captured:
        shown(as_ana, "?q=zzzz")
    searches = [one for one in captured if "zzzz" in one["sql"] or "zzz" in one["sql"]]
    assert len(searches) == 1


def test_pages_go_on_where_the_last_one_ended_and_miss_nothing(
    as_ana: Client, ana: User, booked: dict[str, Any], sandbox: Sandbox
) -> None:
    edit = saved(booked, ana, title="Después")
    # Many at the very same moment, of both kinds: nothing but their order tells them.
    at = timezone.now()
    for number in range(70):
        edit.pk, edit.form_key = None, uuid.uuid4()
        edit._state.adding = True
        edit.made_at = at
        edit.save()
        one = outside(booked["id"], f"Fuera {number}")
        Outside.objects.filter(pk=one.pk).update(found_at=at)
    seen: list[str] = []
    query = ""
    while query is not None:
        page = shown(as_ana, query)
        seen += [row["id"] for row in rows(page)]
        further = page.all(".pager__next")
        query = further[0]["href"].removeprefix("/history/") if further else None
    assert len(seen) == len(set(seen)) == 141


def test_it_costs_the_same_however_long_it_is(
    as_marta: Client, ana: User, booked: dict[str, Any], sandbox: Sandbox
) -> None:
    def statements() -> int:
        with CaptureQueriesContext(connection) as captured:
            shown(as_marta)
        return len(captured)

    edit = saved(booked, ana, title="Después")
    statements()
    few = statements()
    for number in range(60):
        edit.pk, edit.form_key = None, uuid.uuid4()
        edit.event_id = f"another{number}"
        edit._state.adding = True
        edit.save()
    assert statements() == few
    assert few <= 6
