"""Somebody else changes an appointment as soon as it has been read."""

import re
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
    return _change(rule, named[1], sandbox.diary)


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
