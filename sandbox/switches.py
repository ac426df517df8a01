"""How this sandbox behaves where the live service is uncertain or adjustable."""

from dataclasses import asdict, dataclass
from typing import Any
from zoneinfo import available_timezones


@dataclass(slots=True)
class Switches:
    """Read and set over /__sandbox__/switches; kept in memory only."""

    # A PUT without appointmentStatus resets it to confirmed.
    status_reset: bool = True
    # The key that GET wraps a record in: "appointment" (live) or "event" (described).
    get_key: str = "appointment"
    enforce_rate: bool = True
    rate_burst: int = 100
    # How long a burst is counted, in seconds.
    rate_interval_s: int = 10
    rate_daily: int = 200_000
    # The scopes that the token has; None is all of them.
    scopes: list[str] | None = None
    deleted_in_lists: bool = False
    # A write answers without times, account and status.
    minimal_answers: bool = False
    # A start rewritten to UTC is refused as unavailable while slots are checked.
    utc_start_refused: bool = True
    # ignoreFreeSlotValidation wants the assignee in the same body, not in the record.
    assignee_in_body: bool = False
    # A type stays beside an address; else any address makes the place custom.
    type_beside_address: bool = True
    unknown_event_status: int = 404
    # Versions under which a PUT answers 200 and changes nothing.
    versions_without_effect: list[str] | None = None
    # The account's zone; None is the zone of the seed.
    timezone: str | None = None
    # Every call takes at least this long, as the network does.
    latency_ms: int = 0
    # On top of it, a different wait each time, up to this long.
    jitter_ms: int = 0

    def set(self, changes: dict[str, Any]) -> list[str]:
        """Apply all the changes, or none; the faults that stand in the way."""
        faults = [f for name in changes for f in _fault(name, changes[name])]
        if not faults:
            for name, value in changes.items():
                setattr(self, name, value)
        return faults

    def wait_s(self, share: float) -> float:
        """How long a call takes at least; `share` of the jitter, between 0 and 1."""
        return (self.latency_ms + self.jitter_ms * share) / 1000

    def shown(self) -> dict[str, Any]:
        return asdict(self)


# The switches that may also be None, and what they are otherwise.
OPTIONAL: dict[str, type] = {
    "scopes": list,
    "versions_without_effect": list,
    "timezone": str,
}
# The switches that are one of a few texts.
CHOICES = {"get_key": ("appointment", "event")}


def _fault(name: str, value: Any) -> list[str]:
    defaults: dict[str, Any] = asdict(Switches())
    if name not in defaults:
        return [f"no switch is called {name}"]
    kind = OPTIONAL.get(name, type(defaults[name]))
    if type(value) is not kind and not (value is None and name in OPTIONAL):
        return [f"{name} must be of type {kind.__name__}"]
    if isinstance(value, int) and value < 0:
        return [f"{name} must not be negative"]
    if name in CHOICES and value not in CHOICES[name]:
        return [f"{name} must be {' or '.join(CHOICES[name])}"]
    if name == "timezone" and value and value not in available_timezones():
        return [f"{value} is not a time zone"]
    return []
