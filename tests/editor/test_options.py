"""How to apply a save: who may say so, and what follows from the changes."""

import pytest

from appointments.leadway.changes import WriteOptions
from tests.editor.filling import (
    asked,
    fill,
    override,
)


def test_automations_are_as_the_switch_says() -> None:
    for typed, wanted in (({"to_notify": "on"}, True), ({}, False)):
        form = fill(title="Nuevo", **typed)
        asked(form)
        assert form.options.to_notify is wanted


@pytest.mark.parametrize(
    "defaults", [WriteOptions(), WriteOptions(ignore_free_slot_validation=False)]
)
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
