"""Saved views beside every page, with what is in them where that is soon counted."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from appointments.frame.side import MOST_COUNTED
from appointments.listing.tables import SavedView
from people.models import User
from tests.frame.test_side import DAY, TODAY, at, keep, nothing_yet, page, record
from tests.pages import Part, read

__all__ = ["nothing_yet"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("names")]
NOSHOWS = "days=week&status=noshow"


def save(person: User, name: str, query: str, *, shared: bool = False) -> None:
    SavedView.keep(person, name=name, query=query, shared=shared)


def views(shown: Part) -> dict[str, str]:
    links = shown.all("#saved-views a")
    names = [one.one(".nav__t").text for one in links]
    counts = [" ".join(one.texts(".nav__n")) for one in links]
    return dict(zip(names, counts, strict=True))


@pytest.mark.parametrize("address", ["/", "/calendar/", "/appointments/", "/keys/"])
def test_saved_views_are_beside_every_page(
    as_ana: Client, ana: User, marta: User, address: str
) -> None:
    save(ana, "Mías", "tab=past")
    save(marta, "De todos", NOSHOWS, shared=True)
    save(marta, "De Marta", NOSHOWS)
    shown = page(as_ana, address)
    assert list(views(shown)) == ["De todos", "Mías"]
    assert shown.one("#saved-views a", "Mías")["href"] == "/appointments/?tab=past"
    assert "for everybody" in shown.one("#saved-views a", "De todos")


def test_a_view_says_what_is_in_it_and_which_one_is_open(
    as_ana: Client, ana: User
) -> None:
    keep(
        *(
            record(f"n{n}", at(TODAY, 9, n), appointment_status="noshow")
            for n in (1, 2)
        ),
        record("other", at(TODAY, 10)),
    )
    save(ana, "Ausencias", NOSHOWS)
    save(ana, "Hoy", "days=today")
    shown = page(as_ana, f"/appointments/?{NOSHOWS}")
    assert views(shown) == {"Ausencias": "2", "Hoy": "3"}
    (current,) = shown.all("#saved-views [aria-current=page]")
    assert current.one(".nav__t").text == "Ausencias"
    assert len(shown.all("tr.apt")) == 2


@pytest.mark.parametrize(
    "dear",
    [
        *("q=hombro", "assignee=me", "repeats=yes", "changes=open"),
        "status=new&place=phone",
    ],
)
def test_what_would_be_dear_to_count_is_not(
    as_ana: Client, ana: User, dear: str
) -> None:
    save(ana, "Vista", dear)
    with CaptureQueriesContext(connection) as captured:
        shown = page(as_ana, "/")
    assert views(shown) == {"Vista": ""}
    (sidebar,) = [one["sql"] for one in captured if "WITH days" in one["sql"]]
    with CaptureQueriesContext(connection) as captured:
        SavedView.objects.all().delete()
        page(as_ana, "/")
    (without,) = [one["sql"] for one in captured if "WITH days" in one["sql"]]
    assert sidebar.count("COUNT(*)") == without.count("COUNT(*)")


@pytest.mark.parametrize("address", ["/", "/calendar/", "/appointments/"])
def test_a_page_asks_no_more_however_many_views_there_are(
    as_ana: Client, ana: User, address: str
) -> None:
    with CaptureQueriesContext(connection) as before:
        page(as_ana, address)
    for number in range(30):
        save(ana, f"Vista {number}", f"days=week&status=noshow&calendar=c{number}")
        save(ana, f"Semana {number}", f"days=next-7&calendar=c{number}")
    with CaptureQueriesContext(connection) as after:
        shown = page(as_ana, address)
    assert len(after) == len(before)
    assert len(views(shown)) == 50
    counts = [
        one["sql"].count("COUNT(*)") for one in after if "WITH days" in one["sql"]
    ]
    # Today, the four views and the outbox.
    assert counts <= [6 + MOST_COUNTED]


def test_an_edit_brings_the_counts_again(as_ana: Client, ana: User) -> None:
    save(ana, "Mañana", "days=tomorrow")
    address = page(as_ana, "/").one("#views")["hx-get"]
    keep(record("one", at(TODAY + DAY)))
    answer: Any = as_ana.get(address, headers={"HX-Request": "true"})
    assert views(read(answer)) == {"Mañana": "1"}


def test_a_count_ends_where_what_is_shown_does(as_ana: Client, ana: User) -> None:
    start = at(TODAY + DAY, 8)
    keep(*(record(f"n{n}", start + timedelta(minutes=n)) for n in range(120)))
    save(ana, "Mañana", "days=tomorrow")
    assert views(page(as_ana, "/")) == {"Mañana": "99+"}
