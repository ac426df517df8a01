"""The assignee's day beside "When", and who may see what stands there."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from appointments.index.copies import Contact
from appointments.index.tables import Appointment
from tests import own_day
from tests.conftest import signed_in
from tests.editor.opened import Opened, listed
from tests.own_day import OwnDay
from tests.sandboxed import Sandbox

pytestmark = pytest.mark.django_db


@pytest.fixture
def own() -> OwnDay:
    """A day that has free times to tell."""
    return next(own_day.bookable)


def index(event_id: str, start: datetime, user_id: str, *, name: str = "") -> None:
    contact = None
    if name:
        contact = Contact.objects.create(id=event_id, name=name, seen_at=timezone.now())
    Appointment.objects.create(
        event_id=event_id,
        assigned_user_id=user_id,
        appointment_status="confirmed",
        start_time=start,
        end_time=start + timedelta(minutes=45),
        contact=contact,
        seen_at=timezone.now(),
    )


def test_a_free_time_is_said_to_be_free(opened: Opened, own: OwnDay) -> None:
    listed(opened)
    assert f"{own.person}: nothing else booked" in opened.see("_availability/")


def test_a_time_outside_the_hours_of_the_calendar_is_said_to_be(
    opened: Opened, own: OwnDay
) -> None:
    listed(opened)
    said = opened.see("_availability/", start="02:30", end="03:15")
    assert "nothing else booked, outside the calendar’s hours" in said
    assert "is outside the calendar’s hours." in said.one("[role=img]")["aria-label"]


def test_a_day_that_was_never_listed_is_not_called_free(
    opened: Opened, own: OwnDay
) -> None:
    said = opened.see("_availability/")
    assert f"Not known yet whether {own.person} is free" in said
    assert "nothing else booked" not in said
    assert said.has("[data-unknown]")


def test_an_overlap_names_who_and_when(opened: Opened, own: OwnDay) -> None:
    listed(opened)
    assignee = opened.record.assigned_user_id or ""
    index("one", own.at(12, 30), assignee, name="Elena <b>Márquez</b>")
    index("two", own.at(12, 40), assignee)
    said = opened.see("_availability/")
    assert f"{own.person} has Elena <b>Márquez</b> at 12:30 – 13:15" in said
    assert "and 1 more" in said


def test_the_strip_says_and_draws_the_day(opened: Opened, own: OwnDay) -> None:
    listed(opened)
    assignee = opened.record.assigned_user_id or ""
    index("one", own.at(9), assignee)
    index("two", own.at(9, 45), assignee)
    day = opened.see("_availability/", start="13:00", end="13:45")
    said = day.one("[role=img]")["aria-label"]
    assert "busy 09:00 – 10:30. At the chosen time, 13:00 – 13:45, nothing" in said
    assert f"{own.day.day} {own.day:%B}" in said
    assert day.has(".strip__busy.h9.m0.for1h.for30m")
    assert day.has(".strip__was.h12.m0.for0h.for45m")
    assert day.has(".strip__sel.h13.m0.for0h.for45m")


def test_what_the_strip_cannot_show_is_said(opened: Opened, own: OwnDay) -> None:
    listed(opened)
    index("late", own.at(19, 30), opened.record.assigned_user_id or "")
    day = opened.see("_availability/", start="21:00", end="21:45")
    assert day.has(".strip__busy.h19.m30.for0h.for30m")
    assert not day.has(".strip__sel")
    assert "The chosen time is outside the hours shown." in day
    assert "Also busy 19:30 – 20:15." in day


def test_the_day_follows_the_assignee(
    opened: Opened, sandbox: Sandbox, own: OwnDay
) -> None:
    listed(opened)
    colleague = sandbox.cast()["users"][own.colleague]
    index("theirs", own.at(12), colleague)
    said = opened.see("_availability/", assigned_user_id=colleague)
    assert f"{own.colleague} has another appointment at 12:00 – 12:45" in said
    nobody = opened.see("_availability/", assigned_user_id="")
    assert "Choose an assignee to see their day." in nobody


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"date": "31/31"}, "Write a date to see that day."),
        ({"start": "13:"}, "Write a start and an end to see whether"),
        ({"end": "11:00"}, "Write a start and an end to see whether"),
    ],
)
def test_what_cannot_be_read_is_asked_for(
    opened: Opened, typed: dict[str, str], said: str
) -> None:
    assert said in opened.see("_availability/", **typed)


def test_the_day_is_read_from_the_index_in_few_queries(
    opened: Opened, sandbox: Sandbox, django_assert_max_num_queries: Any
) -> None:
    sandbox.clear()
    opened.post("_availability/")
    # Three of them are the session, the person and the person's rights.
    with django_assert_max_num_queries(6):
        opened.post("_availability/")
    assert sandbox.journal() == []


def test_a_form_that_is_not_ours_changes_nothing(opened: Opened) -> None:
    for fragment in ("_availability/", "_slots_free/"):
        assert opened.post(fragment, baseline="forged").status_code == 204


# --- who may ---


def test_who_may_look_sees_the_day_and_no_free_times(
    opened: Opened, as_carlos: Client, own: OwnDay
) -> None:
    listed(opened)
    opened.client = as_carlos
    # A browser posts nothing of what is disabled.
    opened.typed = {"baseline": opened.typed["baseline"]}
    shown = opened.see("_availability/")
    assert f"{own.person}: nothing else booked" in shown
    assert not shown.has(".slots")
    assert opened.post("save-anyway/").status_code == 403


def test_who_may_not_look_sees_nothing(opened: Opened, nadie: Any) -> None:
    opened.client = signed_in(nadie)
    for fragment in ("_availability/", "_slots_free/", "save-anyway/"):
        assert opened.post(fragment).status_code == 403


@pytest.mark.parametrize("fragment", ["_availability/", "_slots_free/", "save-anyway/"])
def test_nothing_answers_to_a_get(opened: Opened, fragment: str) -> None:
    assert opened.client.get(opened.url + fragment).status_code == 405
