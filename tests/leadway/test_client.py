"""What each method sends and returns, seen from the wire."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest

from appointments.leadway.changes import Changes, WriteOptions
from appointments.leadway.client import Leadway, Token
from appointments.leadway.errors import Unreadable
from tests.leadway.conftest import ID, Play
from tests.leadway.peer import answer, http

START = datetime(2026, 11, 23, 10, tzinfo=timezone(timedelta(hours=1)))
END = START + timedelta(days=1)
LOCATION = "C2QujeCh8ZnC7al2InWR"


def test_an_update_is_one_put_with_exactly_the_headers(play: Play) -> None:
    leadway, peer = play(answer({"id": ID, "title": "Revisión"}))
    changes = Changes(title="Revisión", appointment_status="confirmed")
    record = leadway.update_appointment(ID, changes, options=WriteOptions())
    (seen,) = peer.seen
    assert record.title == "Revisión"
    assert seen.line == f"PUT /calendars/events/appointments/{ID} HTTP/1.1"
    assert {**seen.headers, "host": "", "content-length": ""} == {
        "host": "",
        "content-length": "",
        "authorization": "Bearer pit-5ecre7-0123456789abcdef",
        "version": "2021-07-28",
        "accept": "application/json",
        "accept-encoding": "gzip",
        "user-agent": "leadway-admin",
        "content-type": "application/json",
    }
    assert seen.body.decode() == (
        '{"title":"Revisión","appointmentStatus":"confirmed","ignoreDateRange":false,'
        '"toNotify":false,"ignoreFreeSlotValidation":true}'
    )


def test_a_repeated_update_is_the_same_byte_for_byte(play: Play) -> None:
    leadway, peer = play(answer({"id": ID}))
    body = {"title": "ñ", "startTime": "2026-11-23T10:00:00+01:00"}
    leadway.send_update(ID, body)
    leadway.send_update(ID, json.loads(json.dumps(body)))
    assert peer.seen[0].body == peer.seen[1].body


@pytest.mark.parametrize("event_id", ["", "..", "a/b", "a b", "a?b", "%2e%2e", "á"])
def test_no_path_is_built_from_anything_but_an_id(play: Play, event_id: str) -> None:
    leadway, peer = play(answer({"id": ID}))
    attempts: list[Callable[[], object]] = [
        lambda: leadway.send_update(event_id, {}),
        lambda: leadway.get_appointment(event_id),
        lambda: leadway.calendar(event_id),
        lambda: leadway.contact(event_id),
        lambda: leadway.notes(event_id),
        lambda: leadway.add_note(event_id, "a"),
        lambda: leadway.update_note(ID, event_id, "a"),
        lambda: leadway.delete_note(ID, event_id),
        lambda: leadway.free_slots(event_id, start=START, end=END),
    ]
    for attempt in attempts:
        with pytest.raises(ValueError):
            attempt()
    assert peer.seen == []


@pytest.mark.parametrize("location_id", ["", "../x", "a b"])
def test_a_location_is_an_id_too(location_id: str) -> None:
    with pytest.raises(ValueError):
        Leadway(token=Token("a"), location_id=location_id)


def test_events_are_listed_by_milliseconds(play: Play) -> None:
    leadway, peer = play(answer({"events": [], "traceId": "t"}))
    assert leadway.list_events(start=START, end=END, calendar_id="cal") == ()
    assert peer.seen[0].line == (
        f"GET /calendars/events?locationId={LOCATION}&startTime=1795424400000"
        "&endTime=1795510800000&calendarId=cal HTTP/1.1"
    )


@pytest.mark.parametrize("of", [{}, {"calendar_id": "a", "user_id": "b"}])
def test_events_are_those_of_one_thing(play: Play, of: dict[str, str]) -> None:
    leadway, _ = play(answer({"events": []}))
    with pytest.raises(ValueError):
        leadway.list_events(start=START, end=END, **of)


def test_an_event_comes_once_and_a_deleted_one_says_so(play: Play) -> None:
    one, two = {"id": "one"}, {"id": "two", "deleted": True}
    leadway, _ = play(answer({"events": [one, two, one, {"id": None}, "odd"]}))
    events = leadway.list_events(start=START, end=END, user_id="ana")
    assert [(event.id, event.deleted) for event in events] == [
        ("one", False),
        ("two", True),
    ]


LISTS: list[tuple[Callable[[Leadway], Any], str]] = [
    (lambda client: client.list_events(start=START, end=END, user_id="a"), "events"),
    (lambda client: client.list_blocks(start=START, end=END, user_id="a"), "events"),
    (lambda client: client.calendars(), "calendars"),
    (lambda client: client.users(), "users"),
    (lambda client: client.search_contacts("a"), "contacts"),
    (lambda client: client.notes(ID), "notes"),
]


@pytest.mark.parametrize(("call", "key"), LISTS, ids=[key for _, key in LISTS])
def test_an_answer_without_the_list_is_unreadable(
    play: Play, call: Callable[[Leadway], Any], key: str
) -> None:
    for body in (b"{}", b"[]", b"null", b'{"%s": {}}' % key.encode()):
        leadway, _ = play(http(200, body))
        with pytest.raises(Unreadable):
            call(leadway)


def test_calendars_with_their_teams_and_places(play: Play) -> None:
    zoom = {"kind": "zoom_conference", "meetingId": "zoom_0", "location": "https://z"}
    booker = {"kind": "booker", "meetingId": "custom_1"}
    wire = {
        "id": "cal",
        "name": "Revisiones",
        "slotDuration": 1.5,
        "slotDurationUnit": "hours",
        "teamMembers": [
            {"userId": "ana", "locationConfigurations": [booker]},
            {"priority": 1},
            "odd",
        ],
        "locationConfigurations": [zoom, {}],
        "appoinmentPerSlot": 2,
    }
    leadway, peer = play(answer({"calendars": [wire, {"name": "no id"}]}))
    (calendar,) = leadway.calendars()
    assert peer.seen[0].line == f"GET /calendars/?locationId={LOCATION} HTTP/1.1"
    assert calendar.slot_duration_minutes == 90
    assert [member.user_id for member in calendar.team] == ["ana"]
    assert [place.type for place in calendar.team[0].places] == [None]
    assert [(p.meeting_location_id, p.type) for p in calendar.places] == [
        ("zoom_0", "zoom")
    ]
    assert calendar.raw["appoinmentPerSlot"] == 2


def test_one_calendar(play: Play) -> None:
    leadway, peer = play(answer({"calendar": {"id": "cal"}, "traceId": "t"}))
    assert leadway.calendar("cal").id == "cal"
    assert peer.seen[0].line == "GET /calendars/cal HTTP/1.1"


def test_free_slots_keep_the_text_they_came_as(play: Play) -> None:
    text = "2026-11-23T10:00:00+01:00"
    days = {"2026-11-24": {"slots": []}, "2026-11-23": {"slots": [text, "odd", 5]}}
    leadway, peer = play(answer({**days, "traceId": "t", "2026-99-99": {}}))
    slots = leadway.free_slots(
        "cal", start=START, end=END, timezone="Europe/Madrid", user_id="ana"
    )
    assert slots == {date(2026, 11, 23): ((START, text),), date(2026, 11, 24): ()}
    assert list(slots) == [date(2026, 11, 23), date(2026, 11, 24)]
    assert peer.seen[0].line == (
        "GET /calendars/cal/free-slots?startDate=1795424400000&endDate=1795510800000"
        "&timezone=Europe%2FMadrid&userId=ana HTTP/1.1"
    )


@pytest.mark.parametrize("days", [0, -1, 32])
def test_a_window_of_free_slots_has_its_limits(play: Play, days: int) -> None:
    leadway, _ = play(answer({}))
    with pytest.raises(ValueError):
        leadway.free_slots("cal", start=START, end=START + timedelta(days=days))


def test_users_have_whole_names(play: Play) -> None:
    users = [
        {"id": "ana", "name": "Ana Muñoz", "email": "ana@example.com", "phone": None},
        {"id": "eva", "firstName": "Eva", "lastName": "Gil"},
    ]
    leadway, peer = play(answer({"users": users}))
    assert [user.name for user in leadway.users()] == ["Ana Muñoz", "Eva Gil"]
    assert peer.seen[0].line == f"GET /users/?locationId={LOCATION} HTTP/1.1"


def test_contacts_are_read_and_searched(play: Play) -> None:
    contact = {"id": "con", "name": "Eva", "dateAdded": "2026-01-01T00:00:00.000Z"}
    leadway, peer = play(
        answer({"contact": contact}), answer({"contacts": [contact], "total": 1})
    )
    assert leadway.contact("con").date_added == datetime(2026, 1, 1, tzinfo=UTC)
    assert [found.id for found in leadway.search_contacts("Eva", limit=5)] == ["con"]
    assert peer.seen[1].line == "POST /contacts/search HTTP/1.1"
    assert json.loads(peer.seen[1].body) == {
        "locationId": LOCATION,
        "page": 1,
        "pageLimit": 5,
        "query": "Eva",
    }


def test_the_account_has_a_zone(play: Play) -> None:
    location = {"id": LOCATION, "timezone": "Europe/Madrid", "companyId": "com"}
    leadway, peer = play(answer({"location": location}))
    account = leadway.account()
    assert (account.timezone, account.company_id) == ("Europe/Madrid", "com")
    assert peer.seen[0].line == f"GET /locations/{LOCATION} HTTP/1.1"


def test_notes_are_listed_written_and_deleted(play: Play) -> None:
    note = {"id": "n1", "body": "Llamar", "createdBy": {"id": "ana", "name": "Ana"}}
    leadway, peer = play(
        answer({"notes": [note, {}], "hasMore": True}),
        answer({"note": note}, 201),
        answer({"note": note}),
        answer({"success": True}),
    )
    page = leadway.notes(ID, limit=5, offset=10)
    assert [(n.user_id, n.created_by_name) for n in page] == [("ana", "Ana")]
    assert page.has_more
    assert leadway.add_note(ID, "Llamar", user_id="ana").body == "Llamar"
    assert leadway.update_note(ID, "n1", "Llamar").id == "n1"
    leadway.delete_note(ID, "n1")
    base = f"/calendars/appointments/{ID}/notes"
    assert [seen.line.removesuffix(" HTTP/1.1") for seen in peer.seen] == [
        f"GET {base}?limit=5&offset=10",
        f"POST {base}",
        f"PUT {base}/n1",
        f"DELETE {base}/n1",
    ]
    assert json.loads(peer.seen[1].body) == {"body": "Llamar", "userId": "ana"}


@pytest.mark.parametrize("key", ["success", "succeeded", "succeded"])
def test_a_deletion_that_did_not_succeed_is_no_success(play: Play, key: str) -> None:
    leadway, _ = play(answer({key: False}))
    with pytest.raises(Unreadable):
        leadway.delete_note(ID, "n1")


def test_notes_have_their_limits(play: Play) -> None:
    leadway, _ = play(answer({}))
    for attempt in (
        lambda: leadway.notes(ID, limit=21),
        lambda: leadway.notes(ID, offset=-1),
        lambda: leadway.add_note(ID, ""),
        lambda: leadway.add_note(ID, "x" * 5001),
    ):
        with pytest.raises(ValueError):
            attempt()
