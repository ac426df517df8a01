"""What the address of a calendar asks for: every state of it has a URL."""

from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any
from urllib.parse import quote_plus

from django.urls import reverse
from django.utils import timezone

from appointments.index import directory
from appointments.leadway.ids import is_event_id
from appointments.request import Request
from appointments.times import clock, reading

VIEWS = ("day", "week", "month")
COLOURS = ("status", "person")
# A day has a column for each person, so colour says the status; a week mixes them.
USUAL_COLOUR = {"day": "status", "week": "person", "month": "person"}
# An address is read by hand as well; nobody chooses more than these.
MOST = 50
NOBODY = "-"


@dataclass(frozen=True, slots=True)
class Asked:
    """A day, the view of it, and of all that is there whose and which calendars'.

    `who` and `calendars` are empty for everybody's and all; `NOBODY` stands for what
    no one takes. `every_hour` shows the night as well.
    """

    day: date
    view: str = "day"
    who: tuple[str, ...] = ()
    calendars: tuple[str, ...] = ()
    colour: str = ""
    every_hour: bool = False

    @property
    def coloured_by(self) -> str:
        return self.colour or USUAL_COLOUR[self.view]

    def address(self, **other: Any) -> str:
        """Return the address of this, or of the same with something else chosen."""
        return f"{reverse('calendar')}?{self.query(**other)}"

    def query(self, **other: Any) -> str:
        pairs = replace(self, **other).pairs
        return "&".join([f"{name}={_quoted(text)}" for name, text in pairs])

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """Return what the address says, without what is usual."""
        said = [
            ("day", self.day.isoformat()),
            ("view", "" if self.view == VIEWS[0] else self.view),
            *(("who", one) for one in self.who),
            *(("calendar", one) for one in self.calendars),
            ("colour", "" if self.colour == USUAL_COLOUR[self.view] else self.colour),
            ("hours", "all" if self.every_hour else ""),
        ]
        return [(name, text) for name, text in said if text]


@lru_cache(1024)
def _quoted(text: str) -> str:
    """Quote a value. A page with forty people has the id of each in forty addresses."""
    return quote_plus(text)


def asked(request: Request) -> Asked:
    """Read the address; what makes no sense is left out, and no day is today."""
    today = clock.local(timezone.now(), directory.current().shown_in).date()
    typed, view = request.GET.get("day", ""), request.GET.get("view", "")
    try:
        day = reading.read_day(typed, today=today) if typed else today
    except ValueError:
        day = today
    colour = request.GET.get("colour", "")
    return Asked(
        day=day,
        view=view if view in VIEWS else VIEWS[0],
        who=_ids(request.GET.getlist("who")),
        calendars=_ids(request.GET.getlist("calendar")),
        colour=colour if colour in COLOURS else "",
        every_hour=request.GET.get("hours") == "all",
    )


def _ids(typed: list[str]) -> tuple[str, ...]:
    """Return each id once, in the order in which they were chosen."""
    return tuple(dict.fromkeys(filter(is_event_id, typed[:MOST])))
