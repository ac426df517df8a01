"""What the address of a day asks for."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone

from appointments.index import directory
from appointments.request import Request
from appointments.times import clock, reading


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks for: a day, and of it one person, one status, an order."""

    day: date
    who: str = ""
    status: str = ""
    by: str = ""

    def address(self, **other: str) -> str:
        """Return the address of this, or of the same with something else chosen."""
        return f"{reverse('day')}?{self.query(**other)}"

    def query(self, **other: str) -> str:
        values = {"date": self.day.isoformat(), "who": self.who}
        values |= {"status": self.status, "by": self.by} | other
        return urlencode({name: value for name, value in values.items() if value})


def asked(request: Request) -> Asked:
    """Read the address; a day that cannot be read is today."""
    today = clock.local(timezone.now(), directory.current().shown_in).date()
    text = request.GET.get("date", "")
    try:
        day = reading.read_day(text, today=today) if text else today
    except ValueError:
        day = today
    by = "person" if request.GET.get("by") == "person" else ""
    return Asked(day, request.GET.get("who", ""), request.GET.get("status", ""), by)
