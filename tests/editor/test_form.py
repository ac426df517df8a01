"""What did the person change, and is each change well formed?"""

from dataclasses import replace

import pytest

from appointments.editor.form import SECTIONS
from appointments.leadway import statuses
from appointments.leadway.records import AppointmentRecord
from tests.editor.filling import (
    DIET,
    NOTHING_KNOWN,
    PHYSIO,
    RECORD,
    asked,
    clinic,
    fault,
    fill,
)

NEVER_READ = AppointmentRecord(id="a")
CONTROLS = [name for names in SECTIONS.values() for name in names]
STRANGE = replace(
    RECORD,
    title=" \t" + "x" * 300 + "\x01\n",
    address="\x00\r\n" + "y" * 3_000,
    description="a\r\nb\rc\x07" + "z" * 11_000,
    rrule="FREQ=NEVER;WHAT\nEXDATE:soon",
    assigned_user_id="somebody gone",
    calendar_id="a calendar/gone",
    appointment_status="confirmed",
)


def test_the_fields_of_a_form_are_those_of_every_form() -> None:
    """A copy of each of them was a twentieth of what the page costs."""
    first, other = fill(title="Otra"), fill()
    assert first.fields is other.fields
    assert asked(other) == {}


def test_a_form_that_nobody_touched_changes_nothing() -> None:
    form = fill()
    assert asked(form) == {}
    assert form.touched == set()


@pytest.mark.parametrize("record", [NEVER_READ, STRANGE])
def test_whatever_leadway_returned_is_no_change_of_ours(
    record: AppointmentRecord,
) -> None:
    form = fill(record)
    assert asked(form) == {}
    assert form.touched == set()


@pytest.mark.parametrize("name", ["title", "description"])
def test_a_strange_value_in_another_field_blocks_nothing(name: str) -> None:
    assert asked(fill(STRANGE, **{name: "Nuevo"})) == {name: "Nuevo"}


@pytest.mark.parametrize("name", CONTROLS)
def test_a_control_that_was_not_posted_is_not_touched(name: str) -> None:
    assert asked(fill(**{name: None})) == {}


def test_half_a_form_clears_nothing() -> None:
    everything = dict.fromkeys(CONTROLS)
    assert asked(fill(**everything | {"title": "Solo el título"})) == {
        "title": "Solo el título"
    }


@pytest.mark.parametrize("name", ["title", "description"])
def test_an_emptied_text_is_cleared(name: str) -> None:
    assert asked(fill(**{name: ""})) == {name: ""}


def test_an_emptied_place_is_cleared() -> None:
    form = fill(place="own", address="")
    assert asked(form) == {"address": ""}
    assert form.options.override_location_config is True


def test_an_emptied_rule_is_cleared() -> None:
    record = replace(RECORD, rrule="FREQ=DAILY;COUNT=3")
    assert asked(fill(record, rrule="")) == {"rrule": ""}


# --- status ---


@pytest.mark.parametrize("status", statuses.SETTABLE)
def test_every_settable_status_can_be_chosen(status: str) -> None:
    record = replace(RECORD, appointment_status="active")
    assert asked(fill(record, appointment_status=status)) == {
        "appointment_status": status
    }


@pytest.mark.parametrize("status", ["", "booked", "completed", "active", "CONFIRMED"])
def test_any_other_status_is_refused(status: str) -> None:
    assert fault(fill(appointment_status=status))[0] == "appointment_status"


@pytest.mark.parametrize("status", ["booked", None, ""])
def test_without_a_status_that_can_be_sent_along_one_has_to_be_chosen(
    status: str | None,
) -> None:
    record = replace(RECORD, appointment_status=status)
    at, said = fault(fill(record, title="Nuevo"))
    assert at == "appointment_status"
    assert "Choose a status" in said
    chosen = fill(record, title="Nuevo", appointment_status="new")
    assert asked(chosen) == {"title": "Nuevo", "appointment_status": "new"}


def test_the_chosen_status_counts_when_only_another_section_is_saved() -> None:
    record = replace(RECORD, appointment_status="booked")
    form = fill(record, only="what", title="Nuevo", appointment_status="showed")
    assert asked(form) == {"title": "Nuevo", "appointment_status": "showed"}


def test_saving_one_section_leaves_the_others_alone() -> None:
    form = fill(only="what", title="Nuevo", start="nonsense", place="own")
    assert asked(form) == {"title": "Nuevo"}


def test_an_unknown_section_saves_everything() -> None:
    assert asked(fill(only="nonsense", title="Nuevo")) == {"title": "Nuevo"}


# --- who ---


def test_an_assignee_of_the_team_is_taken() -> None:
    assert asked(fill(assigned_user_id="james")) == {"assigned_user_id": "james"}


@pytest.mark.parametrize("who", ["daniel", "nobody", "../x", ""])
def test_nobody_else_is(who: str) -> None:
    assert fault(fill(assigned_user_id=who))[0] == "assigned_user_id"


def test_an_assignee_who_is_gone_is_kept_while_untouched() -> None:
    record = replace(RECORD, assigned_user_id="gone")
    assert asked(fill(record, title="Nuevo")) == {"title": "Nuevo"}


def test_a_new_calendar_wants_somebody_of_its_team() -> None:
    at, said = fault(fill(calendar_id="diet"))
    assert at == "assigned_user_id"
    assert "team of the new calendar" in said
    assert asked(fill(calendar_id="diet", assigned_user_id="daniel")) == {
        "calendar_id": "diet",
        "assigned_user_id": "daniel",
    }


def test_a_new_calendar_that_has_the_same_person_needs_no_other() -> None:
    both = clinic(clinic().zone, PHYSIO, {**DIET, "teamMembers": [{"userId": "marta"}]})
    assert asked(fill(names=both, calendar_id="diet")) == {"calendar_id": "diet"}


@pytest.mark.parametrize("calendar", ["gone", "", "../x"])
def test_a_calendar_that_is_not_known_is_refused(calendar: str) -> None:
    form = fill(calendar_id=calendar)
    assert not form.is_valid()
    assert "calendar_id" in form.errors


def test_where_no_calendars_may_be_read_ids_are_typed() -> None:
    form = fill(names=NOTHING_KNOWN, calendar_id="cal_1", assigned_user_id="user-2")
    assert asked(form) == {"calendar_id": "cal_1", "assigned_user_id": "user-2"}
    bad = fill(names=NOTHING_KNOWN, calendar_id="cal 1", assigned_user_id="a/b")
    assert not bad.is_valid()
    assert set(bad.errors) == {"calendar_id", "assigned_user_id"}
