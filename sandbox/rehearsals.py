"""The troubles that people rehearse, each a name for a few faults."""

from typing import Any

from sandbox.faults.rules import Rules, read_rule
from sandbox.refusals import SLOT_TAKEN

APPOINTMENTS = r"^/calendars/events/appointments"
MOVES = ["startTime", "endTime", "calendarId", "assignedUserId"]
REHEARSALS: dict[str, list[dict[str, Any]]] = {
    "silence": [{"fault": "silent"}],
    "slowness": [{"fault": "slow", "seconds": 3}],
    "no_slots": [
        {
            "fault": "unprocessable",
            "status": 400,
            "message": SLOT_TAKEN,
            "path": APPOINTMENTS,
            "fields": MOVES,
        }
    ],
    "other_values": [{"fault": "keeps_other_value", "path": APPOINTMENTS}],
    "changes_elsewhere": [
        {"fault": "changed_elsewhere", "method": "GET", "path": APPOINTMENTS}
    ],
    "limit": [{"fault": "rate_burst"}],
    "no_reading": [
        {"fault": "scope", "method": "GET"},
        {"fault": "scope", "method": "POST", "path": r"^/contacts/search$"},
    ],
}


def standing(rules: Rules) -> dict[str, bool]:
    """Which of them are being rehearsed."""
    labels = rules.labels()
    return {name: name in labels for name in REHEARSALS}


def switch(rules: Rules, name: str, *, on: bool) -> None:
    """Begin or end one; the other faults stay as they are. Raises KeyError."""
    wanted = REHEARSALS[name]
    rules.clear(name)
    if on:
        rules.add([read_rule(rule | {"label": name}) for rule in wanted])
