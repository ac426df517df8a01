"""When somebody is free, asked for while an appointment is moved."""

from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from tests import own_day
from tests.blocking import block, block_day
from tests.calendar.shown import classes, shown
from tests.conftest import Book
from tests.index.conftest import asked
from tests.own_day import OwnDay
from tests.pages import read
from tests.sandboxed import Sandbox

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("names")]


@pytest.fixture
def own() -> OwnDay:
    """A day that has free times to tell."""
    return next(own_day.bookable)


@pytest.fixture
def booked(as_ana: Client, book: Book, own: OwnDay, sandbox: Sandbox) -> dict[str, Any]:
    booked = book(start=own.at(10))
    shown(as_ana, own)
    sandbox.clear()
    return booked


def free(client: Client, booked: dict[str, Any], own: OwnDay, user: str) -> Any:
    posted = {"event": booked["id"], "day": str(own), "user": user}
    answer: HttpResponse = client.post("/calendar/_free/", posted)
    return answer


def test_what_leadway_offers_is_drawn_as_stretches_and_said(
    as_ana: Client, booked: dict[str, Any], own: OwnDay, cast: dict[str, Any]
) -> None:
    page = read(free(as_ana, booked, own, cast["users"][own.person]))
    places = [classes(one) - {"cal__free"} for one in page.all(".cal__free")]
    # Open from 08:30 to 14:00 and from 15:30 to 19:30, and taken from 10:00 to 10:45.
    assert places == [
        {"h8", "m30", "for1h", "for30m"},
        {"h10", "m45", "for3h", "for15m"},
        {"h15", "m30", "for4h", "for0m"},
    ]
    assert f"{own.person} is free: 08:30–10:00, 10:45–14:00" in page.one(
        ".cal__freesay"
    )
    assert page.one(".cal__frees")["aria-hidden"] == "true"


def test_a_blocked_time_is_none_of_them(
    as_ana: Client,
    booked: dict[str, Any],
    own: OwnDay,
    cast: dict[str, Any],
    sandbox: Sandbox,
) -> None:
    user_id = cast["users"][own.person]
    block(sandbox, own.at(15), own.at(20), "Formación", assignedUserId=user_id)
    said = read(free(as_ana, booked, own, user_id)).one(".cal__freesay")
    assert "15:30" not in said
    assert "10:45–14:00" in said


def test_it_costs_one_call_and_the_next_who_asks_none(
    as_ana: Client,
    booked: dict[str, Any],
    own: OwnDay,
    cast: dict[str, Any],
    sandbox: Sandbox,
) -> None:
    for _ in range(2):
        free(as_ana, booked, own, cast["users"][own.person])
    assert asked(sandbox) == 1


def test_of_somebody_outside_the_team_leadway_is_not_asked(
    as_ana: Client,
    booked: dict[str, Any],
    own: OwnDay,
    cast: dict[str, Any],
    sandbox: Sandbox,
) -> None:
    page = read(free(as_ana, booked, own, cast["users"]["Sofía Navarro"]))
    assert "not in the calendar’s team" in page.one(".cal__freesay")
    assert not page.all(".cal__free")
    assert asked(sandbox) == 0


def test_where_it_cannot_be_known_that_is_said(
    as_ana: Client,
    booked: dict[str, Any],
    own: OwnDay,
    cast: dict[str, Any],
    sandbox: Sandbox,
) -> None:
    sandbox.fault("error_502_html", path=r"free-slots")
    page = read(free(as_ana, booked, own, cast["users"][own.person]))
    assert "Free times are not known" in page.one(".cal__freesay")
    assert "vh" not in classes(page.one(".cal__freesay"))


def test_a_closed_day_says_that_nothing_is_free(
    as_ana: Client,
    booked: dict[str, Any],
    own: OwnDay,
    cast: dict[str, Any],
    sandbox: Sandbox,
) -> None:
    user_id = cast["users"][own.person]
    block_day(sandbox, own.sunday, assignedUserId=user_id)
    posted = {"event": booked["id"], "day": str(own.sunday), "user": user_id}
    page = read(as_ana.post("/calendar/_free/", posted))
    assert "has no free time on this day" in page.one(".cal__freesay")


@pytest.mark.parametrize(
    "wrong", [{"day": "soon"}, {"event": "nobody knows"}, {"event": "unseen"}]
)
def test_nonsense_asks_nobody(
    as_ana: Client,
    booked: dict[str, Any],
    own: OwnDay,
    sandbox: Sandbox,
    wrong: dict[str, str],
) -> None:
    posted = {"event": booked["id"], "day": str(own), "user": "", **wrong}
    assert as_ana.post("/calendar/_free/", posted).status_code == 204
    assert asked(sandbox) == 0
