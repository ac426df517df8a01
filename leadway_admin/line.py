"""The banner of every page while Leadway is silent or takes no saves."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.translation import gettext as _

from appointments.index.line import Line
from appointments.times import writing


@dataclass(frozen=True, slots=True)
class Notice:
    """What it says; `mark` is another one for each such time."""

    title: str
    body: str
    mark: str
    may_try: bool
    tone: str = "warn"
    picture: str = "cloud-off"


def notice(line: Line, zone: ZoneInfo) -> Notice:
    """Return the banner of a line that takes no saves."""
    waits = _(
        "You can go on reading. Saves wait and are sent by themselves, each for ten"
        " minutes; after that you send it yourself."
    )
    if line.silent_since:
        title = _("Leadway has not answered since %(time)s.")
        may_try = False
    else:
        may_try = True
        title = _title_of_denied(line)
    at = datetime.fromisoformat(line.mark)
    since = writing.write_since(at, now=timezone.now(), zone=zone)
    return Notice(title % {"time": since}, waits, line.mark, may_try)


def _title_of_denied(line: Line) -> str:
    match line.denied:
        case "scope" | "forbidden":
            return _("Since %(time)s our token may not change appointments.")
        case "location":
            return _(
                "Since %(time)s Leadway says that our token is of another account."
            )
        case "version":
            return _("Leadway has not accepted our version of its API since %(time)s.")
    return _("Leadway has not accepted our token since %(time)s.")
