"""Counts calls against the burst and the daily limit, and says so in headers."""

import threading
import time
from dataclasses import dataclass, field
from math import inf

from sandbox.switches import Switches

DAY_S = 86_400


@dataclass
class Window:
    """Calls since the window began; a new one begins when it is over."""

    began: float = -inf
    calls: int = 0

    def count(self, now: float, length_s: int) -> None:
        if now - self.began >= length_s:
            self.began, self.calls = now, 0
        self.calls += 1


@dataclass
class Limits:
    burst: Window = field(default_factory=Window)
    day: Window = field(default_factory=Window)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def count(self, switches: Switches) -> tuple[bool, dict[str, str]]:
        """Count one call: whether it may go on, and the headers of its answer."""
        now = time.monotonic()
        with self._lock:
            self.burst.count(now, switches.rate_interval_s)
            self.day.count(now, DAY_S)
            calls, today = self.burst.calls, self.day.calls
            left_s = DAY_S - (now - self.day.began)
        if not switches.enforce_rate:
            calls = today = 1
        is_within = calls <= switches.rate_burst and today <= switches.rate_daily
        return is_within, headers(
            switches,
            remaining=switches.rate_burst - calls,
            daily_remaining=switches.rate_daily - today,
            reset_ms=round(left_s * 1000),
        )

    def clear(self) -> None:
        with self._lock:
            self.burst, self.day = Window(), Window()


def headers(
    switches: Switches, *, remaining: int, daily_remaining: int, reset_ms: int
) -> dict[str, str]:
    """The six headers; `reset_ms` is what is left of the day, not a timestamp."""
    return {
        "x-ratelimit-max": str(switches.rate_burst),
        "x-ratelimit-remaining": str(max(0, remaining)),
        "x-ratelimit-interval-milliseconds": str(switches.rate_interval_s * 1000),
        "x-ratelimit-limit-daily": str(switches.rate_daily),
        "x-ratelimit-daily-remaining": str(max(0, daily_remaining)),
        "x-ratelimit-daily-reset": str(reset_ms),
    }
