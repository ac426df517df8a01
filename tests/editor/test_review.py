"""What is about to be sent, in words; and what the controls offer."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.utils import translation

from appointments.editor import choices, repeating
from appointments.editor.review import review, sentence
from appointments.edits.entries import history
from appointments.edits.in_words import changes_in_words
from appointments.edits.tables import Edit
from appointments.leadway import statuses
from appointments.leadway.changes import Changes, WriteOptions
from appointments.leadway.fields import LOCATION_TYPES
from appointments.words import Words
from tests.editor.filling import MADRID, NOON, RECORD, clinic, fill
from tests.edits.test_telling import edit

WORDS = Words(clinic(), MADRID)


def said(**changes: object) -> list[tuple[str, str, str]]:
    found = changes_in_words(Changes(**changes), RECORD, WORDS)
    return [(change.label, change.before, change.after) for change in found]


def test_a_change_is_told_from_what_to_what() -> None:
    assert said(title="Nuevo") == [("Title", "Revisión", "Nuevo")]
    assert said(appointment_status="noshow") == [("Status", "Confirmed", "No-show")]
    assert said(assigned_user_id="james") == [("Assignee", "Marta", "James")]
    assert said(calendar_id="diet") == [("Calendar", "Fisioterapia", "Nutrición")]


def test_what_becomes_empty_is_said_to_be_nothing() -> None:
    [change] = changes_in_words(Changes(description=""), RECORD, WORDS)
    assert (change.after, change.cleared) == ("nothing", True)


def test_a_time_is_one_change() -> None:
    moved = said(start_time=NOON, end_time=NOON + timedelta(hours=1))
    assert moved == [("When", "Tue 24 Nov, 12:00 – 12:45", "Tue 24 Nov, 12:00 – 13:00")]


def test_a_place_is_one_change() -> None:
    assert said(meeting_location_type="custom", address="Sala 9") == [
        ("Where", "Sala 2", "Custom, Sala 9")
    ]


def test_an_unknown_assignee_is_an_id_that_says_so() -> None:
    assert said(assigned_user_id="gone")[0][2] == "unknown user gone"


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (WriteOptions(), "Saving runs no automations in Leadway."),
        (WriteOptions(to_notify=True), "Saving runs Leadway’s automations"),
        (
            WriteOptions(ignore_free_slot_validation=False),
            "Leadway checks that the time is free.",
        ),
    ],
)
def test_one_sentence_says_what_saving_sets_off(
    options: WriteOptions, words: str
) -> None:
    assert words in sentence(options, repeats=False)


@pytest.mark.parametrize(("held_s", "says"), [(6, True), (0, False)])
def test_with_automations_it_says_for_how_long_it_can_be_undone(
    held_s: float, says: bool, settings: Any
) -> None:
    settings.LEADWAY_HOLD_S = held_s
    loud, quiet = (WriteOptions(to_notify=on) for on in (True, False))
    words = "It goes out 6 s later, and can be undone until then."
    assert (words in sentence(loud, repeats=False)) is says
    assert "later" not in sentence(quiet, repeats=False)


@pytest.mark.django_db
def test_the_request_that_is_shown_is_the_one_that_is_sent() -> None:
    form = fill(title="Nuevo")
    form.is_valid()
    shown = review(form, WORDS)
    assert '"title": "Nuevo"' in shown.request
    assert '"appointmentStatus": "confirmed"' in shown.request
    assert '"toNotify": false' in shown.request
    assert shown.count == 1
    assert shown.sections == {"what"}


@pytest.mark.django_db
def test_what_cannot_be_sent_has_no_request() -> None:
    form = fill(title="x" * 300)
    form.is_valid()
    assert review(form, WORDS).request == ""


# --- what the controls offer ---


@pytest.mark.parametrize(
    ("minutes", "first"), [(-120, "showed"), (-10, "showed"), (120, "confirmed")]
)
def test_the_statuses_of_the_hour_come_first_and_none_is_missing(
    minutes: int, first: str
) -> None:
    now = NOON - timedelta(minutes=minutes)
    offered = [one.value for one in choices.statuses(RECORD, now=now)]
    assert offered[0] == first
    assert set(offered) == set(statuses.SETTABLE)


def test_a_status_that_cannot_be_set_is_shown_while_it_is_the_records() -> None:
    odd = replace(RECORD, appointment_status="completed")
    offered = [one.value for one in choices.statuses(odd, now=NOON)]
    assert offered[0] == "completed"
    assert len(offered) == 7


def test_every_kind_of_place_is_offered() -> None:
    assert {one.value for one in choices.place_types()} == set(LOCATION_TYPES)


def test_places_are_the_calendars_and_then_the_teams() -> None:
    offered = [(one.value, one.label) for one in choices.places(clinic(), "physio")]
    assert offered == [("physical_0", "Alameda 12"), ("room_1", "In person")]


def test_whoever_is_set_stays_selectable() -> None:
    values = [one.value for one in choices.team(clinic(), "physio", "gone")]
    assert values[0] == "gone"
    assert set(values) == {"gone", "james", "marta"}
    assert choices.calendars(clinic(), "gone")[0].value == "gone"


def test_a_rule_is_said_with_its_next_dates_or_shown_as_it_is() -> None:
    sound = repeating.said("FREQ=WEEKLY;COUNT=3", NOON, MADRID, now=NOON)
    assert sound.sentence == "Every week, 3 times"
    assert len(sound.dates) >= 2
    odd = repeating.said("FREQ=NEVER", NOON, MADRID, now=NOON)
    assert (odd.sentence, odd.odd, odd.dates) == ("FREQ=NEVER", True, [])


# --- history ---


def test_history_tells_who_did_what_and_offers_the_last_undo() -> None:
    made = [edit(state=Edit.State.REFUSED), edit(), edit()]
    edits = made[::-1]
    told = history(edits, WORDS, now=NOON, may_edit=True)
    assert [entry.can_undo for entry in told] == [True, False, False]
    assert [entry.tag for entry in told] == ["", "", "Refused"]
    assert told[0].who == "Ana Beltrán"
    assert told[0].initials == "AB"
    assert told[0].did == "changed this"
    assert told[2].did == "wanted to change this"


def test_who_may_only_look_is_offered_no_undo() -> None:
    [entry] = history([edit()], WORDS, now=NOON, may_edit=False)
    assert not entry.can_undo


def test_every_word_for_a_value_is_translated() -> None:
    with translation.override("es"):
        assert WORDS.value("appointment_status", "noshow") != "No-show"
        assert WORDS.value("meeting_location_type", "address") != "In person"
        assert WORDS.label("title") != "Title"
        assert WORDS.value("title", "") != "nothing"
