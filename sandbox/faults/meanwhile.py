"""Somebody else changes an appointment that has been read: at once, or a while after.

`seconds` of the rule say how long after the last reading. Nobody waits for that here:
the change is made as soon as anything is asked after it was due.
"""

import re
import time
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from sandbox.diary import Diary
from sandbox.effects import Effect, effect
from sandbox.endpoints.appointments import PATH, save
from sandbox.faults.rule import Rule
from sandbox.messages import Answer, Request
from sandbox.times import now_ms

if TYPE_CHECKING:
    from sandbox.application import Sandbox

NAMES = ("changed_elsewhere",)
# What is kept as it is written; of a time or an id something else would be made.
FIELDS = ("title", "address", "description", "appointmentStatus", "assignedUserId")
ADDED = " (cambiado en recepción)"
_APPOINTMENT = re.compile(re.escape(PATH) + r"/([A-Za-z0-9_-]+)")


def changed(
    rules: Iterable[Rule], request: Request, answer: Answer, sandbox: "Sandbox"
) -> list[Effect]:
    """Change what was just read: `field` to `value`, or the title by a word or two."""
    rule = next((rule for rule in rules if rule.fault in NAMES), None)
    named = _APPOINTMENT.fullmatch(request.path)
    if rule is None or named is None or request.method != "GET" or answer.status != 200:
        return []
    if rule.seconds:
        rule.read_at[named[1]] = time.monotonic()
        return []
    return _change(rule, named[1], sandbox.diary)


def overdue(standing: Iterable[Rule], sandbox: "Sandbox") -> list[Effect]:
    """Change what was read so long ago that it is due by now."""
    effects: list[Effect] = []
    for rule in standing:
        if rule.fault not in NAMES or not rule.seconds:
            continue
        latest = time.monotonic() - rule.seconds
        for event_id, read_at in list(rule.read_at.items()):
            # Of several requests at once one takes it.
            if read_at <= latest and rule.read_at.pop(event_id, None) is not None:
                effects += _change(rule, event_id, sandbox.diary)
    return effects


def _change(rule: Rule, event_id: str, diary: Diary) -> list[Effect]:
    with diary.store.writing():
        before = diary.find(event_id)
        # Each appointment is changed once, or nobody could ever finish an edit.
        if before is None or event_id in rule.befallen:
            return []
        rule.befallen.add(event_id)
        field = rule.details.get("field", "title")
        usual = f"{before.fields.get(field, '')}{ADDED}"
        changes = {field: rule.details.get("value", usual), "dateUpdated": now_ms()}
        save(diary, before, changes)
    after = replace(before, fields=before.fields | changes)
    return [effect(before, after, diary.zone, elsewhere=True)]
