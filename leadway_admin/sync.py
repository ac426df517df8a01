"""The sync stamp in the head of each page: how old the index is, what is missing."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from appointments.index.pulse import Age
from appointments.times import writing

# With many calendars and a small limit a round may take some minutes.
OLD_AFTER = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Stamp:
    """A few words and their tone: "ok" when nobody needs to read them."""

    tone: str
    text: str


def stamp(age: Age | None, zone: ZoneInfo, *, silent: bool = False) -> Stamp | None:
    """Return the stamp, or None where no worker was ever seen.

    While Leadway is `silent` nothing is being synced, however little time has passed.
    """
    if age is None:
        return None
    if age.is_missed:
        text = _("Not synced since %(time)s")
        return Stamp("warn", text % {"time": _time(age.last_seen, zone)})
    near = age.near
    if silent and near:
        text = _("Last synced %(time)s")
        return Stamp("warn", text % {"time": _time(near, zone)})
    if since := age.failing_since:
        text = ngettext(
            "%(n)d calendar not read since %(time)s",
            "%(n)d calendars not read since %(time)s",
            age.missing,
        )
        return Stamp("warn", text % {"n": age.missing, "time": _time(since, zone)})
    if near is None:
        return Stamp("info", _("First sync: %(n)d %%") % {"n": age.progress})
    is_old = timezone.now() - near > OLD_AFTER
    text = _("Synced %(time)s") % {"time": _time(near, zone)}
    return Stamp("warn" if is_old else "ok", text)


def _time(at: datetime, zone: ZoneInfo) -> str:
    return writing.write_since(at, now=timezone.now(), zone=zone, seconds=True)
