"""A repeat rule: well formed, and only where it would be applied."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from appointments.editor import repeating
from appointments.editor import rule as rules
from appointments.editor.form import AppointmentForm
from appointments.index import days
from appointments.leadway.changes import WriteOptions
from appointments.times.rule_dates import Fault
from tests.conftest import Book
from tests.editor.filling import (
    MADRID,
    NOON,
    RECORD,
    asked,
    fault,
    fill,
)
from tests.editor.opened import Opened
from tests.own_day import OwnDay
from tests.pages import read
from tests.sandboxed import Sandbox

RULE = "FREQ=WEEKLY;BYDAY=TU;COUNT=10"


def test_what_comes_next_is_not_the_appointment_itself() -> None:
    said = repeating.said(RULE, RECORD.start_time, MADRID, now=NOON - timedelta(days=9))
    assert said.dates[0] == repeating.Next("Tue 1 Dec, 12:00")


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("every tuesday", "“EVERYTUESDAY” is not a part of a repeat rule."),
        ("FREQ=DAILY;INTERVAL=0", "a whole number from 1, not “0”"),
        ("FREQ=DAILY;UNTIL=2027", "not “2027”"),
        ("FREQ=DAILY;COUNT=2;UNTIL=20270101T000000Z", "Use COUNT or UNTIL, not both."),
        ("FREQ=WEEKLY;BYDAY=XX", "“XX” is no day here."),
        ("FREQ=WEEKLY;BYMONTHDAY=3", "do not go together: BYMONTHDAY, FREQ=WEEKLY."),
        ("DTSTART:20270101T000000Z\nFREQ=DAILY", "the appointment’s own start counts"),
        (f"RRULE:{RULE}\nEXDATE:soon", "“SOON” is not a time."),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=31", "This rule never comes to a date."),
        ("FREQ=DAILY;" + "X" * 1_000, "1000 characters"),
        (f"{RULE}\n{RULE}", "a second one is"),
        (f"{RULE}\nDURATION:PT1H", "“DURATION:PT1H” is no line of a repeat rule"),
        ("FREQ=OFTEN", "HOURLY, MINUTELY or SECONDLY, not “OFTEN”"),
        ("COUNT=3", "FREQ is missing"),
    ],
)
def test_what_is_no_rule_says_what_about_it(rule: str, said: str) -> None:
    at, told = fault(fill(rrule=rule))
    assert at == "rrule"
    assert said in told


def test_every_fault_has_its_words() -> None:
    codes = re.findall(r"[a-z_]+", (Fault.__doc__ or "").partition("codes:")[2])
    assert set(codes) == set(rules.FAULTS)


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=HOURLY;INTERVAL=4",
        "FREQ=DAILY;COUNT=1000",
        "FREQ=WEEKLY;UNTIL=20271222",
        "FREQ=WEEKLY;BYDAY=TU;UNTIL=20271222T100000",
        "freq=weekly;byday=tu;",
        "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
        "FREQ=WEEKLY;COUNT=5\nEXDATE;TZID=America/New_York:20261208T040000",
        "FREQ=WEEKLY;COUNT=5\nEXDATE;TZID=W. Europe Standard Time:20261208T100000",
        "FREQ=WEEKLY;COUNT=5\nEXDATE;TZID=Customized Time Zone:20261208T100000",
        "FREQ=WEEKLY;COUNT=5\nRDATE;VALUE=PERIOD:20261209T090000Z/PT1H",
        "FREQ=WEEKLY;COUNT=5\nEXRULE:FREQ=MONTHLY",
    ],
)
def test_whatever_rfc_5545_knows_is_sent_as_it_was_typed(rule: str) -> None:
    assert asked(fill(rrule=rule)) == {"rrule": rule}


def test_a_sound_rule_is_sent_byte_for_byte() -> None:
    rule = f"RRULE:{RULE}\nEXDATE:20261208T110000Z"
    assert asked(fill(rrule=rule.replace("\n", "\r\n"))) == {"rrule": rule}


CHECKING = WriteOptions(ignore_free_slot_validation=False)


def test_a_rule_is_not_sent_where_it_would_be_dropped() -> None:
    at, said = fault(fill(rrule=RULE, defaults=CHECKING))
    assert at == "rrule"
    assert "A manager can save this" in said


def test_a_manager_agrees_to_skip_the_check_for_a_rule() -> None:
    def manager(**typed: str) -> AppointmentForm:
        return fill(rrule=RULE, defaults=CHECKING, may_override=True, **typed)

    assert "Agree to that below" in fault(manager())[1]
    form = manager(rrule_consent="on")
    assert asked(form) == {"rrule": RULE}
    assert form.options.ignore_free_slot_validation is True


def test_consent_without_a_rule_switches_nothing() -> None:
    form = fill(title="Nuevo", defaults=CHECKING, may_override=True, rrule_consent="on")
    asked(form)
    assert form.options.ignore_free_slot_validation is False


def test_consent_of_who_may_not_give_it_counts_for_nothing() -> None:
    assert fault(fill(rrule=RULE, defaults=CHECKING, rrule_consent="on"))[0] == "rrule"


# --- what is in the way of the next dates ---


def test_each_date_says_what_the_assignee_has_then(
    names: Any, book: Book, as_marta: Client, own: OwnDay
) -> None:
    book(start=own.at(12) + timedelta(weeks=1))
    for weeks in (1, 2):
        days.refresh(own.day + timedelta(weeks=weeks), pressed=True)
    form = Opened(book()["id"], as_marta)
    said = form.see("_review/", rrule="FREQ=WEEKLY;COUNT=4").all("#rule li")
    taken, clear, unread = (one.text for one in said)
    assert "12:00 – 12:45" in taken
    assert "nothing else booked" in clear
    assert "booked" not in unread
    assert "–" not in unread


def test_what_was_not_chosen_here_is_not_looked_up(
    names: Any, book: Book, as_marta: Client, own: OwnDay
) -> None:
    form = Opened(book(rrule=RULE, ignoreFreeSlotValidation=True)["id"], as_marta)
    assert not form.see("_review/", title="Otra").has("#rule [data-tone]")


def test_what_a_rule_is_put_together_from_comes_when_it_is_unfolded(
    as_ana: Client, book: Book, names: Any, own: OwnDay, sandbox: Sandbox
) -> None:
    url = f"/appointments/{book()['id']}/"
    page = read(as_ana.get(url))
    assert not page.has("[data-mode]")
    sandbox.clear()
    parts = read(as_ana.get(page.one("[data-build]")["data-build"]))
    assert sandbox.journal() == []
    assert len(parts.all("[data-mode]")) == 5
    day = own.day.day
    option = parts.one("#rr-month option", f"on day {day}")
    assert option["value"] == f"BYMONTHDAY={day}"


def test_nothing_is_put_together_while_nobody_knows_when(as_ana: Client) -> None:
    assert as_ana.get("/appointments/nobody-knows-this/_builder/").status_code == 204
