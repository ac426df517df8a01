"""The card of whom an appointment is with, from what was read already."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from appointments.index import contacts, reading
from appointments.index.tables import Appointment
from tests.conftest import Book
from tests.own_day import OwnDay
from tests.pages import Part, read
from tests.sandboxed import Sandbox

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("names")]


@pytest.fixture
def booked(book: Book, own: OwnDay) -> dict[str, Any]:
    one = book()
    contacts.refresh([reading.load(one["id"]).record])
    return one


def again(book: Book, booked: dict[str, Any], **fields: Any) -> str:
    """Book the same person once more, and read it."""
    other = book(contactId=booked["contactId"], **fields)
    reading.load(other["id"])
    return str(other["id"])


def card(client: Client, booked: dict[str, Any], sandbox: Sandbox) -> Part:
    sandbox.clear()
    page = read(client.get(f"/appointments/{booked['id']}/"))
    assert sandbox.journal() == []
    return page.one("#contact")


def test_it_says_who_it_is_and_how_to_reach_them(
    as_carlos: Client, booked: dict[str, Any], sandbox: Sandbox
) -> None:
    shown = card(as_carlos, booked, sandbox)
    contact = reading.load(booked["id"]).contact
    assert contact is not None
    assert contact.name in shown
    phone, email = contact.record["phone"], contact.record["email"]
    assert shown.one('a[href^="tel:"]').text == phone
    assert shown.one('a[href^="mailto:"]').text == email
    assert shown.one(".tag").text == "paciente"
    assert "Contact since" in shown


def test_an_address_of_theirs_says_nothing_more_to_the_mail_program(
    as_carlos: Client, booked: dict[str, Any], sandbox: Sandbox
) -> None:
    contact = reading.load(booked["id"]).contact
    assert contact is not None
    contact.record |= {"email": "a@b.es?bcc=all@b.es&body=x", "phone": "+34 (91) 1?x"}
    contact.save()
    shown = card(as_carlos, booked, sandbox)
    mail, phone = shown.one('a[href^="mailto:"]'), shown.one('a[href^="tel:"]')
    assert mail["href"] == "mailto:a@b.es%3Fbcc%3Dall@b.es%26body%3Dx"
    assert phone["href"] == "tel:+34(91)1%3Fx"


def test_it_lists_what_else_they_have_and_counts_how_often_they_came(
    as_carlos: Client, book: Book, booked: dict[str, Any], sandbox: Sandbox, own: OwnDay
) -> None:
    before = timezone.now() - timedelta(days=2)
    showed = [
        again(book, booked, start=before - timedelta(weeks=n), appointmentStatus=status)
        for n, status in enumerate(["showed", "noshow", "showed", "showed"])
    ]
    later = again(book, booked, start=own.at(18))
    shown = card(as_carlos, booked, sandbox)
    links = [one["href"] for one in shown.all(".visits a[data-open]")]
    assert links == [f"/appointments/{id}/" for id in [later, *showed[:3]]]
    assert "3 Showed, 1 No-show" in shown


def test_what_is_gone_is_not_theirs_any_more(
    as_carlos: Client, book: Book, booked: dict[str, Any], sandbox: Sandbox, own: OwnDay
) -> None:
    Appointment.mark_gone(again(book, booked, start=own.at(18)))
    assert not card(as_carlos, booked, sandbox).has(".visits")


def test_a_record_without_a_contact_has_none(
    as_carlos: Client, book: Book, sandbox: Sandbox
) -> None:
    booked = book(raw={"contactId": None})
    reading.load(booked["id"])
    shown = card(as_carlos, booked, sandbox)
    assert "No contact is known." in shown
    assert not shown.has(".visits")
