"""From what was typed under "Repeat" to a rule that Leadway takes and applies."""

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from appointments.editor import text
from appointments.editor.trouble import Trouble
from appointments.times import repeat, rules
from appointments.times.rule_dates import Fault
from appointments.times.rules import Rule


def read(
    typed: str, shown: str, *, start: datetime | None, zone: ZoneInfo
) -> dict[str, str]:
    """Return the rule if it changes, as it was typed.

    Raises Trouble for what cannot be one, and for one that never falls after `start`.
    """
    asked = text.read("rrule", typed, shown)
    if asked and typed:
        try:
            rule = rules.read(typed)
        except Fault as fault:
            raise Trouble("rrule", fault_said(fault)) from None
        _check(rule, start, zone)
    return asked


def _check(rule: Rule, start: datetime | None, zone: ZoneInfo) -> None:
    if rule.start:
        message = _("Leave DTSTART out: the appointment’s own start counts.")
        raise Trouble("rrule", message)
    if not start or not repeat.has_dates(rule):
        return
    if next(repeat.dates(rule, start=start, zone=zone), None) is None:
        message = _("This rule never comes to a date. Check its days and months.")
        raise Trouble("rrule", message)


def not_applied(*, may_agree: bool) -> Trouble:
    """Without skipping the free-slot check Leadway drops a rule without a word."""
    if may_agree:
        message = _(
            "Leadway applies a repeat rule only when it does not check whether the"
            " time is free. Agree to that below, for this save."
        )
    else:
        message = _(
            "Leadway applies a repeat rule only when it does not check whether the"
            " time is free. A manager can save this."
        )
    return Trouble("rrule", message)


def fault_said(fault: Fault) -> str:
    """Say what about a text cannot be a rule, by the part that it is about."""
    return FAULTS[fault.code]() % {"part": fault.about[:MOST_SHOWN]}


MOST_SHOWN = 60
FAULTS: dict[str, Callable[[], str]] = {
    "empty": lambda: _(
        "This is not a repeat rule. Write one like FREQ=WEEKLY;BYDAY=TU;COUNT=10."
    ),
    "line": lambda: _("Only one rule: a second one is “%(part)s”."),
    "foreign": lambda: _(
        "“%(part)s” is no line of a repeat rule: only RRULE, EXDATE and RDATE are."
    ),
    "part": lambda: _(
        "“%(part)s” is not a part of a repeat rule. One looks like"
        " FREQ=WEEKLY;BYDAY=TU;COUNT=10."
    ),
    "repeated": lambda: _("%(part)s is there twice."),
    "value": lambda: _("%(part)s has no value."),
    "freq": lambda: _(
        "FREQ must be DAILY, WEEKLY, MONTHLY, YEARLY, HOURLY, MINUTELY or SECONDLY,"
        " not “%(part)s”."
    ),
    "no_freq": lambda: _("FREQ is missing: how often, such as FREQ=WEEKLY."),
    "interval": lambda: _("INTERVAL must be a whole number from 1, not “%(part)s”."),
    "count": lambda: _("COUNT must be a whole number from 1, not “%(part)s”."),
    "until": lambda: _(
        "UNTIL must be a day or a time, such as 20261231 or 20261231T225900Z, not"
        " “%(part)s”."
    ),
    "count_and_until": lambda: _("Use COUNT or UNTIL, not both."),
    "byday": lambda: _(
        "“%(part)s” is no day here. BYDAY takes MO, TU, WE, TH, FR, SA, SU; by the"
        " month or year also 2TU or -1FR."
    ),
    "number": lambda: _("%(part)s: there is no such number."),
    "together": lambda: _("These two do not go together: %(part)s."),
    "setpos": lambda: _("BYSETPOS chooses among the days of another part: add BYDAY."),
    "moment": lambda: _("“%(part)s” is not a time. One looks like 20261224T090000Z."),
}
