"""The faults that are wanted: standing ones, and those that a request brings."""

import re
import threading
from dataclasses import dataclass, field
from typing import Any

from sandbox.faults import answers, changes, wire
from sandbox.faults.rule import SELECTORS, Rule
from sandbox.messages import Request

HEADER = "x-sandbox-fault"
NAMES = (*answers.NAMES, *changes.NAMES, *wire.NAMES)


class UnknownFaultError(ValueError):
    """The rule is not one; the text says what is wrong with it."""


def read_rule(item: Any) -> Rule:
    """A rule as it comes over the wire. Raises UnknownFaultError."""
    if not isinstance(item, dict) or item.get("fault") not in NAMES:
        raise UnknownFaultError(f"A rule needs a fault out of: {', '.join(NAMES)}")
    try:
        re.compile(item.get("path") or "")
    except re.error as error:
        raise UnknownFaultError(f"path is not a pattern: {error}") from error
    chosen = {name: item[name] for name in SELECTORS if name in item}
    details = {k: v for k, v in item.items() if k not in SELECTORS}
    return Rule(**chosen, details=details)


@dataclass
class Rules:
    """The standing rules, and those that a request brings along in its header."""

    _rules: list[Rule] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, rules: list[Rule]) -> None:
        with self._lock:
            self._rules += rules

    def clear(self) -> None:
        with self._lock:
            self._rules.clear()

    def shown(self) -> list[dict[str, Any]]:
        with self._lock:
            return [rule.shown() for rule in self._rules]

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
    """`X-Sandbox-Fault: name;seconds=3, other`; an unknown name does nothing."""
    texts = [t for t in request.headers.get(HEADER, "").split(",") if t.strip()]
    return [rule for text in texts if (rule := _from_header(text)).fault in NAMES]


def _from_header(text: str) -> Rule:
    name, *pairs = (piece.strip() for piece in text.split(";"))
    details: dict[str, Any] = dict(pair.partition("=")[::2] for pair in pairs)
    seconds = float(details.pop("seconds")) if "seconds" in details else None
    if "status" in details:
        details["status"] = int(details["status"])
    return Rule(name, seconds=seconds, details=details)
