"""What Leadway does not have any more: named as that, readable, and not asked for."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from appointments.editor import choices
from appointments.edits import saving
from appointments.edits.in_words import words
from appointments.index import contacts, directory, free_times, reading, reference
from appointments.index.absent import LASTS, Absent
from appointments.index.copies import Assignee, Calendar, Contact
from appointments.index.tables import Appointment
from appointments.index.taken import Wanted
from appointments.leadway.errors import Refused
from appointments.leadway.records import AppointmentRecord
from appointments.words import initials, last_name
from tests.conftest import Book
from tests.intents import intent
from tests.own_day import MADRID, OwnDay
from tests.pages import read
from tests.sandboxed import Sandbox

pytestmark = pytest.mark.django_db
NO_MORE = "(not in Leadway any more)"


def asked(sandbox: Sandbox, part: str) -> int:
    return sum(part in entry["path"] for entry in sandbox.journal("GET"))


@pytest.fixture
def left(names: Any) -> directory.Directory:
    """A calendar and a person that the lists had once, and have no more."""
    Calendar.remember("oldCalendar1", name="Cerrado", record={"id": "oldCalendar1"})
    Assignee.remember("oldUser1", name="Se fue", record={})
    reference.refresh(even_if_recent=True)
    return directory.current()


def test_a_calendar_and_a_person_keep_their_names(left: directory.Directory) -> None:
    assert left.calendar_name("oldCalendar1") == f"Cerrado {NO_MORE}"
    assert left.assignee_name("oldUser1") == f"Se fue {NO_MORE}"
    said = words()
    assert said.value("calendar_id", "oldCalendar1") == f"Cerrado {NO_MORE}"
    assert said.value("assigned_user_id", "oldUser1") == f"Se fue {NO_MORE}"


def test_every_page_says_so_of_both(
    as_ana: Client, as_marta: Client, left: directory.Directory, own: OwnDay
) -> None:
    start = own.at(12)
    record = AppointmentRecord(
        id="evOfTheGone123456789",
        title="Se queda",
        calendar_id="oldCalendar1",
        assigned_user_id="oldUser1",
        start_time=start,
        end_time=start + timedelta(minutes=45),
        appointment_status="confirmed",
    )
    Appointment.remember(record, seen_at=timezone.now())
    calendar, person = f"Cerrado {NO_MORE}", f"Se fue {NO_MORE}"
    listed = f"from={own}&to={own}"
    for url, said in [
        (f"/?date={own}", [person]),
        (f"/appointments/?{listed}", [person]),
        (f"/calendar/?day={own}&view=day", [person]),
        (f"/appointments/{record.id}/", [person, calendar]),
    ]:
        text = as_ana.get(url).content.decode()
        assert all(one in text for one in said), url
    file = as_marta.get(f"/appointments.csv?{listed}")
    assert f'"{person}","{calendar}"' in b"".join(file).decode()  # type: ignore[arg-type]
    found = as_ana.post("/_found/", {"q": "Se queda", "next": "/"}).content.decode()
    assert person in found


def test_every_row_says_so_of_a_contact(
    as_ana: Client, as_marta: Client, names: Any, own: OwnDay, sandbox: Sandbox
) -> None:
    """By its name as it is known; what is typed finds it as before."""
    Contact.remember("goneContact1", name="Elena Márquez", record={"phone": "600"})
    start = own.at(12)
    record = AppointmentRecord(
        id="evOfTheGone123456780",
        title="Se queda",
        contact_id="goneContact1",
        start_time=start,
        end_time=start + timedelta(minutes=45),
        appointment_status="confirmed",
    )
    Appointment.remember(record, seen_at=timezone.now())
    pages = [
        f"/?date={own}",
        f"/appointments/?from={own}&to={own}",
        f"/calendar/?day={own}&view=day",
        f"/calendar/?day={own}&view=week",
        "/search/?q=m%C3%A1rquez",
    ]
    before = {url: as_ana.get(url).content.decode() for url in pages}
    Contact.mark_gone(["goneContact1"])
    for url in pages:
        assert NO_MORE not in before[url], url
        assert f"Elena Márquez {NO_MORE}" in read(as_ana.get(url)), url
    listed = as_marta.get(f"/appointments.csv?from={own}&to={own}")
    assert f'"Elena Márquez {NO_MORE}"' in b"".join(listed).decode()  # type: ignore[arg-type]
    found = read(as_ana.post("/_found/", {"q": "elena", "next": "/"}))
    assert found.has("a[href='/appointments/?q=Elena+M%C3%A1rquez&tab=all']")
    assert not read(as_ana.post("/_found/", {"q": "more", "next": "/"})).has(
        "[href*=Of]"
    )


def test_the_history_says_so_of_a_contact(
    as_ana: Client, ana: Any, names: Any, book: Book
) -> None:
    one = book()
    Contact.remember(one["contactId"], name="Elena Márquez", record={})
    saving.save(intent(one, ana, title="Otra"))
    Contact.mark_gone([one["contactId"]])
    assert f"Elena Márquez {NO_MORE}" in read(as_ana.get("/history/"))
    Contact.remember(one["contactId"], name="Elena Márquez", record={})
    assert NO_MORE not in read(as_ana.get("/history/"))


def test_the_circle_of_who_is_gone_has_the_letters_of_the_name() -> None:
    assert initials(f"Ana {NO_MORE}") == "A"
    assert initials(f"Ana Ruiz {NO_MORE}") == "AR"
    assert last_name(f"Ana Ruiz {NO_MORE}") == "Ruiz"


def test_neither_is_offered_where_another_has_it(left: directory.Directory) -> None:
    assert "oldCalendar1" not in left.calendars
    assert "oldUser1" not in left.assignees
    here = next(iter(left.calendars))
    assert "oldCalendar1" not in [c.value for c in choices.calendars(left, here)]
    [own, *_others] = choices.calendars(left, "oldCalendar1")
    assert (own.value, own.label) == ("oldCalendar1", f"Cerrado {NO_MORE}")
    [own, *_others] = choices.team(left, here, "oldUser1")
    assert (own.value, own.label) == ("oldUser1", f"Se fue {NO_MORE}")


def test_what_comes_back_is_there_again(left: directory.Directory) -> None:
    one = next(iter(left.calendars))
    Absent.note(Absent.Kind.CALENDAR, {one: "Fisioterapia"})
    reference.refresh(even_if_recent=True)
    assert one not in directory.current().past


def test_a_calendar_that_is_gone_is_not_asked_for_free_times(
    left: directory.Directory, sandbox: Sandbox, own: OwnDay
) -> None:
    wanted = Wanted("a", "", "oldCalendar1", own.day, None, None)
    found = free_times.free_times(wanted, MADRID, now=timezone.now())
    assert found.trouble is not None
    assert found.trouble.reason == "calendar_gone"
    assert asked(sandbox, "free-slots") == 0


def test_what_was_not_found_is_not_asked_for_at_each_look(
    as_ana: Client, names: Any, sandbox: Sandbox
) -> None:
    for _look in range(3):
        page = as_ana.get("/appointments/nowhereAtAll1/")
        assert page.status_code == 404
        assert "There is no appointment at this address" in page.content.decode()
    assert asked(sandbox, "nowhereAtAll1") == 1
    again = read(page).one("a[href='?again']")["href"]  # type: ignore[arg-type]
    as_ana.get(f"/appointments/nowhereAtAll1/{again}")
    assert asked(sandbox, "nowhereAtAll1") == 2


def test_after_a_while_it_is_asked_for_once_more(names: Any, sandbox: Sandbox) -> None:
    with pytest.raises(Refused):
        reading.load("nowhereAtAll2")
    later = timezone.now() + LASTS + timedelta(seconds=1)
    with time_machine.travel(later), pytest.raises(Refused):
        reading.load("nowhereAtAll2")
    assert asked(sandbox, "nowhereAtAll2") == 2


def test_an_appointment_that_was_deleted_stays_to_read(
    as_ana: Client, names: Any, book: Book, sandbox: Sandbox
) -> None:
    booked = book(title="Se borró")
    reading.load(booked["id"])
    sandbox.call("DELETE", f"/calendars/events/{booked['id']}", json={})
    with pytest.raises(Refused):
        reading.refresh(booked["id"])
    sandbox.clear()
    for _look in range(2):
        page = read(as_ana.get(f"/appointments/{booked['id']}/"))
        assert "This appointment is no longer in Leadway." in page
        assert "Se borró" in page
    assert asked(sandbox, booked["id"]) == 0


@pytest.mark.parametrize("known", [True, False])
def test_a_contact_that_is_gone_is_named_so_and_asked_for_once(
    as_ana: Client, names: Any, book: Book, sandbox: Sandbox, known: bool
) -> None:
    booked = book(raw={"contactId": "goneContact1"})
    if known:
        facts = {"phone": "+34 600 000 001"}
        Contact.remember("goneContact1", name="Eva Ruiz", record=facts)
        Contact.objects.update(seen_at=timezone.now() - timedelta(days=2))
    record = reading.load(booked["id"]).record
    for _look in range(3):
        contacts.refresh([record])
    assert asked(sandbox, "goneContact1") == 1
    page = read(as_ana.get(f"/appointments/{booked['id']}/")).one("#contact")
    assert "This contact is not in Leadway any more." in page
    assert ("Eva Ruiz" in page, "+34 600 000 001" in page) == (known, known)


def test_a_contact_that_is_back_is_not_called_gone(db: None) -> None:
    Contact.mark_gone(["backContact1"])
    assert Contact.objects.get().gone
    Contact.remember("backContact1", name="Eva", record={})
    assert not Contact.objects.get().gone


def test_a_series_that_is_gone_is_not_asked_for_at_each_look(
    as_ana: Client, names: Any, sandbox: Sandbox
) -> None:
    one = "goneMaster1_1900000000000_2700"
    for _look in range(3):
        assert as_ana.get(f"/appointments/{one}/").status_code == 404
    assert asked(sandbox, "/goneMaster1") == 2
