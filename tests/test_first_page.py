"""The first look at anything is called as the second: in its head, tab and frame."""

import pytest
from django.test import Client
from django.utils import timezone

from appointments.index import directory
from appointments.index.copies import Account
from appointments.index.subjects import Subject
from appointments.index.tables import Appointment
from appointments.leadway.records import AppointmentRecord
from tests.conftest import Book
from tests.pages import read
from tests.sandboxed import Sandbox

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("names")]


def test_the_first_page_is_called_as_the_second(
    as_ana: Client, book: Book, sandbox: Sandbox
) -> None:
    url = f"/appointments/{book()['id']}/"
    first, second = (read(as_ana.get(url)) for _ in range(2))
    for part in ("title", "h1", ".ws__name", "#contact"):
        assert first.one(part).text == second.one(part).text, part


def test_what_our_copy_opened_is_called_by_its_contact_once_that_is_read(
    as_ana: Client, book: Book
) -> None:
    booked = book()
    record = AppointmentRecord.from_wire(booked)
    Appointment.remember(record, seen_at=timezone.now())
    url = f"/appointments/{booked['id']}/"
    page = read(as_ana.get(url))
    assert page.one("h1").text == booked["title"]
    part = read(as_ana.get(f"{url}_contact/", headers={"HX-Request": "true"}))
    again = read(as_ana.get(url))
    assert again.one("h1").text != booked["title"]
    for name in ("title", "h1"):
        assert part.one(name).text == again.one(name).text


@pytest.mark.parametrize("url", ["/", "/appointments/?q=x", "/search/", "/keys/"])
def test_the_account_is_called_so_from_the_first_page_on(
    as_ana: Client, sandbox: Sandbox, url: str
) -> None:
    Account.objects.all().delete()
    Subject.objects.all().delete()
    directory.forget()
    first, second = (read(as_ana.get(url)).one(".ws__name").text for _ in range(2))
    assert first == second == "Clínica Alameda"
