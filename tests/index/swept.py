"""What the tests of sweeps ask about them."""

from datetime import datetime, timedelta

from django.utils import timezone

from appointments.index import directory
from appointments.index.sweeps import Reach, Sweep
from tests.own_day import MADRID
from tests.sandboxed import Sandbox

LISTS = r"/calendars/events$"


def of(reach: Reach, name: str = "Fisioterapia") -> Sweep:
    names = directory.current()
    (id,) = [c.id for c in names.calendars.values() if c.name == name]
    return Sweep.objects.get(reach=reach, calendar_id=id)


def soon(hours: float = 2) -> datetime:
    """A time of the near days, always the same number of minutes past the hour."""
    now = datetime.now(MADRID).replace(minute=7, second=0, microsecond=0)
    return now + timedelta(days=3, hours=hours)


def again() -> None:
    """Let everything be due again."""
    Sweep.objects.update(due_at=timezone.now())


def asked(sandbox: Sandbox) -> list[str]:
    """Return the calendars that were listed, in the order of the calls."""
    listed = [e for e in sandbox.journal("GET") if e["path"] == "/calendars/events"]
    return [entry["query"]["calendarId"] for entry in listed]
