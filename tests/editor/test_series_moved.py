"""A series that was moved: its dates, also where our copy has them as they were."""

from collections.abc import Callable
from datetime import timedelta

from django.test import Client
from django.utils import timezone

from appointments.index import reading, window
from appointments.index.tables import Appointment
from tests.editor.opened import Opened
from tests.editor.test_series import occurrence, opened, put_at
from tests.own_day import OwnDay
from tests.pages import read
from tests.sandboxed import Sandbox

WEEK = timedelta(weeks=1)


def test_after_the_series_moved_its_dates_are_shown_anew(
    series: Callable[..., str], as_ana: Client
) -> None:
    form = Opened(series(), as_ana)
    form.typed |= {"start": "16:00", "end": "16:45"}
    renewed = read(form.renewal())
    assert {tile.text[-5:] for tile in renewed.all(".occ__i")} == {"16:00"}
    assert "16:00" in renewed.one("#rule").text


def test_after_it_moved_none_is_shown_where_it_was_read_before(
    series: Callable[..., str], as_ana: Client, own: OwnDay, sandbox: Sandbox
) -> None:
    """As a worker has read all its days; what is its own of one stays."""
    master = series()
    moved, off = occurrence(master, own, 1), occurrence(master, own, 2)
    put_at(sandbox, moved, own.at(19, 15) + timedelta(weeks=1))
    sandbox.put(off, appointmentStatus="cancelled")
    form = Opened(master, as_ana)
    days_of(form)
    form.typed |= {"start": "16:00", "end": "16:45"}
    renewed = read(form.renewal())
    tiles = [tile.text[-5:] for tile in renewed.all(".occ__i")]
    assert tiles == ["16:00", "19:15", "elled", *["16:00"] * 7]
    assert "1 moved, 1 cancelled" in renewed.one(".occ__h").text
    later = Opened(master, as_ana).see("_review/", start="17:00", end="17:45")
    assert "1 that was moved stays" in later.one("#consequence").text


def test_the_person_is_led_to_where_their_occurrence_has_moved(
    series: Callable[..., str], as_ana: Client, own: OwnDay
) -> None:
    master = series()
    form = Opened(master, as_ana)
    days_of(form)
    form.typed |= {"start": "16:00", "end": "16:45"}
    form.renewal()
    page = read(as_ana.get(f"{form.url}?one={occurrence(master, own, 3)}"))
    here = page.one('.occ__i[aria-current="true"]')["href"]
    assert reading.refresh(here.split("/")[2]).start_time == own.at(16) + 3 * WEEK


def test_what_stayed_behind_by_a_later_reading_is_shown_there(
    series: Callable[..., str], as_ana: Client, own: OwnDay
) -> None:
    """Leadway moved the series and left one alone, under its id of before."""
    master = series()
    form = Opened(master, as_ana)
    days_of(form)
    left = occurrence(master, own, 3)
    before = reading.load(left).record
    form.typed |= {"start": "16:00", "end": "16:45"}
    form.renewal()
    Appointment.remember(before, seen_at=timezone.now())
    page = opened(as_ana, master)
    assert [tile.text[-5:] for tile in page.all('.occ__i[data-k="moved"]')] == ["12:00"]


def days_of(form: Opened) -> None:
    """Read the days of a series, as the worker does."""
    start = form.record.start_time
    assert start
    assert form.record.calendar_id
    window.read(form.record.calendar_id, start - WEEK, start + 10 * WEEK)
