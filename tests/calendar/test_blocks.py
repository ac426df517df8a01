"""Blocked times in the calendar: drawn, read-only, and said in words."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from tests.blocking import away
from tests.calendar.shown import classes
from tests.conftest import Book
from tests.own_day import OwnDay
from tests.pages import Part, read

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("names")]
BLOCKED = ".cal__blocked"


def opened(client: Client, own: OwnDay, query: str = "") -> Part:
    return read(client.get(f"/calendar/?day={own}{query}"))


def test_a_block_lies_in_its_persons_column_with_its_words(
    as_ana: Client, own: OwnDay, cast: dict[str, Any]
) -> None:
    user_id = cast["users"][own.person]
    away(own.person, own.at(14, 15), own.at(15, 15), "Comida <b>")
    page = opened(as_ana, own)
    assert len(page.all(BLOCKED)) == 1
    block = page.one(f".cal__col[data-key='{user_id}'] {BLOCKED}")
    assert {"h14", "m15", "for1h", "for0m"} <= classes(block)
    assert "Blocked: Comida <b> 14:15–15:15" in block
    assert block["data-users"] == user_id
    # There is nothing to press, to open or to move in it.
    assert not block.all("a")
    assert not block.all("button")


def test_what_goes_over_several_days_is_cut_to_what_is_shown(
    as_ana: Client, own: OwnDay
) -> None:
    away(own.person, own.at(10), own.at(9) + timedelta(days=2), "Vacaciones")
    first = opened(as_ana, own).one(BLOCKED)
    assert {"h10", "m0", "for10h", "for0m"} <= classes(first)
    assert "from 10:00" in first
    day = own.day + timedelta(days=1)
    whole = read(as_ana.get(f"/calendar/?day={day}")).one(BLOCKED)
    assert {"h8", "m0", "for12h", "for0m"} <= classes(whole)
    assert "all day" in whole
    night = read(as_ana.get(f"/calendar/?day={day}&hours=all")).one(BLOCKED)
    assert {"h0", "m0", "for24h", "for0m"} <= classes(night)
    day += timedelta(days=1)
    last = read(as_ana.get(f"/calendar/?day={day}")).one(BLOCKED)
    assert {"h8", "m0", "for1h", "for0m"} <= classes(last)
    assert "until 09:00" in last


def test_two_that_overlap_lie_side_by_side_and_many_share_the_last_place(
    as_ana: Client, own: OwnDay
) -> None:
    for n, title in enumerate(("Uno", "Dos", "Tres", "Cuatro")):
        away(own.person, own.at(9, 5 * n), own.at(12), title)
    found = opened(as_ana, own).all(BLOCKED)
    assert len(found) == 3
    assert {"ln2", "of3"} <= classes(found[-1])
    assert "Tres, Cuatro" in found[-1]


def test_a_week_names_who_is_away_and_draws_a_common_reason_once(
    as_ana: Client, own: OwnDay, cast: dict[str, Any]
) -> None:
    for person in (own.person, own.colleague):
        away(person, own.at(14, 15), own.at(15, 15), "Comida")
    block = opened(as_ana, own, "&view=week").one(BLOCKED)
    assert own.person in block
    assert own.colleague in block
    assert set(block["data-users"].split()) == {
        cast["users"][own.person],
        cast["users"][own.colleague],
    }
    alone = f"&view=week&who={cast['users'][own.person]}"
    block = opened(as_ana, own, alone).one(BLOCKED)
    assert block["data-users"] == cast["users"][own.person]
    assert own.person not in block


def test_those_who_are_left_out_are_left_out_here_too(
    as_ana: Client, own: OwnDay, cast: dict[str, Any]
) -> None:
    away(own.person, own.at(9), own.at(10))
    query = f"&view=week&who={cast['users'][own.colleague]}"
    assert not opened(as_ana, own, query).all(BLOCKED)


def test_the_page_says_when_nothing_is_known_of_these_days(
    as_ana: Client, own: OwnDay
) -> None:
    assert "not known" in opened(as_ana, own).one("#blocks-note")
    away(own.person, own.at(9), own.at(10))
    assert not opened(as_ana, own).has("#blocks-note")
    far = own.day + timedelta(days=100)
    assert read(as_ana.get(f"/calendar/?day={far}")).has("#blocks-note")


def test_a_page_that_looks_again_hears_of_a_new_block(
    as_ana: Client, book: Book, own: OwnDay
) -> None:
    have = opened(as_ana, own).one("#looked-at [name=have]")["value"]
    address = f"/calendar/_live/?day={own}&have={have}"
    assert as_ana.get(address).status_code == 204
    away(own.person, own.at(9), own.at(10))
    assert as_ana.get(address).status_code == 200
