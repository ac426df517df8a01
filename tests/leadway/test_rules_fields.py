import pytest

from appointments.leadway.records import Changes, WriteOptions
from appointments.leadway.rules import conflicts, derived_override

CHECKED = WriteOptions(ignore_free_slot_validation=False)


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


@pytest.mark.parametrize(
    ("changes", "options", "code"),
    [
        (
            Changes(meeting_location_id="a", meeting_location_type="zoom"),
            CHECKED,
            "location_id_and_type",
        ),
        (
            Changes(meeting_location_id="a", address="b"),
            CHECKED,
            "location_id_and_type",
        ),
        (
            Changes(address="Calle Mayor 1", meeting_location_type="phone"),
            CHECKED,
            "address_makes_custom",
        ),
        (Changes(rrule="FREQ=DAILY"), CHECKED, "rrule_needs_ignore"),
        (Changes(title="a"), WriteOptions(), "ignore_needs_assignee"),
    ],
)
def test_a_conflict_is_named(
    changes: Changes, options: WriteOptions, code: str
) -> None:
    assert [conflict.code for conflict in conflicts(changes, options)] == [code]


def test_the_current_assignee_is_enough() -> None:
    assert conflicts(Changes(title="a"), WriteOptions(), assigned_user_id="ana") == ()


def test_clearing_the_assignee_is_a_conflict_whoever_has_it_now() -> None:
    found = conflicts(
        Changes(assigned_user_id=""), WriteOptions(), assigned_user_id="ana"
    )
    assert [conflict.code for conflict in found] == ["ignore_needs_assignee"]


def test_a_custom_place_with_its_address_is_no_conflict() -> None:
    changes = Changes(address="Calle Mayor 1", meeting_location_type="custom")
    assert conflicts(changes, CHECKED) == ()
