"""Who has no name is called by phone, by mail, or by the appointment, on every page."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import product
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from appointments.edits.in_words import overlaps, words
from appointments.edits.outside import Outside
from appointments.edits.tables import Edit
from appointments.index import contacts
from appointments.index.facts import facts
from appointments.index.tables import Appointment
from appointments.leadway.changes import Changes, WriteOptions
from appointments.leadway.people import Contact
from appointments.leadway.people import User as LeadwayUser
from appointments.leadway.records import AppointmentRecord
from people.models import User
from tests.own_day import OwnDay
from tests.pages import Part, read

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("names")]
EVENT = "evNameless0123456789"
PHONE, MAIL, TITLE = "+34600000001", "a@example.org", "Consulta de pie"
BLANKS = ["", "   ", "\u00a0\u2007", "\u200b\u200d\ufeff", "\u202e", "\u3164", None]
HEADINGS = "h1, h2, h3, h4"
LINKS = f':is(li, tr)[data-appointment="{EVENT}"] a[data-open]'
TOLD: list[tuple[dict[str, Any], str, str]] = [
    ({"firstName": None, "lastName": None, "phone": PHONE, "email": MAIL}, "t", PHONE),
    ({"firstName": " ", "lastName": "\u200b", "phone": "", "email": MAIL}, "t", MAIL),
    ({"name": "  ", "firstName": "Ana", "lastName": None, "phone": PHONE}, "t", "Ana"),
    ({"firstName": None, "lastName": "Gil", "email": MAIL}, "t", "Gil"),
    ({"firstName": None, "lastName": None, "phone": " ", "email": None}, TITLE, TITLE),
    ({"firstName": "", "phone": "\u200b"}, "\u3164 ", EVENT),
]


def keep(own: OwnDay, told: dict[str, Any], title: str | None, id: str = EVENT) -> None:
    """Keep an appointment at noon with somebody of whom this is told."""
    one = Contact.from_wire({"contact": {"id": f"contact{id}", **told}})
    contacts.remember([(one.id, one.name, facts(one))])
    start = own.at(12)
    record = AppointmentRecord(
        id=id,
        title=title,
        contact_id=one.id,
        start_time=start,
        end_time=start + timedelta(minutes=45),
        appointment_status="confirmed",
    )
    Appointment.remember(record, seen_at=timezone.now())


def pages(client: Client, own: OwnDay) -> Iterator[tuple[str, Part]]:
    for url in [
        f"/?date={own}",
        f"/appointments/?from={own}&to={own}",
        f"/calendar/?day={own}&view=day",
        f"/appointments/{EVENT}/",
        f"/appointments/{EVENT}/_panel/",
        f"/?date={own}&open={EVENT}",
        "/history/",
        "/outbox/",
    ]:
        yield url, read(client.get(url))


@pytest.mark.parametrize(("told", "title", "called"), TOLD)
def test_every_page_calls_them_something(
    as_ana: Client, own: OwnDay, told: dict[str, Any], title: str, called: str
) -> None:
    keep(own, told, title)
    for url, page in pages(as_ana, own):
        links = page.all(LINKS)
        assert all(called in one for one in links), url
        assert all(one.text for one in page.all(HEADINGS)), url
        if EVENT in url:
            assert page.has("#apt-head h1, #apt-head h2", called), url


@pytest.mark.parametrize(("told", "title", "called"), TOLD)
def test_the_history_and_the_outbox_call_them_so(
    as_ana: Client,
    ana: User,
    own: OwnDay,
    told: dict[str, Any],
    title: str,
    called: str,
) -> None:
    keep(own, told, title)
    row = Appointment.objects.get(event_id=EVENT)
    record = row.record or AppointmentRecord(id=EVENT)
    one = {"event_id": EVENT, "contact_id": row.contact_id}
    Outside.objects.create(
        **one,
        known_at=own.at(8),
        found_at=own.at(9),
        fields=["address"],
        before=AppointmentRecord(id=EVENT),
        after=AppointmentRecord(id=EVENT, address="Sala 2"),
    )
    for state in (Edit.State.ACCEPTED, Edit.State.PENDING):
        changes = Changes(address="Sala 2")
        by = {"person": ana, "person_name": ana.name, "options": WriteOptions()}
        Edit.objects.create(**one, **by, baseline=record, changes=changes, state=state)
    listed = read(as_ana.get("/history/")).all(".rowlink")
    listed += read(as_ana.get("/outbox/")).all(".ob__who a")
    assert [link.text for link in listed] == [called] * 4


@pytest.mark.parametrize(("told", "title", "called"), TOLD)
def test_the_title_of_a_tab_and_what_is_read_out_call_them_so(
    as_ana: Client, own: OwnDay, told: dict[str, Any], title: str, called: str
) -> None:
    keep(own, told, title)
    editor = read(as_ana.get(f"/appointments/{EVENT}/"))
    assert editor.one("title").text == f"{called} · Leadway Admin"
    panel = read(as_ana.get(f"/appointments/{EVENT}/_panel/"))
    assert panel.one(".panel")["data-title"] == f"{called} · Leadway Admin"
    rows = read(as_ana.get(f"/appointments/?from={own}&to={own}"))
    assert called in rows.one("input[name=id]")["aria-label"]


@pytest.mark.parametrize(("told", "title", "called"), TOLD)
def test_the_palette_finds_and_calls_them_so(
    as_ana: Client, own: OwnDay, told: dict[str, Any], title: str, called: str
) -> None:
    keep(own, told, title)
    found = read(as_ana.post("/_found/", {"q": called, "next": "/"}))
    assert found.has(f'a[href="/appointments/{EVENT}/"]', called)


def test_what_overlaps_is_called_so(own: OwnDay) -> None:
    keep(own, {"phone": PHONE}, "t", "evOne")
    keep(own, {"phone": ""}, TITLE, "evTwo")
    both = Appointment.objects.select_related("contact").order_by("event_id")
    said = overlaps(both, AppointmentRecord(id="x"), words())
    assert PHONE in said[0]
    assert TITLE in said[1]


@pytest.mark.parametrize(("first", "last"), product(BLANKS, BLANKS))
def test_a_name_of_blanks_is_none(first: str | None, last: str | None) -> None:
    told = {"id": "x", "firstName": first, "lastName": last, "name": first}
    assert Contact.from_wire(told).name == ""
    assert LeadwayUser.from_wire(told | {"email": MAIL}).called == MAIL


@pytest.mark.parametrize("name", ["Ana", "Ángel", "李", "🎉", "7", "?", "ı"])
def test_whatever_can_be_seen_is_a_name(name: str) -> None:
    assert Contact.from_wire({"id": "x", "firstName": f" {name}\u200b"}).name
