"""Each word, icon and order of fields and statuses is there for each, and no other."""

import re
from pathlib import Path

import pytest
from django.utils import translation

from appointments import words
from appointments.editor import choices, known
from appointments.editor.controls import SLOTS
from appointments.editor.form import SECTIONS, AppointmentForm
from appointments.edits.concerning import CLUES
from appointments.leadway import fields, statuses

ROOT = Path(__file__).resolve().parents[1]
SPRITE = (ROOT / "static" / "vendor" / "icons.svg").read_text(encoding="utf-8")
TOKENS = (ROOT / "static" / "css" / "tokens.css").read_text(encoding="utf-8")
FREE_SLOTS = ROOT / "static" / "js" / "editor" / "free-slots.js"


def test_every_status_has_a_word_and_an_icon() -> None:
    assert set(words.STATUS) == set(statuses.NAMES)
    assert set(re.findall(r'id="st-(\w+)"', SPRITE)) == set(statuses.NAMES)


def test_every_status_that_can_be_set_has_a_colour() -> None:
    coloured = set(re.findall(r"--st-(\w+)-text:", TOKENS))
    assert set(statuses.SETTABLE) <= coloured


@pytest.mark.parametrize(
    "order", [choices.BEFORE, choices.DURING, choices.AFTER], ids=str
)
def test_every_order_has_each_status_that_can_be_set_once(
    order: tuple[str, ...],
) -> None:
    assert sorted(order) == sorted(statuses.SETTABLE)


def test_every_kind_of_place_has_a_word_an_icon_and_its_turn() -> None:
    for listed in (words.PLACE_TYPE, words.PLACE_ICON, choices.PLACE_ORDER):
        assert sorted(listed) == sorted(fields.LOCATION_TYPES)


def test_every_field_that_is_sent_or_shown_has_a_word() -> None:
    named = {*fields.BODY_NAMES, *known.SHOWN, "location_id"}
    assert set(words.LABEL) == named


def test_every_section_has_a_word() -> None:
    assert set(words.SECTION) == {*fields.SECTIONS, "options"}


def test_what_is_known_shows_every_field_that_leadway_tells() -> None:
    settable = {one.name for one in fields.TABLE if one.settable}
    answered = {one.name for one in fields.TABLE if one.told or one.echoed}
    whose = {"contact_id", "id", "location_id", "is_recurring"}
    assert set(known.SHOWN) == (settable & answered) | whose


def test_every_control_of_a_section_is_one_of_the_form() -> None:
    controls = {name for names in SECTIONS.values() for name in names}
    assert controls <= set(AppointmentForm.base_fields)
    assert set(fields.OPTIONS) <= set(AppointmentForm.base_fields)


def test_every_field_has_a_place_for_what_is_wrong_with_it() -> None:
    assert set(fields.ATTRIBUTES) - set(fields.SECTIONS["when"]) <= set(SLOTS)


def test_every_clue_leads_to_a_field_and_each_field_has_one() -> None:
    assert {name for _clue, name in CLUES} == set(fields.ATTRIBUTES)


def test_the_script_watches_controls_of_the_form() -> None:
    line = re.search(r"WATCHED = (\[.*\]);", FREE_SLOTS.read_text(encoding="utf-8"))
    assert line is not None
    assert set(re.findall(r'"(\w+)"', line[1])) <= set(AppointmentForm.base_fields)


@pytest.mark.parametrize("status", statuses.NAMES)
def test_every_status_is_counted_in_the_singular_and_the_plural(status: str) -> None:
    with translation.override("es"):
        one, two = (str(words.COUNTED[status] % {"n": n}) for n in (1, 2))
    assert one
    assert two
    assert (one == two) == (status == "new")
