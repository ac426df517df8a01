"""Bringing the local copy of a day up to date, with whatever Leadway answers."""

import time
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from appointments.edits.tables import Edit
from appointments.index import days, directory, reading, reference
from appointments.index.absent import LASTS, Absent
from appointments.index.copies import Account, Assignee, Calendar, Contact
from appointments.index.spans import Span
from appointments.index.tables import Appointment
from appointments.leadway.changes import Changes, WriteOptions
from appointments.leadway.errors import Refused
from appointments.times.clock import day_bounds
from tests import days_read
from tests.conftest import Book
from tests.index.conftest import one_deadline_s
from tests.own_day import OwnDay
from tests.sandboxed import Sandbox

pytestmark = pytest.mark.django_db


@pytest.fixture
def day(own: OwnDay) -> date:
    return own.day


def test_a_day_brings_its_appointments_and_their_contacts(
    book: Book, day: date, own: OwnDay
) -> None:
    booked = book()
    assert days.refresh(day, pressed=True) == []
    row = Appointment.objects.get(event_id=booked["id"])
    assert row.start_time == own.at(12)
    assert row.contact is not None
    assert row.contact.name
    assert days_read.seen(day).missing == ()


def test_a_calendar_that_fails_is_named_and_leaves_the_others(
    book: Book, sandbox: Sandbox, day: date, names: Any
) -> None:
    booked = book()
    sandbox.fault("error_502_html", path=r"/calendars/events$", times=1)
    missing = days.refresh(day, pressed=True)
    assert len(missing) == 1
    assert missing[0].name in {one.name for one in names.calendars.values()}
    (id,) = days_read.seen(day).missing
    assert names.calendar_name(id) == missing[0].name
    failed = missing[0].name == "Fisioterapia"
    assert Appointment.objects.filter(event_id=booked["id"]).exists() != failed


def test_an_incomplete_list_calls_nothing_gone(
    book: Book, sandbox: Sandbox, day: date, names: Any
) -> None:
    booked = book()
    days.refresh(day, pressed=True)
    sandbox.fault("error_502_html", path=r"/calendars/events$")
    days.refresh(day, pressed=True)
    assert booked["id"] in listed(day)


def test_a_day_that_could_not_be_read_at_all_is_not_called_seen(
    sandbox: Sandbox, day: date, names: Any
) -> None:
    sandbox.fault("error_502_html", path=r"/calendars/events$")
    assert len(days.refresh(day, pressed=True)) == len(names.calendars)
    assert days_read.seen(day).at is None


def test_a_calendar_that_is_new_or_renamed_leaves_the_others_as_they_were(
    day: date, names: Any
) -> None:
    days_read.listed(day)
    Calendar.objects.filter(name="Fisioterapia").update(name="Otra")
    Calendar.remember("newCalendar1", name="Nueva", record={"id": "newCalendar1"})
    directory.forget()
    seen = days_read.seen(day)
    assert (seen.missing, seen.stale) == (("newCalendar1",), True)


def listed(day: Any) -> set[str]:
    start, end = day_bounds(day, directory.current().zone)
    return {row.event_id for row in Appointment.between(start, end)}


def test_what_a_list_no_longer_has_leaves_the_day_and_is_gone_when_opened(
    book: Book, sandbox: Sandbox, day: date
) -> None:
    booked = book()
    days.refresh(day, pressed=True)
    assert booked["id"] in listed(day)
    sandbox.call("DELETE", f"/calendars/events/{booked['id']}", json={})
    days.refresh(day, pressed=True)
    assert booked["id"] not in listed(day)
    assert not reading.load(booked["id"]).gone
    with pytest.raises(Refused):
        reading.current(booked["id"])
    assert reading.load(booked["id"]).gone


def test_what_was_moved_to_another_day_inside_leadway_is_not_gone(
    book: Book, sandbox: Sandbox, day: date, own: OwnDay
) -> None:
    booked, later = book(), own.at(12) + timedelta(days=3)
    days.refresh(day, pressed=True)
    sandbox.put(
        booked["id"],
        startTime=later.isoformat(),
        endTime=(later + timedelta(minutes=45)).isoformat(),
        ignoreFreeSlotValidation=True,
    )
    days.refresh(day, pressed=True)
    assert booked["id"] not in listed(day)
    opened = reading.current(booked["id"])
    assert (opened.gone, opened.record.start_time) == (False, later)
    assert booked["id"] in listed(later.date())


def test_without_readable_calendars_nothing_is_missing(
    book: Book, day: date, chosen_scopes: Sandbox
) -> None:
    booked = book()
    days.refresh(day, pressed=True)
    Calendar.objects.all().delete()
    reference.look_again()
    chosen_scopes.switch(scopes=["locations.readonly"])
    days.refresh(day, pressed=True)
    assert booked["id"] in listed(day)


def test_what_is_gone_and_comes_back_opens_again(book: Book, sandbox: Sandbox) -> None:
    booked = book()
    reading.load(booked["id"])
    Appointment.mark_gone(booked["id"])
    assert reading.load(booked["id"]).gone
    assert not reading.load(booked["id"], again=True).gone
    Appointment.mark_gone(booked["id"])
    Absent.objects.update(told_at=timezone.now() - LASTS)
    assert not reading.load(booked["id"]).gone
    Appointment.mark_gone(booked["id"])
    sandbox.fault("error_502_html", path="/appointments/")
    assert reading.load(booked["id"], again=True).gone


def test_what_is_listed_as_deleted_is_gone(
    book: Book, sandbox: Sandbox, day: date
) -> None:
    sandbox.switch(deleted_in_lists=True)
    booked = book(deleted=True)
    days.refresh(day, pressed=True)
    sandbox.switch(deleted_in_lists=False)
    assert Appointment.objects.get(event_id=booked["id"]).gone


def test_a_list_does_not_cover_what_was_learned_meanwhile(
    book: Book, sandbox: Sandbox, day: date
) -> None:
    booked = book(title="En la lista")
    record = reading.load(booked["id"]).record
    later = timezone.now() + timedelta(seconds=5)
    Appointment.objects.update(seen_at=later, record=replace(record, title="Más nueva"))
    days.refresh(day, pressed=True)
    row = Appointment.objects.get(event_id=booked["id"])
    assert (row.record and row.record.title, row.seen_at) == ("Más nueva", later)


def test_an_appointment_of_two_days_is_in_the_index_once(
    book: Book, day: date, own: OwnDay
) -> None:
    start = own.at(23, 30)
    booked = book(start=start, end=start + timedelta(hours=1))
    days.refresh(day, pressed=True)
    days.refresh(day + timedelta(days=1), pressed=True)
    assert Appointment.objects.filter(event_id=booked["id"]).count() == 1


def test_known_contacts_are_not_read_again(
    book: Book, sandbox: Sandbox, day: date
) -> None:
    book()
    days.refresh(day, pressed=True)
    sandbox.clear()
    days.refresh(day, pressed=True)
    assert not [e for e in sandbox.journal() if "/contacts/" in e["path"]]


def test_contacts_that_may_not_be_read_are_missing_once(
    book: Book, sandbox: Sandbox, day: date
) -> None:
    book()
    Contact.objects.all().delete()
    sandbox.fault("scope", path="/contacts/")
    assert [one.name for one in days.refresh(day, pressed=True)] == ["contacts"]


def test_a_day_waits_for_one_deadline(names: Any, day: date, silent: Sandbox) -> None:
    started = time.monotonic()
    missing = days.refresh(day, pressed=True)
    assert time.monotonic() - started < 2 * one_deadline_s()
    assert len(missing) == len(names.calendars)


def test_a_day_that_is_being_read_is_left_alone(
    sandbox: Sandbox, names: Any, day: date
) -> None:
    sandbox.clear()
    begun = days_read.begun(day)
    assert days.refresh(day, pressed=True) is None
    assert sandbox.journal() == []
    Span.release(begun)
    assert days.refresh(day, pressed=True) == []
    assert days.refresh(day, pressed=True) == []


def test_denied_contacts_are_not_asked_for_again_at_once(
    book: Book, sandbox: Sandbox, day: date
) -> None:
    book()
    sandbox.fault("scope", path="/contacts/")
    days.refresh(day, pressed=True)
    sandbox.clear()
    assert [one.name for one in days.refresh(day, pressed=True)] == ["contacts"]
    assert not [e for e in sandbox.journal() if "/contacts/" in e["path"]]


def test_a_contact_of_yesterday_is_read_again(
    book: Book, sandbox: Sandbox, day: date
) -> None:
    book()
    days.refresh(day, pressed=True)
    Contact.objects.update(name="Otra", seen_at=timezone.now() - timedelta(days=2))
    days.refresh(day, pressed=True)
    assert Contact.objects.exclude(name="Otra").exists()


def test_the_index_of_another_account_is_emptied_and_the_edits_stay(
    names: Any, book: Book, day: date, settings: Any
) -> None:
    reference.settle_source()
    booked = book()
    record = reading.load(booked["id"]).record
    Edit.objects.create(
        event_id=record.id, baseline=record, changes=Changes(), options=WriteOptions()
    )
    reference.settle_source()
    assert Appointment.objects.filter(event_id=booked["id"]).exists()
    settings.LEADWAY_LOCATION_ID = "anotherLocation1"
    reference.settle_source()
    copies = (Account, Appointment, Assignee, Calendar, Contact, Span)
    assert [one.objects.count() for one in copies] == [0] * 6
    assert not directory.current().known
    assert Edit.objects.filter(event_id=booked["id"]).exists()
