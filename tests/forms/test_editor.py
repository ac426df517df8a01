"""What did the person change, and is each change well formed?"""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appointments.forms import AppointmentForm
from appointments.forms.editor import RULE_FAULTS, SECTIONS
from appointments.leadway.records import (
    LOCATION_TYPES,
    SETTABLE_STATUSES,
    AppointmentRecord,
    WriteOptions,
)
from tests.forms.filling import (
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


# --- text ---


@pytest.mark.parametrize(
    ("name", "most"),
    [("title", 255), ("address", 2_000), ("description", 10_000)],
)
def test_a_text_may_be_so_long_and_no_longer(name: str, most: int) -> None:
    place = {"place": "own"} if name == "address" else {}
    assert asked(fill(**place, **{name: "ñ" * most})) == {name: "ñ" * most}
    at, said = fault(fill(**place, **{name: "ñ" * (most + 1)}))
    assert at == name
    assert f"{most + 1:d}" in said.replace(",", "")


@pytest.mark.parametrize(
    "text", ["a\0b", "\x07", "a\x1bb", "\x7f", "\x80", "\x9f", "\ud800"]
)
@pytest.mark.parametrize("name", ["title", "description"])
def test_characters_that_nobody_sees_are_refused_by_position(
    name: str, text: str
) -> None:
    at, said = fault(fill(**{name: f"x{text}"}))
    assert at == name
    assert "invisible character at position" in said


@pytest.mark.parametrize(
    "text",
    ["🦶 ✅", "موعد – ليلى", "e\u0301 no se compone", "a\u00a0b", "<b>&amp;</b>", "¿?"],
)
def test_every_other_character_is_sent_as_it_was_typed(text: str) -> None:
    assert asked(fill(title=text)) == {"title": text}


def test_a_tab_is_for_long_texts_only() -> None:
    assert asked(fill(description="a\tb")) == {"description": "a\tb"}
    assert fault(fill(title="a\tb"))[0] == "title"


def test_line_ends_become_one_kind_and_only_lines_lose_their_ends() -> None:
    assert asked(fill(description=" a\r\nb\rc \n")) == {"description": " a\nb\nc \n"}
    assert asked(fill(title="  Nuevo  ")) == {"title": "Nuevo"}


@pytest.mark.parametrize("text", ["Revisión", "  Revisión ", "Revisión\r\n"])
def test_what_differs_only_at_its_ends_is_no_change(text: str) -> None:
    assert asked(fill(title=text)) == {}


@given(
    text=st.text(
        st.characters(exclude_categories=("Cc", "Cs")), min_size=1, max_size=80
    )
)
def test_any_text_without_controls_comes_out_as_it_went_in(text: str) -> None:
    assert asked(fill(description=text)) == {"description": text}
    assert asked(fill(title=text)) in ({"title": text.strip()}, {})


# --- status ---


@pytest.mark.parametrize("status", SETTABLE_STATUSES)
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


# --- where ---


def override(form: AppointmentForm) -> bool | None:
    asked(form)
    return form.options.override_location_config


def test_the_place_is_kept_unless_one_is_chosen() -> None:
    form = fill(address="Otra", meeting_location_type="zoom")
    assert asked(form) == {}


@pytest.mark.parametrize("place", ["physical_0", "room_1"])
def test_a_place_of_the_calendar_or_its_team_is_sent_alone(place: str) -> None:
    form = fill(place="calendar", meeting_location_id=place, address="Otra")
    assert asked(form) == {"meeting_location_id": place}
    assert override(form) is False


@pytest.mark.parametrize("kind", LOCATION_TYPES)
def test_every_kind_of_place_is_sent_and_overrides(kind: str) -> None:
    form = fill(place="own", meeting_location_type=kind, meeting_location_id="room_1")
    assert asked(form) == {"meeting_location_type": kind}
    assert override(form) is True


def test_a_place_of_its_own_overrides_without_a_kind() -> None:
    form = fill(place="own", address="Sala 9")
    assert asked(form) == {"address": "Sala 9"}
    assert override(form) is True


def test_without_a_place_nothing_is_overridden() -> None:
    assert override(fill(title="Nuevo")) is None


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ({"place": "calendar"}, "meeting_location_id"),
        (
            {"place": "calendar", "meeting_location_id": "gmeet_0"},
            "meeting_location_id",
        ),
        ({"place": "own"}, "meeting_location_type"),
        (
            {"place": "own", "meeting_location_type": "default"},
            "meeting_location_type",
        ),
        ({"place": "own", "address": "x" * 2_001}, "address"),
    ],
)
def test_a_place_that_is_not_one_is_refused(typed: dict[str, str], name: str) -> None:
    form = fill(**typed)
    assert not form.is_valid()
    assert name in form.errors


def test_where_a_calendar_tells_no_places_an_id_is_typed() -> None:
    diet = {"calendar_id": "diet", "assigned_user_id": "daniel", "place": "calendar"}
    assert asked(fill(**diet, meeting_location_id="gmeet_0"))["meeting_location_id"]
    assert fault(fill(**diet, meeting_location_id="a b"))[0] == "meeting_location_id"


# --- repeat ---

RULE = "FREQ=WEEKLY;BYDAY=TU;COUNT=10"


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        ("every tuesday", "part"),
        ("FREQ=HOURLY", "freq"),
        ("FREQ=DAILY;INTERVAL=0", "interval"),
        ("FREQ=DAILY;COUNT=367", "count"),
        ("FREQ=DAILY;UNTIL=2027", "until"),
        ("FREQ=DAILY;COUNT=2;UNTIL=20270101T000000Z", "count_and_until"),
        ("FREQ=WEEKLY;BYDAY=XX", "byday"),
        ("DTSTART:20270101T000000Z\nFREQ=DAILY", "dtstart"),
        (f"RRULE:{RULE}\nEXDATE:soon", "exdate"),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=31", "never"),
        ("FREQ=DAILY;" + "X" * 1_000, "too_long"),
        (f"{RULE}\nHELLO", "part"),
    ],
)
def test_a_rule_that_is_not_one_says_what_is_wrong(rule: str, code: str) -> None:
    at, said = fault(fill(rrule=rule))
    assert at == "rrule"
    expected = RULE_FAULTS[code]()
    assert said == expected or (code == "too_long" and "1000 characters" in said)


def test_a_sound_rule_is_sent_byte_for_byte() -> None:
    rule = f"RRULE:{RULE}\nEXDATE:20261208T110000Z"
    assert asked(fill(rrule=rule.replace("\n", "\r\n"))) == {"rrule": rule}


CHECKING = WriteOptions(ignore_free_slot_validation=False)


def test_a_rule_is_not_sent_where_it_would_be_dropped() -> None:
    at, said = fault(fill(rrule=RULE, defaults=CHECKING))
    assert at == "rrule"
    assert "A manager can save this" in said


def test_a_manager_agrees_to_skip_the_check_for_a_rule() -> None:
    def manager(**typed: str) -> AppointmentForm:
        return fill(rrule=RULE, defaults=CHECKING, may_override=True, **typed)

    assert "Agree to that below" in fault(manager())[1]
    form = manager(rrule_consent="on")
    assert asked(form) == {"rrule": RULE}
    assert form.options.ignore_free_slot_validation is True


def test_consent_without_a_rule_switches_nothing() -> None:
    form = fill(title="Nuevo", defaults=CHECKING, may_override=True, rrule_consent="on")
    asked(form)
    assert form.options.ignore_free_slot_validation is False


def test_consent_of_who_may_not_give_it_counts_for_nothing() -> None:
    assert fault(fill(rrule=RULE, defaults=CHECKING, rrule_consent="on"))[0] == "rrule"


# --- how to apply it ---


def test_automations_are_as_the_switch_says() -> None:
    for typed, wanted in (({"to_notify": "on"}, True), ({}, False)):
        form = fill(title="Nuevo", **typed)
        asked(form)
        assert form.options.to_notify is wanted


@pytest.mark.parametrize("defaults", [WriteOptions(), CHECKING])
def test_staff_sends_the_installations_flags_whatever_is_posted(
    defaults: WriteOptions,
) -> None:
    form = fill(
        title="Nuevo",
        defaults=defaults,
        ignore_date_range="on",
        ignore_free_slot_validation=None,
        override_location_config="false",
    )
    asked(form)
    assert form.options == defaults


def test_a_manager_sends_the_flags_as_posted() -> None:
    form = fill(
        title="Nuevo",
        may_override=True,
        ignore_date_range="on",
        ignore_free_slot_validation=None,
        override_location_config="true",
    )
    asked(form)
    assert form.options == WriteOptions(
        ignore_date_range=True,
        ignore_free_slot_validation=False,
        override_location_config=True,
    )


@pytest.mark.parametrize("odd", ["", "maybe", "1", "TRUE"])
def test_an_odd_override_is_the_derived_one(odd: str) -> None:
    form = fill(
        may_override=True,
        place="own",
        meeting_location_type="zoom",
        override_location_config=odd,
    )
    assert override(form) is True


def test_what_theirs_is_kept_of_is_left_out() -> None:
    form = fill(title="Nuevo", place="own", address="Sala 9")
    asked(form)
    form.leave_out({"address"})
    assert form.changes.asked() == {"title": "Nuevo"}
    assert form.options.override_location_config is None
