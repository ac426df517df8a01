"""The troubles that people rehearse, each a name for a few faults."""

from typing import Any

from sandbox.faults.rules import Rules, read_rule
from sandbox.refusals import SLOT_TAKEN

# Longer than the dashboard takes a record that it has read for current: what changes
# sooner is not seen by a save, because Leadway does not compare.
NOT_FRESH_S = 12
APPOINTMENTS = r"^/calendars/events/appointments"
# Not the assignee, who is sent along with any change.
MOVES = ["startTime", "endTime", "calendarId"]
REHEARSALS: dict[str, list[dict[str, Any]]] = {
    # Of the calls that only read, one is a POST.
    "silence": [
        {"fault": "silent", "method": "PUT"},
        {"fault": "silent", "method": "DELETE"},
        {"fault": "silent", "method": "POST", "path": r"^/(?!contacts/search$)"},
    ],
    "silent_reads": [
        {"fault": "silent", "method": "GET"},
        {"fault": "silent", "method": "POST", "path": r"^/contacts/search$"},
    ],
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
        {
            "fault": "changed_elsewhere",
            "method": "GET",
            "path": APPOINTMENTS,
            "seconds": NOT_FRESH_S,
        }
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
