"""One fault, and the requests that it befalls."""

import re
import threading
from dataclasses import dataclass, field
from typing import Any

from sandbox.messages import Request

SELECTORS = ("fault", "method", "path", "fields", "times", "seconds", "label")


@dataclass
class Rule:
    """A fault, whom it befalls, and how often (None: until it is cleared).

    `details` are the parameters that only some faults have, a status for instance.
    """

    fault: str
    method: str | None = None
    path: str | None = None
    # Only bodies that name one of these.
    fields: list[str] | None = None
    times: int | None = None
    seconds: float | None = None
    # By which the rule can be taken back while others stand.
    label: str | None = None
    details: dict[str, Any] = field(default_factory=dict)
    # What a fault that comes once to each appointment has come to.
    befallen: set[str] = field(default_factory=set)
    # When each appointment was read last, for a fault that waits until nobody does.
    read_at: dict[str, float] = field(default_factory=dict)
    taken_back: threading.Event = field(default_factory=threading.Event)

    def befalls(self, request: Request) -> bool:
        return (
            self.times != 0
            and self.method in (None, request.method)
            and (self.path is None or bool(re.search(self.path, request.path)))
            and (self.fields is None or _names_any(request.body, self.fields))
        )

    def waits_s(self, usual: float) -> float:
        return usual if self.seconds is None else self.seconds

    def wait(self, usual: float) -> None:
        """Wait for so many seconds, or until the rule is taken back by its label."""
        self.taken_back.wait(self.waits_s(usual))

    def shown(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in SELECTORS} | self.details


def _names_any(body: Any, names: list[str]) -> bool:
    return isinstance(body, dict) and any(name in body for name in names)
