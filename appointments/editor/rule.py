"""From what was typed under "Repeat" to a rule that Leadway takes and applies."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from appointments.editor import text
from appointments.editor.trouble import Trouble
from appointments.leadway.rrule import rrule_fault


def read(typed: str, shown: str) -> dict[str, str]:
    """Return the rule if it changes. Raises Trouble for one that is none."""
    asked = text.read("rrule", typed, shown)
    if asked and typed and (fault := rrule_fault(typed)):
        raise Trouble("rrule", FAULTS.get(fault, FAULTS["part"])())
    return asked


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


FAULTS: dict[str, Callable[[], str]] = {
    "freq": lambda: _("FREQ must be DAILY, WEEKLY, MONTHLY or YEARLY."),
    "interval": lambda: _("INTERVAL must be a whole number from 1 to 99."),
    "count": lambda: _("COUNT must be a whole number from 1 to 366."),
    "until": lambda: _("UNTIL must look like 20261231T225900Z."),
    "count_and_until": lambda: _("Use COUNT or UNTIL, not both."),
    "byday": lambda: _("BYDAY takes MO, TU, WE, TH, FR, SA, SU."),
    "dtstart": lambda: _("Leave DTSTART out: the appointment’s own start counts."),
    "exdate": lambda: _("EXDATE takes times such as 20261224T090000Z."),
    "never": lambda: _("This rule never comes to a date. Check its days and months."),
    "too_long": lambda: _("1,000 characters at most."),
    "part": lambda: _(
        "This is not a repeat rule. Write one like FREQ=WEEKLY;BYDAY=TU;COUNT=10."
    ),
}
