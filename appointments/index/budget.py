"""How much of Leadway's limit is left, so that clicks come before reads for lists.

Every answer says how many calls remain, counted by Leadway over all our processes. The
last fifth is kept for what a person is waiting for.
"""

import time
from dataclasses import dataclass

from appointments.leadway.client import Call

KEPT_FOR_CLICKS = 0.2
USUAL_INTERVAL_S = 10.0


@dataclass(slots=True)
class _Heard:
    """The last that Leadway said, and until when it holds."""

    remaining: int
    limit: int
    until: float


_heard = _Heard(remaining=1, limit=1, until=0.0)


def note(call: Call) -> None:
    """Remember what the headers of an answer said. Called for each call."""
    rate = call.rate
    if rate is None or rate.remaining is None or not rate.limit:
        return
    interval_s = (rate.interval_ms or 0) / 1000 or USUAL_INTERVAL_S
    _heard.remaining, _heard.limit = rate.remaining, rate.limit
    _heard.until = time.monotonic() + interval_s


def spare() -> bool:
    """Whether a read that nobody waits for may be made now."""
    if time.monotonic() > _heard.until:
        return True
    return _heard.remaining > _heard.limit * KEPT_FOR_CLICKS
