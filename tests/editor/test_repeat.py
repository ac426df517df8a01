"""A repeat rule: well formed, and only where it would be applied."""

import pytest

from appointments.editor import rule as rules
from appointments.editor.form import AppointmentForm
from appointments.leadway.changes import WriteOptions
from tests.editor.filling import (
    asked,
    fault,
    fill,
)

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
    expected = rules.FAULTS[code]()
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
