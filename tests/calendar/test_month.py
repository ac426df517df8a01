"""A month of the calendar: counted by the database, drawn as load and trouble."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from tests.calendar.shown import shown
from tests.conftest import Book
from tests.own_day import OwnDay
from tests.pages import Part, read
from tests.sandboxed import Sandbox

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("names")]


def cell(page: Part, day: object) -> Part:
    return page.one(f"#mday-{day}")


def test_each_day_is_counted_and_leads_to_it(
    as_ana: Client, book: Book, own: OwnDay
) -> None:
    before = shown(as_ana, own, "&view=month")
    assert not cell(before, own).has(".mday__n")
    for status in ("noshow", "new", "new", "showed"):
        book(appointmentStatus=status)
    page = shown(as_ana, own, "&view=month")
    day = cell(page, own)
    assert day.one(".mday__n").text.startswith("4")
    assert day.texts(".mday__l li") == ["2 unconfirmed", "1 no-show"]
    shares = {one["data-status"]: one["width"] for one in day.all("rect[data-status]")}
    assert shares == {"noshow": "1", "new": "2", "showed": "1"}
    link = page.one(f".mday[aria-describedby='mday-{own}']")
    assert link["href"] == f"/calendar/?day={own}"


def test_what_is_over_and_has_no_outcome_is_counted(
    as_ana: Client, book: Book, own: OwnDay
) -> None:
    past = own.at(12) - timedelta(weeks=520)
    book(start=past)
    page = shown(as_ana, past.date(), "&view=month")
    assert cell(page, past.date()).texts(".mday__l li") == ["1 needs an outcome"]


@pytest.mark.usefixtures("closed_on_sundays")
def test_whole_weeks_are_shown_and_a_sunday_is_closed(as_ana: Client) -> None:
    answer = as_ana.get("/calendar/?day=2035-06-15&view=month")
    page = read(answer)
    rows = page.all(".cmonth tbody tr")
    assert {len(row.all("td")) for row in rows} == {7}
    assert "Closed" in cell(page, "2035-06-17")
    assert "Closed" not in cell(page, "2035-06-18")


def test_only_the_people_and_calendars_that_are_chosen_count(
    as_ana: Client, book: Book, own: OwnDay, cast: dict[str, Any]
) -> None:
    book()
    users, calendars = cast["users"], cast["calendars"]
    for query, count in (
        (f"&who={users[own.person]}", 1),
        (f"&who={users[own.colleague]}", 0),
        (f"&calendar={calendars['Nutrición']}", 0),
    ):
        page = shown(as_ana, own, f"&view=month{query}")
        assert len(cell(page, own).all(".mday__n")) == count


def test_the_months_beside_it_are_whole_months_away(as_ana: Client) -> None:
    answer = as_ana.get("/calendar/?day=2026-01-31&view=month")
    page = read(answer)
    hrefs = [page.one(f"a[rel='{rel}']")["href"] for rel in ("prev", "next")]
    assert hrefs == [
        f"/calendar/?day={day}&view=month" for day in ("2025-12-01", "2026-02-01")
    ]
    assert page.one("h1").text == "January 2026"


def test_what_is_moved_is_counted_on_its_new_day(
    as_ana: Client, book: Book, own: OwnDay, sandbox: Sandbox
) -> None:
    booked = book()
    shown(as_ana, own, "&view=month")
    block = shown(as_ana, own).one(".ev")
    following = own.day + timedelta(days=1)
    posted = {
        "start": f"{following}T12:00",
        "zone": "Europe/Madrid",
        "was_start_time": block["data-starts"],
        "was_end_time": block["data-ends"],
    }
    as_ana.post(f"/appointments/{booked['id']}/press/", posted)
    page = read(as_ana.get(f"/calendar/?day={own}&view=month"))
    assert not cell(page, own).has(".mday__n")
    assert cell(page, following).has(".mday__n")
