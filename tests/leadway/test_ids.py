from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appointments.leadway.ids import EVENT_ID, is_event_id, same_series, series_of
from appointments.leadway.pasted import find_event_id

ID = "ocQHyuzHvysMo5N5VsXc"
OCCURRENCE = f"{ID}_1729821600000_1800"
PLACE = "C2QujeCh8ZnC7al2InWR"
API = "https://services.leadconnectorhq.com/calendars/events/appointments"
CURL = f"""curl -X PUT '{API}/{ID}' \\
  -H 'Authorization: Bearer pit-0f0e0d0c-aaaa-bbbb-cccc-0123456789ab' \\
  -H 'Version: 2021-07-28' -d '{{"title": "Revisión", "calendarId": "{PLACE}"}}'"""


@pytest.mark.parametrize(
    "pasted",
    [
        ID,
        f"  {ID}\n",
        f'"{ID}"',
        f"“{ID}”",
        f"<{ID}>",
        f"\ufeff{ID}\u200b",
        f"{API}/{ID}",
        f"{API}/{ID}/",
        f"{API}/{ID}?locationId={PLACE}",
        f"see {API}/{ID}.",
        f"http://10.0.0.5:8000/appointments/{ID}/?date=2026-11-23",
        f"https://app.example.com/v2/location/{PLACE}/calendars/view?eventId={ID}",
        f"https://app.example.com/v2/location/{PLACE}?appointmentId={ID}&tab=1",
        f"https://app.example.com/#/location/{PLACE}/appointments/{ID}",
        f"https://app.example.com/x#/calendar?event_id={ID}",
        f"https://api.example.com/calendars/appointments/{ID}/notes/nO7eIdXXXXXXXXXXXXXX",
        f"/appointments/{ID}/",
        CURL,
        f'{{"id": "{ID}", "calendarId": "{PLACE}"}}',
        f'{{"appointment": {{"id": "{ID}"}}, "traceId": "t"}}',
        f'{{"event": {{"id": "{ID}"}}}}',
        f'{{"events": [{{"id": "{ID}"}}]}}',
        f'{{"eventId": "{ID}"}}',
        f'{{"appointmentId": "{ID}", "id": "other"}}',
        f"eventId: {ID}",
        f"La cita de Ana ({ID}) está mal",
    ],
)
def test_the_id_is_found_in_what_was_pasted(pasted: str) -> None:
    assert find_event_id(pasted) == ID


@pytest.mark.parametrize(
    "pasted", [OCCURRENCE, f"{API}/{OCCURRENCE}", f'{{"id": "{OCCURRENCE}"}}']
)
def test_an_occurrence_keeps_its_whole_id(pasted: str) -> None:
    assert find_event_id(pasted) == OCCURRENCE


@pytest.mark.parametrize(
    "pasted",
    [
        "",
        "   ",
        "the appointment of Ana",
        "https://app.example.com/v2/location/C2QujeCh8ZnC7al2InWR/calendars",
        "https://app.example.com/contacts/detail/C2QujeCh8ZnC7al2InWR",
        f"https://app.example.com/{'a' * 300}",
        "https://[broken",
        "../../etc/passwd",
        '{"id": 5}',
        "[" * 5000,
        "Authorization: Bearer pit-0f0e0d0c-aaaa-bbbb-cccc-0123456789ab",
    ],
)
def test_where_there_is_no_id_none_is_made_up(pasted: str) -> None:
    assert find_event_id(pasted) is None


@given(st.text())
def test_nothing_pasted_makes_it_raise(pasted: str) -> None:
    found = find_event_id(pasted)
    assert found is None or is_event_id(found)


@given(st.text(alphabet='{}[]":/?#=&%._-aZ9 \ud800'))
def test_nothing_that_looks_like_json_or_a_link_makes_it_raise(pasted: str) -> None:
    find_event_id(pasted)
    find_event_id(f"https://{pasted}")


@given(st.from_regex(EVENT_ID, fullmatch=True))
def test_every_id_is_found_in_its_own_link(event_id: str) -> None:
    assert find_event_id(event_id) in (event_id, event_id.strip())


@pytest.mark.parametrize("text", ["", "a/b", "..", "a.b", "a b", "á", "a" * 129, "a\n"])
def test_other_characters_are_no_id(text: str) -> None:
    assert not is_event_id(text)


def test_the_id_of_an_occurrence_tells_series_start_and_length() -> None:
    start = datetime(2024, 10, 25, 2, tzinfo=UTC)
    assert series_of(OCCURRENCE) == (ID, start, 1800)


def test_underscores_alone_make_no_occurrence() -> None:
    assert series_of("abc_def_1800") is None
    assert series_of(ID) is None


def test_a_moved_occurrence_is_of_the_same_series() -> None:
    moved = f"{ID}_1729825200000_1800"
    assert same_series(OCCURRENCE, moved)
    assert same_series(ID, moved)
    assert same_series(OCCURRENCE, "newIdAltogether", master=ID)
    assert same_series(ID, ID)


def test_another_appointment_is_not_of_the_same_series() -> None:
    assert not same_series(ID, "another")
    assert not same_series(OCCURRENCE, "other_1729825200000_1800")
    assert not same_series(OCCURRENCE, ID)
    assert not same_series(ID, "another", master="third")
