"""Series: unfolded in lists, changed as a whole or one occurrence at a time."""

from datetime import date, timedelta
from typing import Any

import pytest

from tests.pace import times_as_long
from tests.sandbox.clock import at, ms
from tests.sandbox.process import APPOINTMENTS, Account

FLAGS: dict[str, Any] = {"toNotify": False, "ignoreFreeSlotValidation": True}
# Clocks in Madrid go back on Sunday 31 October 2021.
BEFORE_THE_CHANGE = date(2021, 10, 28)


def series(leadway: Account, rrule: str, **fields: Any) -> dict[str, Any]:
    day = BEFORE_THE_CHANGE
    return leadway.book(
        startTime=at(day, 10), endTime=at(day, 10, 30), rrule=rrule, **fields
    )


def unfolded(leadway: Account, master: dict[str, Any]) -> list[dict[str, Any]]:
    start = ms(at(BEFORE_THE_CHANGE - timedelta(days=5), 0))
    events = leadway.events(
        start, start + 400 * 86_400_000, calendarId=master["calendarId"]
    )
    return [e for e in events if e.get("masterEventId") == master["id"]]


def test_a_series_is_listed_by_its_occurrences(leadway: Account) -> None:
    master = series(leadway, "RRULE:FREQ=DAILY;INTERVAL=1;COUNT=5")
    events = unfolded(leadway, master)
    assert len(events) == 5
    for event in events:
        start = ms(event["startTime"])
        assert event["id"] == f"{master['id']}_{start}_1800"
        assert event["isRecurring"] is True
        assert event["rrule"] == master["rrule"]
        assert leadway.record(event["id"]) == event


def test_ten_stays_ten_when_the_clocks_change(leadway: Account) -> None:
    master = series(leadway, "FREQ=DAILY;COUNT=5")
    times = [event["startTime"][10:] for event in unfolded(leadway, master)]
    assert times == ["T10:00:00+02:00"] * 3 + ["T10:00:00+01:00"] * 2


def test_an_hour_that_is_skipped_is_neither_there_nor_counted(leadway: Account) -> None:
    """Clocks in Madrid go from two to three on 28 March 2027. RFC 5545, 3.3.10."""
    start, end = at(date(2027, 3, 27), 2, 30), at(date(2027, 3, 27), 3)
    master = leadway.book(startTime=start, endTime=end, rrule="FREQ=DAILY;COUNT=3")
    window = ms(start), ms(start) + 5 * 86_400_000
    events = leadway.events(*window, calendarId=master["calendarId"])
    ours = [e for e in events if e.get("masterEventId") == master["id"]]
    times = [event["startTime"][8:] for event in ours]
    rest = ["29T02:30:00+02:00", "30T02:30:00+02:00"]
    assert times == ["27T02:30:00+01:00", *rest]
    assert leadway.record(ours[1]["id"]) == ours[1]


def test_left_out_dates_are_left_out(leadway: Account) -> None:
    rule = "RRULE:FREQ=DAILY;COUNT=4\nEXDATE:20211029T080000Z,20211031T090000Z"
    days = [e["startTime"][8:10] for e in unfolded(leadway, series(leadway, rule))]
    assert days == ["28", "30"]


def test_the_master_can_be_read_and_is_not_listed(leadway: Account) -> None:
    master = series(leadway, "FREQ=DAILY;COUNT=2")
    record = leadway.record(master["id"])
    assert record["isRecurring"] is True
    assert "masterEventId" not in record
    listed = {event["id"] for event in unfolded(leadway, master)}
    assert master["id"] not in listed


def test_an_occurrence_that_is_none_is_unknown(leadway: Account) -> None:
    master = series(leadway, "FREQ=DAILY;COUNT=2")
    for name in (f"{master['id']}_1_1800", f"{master['id']}_x_1800", "x_1_1"):
        assert leadway.get(f"{APPOINTMENTS}/{name}").status_code == 404


def test_a_change_of_one_leaves_the_others(leadway: Account) -> None:
    master = series(leadway, "FREQ=DAILY;COUNT=3")
    before = unfolded(leadway, master)
    chosen = before[1]["id"]
    answer = leadway.put(chosen, title="Solo esta", **FLAGS).json()
    assert answer["id"] == chosen
    assert leadway.record(chosen)["masterEventId"] == master["id"]
    titles = [event["title"] for event in unfolded(leadway, master)]
    assert titles == [master["title"], "Solo esta", master["title"]]
    assert leadway.record(master["id"])["title"] == master["title"]


def test_a_moved_occurrence_keeps_its_id(leadway: Account) -> None:
    master = series(leadway, "FREQ=DAILY;COUNT=3")
    chosen = unfolded(leadway, master)[1]["id"]
    day = BEFORE_THE_CHANGE + timedelta(days=1)
    leadway.put(chosen, startTime=at(day, 16), endTime=at(day, 17), **FLAGS)
    assert leadway.record(chosen)["startTime"] == at(day, 16)
    events = unfolded(leadway, master)
    assert [e["startTime"][11:16] for e in events] == ["10:00", "16:00", "10:00"]
    assert [e["id"] for e in events].count(chosen) == 1


def test_a_change_of_all_spares_what_one_has_of_its_own(leadway: Account) -> None:
    master = series(leadway, "FREQ=DAILY;COUNT=3")
    chosen = unfolded(leadway, master)[1]["id"]
    leadway.put(chosen, title="Solo esta", appointmentStatus="confirmed", **FLAGS)
    leadway.put(master["id"], title="Todas", address="Sala 9", **FLAGS)
    events = unfolded(leadway, master)
    assert [e["title"] for e in events] == ["Todas", "Solo esta", "Todas"]
    assert {e["address"] for e in events} == {"Sala 9"}


def test_a_moved_series_takes_its_changes_along(leadway: Account) -> None:
    master = series(leadway, "FREQ=DAILY;COUNT=5")
    chosen = unfolded(leadway, master)[4]["id"]
    leadway.put(chosen, title="Solo esta", **FLAGS)
    day = BEFORE_THE_CHANGE
    leadway.put(master["id"], startTime=at(day, 12), endTime=at(day, 12, 30), **FLAGS)
    events = unfolded(leadway, master)
    assert {e["startTime"][11:16] for e in events} == {"12:00"}
    assert [e["id"] for e in events if e["title"] == "Solo esta"] == [chosen]
    assert leadway.record(chosen)["startTime"] == events[4]["startTime"]


def test_a_rule_is_only_taken_without_the_slot_check(leadway: Account) -> None:
    booked = leadway.book()
    assert "rrule" not in leadway.put(booked["id"], rrule="FREQ=DAILY;COUNT=3").json()
    assert leadway.record(booked["id"])["isRecurring"] is False
    answer = leadway.put(booked["id"], rrule="FREQ=DAILY;COUNT=3", **FLAGS).json()
    assert (answer["rrule"], answer["isRecurring"]) == ("FREQ=DAILY;COUNT=3", True)


def test_a_rule_can_be_taken_away(leadway: Account) -> None:
    master = series(leadway, "FREQ=DAILY;COUNT=3")
    leadway.put(master["id"], rrule="", **FLAGS)
    assert leadway.record(master["id"])["isRecurring"] is False
    assert unfolded(leadway, master) == []


@pytest.mark.parametrize(
    "rule",
    [
        "nonsense",
        "FREQ=HOURLY",
        "FREQ=DAILY;INTERVAL=0",
        "FREQ=DAILY;COUNT=-1",
        "FREQ=DAILY;COUNT=400",
        "FREQ=DAILY;COUNT=3;UNTIL=20211101T000000Z",
        "FREQ=DAILY;FREQ=DAILY",
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=DAILY;INTERVAL=7;BYDAY=MO,TU",
        "FREQ=MONTHLY;BYMONTHDAY=31;BYSETPOS=2",
        "DTSTART:20210101T000000Z\nRRULE:FREQ=DAILY",
        "FREQ=DAILY;COUNT=3\nRDATE:20211101T000000Z",
        "FREQ=DAILY;UNTIL=20200101T000000Z",
    ],
)
def test_a_dangerous_or_senseless_rule_is_refused_at_once(
    leadway: Account, rule: str
) -> None:
    booked = leadway.book()

    def refused() -> None:
        answer = leadway.put(booked["id"], rrule=rule, **FLAGS)
        assert answer.status_code == 400
        assert answer.json()["message"]

    def read() -> None:
        leadway.record(booked["id"])

    assert times_as_long(refused, read, under=5) < 5
    assert leadway.record(booked["id"]) == booked


@pytest.mark.parametrize(
    ("rule", "count"),
    [
        ("RRULE:FREQ=WEEKLY;BYDAY=TU,TH;COUNT=6", 6),
        ("FREQ=MONTHLY;BYDAY=-1FR;COUNT=3", 3),
        ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;COUNT=3", 3),
        ("FREQ=DAILY;UNTIL=20211030", 3),
        ("FREQ=DAILY;UNTIL=20211030T080000Z", 3),
        ("FREQ=DAILY;COUNT=3\r\nEXDATE;TZID=Europe/Madrid:20211029T100000", 2),
        ("FREQ=DAILY;COUNT=3\nEXDATE;VALUE=DATE:20211029", 2),
        ("FREQ=DAILY;BYMONTH=10", 35),
    ],
)
def test_the_usual_rules_are_understood(
    leadway: Account, rule: str, count: int
) -> None:
    assert len(unfolded(leadway, series(leadway, rule))) == count


def test_a_rule_that_is_not_understood_falls_once(leadway: Account) -> None:
    """As on the live service, a record may hold what nobody can unfold."""
    master = series(leadway, "FREQ=SECONDLY")
    (event,) = unfolded(leadway, master)
    assert event["startTime"] == master["startTime"]


def test_deleting_one_hides_it_and_deleting_the_master_all(leadway: Account) -> None:
    master = series(leadway, "FREQ=DAILY;COUNT=3")
    chosen = unfolded(leadway, master)[1]["id"]
    assert delete(leadway, chosen) == 201
    assert chosen not in {event["id"] for event in unfolded(leadway, master)}
    assert leadway.get(f"{APPOINTMENTS}/{chosen}").status_code == 404
    assert delete(leadway, chosen) == 404
    assert delete(leadway, master["id"]) == 201
    assert unfolded(leadway, master) == []


def delete(leadway: Account, event_id: str) -> int:
    return leadway.call("DELETE", f"/calendars/events/{event_id}", json={}).status_code


def test_a_series_takes_slots_like_anything_else(leadway: Account) -> None:
    """Twelve weeks on, where no other test books."""
    day = BEFORE_THE_CHANGE + timedelta(weeks=12)
    first = day - timedelta(weeks=1)
    master = leadway.book(
        startTime=at(first, 10), endTime=at(first, 11), rrule="FREQ=WEEKLY;COUNT=2"
    )
    booked, times = leadway.book(), {"startTime": at(day, 10, 15)}
    answer = leadway.put(booked["id"], ignoreDateRange=True, **times)
    assert answer.status_code == 400
    leadway.put(master["id"], appointmentStatus="cancelled", **FLAGS)
    answer = leadway.put(booked["id"], ignoreDateRange=True, **times)
    assert answer.status_code == 200
