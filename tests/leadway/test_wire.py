import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appointments.leadway import wire
from appointments.leadway.calendars import Calendar, free_slots_from_wire
from appointments.leadway.hiding import Gate
from appointments.leadway.people import Account, Contact, Note, NotePage, User

OPEN = Gate(())

scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.text()
values = st.recursive(
    scalars, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)
)
odd_values = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner)
        | st.dictionaries(
            st.sampled_from(
                [
                    *(
                        "id",
                        "name",
                        "firstName",
                        "email",
                        "timezone",
                        "dateAdded",
                        "body",
                    ),
                    *("notes", "createdBy", "hasMore", "userId", "kind", "meetingId"),
                    *("teamMembers", "locationConfigurations", "openHours", "hours"),
                    *("daysOfTheWeek", "openHour", "closeMinute", "slotDuration"),
                    *(
                        "slotDurationUnit",
                        "isActive",
                        "2026-11-23",
                        "slots",
                        "calendar",
                    ),
                ]
            ),
            inner,
        )
    ),
)


@given(st.binary())
def test_bytes_are_json_or_they_are_not(data: bytes) -> None:
    try:
        wire.parse(data, OPEN)
    except wire.NotJSONError:
        return


@given(values)
def test_what_is_read_can_be_stored_and_shown(value: Any) -> None:
    read = wire.parse(json.dumps(value).encode(), OPEN)
    text = json.dumps(read, allow_nan=False, ensure_ascii=False)
    text.encode()
    assert "\x00" not in text


@given(values)
def test_cleaning_twice_changes_nothing(value: Any) -> None:
    assert wire.clean(wire.clean(value)) == wire.clean(value)


@given(st.text())
def test_clean_text_stays_as_it_is(text: str) -> None:
    cleaned = wire.clean_text(text)
    assert len(cleaned) == len(text)
    assert wire.clean_text(cleaned) == cleaned


def test_a_cut_text_is_not_cut_again() -> None:
    cut = wire.clean_text("😀" * 10_000)
    assert wire.clean_text(cut) == cut
    assert wire.was_cut(cut)
    assert not wire.was_cut(None)


@pytest.mark.parametrize(("depth", "readable"), [(64, True), (65, False)])
def test_the_depth_has_a_limit(depth: int, readable: bool) -> None:
    data = b"[" * depth + b"]" * depth
    if readable:
        assert wire.parse(data, OPEN)
    else:
        with pytest.raises(wire.NotJSONError):
            wire.parse(data, OPEN)


@pytest.mark.parametrize(
    ("data", "value"),
    [
        (b'\xef\xbb\xbf{"a": 1}', {"a": 1}),
        (b'{"a": 1, "a": 2}', {"a": 2}),
        (b"[NaN, Infinity, -Infinity]", [None, None, None]),
        (b"[1e999]", ["1e999"]),
        (b"[" + b"9" * 5000 + b"]", ["9" * 5000]),
        (b'"\\ud83d\\ude00\\ud83d"', "😀\N{REPLACEMENT CHARACTER}"),
        (b'"a\\u0000\\u0085b\\n\\t\\r"', "a\ufffd\ufffdb\n\t\r"),
    ],
)
def test_odd_json_is_read_into_plain_values(data: bytes, value: object) -> None:
    assert wire.parse(data, OPEN) == value


@pytest.mark.parametrize(
    "read",
    [
        Calendar.from_wire,
        User.from_wire,
        Contact.from_wire,
        Account.from_wire,
        Note.from_wire,
        NotePage.from_wire,
        free_slots_from_wire,
    ],
)
@given(value=odd_values)
def test_no_json_makes_a_reader_raise_anything_but_a_value_error(
    read: Any, value: Any
) -> None:
    try:
        read(value)
    except ValueError:
        return
