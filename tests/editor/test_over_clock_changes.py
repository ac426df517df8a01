"""What is moved over a clock change ends where people mean it to, and it is said."""

from datetime import datetime

import pytest

from appointments.editor import echo
from appointments.times import clock
from tests.editor.filling import MADRID, at, fill, times

GAP, OVERLAP = "2027-03-28", "2027-10-31"


@pytest.mark.parametrize(
    ("day", "start", "minutes", "end"),
    [
        (GAP, "01:30", 60, "2027-03-28 03:30:00+02:00"),
        (GAP, "01:30", 30, "2027-03-28 03:00:00+02:00"),
        (GAP, "01:30", 29, "2027-03-28 01:59:00+01:00"),
        (GAP, "00:00", 240, "2027-03-28 05:00:00+02:00"),
        (GAP, "03:00", 60, "2027-03-28 04:00:00+02:00"),
        (OVERLAP, "01:30", 120, "2027-10-31 02:30:00+01:00"),
        (OVERLAP, "01:30", 60, "2027-10-31 02:30:00+02:00"),
        (OVERLAP, "01:30", 180, "2027-10-31 03:30:00+01:00"),
        ("2027-03-27", "22:00", 480, "2027-03-28 07:00:00+02:00"),
        ("2027-10-30", "22:00", 480, "2027-10-31 05:00:00+01:00"),
        # From a day on, by the clock on the wall.
        ("2027-03-27", "10:00", 1440, "2027-03-28 10:00:00+02:00"),
        ("2027-10-30", "10:00", 1440, "2027-10-31 10:00:00+01:00"),
        ("2027-03-26", "10:00", 3 * 1440, "2027-03-29 10:00:00+02:00"),
        ("2027-10-29", "10:00", 7 * 1440, "2027-11-05 10:00:00+01:00"),
        ("2027-10-30", "09:00", 1500, "2027-10-31 10:00:00+01:00"),
        # Where that time does not exist, or there are two.
        ("2027-03-27", "02:30", 1440, "2027-03-28 03:30:00+02:00"),
        ("2027-10-30", "02:30", 1440, "2027-10-31 02:30:00+02:00"),
    ],
)
def test_where_it_ends(day: str, start: str, minutes: int, end: str) -> None:
    record = at("2027-02-10T12:00:00+01:00", minutes)
    moved = fill(record, date=day, start=start)
    assert times(moved)[1] == end
    # The same by a length that is chosen, and by a script that has moved the end along.
    other = at("2027-02-10T12:00:00+01:00", 40)
    chosen = fill(other, date=day, start=start, length=str(minutes))
    assert times(chosen)[1] == end
    scripted = {"end": end[11:16], "end_follows": str(minutes)}
    assert times(fill(other, date=day, start=start, **scripted))[1] == end


@pytest.mark.parametrize("minutes", [45, 600, 1440, 3000, 7 * 1440])
@pytest.mark.parametrize("start", ["2027-03-26T10:00+01:00", "2027-10-29T10:00+02:00"])
def test_there_and_back_is_as_it_was(start: str, minutes: int) -> None:
    begins = datetime.fromisoformat(start)
    ends = clock.end_of(begins, clock.DAY * minutes / 1440, MADRID)
    length = clock.length(begins, ends, MADRID)
    elsewhere = datetime.fromisoformat("2027-06-10T08:00+02:00")
    moved = clock.end_of(elsewhere, length, MADRID)
    back = clock.length(elsewhere, moved, MADRID)
    assert clock.end_of(begins, back, MADRID) == ends


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (
            {"date": GAP, "start": "01:30", "length": "60"},
            "Sun 28 Mar 2027, 01:30 – 03:30. The clock goes forward in between: "
            "this takes 1 h.",
        ),
        (
            {"date": OVERLAP, "start": "01:30", "length": "120"},
            "Sun 31 Oct 2027, 01:30 – 02:30 (GMT+1). The clock goes back in between: "
            "this takes 2 h.",
        ),
        ({"start": "15:00"}, "Tue 24 Nov 2026, 15:00 – 15:45"),
        ({"date": "3/1"}, "Sun 3 Jan 2027, 12:00 – 12:45"),
        (
            {"date": OVERLAP, "start": "02:30", "start_offset": "60"},
            "Sun 31 Oct 2027, 02:30 (GMT+1) – 03:15",
        ),
        ({}, ""),
        ({"title": "Otro"}, ""),
        ({"start": "x"}, ""),
    ],
)
def test_the_form_says_the_time_as_it_is_understood(
    typed: dict[str, str], said: str
) -> None:
    form = fill(**typed)
    form.is_valid()
    assert echo.said(form) == said


@pytest.mark.parametrize(
    ("start", "minutes", "said"),
    [
        (
            "2027-10-31T02:15:00+02:00",
            30,
            "Sun 31 Oct 2027, 02:15 (GMT+2) – 02:45 (GMT+2)",
        ),
        (
            "2027-10-31T02:15:00+01:00",
            30,
            "Sun 31 Oct 2027, 02:15 (GMT+1) – 02:45 (GMT+1)",
        ),
        (
            "2027-03-27T22:00:00+01:00",
            480,
            "Sat 27 Mar 2027, 22:00 – 07:00 +1. The clock goes forward in between: "
            "this takes 8 h.",
        ),
        ("2027-10-30T12:00:00+02:00", 45, ""),
    ],
)
def test_what_is_at_an_odd_hour_says_so_untouched(
    start: str, minutes: int, said: str
) -> None:
    form = fill(at(start, minutes), title="Otro")
    form.is_valid()
    assert echo.said(form) == said


@pytest.mark.parametrize("offset", ["+02:00", "+01:00"])
def test_which_of_a_doubled_hour_it_is_shows_and_can_be_changed(offset: str) -> None:
    record = at(f"2027-10-31T02:15:00{offset}", 30)
    form = fill(record)
    assert len(form.offsets or ()) == 2
    shown = {"+02:00": "120", "+01:00": "60"}
    assert form.initial["start_offset"] == shown.pop(offset)
    [other] = shown.values()
    moved = times(fill(record, start_offset=other))
    assert moved[0] != str(record.start_time)
    assert moved[0][:19] == "2027-10-31 02:15:00"


def test_a_date_without_a_year_is_near_the_appointment() -> None:
    record = at("2029-01-05T10:00:00+01:00")
    assert times(fill(record, date="3/2"))[0] == "2029-02-03 10:00:00+01:00"
    assert times(fill(record, date="28/12"))[0] == "2028-12-28 10:00:00+01:00"
    # What counts from today still does.
    assert times(fill(record, date="tomorrow"))[0] == "2026-11-24 10:00:00+01:00"
