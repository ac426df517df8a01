"""The first minute: what is still to come is no trouble, and what failed is."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from appointments.index import contacts, directory
from appointments.index.copies import Account, Contact
from appointments.index.pulse import Pulse
from appointments.index.spans import Span
from appointments.index.subjects import Subject
from appointments.leadway.errors import Trouble
from tests import days_read
from tests.conftest import Book
from tests.own_day import OwnDay
from tests.pages import Part, read

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("names")]
Look = Callable[[str], Part]


@pytest.fixture
def look(as_ana: Client) -> Look:
    return lambda address: read(as_ana.get(address))


def first_of_all(own: OwnDay) -> tuple[int, str]:
    """Let one calendar be read of the day; return how many there are, and its name."""
    claimed = days_read.begun(own.day)
    Span.answered(claimed[:1], asked_at=claimed[0].claimed_until or own.at(12))
    Span.release(claimed)
    return len(claimed), directory.current().calendar_name(claimed[0].calendar_id)


@pytest.mark.parametrize("page", ["/?date={}", "/calendar/?day={}"])
def test_what_is_still_to_come_is_told_as_progress(
    look: Look, own: OwnDay, page: str
) -> None:
    of, _name = first_of_all(own)
    shown = look(page.format(own))
    said = shown.one(".banner[data-first]")
    assert said["data-tone"] == "info"
    assert f"1 of {of} calendars were read." in said
    assert "Something is missing" not in shown


@pytest.mark.parametrize("page", ["/?date={}", "/calendar/?day={}"])
def test_what_failed_is_warned_of_and_nothing_else(
    look: Look, own: OwnDay, page: str
) -> None:
    days_read.listed(own.day, but="Nutrición")
    shown = look(page.format(own))
    assert "Not read: Nutrición." in shown
    assert not shown.has(".banner[data-first]")


def nameless(book: Book, as_ana: Client, own: OwnDay, many: int) -> None:
    for hour in range(8, 8 + many):
        book(start=own.at(hour))
    as_ana.post(f"/_refresh/?date={own}")
    Contact.objects.all().delete()


def test_names_are_to_come_until_reading_them_fails(
    look: Look, as_ana: Client, book: Book, own: OwnDay
) -> None:
    nameless(book, as_ana, own, 6)
    shown = look(f"/?date={own}")
    assert "6 names are still to come." in shown.one(".banner[data-first]")
    assert "Not read:" not in shown
    (subject,) = Subject.called(["contacts"])
    contacts.note(subject, Trouble("refused"), asked_at=own.at(12))
    shown = look(f"/?date={own}")
    assert "Not read: contacts." in shown
    assert not shown.has(".banner[data-first]")
    contacts.note(subject, None, asked_at=own.at(12))
    assert "Not read:" not in look(f"/?date={own}")


def test_a_few_names_that_come_with_new_appointments_are_not_told(
    look: Look, as_ana: Client, book: Book, own: OwnDay
) -> None:
    nameless(book, as_ana, own, 2)
    shown = look(f"/?date={own}")
    assert not shown.has(".banner[data-first]")
    assert "Not read:" not in shown


def test_the_list_says_how_far_a_worker_has_come(look: Look) -> None:
    Pulse.beat(whole=3, coming=6)
    assert "3 of 9 calendars were read." in look("/appointments/")
    Pulse.beat(whole=9)
    assert not look("/appointments/").has(".banner[data-first]")


def test_the_list_comes_again_when_it_has_come_further(
    look: Look, as_ana: Client
) -> None:
    Pulse.beat(whole=3, coming=6)
    have = look("/appointments/").one("#looked-at [name=have]")["value"]
    address = f"/_list/?have={have}"
    assert as_ana.get(address).status_code == 204
    Pulse.beat(whole=4, coming=5)
    assert "4 of 9 calendars were read." in read(as_ana.get(address))


def test_what_could_not_be_read_is_named_in_the_language_of_the_page(
    as_ana: Client, book: Book, own: OwnDay
) -> None:
    nameless(book, as_ana, own, 1)
    (subject,) = Subject.called(["contacts"])
    contacts.note(subject, Trouble("refused"), asked_at=own.at(12))
    said = as_ana.get(f"/?date={own}", headers={"accept-language": "es"})
    assert "contactos" in read(said).one(".notices .banner")


@pytest.mark.parametrize("page", ["/?date={}", "/calendar/?day={}"])
def test_a_zone_that_was_never_asked_for_is_no_trouble(
    look: Look, own: OwnDay, page: str
) -> None:
    Account.objects.all().delete()
    Subject.objects.filter(name="account").update(asked_at=None, claimed_by="x")
    Subject.objects.update(claimed_until=timezone.now() + timedelta(minutes=1))
    directory.forget()
    shown = look(page.format(own))
    assert "First come the account" in shown.one(".banner[data-first]")
    assert "time zone is not known" not in shown
