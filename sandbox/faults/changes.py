"""Faults that let the endpoint work and then spoil what it was asked or answers.

The write has happened by then, except with `ignore_write`.
"""

import json
from collections.abc import Callable, Iterable
from copy import copy
from typing import Any

from sandbox import records
from sandbox.faults.answers import HTML
from sandbox.faults.rule import Rule
from sandbox.messages import Answer, Request

HUGE = 2 * 1024 * 1024
DEEP = 100_000
TEXTS = ("title", "address", "description")


def before(request: Request, rules: Iterable[Rule]) -> Request:
    """The request as the endpoint gets it; the journal keeps the true one."""
    asked = copy(request)
    for rule in rules:
        if rule.fault == "slow":
            rule.wait(1.0)
        elif rule.fault == "ignore_write":
            asked.discards = rule.details.get("echo", "asked")
        elif rule.fault == "keeps_other_value":
            asked.body = _other_value(asked.body, rule.details)
    return asked


def after(answer: Answer, rules: Iterable[Rule]) -> Answer:
    for rule in rules:
        if rule.fault == "slow_after":
            rule.wait(1.0)
        elif rule.fault in _SPOILERS and answer.status < 300:
            answer = _spoiled(rule, answer)
    return answer


def _spoiled(rule: Rule, answer: Answer) -> Answer:
    spoiled = copy(answer)
    # A round trip gives a copy that may be spoiled, and drops nothing.
    spoiled.content = json.loads(answer.encoded())
    spoiled.headers = dict(answer.headers)
    _SPOILERS[rule.fault](spoiled, rule.details)
    return spoiled


def _other_value(body: Any, details: dict[str, Any]) -> Any:
    """Another value for one field of the body: `value`, or the text in capitals."""
    if not isinstance(body, dict):
        return body
    usual = next((name for name in TEXTS if name in body), "title")
    name = details.get("field", usual)
    if name not in body:
        return body
    return {**body, name: details.get("value", str(body[name]).upper())}


def _record(answer: Answer) -> dict[str, Any]:
    """The record inside the answer, wherever it is; an empty one in a list."""
    content = answer.content
    if not isinstance(content, dict):
        return {}
    found: dict[str, Any] = (
        content.get("appointment") or content.get("event") or content
    )
    return found


def _minimal(answer: Answer, _details: dict[str, Any]) -> None:
    """As a fixture modelled on a live answer: no times, no account, another status."""
    record = _record(answer)
    left = records.minimal(record)
    record.clear()
    record.update(left)


def _misspelt(answer: Answer, _details: dict[str, Any]) -> None:
    record = _record(answer)
    status = record.pop("appointmentStatus", "confirmed")
    for name in ("status", "statusDetails"):
        record.pop(name, None)
    record["appoinmentStatus"] = status


def _string_recurring(answer: Answer, _details: dict[str, Any]) -> None:
    record = _record(answer)
    record["isRecurring"] = str(record.get("isRecurring", False)).lower()


def _other_id(answer: Answer, details: dict[str, Any]) -> None:
    """Another appointment's: by its `id`, and by its `contact` if that is given."""
    record = _record(answer)
    record["id"] = details.get("id", "anotherEventAltogether")
    record["contactId"] = details.get("contact", record.get("contactId"))


def _accepts_event_key(answer: Answer, _details: dict[str, Any]) -> None:
    if isinstance(answer.content, dict) and "appointment" in answer.content:
        answer.content["event"] = answer.content.pop("appointment")


def _deleted_in_lists(answer: Answer, _details: dict[str, Any]) -> None:
    """The first event of a list comes back marked as deleted."""
    content = answer.content
    if isinstance(content, dict) and content.get("events"):
        content["events"][0]["deleted"] = True


def _empty(answer: Answer, _details: dict[str, Any]) -> None:
    answer.content = b""


def _html(answer: Answer, _details: dict[str, Any]) -> None:
    answer.content = b"<!DOCTYPE html><title>Sign in</title><p>Please sign in.</p>"
    answer.headers["Content-Type"] = HTML


def _null(answer: Answer, _details: dict[str, Any]) -> None:
    answer.content = None


def _list(answer: Answer, _details: dict[str, Any]) -> None:
    answer.content = []


def _truncated(answer: Answer, _details: dict[str, Any]) -> None:
    whole = answer.encoded()
    answer.content = whole[: len(whole) // 2]


def _huge(answer: Answer, _details: dict[str, Any]) -> None:
    if isinstance(answer.content, dict):
        answer.content["padding"] = "x" * HUGE


def _no_content(answer: Answer, _details: dict[str, Any]) -> None:
    answer.status, answer.content = 204, b""


def _deep(answer: Answer, _details: dict[str, Any]) -> None:
    answer.content = b'{"title":' + b"[" * DEEP + b"]" * DEEP + b"}"


def _surrogate(answer: Answer, _details: dict[str, Any]) -> None:
    """Half a character, which JSON can escape and UTF-8 cannot hold."""
    record = _record(answer)
    record["title"] = f"{record.get('title', '')}\ud800"


_SPOILERS: dict[str, Callable[[Answer, dict[str, Any]], None]] = {
    "minimal": _minimal,
    "misspelt": _misspelt,
    "string_recurring": _string_recurring,
    "other_id": _other_id,
    "accepts_event_key": _accepts_event_key,
    "deleted_in_lists": _deleted_in_lists,
    "empty_200": _empty,
    "html_200": _html,
    "null_200": _null,
    "list_200": _list,
    "truncated_json": _truncated,
    "huge": _huge,
    "no_content": _no_content,
    "deep_json": _deep,
    "lone_surrogate": _surrogate,
}
NAMES = ("slow", "ignore_write", "keeps_other_value", "slow_after", *_SPOILERS)
