"""One fault, and the requests that it befalls."""

import re
from dataclasses import dataclass, field
from typing import Any

from sandbox.messages import Request

SELECTORS = ("fault", "method", "path", "times", "seconds")


@dataclass
class Rule:
    """A fault, whom it befalls, and how often (None: until it is cleared).

    `details` are the parameters that only some faults have, a status for instance.
    """

    fault: str
    method: str | None = None
    path: str | None = None
    times: int | None = None
    seconds: float | None = None
    details: dict[str, Any] = field(default_factory=dict)

    def befalls(self, request: Request) -> bool:
        return (
            self.times != 0
            and self.method in (None, request.method)
            and (self.path is None or bool(re.search(self.path, request.path)))
        )

    def waits_s(self, usual: float) -> float:
        return usual if self.seconds is None else self.seconds

    def shown(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in SELECTORS} | self.details
