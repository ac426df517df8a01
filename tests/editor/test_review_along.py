"""What is sent beside the changes is named before the save, each with its reason."""

from dataclasses import replace
from typing import Any

import pytest

from appointments.editor.review import Review, review
from appointments.leadway.records import AppointmentRecord
from appointments.words import Words
from tests.editor.filling import MADRID, RECORD, clinic, fill

pytestmark = pytest.mark.django_db
WORDS = Words(clinic(), MADRID)


def reviewed(record: AppointmentRecord = RECORD, **typed: Any) -> Review:
    form = fill(record, **typed)
    form.is_valid()
    return review(form, WORDS)


def test_status_assignee_and_flags_are_named_with_their_reasons() -> None:
    shown = reviewed(title="Nuevo")
    assert [(one.label, one.value) for one in shown.along] == [
        ("Status", "Confirmed"),
        ("Assignee", "Marta"),
        ("Ignore notice and date limits", "off"),
        ("Run automations", "off"),
        ("Skip the free-slot check", "on"),
    ]
    assert all(one.why for one in shown.along)
    assert shown.goes_along == "Sent along as it is: Status, Assignee."
    assert '"assignedUserId": "marta"' in shown.request


def test_what_is_asked_for_is_not_called_sent_along() -> None:
    shown = reviewed(assigned_user_id="james", appointment_status="noshow")
    assert {"Status", "Assignee"}.isdisjoint(one.label for one in shown.along)
    assert shown.goes_along == ""


def test_with_the_slot_check_the_assignee_stays_out() -> None:
    typed = {"title": "Nuevo", "ignore_free_slot_validation": None}
    shown = reviewed(may_override=True, **typed)
    assert "assignedUserId" not in shown.request
    assert "Assignee" not in [one.label for one in shown.along]


@pytest.mark.parametrize(
    ("status", "becomes"), [("active", "Confirmed"), ("completed", "Showed")]
)
def test_a_status_that_cannot_stay_is_said_before_the_save(
    status: str, becomes: str
) -> None:
    shown = reviewed(replace(RECORD, appointment_status=status), title="Nuevo")
    said = f"The status becomes “{becomes}”: Leadway does not take"
    assert [one for one in shown.warnings if one.startswith(said)]
    assert shown.goes_along == "Sent along as it is: Assignee."


def test_a_status_that_is_chosen_is_no_surprise() -> None:
    active = replace(RECORD, appointment_status="active")
    assert reviewed(active, appointment_status="showed").warnings == []


@pytest.mark.parametrize(
    ("status", "warnings"),
    [
        ("active", []),
        ("completed", ["Leadway may turn the status “Completed” into “Showed”."]),
    ],
)
def test_under_the_third_version_it_stays(
    settings: Any, status: str, warnings: list[str]
) -> None:
    settings.LEADWAY_VERSION = "v3"
    shown = reviewed(replace(RECORD, appointment_status=status), title="Nuevo")
    assert shown.warnings == warnings
    assert f'"appointmentStatus": "{status}"' in shown.request


def test_without_a_change_nothing_is_named() -> None:
    shown = reviewed()
    assert (shown.along, shown.goes_along) == ([], "")
