"""The vendor's own Python SDK, used as it documents itself, on the sandbox.

Only the address differs from what a program against the live service would write. Its
update of a note is left out: this release has no argument for the note's id.
"""

import asyncio
from collections.abc import Callable, Coroutine
from datetime import datetime, timedelta
from typing import Any

import pytest
from highlevel import HighLevel
from highlevel.error import GHLError

from tests.sandbox.clock import at, ms, quiet_day
from tests.sandbox.process import LOCATION, Account

EVERY_FIELD: dict[str, Any] = {
    "title": "Revisión",
    "meetingLocationType": "phone",
    "overrideLocationConfig": True,
    "appointmentStatus": "showed",
    "description": "Trae el informe.",
    "address": "+34 611 204 118",
    "ignoreDateRange": False,
    "toNotify": False,
    "ignoreFreeSlotValidation": True,
    "rrule": "RRULE:FREQ=WEEKLY;COUNT=3",
}
Work = Callable[[HighLevel], Coroutine[Any, Any, Any]]


def run(leadway: Account, work: Work) -> Any:
    """Do the work with a client of the SDK that calls the sandbox."""

    async def whole() -> Any:
        kind = type("Here", (HighLevel,), {"BASE_URL": leadway.url})
        client = kind(private_integration_token="sandbox-token")
        async with client.http_client:
            return await work(client)

    return asyncio.run(whole())


async def booked(client: HighLevel) -> tuple[dict[str, Any], dict[str, Any]]:
    """A new appointment in a free slot, found as the SDK finds them; its calendar."""
    calendars = await client.calendars.get_calendars(location_id=LOCATION)
    calendar = calendars["calendars"][0]
    member, day = calendar["teamMembers"][0]["userId"], quiet_day()
    free = await client.calendars.get_slots(
        calendar_id=calendar["id"],
        start_date=ms(at(day, 0)),
        end_date=ms(at(day, 23)),
        user_id=member,
    )
    found = await client.contacts.search_contacts_advanced(
        {"locationId": LOCATION, "pageLimit": 5}
    )
    body = {
        "calendarId": calendar["id"],
        "locationId": LOCATION,
        "contactId": found["contacts"][0]["id"],
        "startTime": free[day.isoformat()]["slots"][0],
        "assignedUserId": member,
    }
    return await client.calendars.create_appointment(body), calendar


def test_it_reads_the_account(leadway: Account) -> None:
    async def work(client: HighLevel) -> None:
        answer = await client.locations.get_location(location_id=LOCATION)
        company = answer["location"]["companyId"]
        users = await client.users.search_users(
            company_id=company, location_id=LOCATION
        )
        assert len(users["users"]) == 6

    run(leadway, work)


def test_it_books_in_a_free_slot_and_finds_it_again(leadway: Account) -> None:
    async def work(client: HighLevel) -> None:
        made, calendar = await booked(client)
        start = ms(made["startTime"])
        listed = await client.calendars.get_calendar_events(
            location_id=LOCATION,
            start_time=str(start),
            end_time=str(start + 1),
            calendar_id=calendar["id"],
        )
        assert [event["id"] for event in listed["events"]] == [made["id"]]
        theirs = await client.contacts.get_appointments_for_contact(
            contact_id=made["contactId"]
        )
        assert made["id"] in {event["id"] for event in theirs["events"]}

    run(leadway, work)


def test_it_updates_every_field(leadway: Account) -> None:
    async def work(client: HighLevel) -> tuple[str, dict[str, Any]]:
        made, calendar = await booked(client)
        other = calendar["teamMembers"][1]["userId"]
        start = datetime.fromisoformat(made["startTime"]) + timedelta(hours=2)
        more = {
            "calendarId": calendar["id"],
            "assignedUserId": other,
            "startTime": start.isoformat(),
            "endTime": (start + timedelta(hours=1)).isoformat(),
        }
        answer = await client.calendars.edit_appointment(made["id"], EVERY_FIELD | more)
        return made["id"], EVERY_FIELD | more | {"answer": answer}

    event_id, sent = run(leadway, work)
    record, answer = leadway.record(event_id), sent.pop("answer")
    flags = {"toNotify", "overrideLocationConfig"}
    for name in sent:
        if name in record:
            assert record[name] == sent[name]
        elif not (name in flags or name.startswith("ignore")):
            assert answer[name] == sent[name]


def test_it_reads_under_the_key_that_is_described(leadway: Account) -> None:
    """The SDK hands on what was answered; `event` is what its types declare."""
    leadway.switch(get_key="event")
    event_id = leadway.book(title="Uno")["id"]
    answer = run(leadway, lambda client: client.calendars.get_appointment(event_id))
    assert answer["event"]["title"] == "Uno"


def test_it_writes_notes(leadway: Account) -> None:
    event_id = leadway.book()["id"]

    async def work(client: HighLevel) -> list[str]:
        body = {"body": "Llega tarde.", "userId": "x"}
        await client.calendars.create_appointment_note(event_id, body)
        listed = await client.calendars.get_appointment_notes(
            limit=10, offset=0, appointment_id=event_id
        )
        return [note["body"] for note in listed["notes"]]

    assert run(leadway, work) == ["Llega tarde."]


def test_it_blocks_and_deletes(leadway: Account) -> None:
    day, user = quiet_day(), leadway.cast()["users"]["Marta Ruiz"]
    block = {
        "title": "Congreso",
        "startTime": at(day, 9),
        "endTime": at(day, 13),
        "locationId": LOCATION,
        "assignedUserId": user,
    }

    async def work(client: HighLevel) -> None:
        made = await client.calendars.create_block_slot(block)
        await client.calendars.edit_block_slot(made["id"], {"title": "Viaje"})
        listed = await client.calendars.get_blocked_slots(
            location_id=LOCATION,
            start_time=str(ms(at(day, 0))),
            end_time=str(ms(at(day, 23))),
            user_id=user,
        )
        assert [event["title"] for event in listed["events"]] == ["Viaje"]
        answer = await client.calendars.delete_event(made["id"], {})
        assert answer["succeeded"] is True

    run(leadway, work)


def test_it_understands_a_refusal(leadway: Account) -> None:
    with pytest.raises(GHLError, match="not found") as caught:
        run(leadway, lambda client: client.calendars.get_appointment("nowhere"))
    assert caught.value.status_code == 404
