"""What is handed to the calendar's templates is what they read: no more, no less."""

from collections.abc import Callable
from dataclasses import fields

import pytest
from django.http import HttpResponse
from django.test import Client

from appointments.calendar.blocks import Stretch
from appointments.calendar.day import Column, Grid, Mark
from appointments.calendar.events import KINDS, TEXTS, Event, Laid, More
from appointments.calendar.free import Free
from appointments.calendar.month import Bar, Day, Month, Share, Trouble
from appointments.calendar.people import Choice, Person
from appointments.edits.tables import Edit
from people.models import User
from tests.blocking import away
from tests.calendar.shown import HTMX
from tests.calendar.test_marks import edit
from tests.conftest import Book
from tests.own_day import OwnDay
from tests.sandboxed import Sandbox
from tests.templates_read import Missed, missed, names_read

__all__ = ["missed"]
DRAWN = (
    *(Bar, Choice, Column, Day, Event, Free, Grid, Laid, Mark, Month, More),
    *(Person, Share, Stretch, Trouble),
)
Asks = Callable[[Client, OwnDay], HttpResponse]


@pytest.mark.parametrize("kind", DRAWN, ids=lambda kind: str(kind.__name__))
def test_nothing_is_told_that_no_template_reads(kind: type) -> None:
    read = {bit for name in names_read() for bit in name.split(".")[1:]}
    assert {one.name for one in fields(kind)} - read == set()


def test_a_block_is_cut_out_by_all_that_it_is_made_of() -> None:
    assert {*KINDS, *TEXTS} == {one.name for one in fields(Event)}


ASKED: dict[str, Asks] = {
    **{
        view: lambda client, own, view=view: client.get(
            f"/calendar/?day={own}&view={view}"
        )
        for view in ("day", "week", "month")
    },
    "with a panel": lambda client, own: client.get(f"/calendar/?day={own}&open=nobody"),
    "what is nobody’s": lambda client, own: client.get(
        f"/calendar/?day={own}&view=week&who=-"
    ),
    "an empty day": lambda client, own: client.get(f"/calendar/?day={own.sunday}"),
    "live": lambda client, own: client.get(f"/calendar/_live/?day={own}"),
    "read again": lambda client, own: client.post(
        f"/calendar/_refresh/?day={own}", headers=HTMX
    ),
}


@pytest.mark.django_db
@pytest.mark.usefixtures("names")
@pytest.mark.parametrize("asks", ASKED.values(), ids=ASKED)
def test_no_template_reads_a_name_that_is_not_there(
    as_ana: Client, ana: User, book: Book, own: OwnDay, missed: Missed, asks: Asks
) -> None:
    as_ana.post(f"/calendar/_refresh/?day={own}", headers=HTMX)
    edit(ana, book(), Edit.State.PENDING)
    for minute in range(0, 50, 10):
        book(start=own.at(17, minute), end=own.at(19))
    away(own.person, own.at(14), own.at(15))
    as_ana.post(f"/calendar/_refresh/?day={own}", headers=HTMX)
    missed.names.clear()
    assert asks(as_ana, own).status_code == 200
    assert missed.names == set()


@pytest.mark.django_db
@pytest.mark.usefixtures("names")
def test_trouble_reads_no_name_that_is_not_there(
    as_ana: Client, own: OwnDay, sandbox: Sandbox, missed: Missed
) -> None:
    sandbox.fault("error_502_html")
    as_ana.post(f"/calendar/_refresh/?day={own}", headers=HTMX)
    assert missed.names == set()
