"""A day of the calendar: a column for each person, from the index."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from appointments.index.tables import Appointment
from tests.calendar.shown import classes, shown
from tests.conftest import Book
from tests.own_day import OwnDay
from tests.pages import read
from tests.sandboxed import Sandbox

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("names")]


def test_the_page_has_its_blocks_in_the_first_answer(
    as_ana: Client, book: Book, own: OwnDay, cast: dict[str, Any]
) -> None:
    booked = book()
    shown(as_ana, own)
    page = read(as_ana.get(f"/calendar/?day={own}"))
    column = page.one(f".cal__col[data-key='{cast['users'][own.person]}']")
    block = column.one(".ev")
    assert column["aria-label"] == own.person
    assert {"h12", "m0", "for0h", "for45m"} <= classes(block)
    assert block["data-appointment"] == booked["id"]
    assert block["data-status"] == "confirmed"
    assert block.one("a")["href"] == f"/appointments/{booked['id']}/"
    assert block.one("a").get("data-open") is not None
    assert "12:00–12:45, Confirmed" in block


def test_a_block_of_a_series_says_that_it_repeats(
    as_ana: Client, book: Book, own: OwnDay
) -> None:
    book(rrule="RRULE:FREQ=DAILY;COUNT=2")
    assert shown(as_ana, own).has(".ev", saying="repeats")


def test_everybody_of_the_team_has_a_column_also_with_nothing_on(
    as_ana: Client, book: Book, own: OwnDay, cast: dict[str, Any]
) -> None:
    book()
    columns = shown(as_ana, own).all(".cal__col")
    assert {one["data-key"] for one in columns} >= set(cast["users"].values())
    assert [one["aria-label"] for one in columns] == sorted(
        one["aria-label"] for one in columns
    )


def test_what_is_nobodys_has_the_last_column(
    as_ana: Client, book: Book, own: OwnDay
) -> None:
    booked = book()
    shown(as_ana, own)
    Appointment.objects.filter(event_id=booked["id"]).update(assigned_user_id="")
    page = read(as_ana.get(f"/calendar/?day={own}"))
    column = page.all(".cal__col")[-1]
    assert column["aria-label"] == "Nobody"
    assert column.one(".ev")["data-appointment"] == booked["id"]
    alone = read(as_ana.get(f"/calendar/?day={own}&who=-"))
    assert [one["aria-label"] for one in alone.all(".cal__col")] == ["Nobody"]


def test_whoever_has_no_name_comes_after_those_who_have_one(
    as_ana: Client, book: Book, own: OwnDay
) -> None:
    booked = book()
    shown(as_ana, own)
    rows = Appointment.objects.filter(event_id=booked["id"])
    rows.update(assigned_user_id="0nobodyKnowsThisOne0")
    page = read(as_ana.get(f"/calendar/?day={own}"))
    assert page.all(".cal__col")[-1]["aria-label"] == "0nobodyKnowsThisOne0"


def test_only_those_are_shown_whom_the_address_names(
    as_ana: Client, book: Book, own: OwnDay, cast: dict[str, Any]
) -> None:
    book()
    users = cast["users"]
    page = shown(as_ana, own, f"&who={users[own.colleague]}")
    assert [one["aria-label"] for one in page.all(".cal__col")] == [own.colleague]
    assert not page.all(".ev")


def test_only_the_calendars_that_are_chosen_are_shown(
    as_ana: Client, book: Book, own: OwnDay, cast: dict[str, Any]
) -> None:
    book()
    ids = cast["calendars"]
    assert shown(as_ana, own, f"&calendar={ids['Fisioterapia']}").all(".ev")
    page = shown(as_ana, own, f"&calendar={ids['Nutrición']}")
    assert not page.all(".ev")
    assert own.person not in page.texts(".cal__h h2")


def test_hours_outside_the_usual_ones_are_shown_where_they_are_needed(
    as_ana: Client, book: Book, own: OwnDay
) -> None:
    book(start=own.at(6, 30), end=own.at(7))
    page = shown(as_ana, own)
    assert {"h6", "m0", "for14h", "for0m"} <= classes(page.one(".cal"))
    assert page.texts(".cal__gut span")[0] == "06:00"
    page = shown(as_ana, own, "&hours=all")
    assert {"h0", "m0", "for24h", "for0m"} <= classes(page.one(".cal"))


@pytest.mark.usefixtures("closed_on_sundays")
def test_closed_hours_are_hatched_and_a_closed_day_wholly(
    as_ana: Client, own: OwnDay, cast: dict[str, Any]
) -> None:
    column = f".cal__col[data-key='{cast['users'][own.person]}']"
    off = [classes(one) for one in shown(as_ana, own).all(f"{column} .cal__off")]
    assert {"cal__off", "h14", "m0", "for1h", "for30m"} in off or {
        "cal__off",
        "h14",
        "m0",
        "for2h",
        "for0m",
    } in off
    sunday = shown(as_ana, own.sunday).all(f"{column} .cal__off")
    assert [classes(one) for one in sunday] == [
        {"cal__off", "h8", "m0", "for12h", "for0m"}
    ]


def test_two_at_the_same_time_lie_side_by_side(
    as_ana: Client, book: Book, own: OwnDay
) -> None:
    first, second = book(), book(start=own.at(12, 15), end=own.at(13))
    page = shown(as_ana, own)
    for booked, lane in ((first, "ln0"), (second, "ln1")):
        block = page.one(f".ev[data-appointment='{booked['id']}']")
        assert {lane, "of2"} <= classes(block)


def test_what_has_no_room_is_counted_and_can_be_opened(
    as_ana: Client, book: Book, own: OwnDay
) -> None:
    ids = {book()["id"] for _ in range(6)}
    page = shown(as_ana, own)
    more = page.one(".ev--more")
    assert "+4 more" in more
    links = {one["href"].split("/")[2] for one in more.all("a[data-open]")}
    blocks = {one["data-appointment"] for one in page.all(".ev[data-appointment]")}
    assert len(blocks) == 2
    assert links | blocks == ids


def test_the_address_holds_all_that_was_chosen(
    as_ana: Client, own: OwnDay, cast: dict[str, Any]
) -> None:
    who, calendar = cast["users"][own.person], cast["calendars"]["Fisioterapia"]
    query = f"day={own}&who={who}&calendar={calendar}&colour=person&hours=all"
    page = read(as_ana.get(f"/calendar/?{query}"))
    following = page.one("a[rel='next']")["href"]
    after = own.day + timedelta(days=1)
    assert following == f"/calendar/?{query.replace(str(own), str(after))}"
    assert page.one(".cal")["data-colour"] == "person"


@pytest.mark.parametrize(
    "query", ["day=nonsense", "day=31/31", "view=odd", "who=%00<b>", "colour=red"]
)
def test_what_makes_no_sense_in_an_address_is_left_out(
    as_ana: Client, query: str
) -> None:
    answer = as_ana.get(f"/calendar/?{query}")
    page = read(answer)
    assert answer.status_code == 200
    assert page.one(".cal")["data-colour"] == "status"
    assert page.has(".cal__col")


def test_a_poll_that_finds_nothing_new_is_empty(
    as_ana: Client, book: Book, own: OwnDay, sandbox: Sandbox
) -> None:
    booked = book()
    have = shown(as_ana, own).one("#looked-at [name='have']")["value"]
    again = f"/calendar/_live/?day={own}&have={have}"
    assert as_ana.get(again).status_code == 204
    sandbox.put(booked["id"], title="Otra sesión", appointmentStatus="showed")
    shown(as_ana, own)
    answer = as_ana.get(again)
    assert answer.status_code == 200
    assert "Showed" in read(answer)


def test_who_may_only_look_sees_the_same(
    as_carlos: Client, as_ana: Client, book: Book, own: OwnDay
) -> None:
    book()
    shown(as_ana, own)
    page = read(as_carlos.get(f"/calendar/?day={own}"))
    assert len(page.all(".ev")) == 1


def test_without_a_script_a_day_is_read_and_shown_again(
    as_ana: Client, own: OwnDay
) -> None:
    answer = as_ana.post(f"/calendar/_refresh/?day={own}")
    assert answer.status_code == 302
    assert answer["Location"] == f"/calendar/?day={own}"


def test_a_calendar_that_fails_is_named(
    as_ana: Client, own: OwnDay, sandbox: Sandbox
) -> None:
    sandbox.fault("error_502_html", path="/calendars/events")
    page = shown(as_ana, own)
    assert page.has(".banner", saying="Not read:")


def test_the_page_speaks_spanish(as_ana: Client, book: Book, own: OwnDay) -> None:
    book()
    shown(as_ana, own)
    answer = as_ana.get(f"/calendar/?day={own}", headers={"accept-language": "es"})
    page = read(answer)
    assert page.has("h2", saying="Responsables")
    assert "Confirmada" in page.one(".ev")
