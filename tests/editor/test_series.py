"""The series of an appointment: its dates, which one this is, and what is odd."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.test import Client

from appointments.index import reading
from appointments.index.tables import Appointment
from tests.conftest import Book
from tests.editor.conftest import RULE
from tests.editor.opened import Opened
from tests.own_day import OwnDay
from tests.pages import Part, read
from tests.sandboxed import Sandbox


def occurrence(master: str, own: OwnDay, week: int) -> str:
    at = own.at(12) + timedelta(weeks=week)
    # By the wall clock: a clock change lies between some of the weeks.
    millis = int(at.replace(tzinfo=own.at(12).tzinfo).timestamp() * 1000)
    return f"{master}_{millis}_2700"


def put_at(sandbox: Sandbox, event_id: str, start: datetime) -> None:
    """Move an appointment elsewhere, past us."""
    end = start + timedelta(minutes=45)
    times = {"startTime": start.isoformat(), "endTime": end.isoformat()}
    sandbox.put(event_id, ignoreFreeSlotValidation=True, **times)


def opened(client: Client, event_id: str) -> Part:
    return read(client.get(f"/appointments/{event_id}/"))


def repeat(page: Part) -> str:
    return page.one("#rule").text


def test_the_whole_series_shows_each_of_its_dates(
    series: Callable[..., str], as_ana: Client, own: OwnDay
) -> None:
    page = opened(as_ana, series())
    assert "The 10 appointments of this series" in page.one(".occ__h").text
    tiles = page.all(".occ__i")
    assert len(tiles) == 10
    assert str(own.day.day) in tiles[0].text
    assert "12:00" in tiles[0].text


def test_what_is_odd_about_a_date_is_on_its_tile(
    series: Callable[..., str], as_ana: Client, own: OwnDay, sandbox: Sandbox
) -> None:
    excluded = (own.at(12) + timedelta(weeks=4)).strftime("%Y%m%dT%H%M%S")
    master = series(f"{RULE}\nEXDATE:{excluded}")
    moved, off = occurrence(master, own, 1), occurrence(master, own, 2)
    put_at(sandbox, moved, own.at(16) + timedelta(weeks=1))
    sandbox.put(off, appointmentStatus="cancelled")
    for event_id in (moved, off):
        reading.refresh(event_id)
    page = opened(as_ana, master)
    kinds = {tile["data-k"]: tile.text for tile in page.all(".occ__i[data-k]")}
    assert "16:00" in kinds["moved"]
    assert "Cancelled" in kinds["off"]
    assert len(page.all(".occ__i")) == 9
    assert "1 moved, 1 cancelled" in page.one(".occ__h").text


def test_an_occurrence_says_which_one_it_is(
    series: Callable[..., str], as_ana: Client, own: OwnDay
) -> None:
    master = series()
    reading.refresh(master)
    page = opened(as_ana, occurrence(master, own, 3))
    assert "4 of 10" in page.one(".scope").text


def test_what_is_next_is_counted_from_the_beginning_of_the_series(
    series: Callable[..., str], as_ana: Client, own: OwnDay
) -> None:
    """The last of ten has none after it, though the rule says ten times."""
    master = series()
    reading.refresh(master)
    page = opened(as_ana, occurrence(master, own, 9))
    assert "Next:" not in repeat(page)
    assert "No more are to come." in repeat(page)
    before = opened(as_ana, occurrence(master, own, 8))
    assert len(re.findall(r"12:00", repeat(before))) == 1


def test_an_occurrence_that_was_moved_tells_its_own_time_of_no_other(
    series: Callable[..., str], as_ana: Client, own: OwnDay, sandbox: Sandbox
) -> None:
    master = series()
    moved = occurrence(master, own, 1)
    put_at(sandbox, moved, own.at(19, 15) + timedelta(weeks=1))
    for event_id in (master, moved):
        reading.refresh(event_id)
    page = opened(as_ana, moved)
    assert "19:15" not in repeat(page)
    assert "12:00" in repeat(page)
    # From another one it is told where it is.
    first = opened(as_ana, occurrence(master, own, 0))
    assert "19:15" in repeat(first)


def test_a_series_that_is_not_known_yet_is_read_after_the_page(
    series: Callable[..., str], as_ana: Client, own: OwnDay
) -> None:
    master = series()
    page = opened(as_ana, occurrence(master, own, 3))
    assert not Appointment.objects.filter(pk=master).exists()
    assert "Next:" not in repeat(page)
    asked = page.one("#series-number")["hx-get"]
    late = read(as_ana.get(asked))
    assert "4 of 10" in late.one("#series-number").text
    assert late.one("#rule").text.count("12:00") == 5
    # Once it is known, it comes with the page.
    assert "4 of 10" in opened(as_ana, occurrence(master, own, 3)).one(".scope").text


def test_a_series_that_leadway_does_not_tell_leaves_the_rule_alone(
    series: Callable[..., str], as_ana: Client, own: OwnDay, sandbox: Sandbox
) -> None:
    event_id = occurrence(series(), own, 3)
    page = opened(as_ana, event_id)
    sandbox.fault("error_503", method="GET")
    late = read(as_ana.get(page.one("#series-number")["hx-get"]))
    assert late.one("#series-number").text == ""
    assert not late.has("#rule")


def test_the_rule_is_changed_on_the_whole_series_only(
    series: Callable[..., str], as_ana: Client, own: OwnDay
) -> None:
    master = series()
    one = occurrence(master, own, 3)
    page = opened(as_ana, one)
    assert not page.has("#f-rrule")
    link = page.one('a[href*="#h-repeat"]')["href"]
    assert link == f"/appointments/{master}/?one={one}#h-repeat"
    assert opened(as_ana, master).has("#f-rrule")


def test_a_series_without_end_shows_what_comes(
    series: Callable[..., str], as_ana: Client
) -> None:
    page = opened(as_ana, series("FREQ=DAILY"))
    assert "Appointments of this series" in page.one(".occ__h").text
    assert len(page.all(".occ__i")) == 20


def test_a_page_of_a_long_series_costs_no_more_statements(
    series: Callable[..., str],
    as_ana: Client,
    django_assert_max_num_queries: Any,
) -> None:
    short, long = series("FREQ=DAILY;COUNT=2"), series("FREQ=DAILY;COUNT=300")
    for master in (short, long):
        opened(as_ana, master)
    with django_assert_max_num_queries(100) as some:
        opened(as_ana, short)
    with django_assert_max_num_queries(100) as many:
        opened(as_ana, long)
    assert len(many) == len(some)


def test_before_it_is_saved_one_sees_how_many_change(
    series: Callable[..., str], as_ana: Client, own: OwnDay, sandbox: Sandbox
) -> None:
    master = series()
    moved, off = occurrence(master, own, 1), occurrence(master, own, 2)
    put_at(sandbox, moved, own.at(16) + timedelta(weeks=1))
    sandbox.put(off, appointmentStatus="cancelled")
    for event_id in (moved, off):
        reading.refresh(event_id)
    form = Opened(master, as_ana)
    later = form.see("_review/", start="13:30", end="14:15")
    said = later.one("#consequence").text
    assert "This changes 9 appointments." in said
    assert "1 that was moved stays on" in said
    assert "16:00" in said
    assert "1 that is cancelled stays so." in said
    assert "Save 9 appointments" in later.one("#save").text
    # Another title is one of the moved one as well.
    titled = form.see("_review/", title="Otra")
    assert "This changes 10 appointments." in titled.one("#consequence").text


def test_before_it_is_saved_one_sees_that_the_past_changes_too(
    names: Any, book: Book, as_ana: Client, sandbox: Sandbox
) -> None:
    master = sandbox.cast()["series"]["weekly"]
    reading.refresh(master)
    said = Opened(master, as_ana).see("_review/", title="Otra").one("#consequence").text
    assert re.search(r"[345] of them are past\. Their record changes as well", said)


def test_of_one_appointment_nothing_is_said_of_others(
    series: Callable[..., str], as_ana: Client, own: OwnDay
) -> None:
    master = series()
    reading.refresh(master)
    form = Opened(occurrence(master, own, 2), as_ana)
    assert not form.see("_review/", title="Otra").has("#consequence")


def test_another_rule_changes_which_there_are(
    series: Callable[..., str], as_marta: Client
) -> None:
    form = Opened(series(), as_marta)
    said = form.see("_review/", rrule="FREQ=WEEKLY;COUNT=3").one("#consequence").text
    assert "Its appointments will be those of the new rule." in said
