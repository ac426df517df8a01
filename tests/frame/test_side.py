"""The sidebar: true for today and for this account, at the same cost for any number."""

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from appointments.frame import month
from appointments.frame.side import MOST_TODAY, side
from appointments.index import reference
from appointments.index.tables import Appointment
from appointments.leadway.records import AppointmentRecord
from appointments.listing import bar
from people.models import User
from tests.conftest import signed_in
from tests.own_day import MADRID
from tests.pages import Part, read

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("names")]
TODAY = timezone.now().astimezone(MADRID).date()
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def nothing_yet(names: Any) -> None:
    """Only what a test keeps is counted."""
    Appointment.objects.all().delete()


def at(day: date, hour: int = 12, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute), MADRID)


def record(id: str, start: datetime, **fields: Any) -> AppointmentRecord:
    usual: dict[str, Any] = {
        "start_time": start,
        "end_time": start + timedelta(minutes=30),
    }
    usual["appointment_status"] = "confirmed"
    return AppointmentRecord(id=id, **(usual | fields))


def keep(*records: AppointmentRecord) -> None:
    Appointment.remember_all(records, seen_at=timezone.now())


def page(client: Client, address: str = "/appointments/") -> Part:
    answer = client.get(address)
    assert answer.status_code == 200
    return read(answer)


def count_of(shown: Part, name: str) -> str:
    return shown.one(".side .nav a", name).text.removeprefix(name).strip()


def test_today_says_how_many_there_are(as_ana: Client) -> None:
    assert count_of(page(as_ana), "Today") == ""
    keep(
        record("one", at(TODAY, 9)),
        record("two", at(TODAY, 23), appointment_status="cancelled"),
        record("since_yesterday", at(TODAY - DAY, 23), end_time=at(TODAY, 1)),
        record("until_midnight", at(TODAY - DAY, 23), end_time=at(TODAY, 0)),
        record("tomorrow", at(TODAY + DAY, 0)),
    )
    shown = page(as_ana, "/")
    assert count_of(shown, "Today") == "3"
    assert shown.one(".tally__n b").text == "3"


def test_each_view_says_what_is_in_it(as_ana: Client) -> None:
    new = {"appointment_status": "new"}
    keep(
        record("due", at(TODAY - 2 * DAY), appointment_status="confirmed"),
        record("done", at(TODAY - 2 * DAY, 13), appointment_status="showed"),
        record("open_1", at(TODAY + DAY), **new),
        record("open_2", at(TODAY + DAY, 13), **new),
        record("later", at(TODAY + 2 * DAY), **new),
    )
    shown = page(as_ana, "/")
    assert count_of(shown, "Needs an outcome") == "1"
    assert count_of(shown, "Unconfirmed tomorrow") == "2"
    assert count_of(shown, "No-shows this week") == ""


def test_a_count_is_what_the_view_lists(as_ana: Client) -> None:
    keep(*(record(f"n{n}", at(TODAY - DAY, 9, n)) for n in range(7)))
    shown = page(as_ana)
    number = count_of(shown, "Needs an outcome")
    link = shown.one(".side .nav a", "Needs an outcome")["href"]
    assert len(page(as_ana, link).all("tr.apt")) == int(number) == 7


def test_the_month_marks_the_days_that_have_any(as_ana: Client) -> None:
    first = date(2027, 3, 1)
    gone = record("gone", at(date(2027, 3, 9)), deleted=True)
    keep(record("a", at(first, 0)), record("b", at(date(2027, 3, 28), 23)), gone)
    shown = page(as_ana, "/appointments/?month=2027-03")
    assert shown.one("#month-name").text == "March 2027"
    marked = {one["href"] for one in shown.all(".mini a", "has appointments")}
    assert marked == {"/?date=2027-03-01", "/?date=2027-03-28"}
    assert len(shown.all(".mini a")) == 42


def test_a_day_of_the_month_leads_to_that_day(as_ana: Client) -> None:
    link = page(as_ana, "/?month=2027-03").all(".mini a", "17")[0]["href"]
    assert page(as_ana, link).one("h1").text == "Wednesday 17 March 2027"
    there = page(as_ana, link)
    assert there.one("#month-name").text == "March 2027"
    assert there.one(".mini [aria-current=page]").text == "17"


def test_beside_the_calendar_a_day_leads_to_the_calendar(as_ana: Client) -> None:
    shown = page(as_ana, "/calendar/?view=week&day=2027-03-10&open=x1&month=2027-03")
    address = "/calendar/?view=week&day=2027-03-10"
    assert shown.one(".mini a[aria-current=page]")["href"] == address


def test_today_is_marked_in_its_month_alone(as_ana: Client) -> None:
    assert page(as_ana).one(".mini [aria-current=date]").text == str(TODAY.day)
    assert not page(as_ana, "/?month=1999-12").has(".mini [aria-current=date]")


def test_another_month_keeps_the_page_and_what_it_is_asked_for(as_ana: Client) -> None:
    shown = page(as_ana, "/appointments/?q=hombro&status=new&month=2027-03")
    onward = shown.one("#month-next")["href"]
    assert onward == "/appointments/?q=hombro&status=new&month=2027-04"
    again = page(as_ana, onward)
    assert again.one("#month-name").text == "April 2027"
    assert again.one("#listing-q")["value"] == "hombro"
    back = page(as_ana, again.one("#month-previous")["href"])
    assert back.one("#month-name").text == "March 2027"


def test_another_month_comes_alone_for_a_script(as_ana: Client) -> None:
    link = page(as_ana, "/?month=2026-12").one("#month-next")
    answer = as_ana.get(link["hx-get"], headers={"HX-Request": "true"})
    part = read(answer)
    assert part.one("#month #month-name").text == "January 2027"
    assert not part.has("main")
    assert part.one("#month-next")["href"] == "/?month=2027-02"
    assert "January 2027" in answer["HX-Trigger"]


@pytest.mark.parametrize(
    "odd",
    [
        "2026-13",
        "0000-01",
        "9999-12",
        "2026-1",
        "%00",
        "-2026-01",
        "٢٠٢٦-01",
    ],
)
def test_a_month_that_makes_no_sense_is_this_one(as_ana: Client, odd: str) -> None:
    here = page(as_ana).one("#month-name").text
    assert page(as_ana, f"/?month={odd}").one("#month-name").text == here


@pytest.mark.parametrize("month", ["1970-01", "2100-12"])
def test_the_first_and_the_last_month_are_shown_too(as_ana: Client, month: str) -> None:
    shown = page(as_ana, f"/?month={month}")
    ways = {one["id"] for one in shown.all("[id^=month-].btn")}
    assert ways == {"month-next" if month == "1970-01" else "month-previous"}


@pytest.mark.parametrize("odd", ["//evil.example/", "https://evil.example", "x", ""])
def test_the_month_leads_nowhere_else(as_ana: Client, odd: str) -> None:
    part = read(as_ana.get("/_month/", {"at": odd}))
    assert part.one("#month-next")["href"].startswith("/?month=")


def test_after_an_edit_the_counts_come_by_themselves(as_ana: Client) -> None:
    nav = page(as_ana, "/appointments/?days=week&status=noshow").one("#views")
    assert nav["hx-trigger"].startswith("edited from:body")
    keep(record("due", at(TODAY - 9 * DAY)))
    part = read(as_ana.get(nav["hx-get"]))
    assert part.one("#views a", "Needs an outcome").text == "Needs an outcome 1"
    assert part.one("#views [aria-current=page]").text == "No-shows this week"


def test_nothing_of_another_account_is_counted(as_ana: Client, settings: Any) -> None:
    reference.settle_source()
    keep(record("practised", at(TODAY)), record("due", at(TODAY - DAY)))
    assert count_of(page(as_ana), "Today") == "1"
    settings.LEADWAY_LOCATION_ID = "anotherAccount1234567"
    assert side("/").today == ""
    assert [view.count for view in side("/").views] == [""] * len(
        (*bar.VIEWS, bar.MINE)
    )
    assert not any(day.some for week in side("/").month.weeks for day in week)


def test_who_may_not_look_sees_no_counts(nadie: User) -> None:
    keep(record("one", at(TODAY)))
    answer = signed_in(nadie).get("/appointments/")
    assert not read(answer).has("#views")


def statements(client: Client) -> int:
    with CaptureQueriesContext(connection) as captured:
        client.get("/appointments/?q=nobodyatall")
    return len(captured.captured_queries)


def test_it_costs_one_statement_and_counts_no_further_than_it_shows(
    as_ana: Client,
) -> None:
    keep(*(record(f"few{n}", at(TODAY, 0, n % 60)) for n in range(10)))
    few = statements(as_ana)
    with CaptureQueriesContext(connection) as captured:
        shown = side("/")
    assert len(captured) == 1 + 1  # the newest names, and the counts
    assert shown.today == "10"
    for hour in range(10):
        many = (record(f"m{hour}x{n}", at(TODAY, hour, n % 60)) for n in range(1000))
        keep(*many)
    assert statements(as_ana) == few
    assert side("/").today == f"{MOST_TODAY}+"


def test_the_weeks_begin_on_mondays_and_the_days_where_clocks_say() -> None:
    laid = month.month(date(2026, 11, 1), today=TODAY, shown=None, some={0})
    assert laid.weeks[0][0].iso == "2026-10-26"
    assert laid.weeks[0][0].some
    assert laid.weeks[0][0].out
    # One day of that October has 25 hours.
    hours = {first: month.bounds(first, MADRID) for first in (date(2026, 10, 1),)}[
        date(2026, 10, 1)
    ]
    lengths = {(b - a) >> 30 for a, b in zip(hours, hours[1:], strict=False)}
    assert lengths == {24 * 3600, 25 * 3600}
