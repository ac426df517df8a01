"""The faults that are wanted: standing ones, and those that a request brings."""

import re
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from sandbox.faults import answers, changes, echoes, meanwhile, wire
from sandbox.faults.rule import SELECTORS, Rule
from sandbox.messages import Request

HEADER = "x-sandbox-fault"
NAMES = (
    *answers.NAMES,
    *changes.NAMES,
    *wire.NAMES,
    *meanwhile.NAMES,
    *echoes.NAMES,
)


class UnknownFaultError(ValueError):
    """The rule is not one; the text says what is wrong with it."""


def read_rule(item: Any) -> Rule:
    """A rule as it comes over the wire. Raises UnknownFaultError."""
    if not isinstance(item, dict) or item.get("fault") not in NAMES:
        raise UnknownFaultError(f"A rule needs a fault out of: {', '.join(NAMES)}")
    for text in _faults(item):
        raise UnknownFaultError(text)
    chosen = {name: item[name] for name in SELECTORS if name in item}
    details = {k: v for k, v in item.items() if k not in SELECTORS}
    return Rule(**chosen, details=details)


def _faults(item: dict[str, Any]) -> Iterator[str]:
    for name, (is_right, kind) in _KINDS.items():
        if item.get(name) is not None and not is_right(item[name]):
            yield f"{name} must be {kind}"
    changes = item["fault"] in meanwhile.NAMES
    if changes and item.get("field", "title") not in meanwhile.FIELDS:
        yield f"field must be one of {', '.join(meanwhile.FIELDS)}"
    try:
        re.compile(str(item.get("path") or ""))
    except re.error as error:
        yield f"path is not a pattern: {error}"


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _is_wait(value: Any) -> bool:
    usual = isinstance(value, int | float) and not isinstance(value, bool)
    return usual and 0 <= value <= 600


def _is_count(value: Any) -> bool:
    return type(value) is int and 0 <= value <= 1_000_000


def _is_status(value: Any) -> bool:
    return type(value) is int and 200 <= value <= 599


def _are_texts(value: Any) -> bool:
    return isinstance(value, list) and all(map(_is_text, value))


_KINDS: dict[str, tuple[Callable[[Any], bool], str]] = {
    "method": (_is_text, "a string"),
    "path": (_is_text, "a string"),
    "label": (_is_text, "a string"),
    "field": (_is_text, "a string"),
    "fields": (_are_texts, "a list of strings"),
    "times": (_is_count, "a whole number"),
    "seconds": (_is_wait, "a number between 0 and 600"),
    "status": (_is_status, "a status between 200 and 599"),
}


@dataclass
class Rules:
    """The standing rules, and those that a request brings along in its header."""

    _rules: list[Rule] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, rules: list[Rule]) -> None:
        with self._lock:
            self._rules += rules

    def clear(self, label: str | None = None) -> None:
        """Take back the rules of one label, or all of them.

        What waits because of one label goes on at once.
        """
        with self._lock:
            over = [r for r in self._rules if not label or r.label == label]
            self._rules = [r for r in self._rules if r not in over]
        for rule in over if label else ():
            rule.taken_back.set()

    def labels(self) -> set[str]:
        """The labels of the rules that stand."""
        with self._lock:
            return {rule.label for rule in self._rules if rule.label}

    def shown(self) -> list[dict[str, Any]]:
        with self._lock:
            return [rule.shown() for rule in self._rules]

    def standing(self) -> list[Rule]:
        with self._lock:
            return list(self._rules)

    def matching(self, request: Request) -> list[Rule]:
        """The rules that befall this request; each is one time nearer to its end."""
        with self._lock:
            found = [rule for rule in self._rules if rule.befalls(request)]
            for rule in found:
                if rule.times is not None:
                    rule.times -= 1
            self._rules = [rule for rule in self._rules if rule.times != 0]
        return found + _brought(request)


def _brought(request: Request) -> list[Rule]:
    """`X-Sandbox-Fault: name;seconds=3, other`; what is no rule does nothing."""
    texts = request.headers.get(HEADER, "").split(",")
    return [rule for text in texts if (rule := _from_header(text)) is not None]


def _from_header(text: str) -> Rule | None:
    name, *pairs = (piece.strip() for piece in text.split(";"))
    item: dict[str, Any] = dict(pair.partition("=")[::2] for pair in pairs)
    try:
        if "seconds" in item:
            item["seconds"] = float(item["seconds"])
        if "status" in item:
            item["status"] = int(item["status"])
        return read_rule(item | {"fault": name})
    except ValueError:
        return None
