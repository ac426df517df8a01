from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appointments.leadway.changes import (
    Changes,
    WriteOptions,
    derived_override,
    update_body,
)
from appointments.leadway.fields import ATTRIBUTES, OPTIONS

MADRID = ZoneInfo("Europe/Madrid")
START = datetime(2026, 11, 23, 10, tzinfo=MADRID)
END = START + timedelta(minutes=30)
DEFAULTS = WriteOptions()

texts = st.none() | st.text()
instants = st.none() | st.datetimes(timezones=st.timezones())


def test_the_page_has_eleven_attributes_and_four_options() -> None:
    assert (len(ATTRIBUTES), len(OPTIONS)) == (11, 4)


def test_nothing_asked_sends_the_options_alone() -> None:
    assert not Changes()
    assert update_body(Changes(), DEFAULTS) == {
        "ignoreDateRange": False,
        "toNotify": False,
        "ignoreFreeSlotValidation": True,
    }


def test_cleared_is_not_the_same_as_not_sent() -> None:
    changes = Changes(address="")
    assert changes
    assert update_body(changes, DEFAULTS)["address"] == ""
    assert "title" not in update_body(changes, DEFAULTS)


def test_the_body_follows_the_order_of_the_page() -> None:
    changes = Changes(
        title="Revisión",
        meeting_location_type="zoom",
        meeting_location_id="custom_0",
        appointment_status="showed",
        assigned_user_id="ana",
        description="línea\n\tdos",
        address="Calle Mayor 1",
        rrule="FREQ=DAILY\nEXDATE:20261124T090000Z",
        calendar_id="cal",
        start_time=START,
        end_time=END,
    )
    body = update_body(changes, WriteOptions(override_location_config=True))
    assert list(body) == [
        "title",
        "meetingLocationType",
        "meetingLocationId",
        "overrideLocationConfig",
        "appointmentStatus",
        "assignedUserId",
        "description",
        "address",
        "ignoreDateRange",
        "toNotify",
        "ignoreFreeSlotValidation",
        "rrule",
        "calendarId",
        "startTime",
        "endTime",
    ]


@pytest.mark.parametrize(
    ("zone", "text"),
    [
        (UTC, "2026-11-23T10:00:00+00:00"),
        (MADRID, "2026-11-23T10:00:00+01:00"),
        (timezone(timedelta(hours=5, minutes=30)), "2026-11-23T10:00:00+05:30"),
        (timezone(timedelta(hours=-6)), "2026-11-23T10:00:00-06:00"),
    ],
)
def test_the_offset_is_sent_as_it_was_given(zone: timezone, text: str) -> None:
    start = datetime(2026, 11, 23, 10, 0, 0, 123, tzinfo=zone)
    changes = Changes(start_time=start, end_time=start + timedelta(hours=1))
    assert update_body(changes, DEFAULTS)["startTime"] == text


@pytest.mark.parametrize(
    "changes",
    [
        Changes(appointment_status="completed"),
        Changes(appointment_status="active"),
        Changes(appointment_status=""),
        Changes(meeting_location_type="booker"),
        Changes(start_time=START),
        Changes(end_time=END),
        Changes(start_time=START, end_time=START),
        Changes(start_time=END, end_time=START),
        Changes(title="a\x00b"),
        Changes(title="a\nb"),
        Changes(address="a\tb"),
        Changes(description="a\x07b"),
        Changes(description="\ud800"),
        Changes(rrule="\x85"),
    ],
)
def test_what_cannot_be_meant_is_a_value_error(changes: Changes) -> None:
    with pytest.raises(ValueError):
        update_body(changes, DEFAULTS)


@pytest.mark.parametrize(
    "changes",
    [
        Changes(start_time=START.replace(tzinfo=None), end_time=END),
        Changes(start_time="2026-11-23", end_time=END),
        Changes(title=5),
    ],
)
def test_a_wrong_type_is_a_type_error(changes: Changes) -> None:
    with pytest.raises(TypeError):
        update_body(changes, DEFAULTS)


def test_an_option_is_true_or_false() -> None:
    with pytest.raises(TypeError):
        update_body(Changes(), WriteOptions(to_notify="no"))


def test_text_is_sent_unchanged() -> None:
    text = "  «Ñandú» 👩🏽‍⚕️ e\u0301 \u202eabc  "
    assert update_body(Changes(title=text), DEFAULTS)["title"] == text


@given(
    st.builds(
        Changes,
        **{n: instants if n.endswith("_time") else texts for n in ATTRIBUTES},
    )
)
def test_storing_changes_loses_nothing(changes: Changes) -> None:
    restored = Changes.from_json(changes.to_json())
    assert restored.to_json() == changes.to_json()
    assert restored.asked().keys() == changes.asked().keys()


@pytest.mark.parametrize("override", [None, True, False])
def test_storing_options_loses_nothing(override: bool | None) -> None:
    options = WriteOptions(to_notify=True, override_location_config=override)
    assert WriteOptions.from_json(options.to_json()) == options


def test_an_attribute_that_there_is_not_is_refused() -> None:
    with pytest.raises(TypeError):
        Changes.from_json({"contact_id": "somebody"})
    with pytest.raises(TypeError):
        WriteOptions.from_json({"to_notfy": True})


@pytest.mark.parametrize(
    ("changes", "override"),
    [
        (Changes(), None),
        (Changes(title="Revisión"), None),
        (Changes(meeting_location_id="custom_0"), False),
        (Changes(meeting_location_type="zoom"), True),
        (Changes(address="Calle Mayor 1"), True),
        (Changes(address=""), True),
        (Changes(meeting_location_id="custom_0", meeting_location_type="zoom"), None),
    ],
)
def test_the_override_follows_from_what_is_sent(
    changes: Changes, override: bool | None
) -> None:
    assert derived_override(changes) is override
