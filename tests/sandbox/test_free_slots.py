"""The free slots, and that they agree with what can be booked."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from tests.sandbox.clock import at, closed_day, ms, quiet_day
from tests.sandbox.process import Account


def slots_of(leadway: Account, calendar: str, day: date, **query: Any) -> list[str]:
    answer = leadway.get(
        f"/calendars/{leadway.cast()['calendars'][calendar]}/free-slots",
        startDate=ms(at(day, 0)),
        endDate=ms(at(day, 23)),
        **query,
    )
    assert answer.status_code == 200, answer.text
    days = {key: value for key, value in answer.json().items() if key != "traceId"}
    return [slot for key in sorted(days) for slot in days[key]["slots"]]


@pytest.mark.parametrize("calendar", ["Fisioterapia", "Psicología", "Dermatología"])
def test_free_slots_and_the_check_agree(leadway: Account, calendar: str) -> None:
    """Every quarter of an hour of one day: free exactly when it can be booked."""
    day, described = quiet_day(), leadway.calendar(calendar)
    user = described["teamMembers"][0]["userId"]
    more = {"calendarId": described["id"], "assignedUserId": user}
    leadway.book(startTime=at(day, 10), endTime=at(day, 11), **more)
    free = slots_of(leadway, calendar, day, userId=user)
    assert free
    length = timedelta(minutes=described["slotDuration"])
    booked = leadway.book(**more)["id"]
    accepted = []
    for quarter in range(32, 80):
        start = datetime.fromisoformat(at(day, *divmod(quarter * 15, 60)))
        answer = leadway.put(
            booked, startTime=start.isoformat(), endTime=(start + length).isoformat()
        )
        if answer.status_code == 200:
            accepted.append(start.isoformat())
            # Out of the way again, for the next question.
            away = {"startTime": at(day, 22), "endTime": at(day, 23)}
            leadway.put(booked, ignoreFreeSlotValidation=True, **away)
    on_quarters = [s for s in free if datetime.fromisoformat(s).minute % 15 == 0]
    assert accepted == on_quarters


def test_free_slots_come_in_the_zone_that_is_asked_for(leadway: Account) -> None:
    day = quiet_day()
    here = slots_of(leadway, "Nutrición", day)
    there = slots_of(leadway, "Nutrición", day, timezone="America/Mexico_City")
    assert list(map(datetime.fromisoformat, here)) == list(
        map(datetime.fromisoformat, there)
    )
    assert all(slot.endswith("-06:00") for slot in there)


def test_a_slot_is_free_for_the_team_when_it_is_for_one(leadway: Account) -> None:
    day, cast = quiet_day(), leadway.cast()
    marta, james = (cast["users"][n] for n in ("Marta Ruiz", "James Whitfield"))
    leadway.book(startTime=at(day, 8), endTime=at(day, 20))
    assert slots_of(leadway, "Fisioterapia", day, userId=marta) == []
    of_james = slots_of(leadway, "Fisioterapia", day, userIds=james)
    assert slots_of(leadway, "Fisioterapia", day) == of_james != []


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ({"startDate": "0", "endDate": str(32 * 86_400_000)}, 400),
        ({"startDate": "x", "endDate": "1"}, 422),
        ({"startDate": "0"}, 422),
        ({"startDate": "0", "endDate": "1", "timezone": "Nowhere"}, 422),
        ({"startDate": "0", "endDate": "1", "userId": "stranger"}, 422),
    ],
)
def test_a_wrong_question_for_slots_is_refused(
    leadway: Account, query: dict[str, str], status: int
) -> None:
    path = f"/calendars/{leadway.cast()['calendars']['Nutrición']}/free-slots"
    assert leadway.get(path, **query).status_code == status


def test_a_closed_day_offers_nothing(leadway: Account) -> None:
    assert slots_of(leadway, "Fisioterapia", closed_day()) == []
