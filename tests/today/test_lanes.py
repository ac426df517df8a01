"""The day at a glance: who has what when, on a grid of five minutes."""

from datetime import timedelta

import pytest
from django.test import Client

from appointments.words import initials, last_name
from tests.blocking import away
from tests.conftest import Book
from tests.own_day import OwnDay
from tests.pages import Part, read
from tests.sandboxed import Sandbox

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("names")]
HTMX = {"HX-Request": "true"}


@pytest.fixture
def james(sandbox: Sandbox) -> str:
    """The id of another assignee."""
    return str(sandbox.cast()["users"]["James Whitfield"])


def shown(client: Client, day: object, query: str = "") -> Part:
    answer = client.post(f"/_refresh/?date={day}{query}", headers=HTMX)
    return read(answer)


def test_a_block_lies_at_its_time_and_is_as_long_as_it_takes(
    as_ana: Client, book: Book, own: OwnDay
) -> None:
    book(start=own.at(12), end=own.at(12, 45))
    page = shown(as_ana, own)
    assert {"h12", "m0", "for0h", "for45m"} <= set(page.one(".blk")["class"].split())
    assert {"h8", "m0", "for12h", "for0m"} <= set(page.one(".lanes")["class"].split())
    assert page.texts(".lanes__hours span")[0] == "08"


def test_a_block_knows_what_stands_for_its_name(
    as_ana: Client, book: Book, own: OwnDay
) -> None:
    book(start=own.at(12), end=own.at(12, 45))
    page = shown(as_ana, own)
    whole, name = page.one(".blk bdi").text, page.one(".blk__t")
    assert name.text == last_name(whole)
    assert name["data-short"] == initials(whole)


def test_hours_outside_the_usual_ones_are_shown_where_they_are_needed(
    as_ana: Client, book: Book, own: OwnDay
) -> None:
    book(start=own.at(6, 30), end=own.at(7))
    book(start=own.at(21), end=own.at(22))
    page = shown(as_ana, own)
    hours = page.texts(".lanes__hours span")
    assert (hours[0], hours[-1]) == ("06", "21")
    assert {"h6", "m0", "for16h", "for0m"} <= set(page.one(".lanes")["class"].split())


def test_what_goes_on_past_midnight_ends_with_the_day(
    as_ana: Client, book: Book, own: OwnDay
) -> None:
    book(start=own.at(23), end=own.at(23) + timedelta(hours=3))
    page = shown(as_ana, own)
    assert {"h23", "m0", "for1h", "for0m"} <= set(page.one(".blk")["class"].split())


def test_two_at_the_same_time_lie_one_below_the_other(
    as_ana: Client, book: Book, own: OwnDay
) -> None:
    for start in (own.at(12), own.at(12, 15), own.at(13)):
        book(start=start, end=start + timedelta(minutes=30))
    page = shown(as_ana, own)
    levels = [block["data-level"] for block in page.all(".blk")]
    assert levels == ["0", "1", "0"]
    assert page.one(".lane")["data-levels"] == "2"


def test_a_lane_leads_to_one_persons_appointments_and_back(
    as_ana: Client, book: Book, own: OwnDay, james: str
) -> None:
    book(start=own.at(9))
    book(start=own.at(10), assignedUserId=james)
    page = shown(as_ana, own)
    url = page.one(".lane__who", "James Whitfield")["href"]
    one = read(as_ana.get(url))
    assert [person for person in one.texts(".run__as") if person] == [
        "JW James Whitfield"
    ]
    assert len(one.all(".blk")) == 2
    assert one.has(".runs__bar a", "Show everything")
    back = one.one(".lane__who[aria-current]")["href"]
    assert len(read(as_ana.get(back)).all(".run")) == 2


def test_a_count_leads_to_what_it_counts(
    as_ana: Client, book: Book, own: OwnDay
) -> None:
    book(start=own.at(9), appointmentStatus="noshow")
    book(start=own.at(10))
    counted = shown(as_ana, own).one(".tally__list a", "No-show")
    page = read(as_ana.get(counted["href"]))
    assert page.texts(".run .status") == ["No-show"]
    # What was chosen is not folded away.
    assert page.has("details.runs__done[open]")
    assert page.one(".tally__list a[aria-current]", "No-show")["href"].endswith(
        str(own)
    )


def test_the_list_is_sorted_by_person_where_that_is_asked_for(
    as_ana: Client, book: Book, own: OwnDay, james: str
) -> None:
    book(start=own.at(9))
    book(start=own.at(10), assignedUserId=james)
    page = shown(as_ana, own, "&by=person")
    headings = [text.rsplit(" ", 1)[0] for text in page.texts(".runs__h")]
    assert headings == ["James Whitfield", "Marta Ruiz"]


@pytest.mark.parametrize(
    "query", ["who=x", "status=x", "by=x", "who=%00", "status=%FF"]
)
def test_no_address_breaks_the_page(as_ana: Client, own: OwnDay, query: str) -> None:
    assert as_ana.get(f"/?date={own}&{query}").status_code == 200


def test_an_empty_day_says_what_comes_next(
    as_ana: Client, book: Book, own: OwnDay
) -> None:
    start = own.at(12) - timedelta(weeks=520)
    book(start=start)
    shown(as_ana, start.date())
    before = start.date() - timedelta(days=3)
    page = shown(as_ana, before)
    assert "Next: " in page.one(".empty")
    assert "1 appointment" in page.one(".empty")


def test_blocked_times_lie_in_the_lane_with_their_words(
    as_ana: Client, book: Book, own: OwnDay
) -> None:
    book()
    away(own.person, own.at(14, 15), own.at(15, 15), "Comida")
    away(own.person, own.at(18), own.at(10) + timedelta(days=1), "Viaje")
    away(own.colleague, own.at(9), own.at(10))
    page = shown(as_ana, own)
    lunch, trip = page.all(".lane__away")
    assert {"h14", "m15", "for1h", "for0m"} <= set(lunch["class"].split())
    assert "Blocked: 14:15–15:15 Comida" in lunch
    assert {"h18", "m0", "for2h", "for0m"} <= set(trip["class"].split())
    assert "from 18:00" in trip
    assert not lunch.all("a")


def test_a_day_that_looks_again_hears_of_a_new_block(
    as_ana: Client, book: Book, own: OwnDay
) -> None:
    book()
    have = shown(as_ana, own).one("#looked-at [name=have]")["value"]
    address = f"/_day/?date={own}&have={have}"
    assert as_ana.get(address).status_code == 204
    away(own.person, own.at(9), own.at(10))
    assert as_ana.get(address).status_code == 200
