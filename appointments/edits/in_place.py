"""An edit made where an appointment is seen: by a row's button, a list, or a drag.

Posted are the fields to change, by our names, and what was shown of them: without that
a colleague's change since would be written over. A start is posted as the clock on the
wall shows it, with the zone that it was shown in, or with an offset; the length stays,
unless `minutes` says another, on the same clock. Automations stay off.
"""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from appointments.edits.along_in_words import new_status
from appointments.edits.in_words import words
from appointments.edits.intending import intend, quietly
from appointments.edits.saving import save
from appointments.edits.tables import Edit
from appointments.leadway import statuses
from appointments.leadway.changes import Changes
from appointments.leadway.ids import is_event_id
from appointments.leadway.records import AppointmentRecord
from appointments.times import clock, writing, zones
from people.models import User

CHOICES = ("appointment_status", "assigned_user_id")
LONGEST_MIN = 7 * 24 * 60


@dataclass(eq=False)
class Unfit(Exception):
    """What was posted cannot be saved; `sentence` says why, for the person.

    `instead` is what may be meant by it, as it is posted.
    """

    sentence: str
    instead: Mapping[str, str] = field(default_factory=dict)


class Becomes(Unfit):
    """The status cannot stay what it is, and nobody said that this is all right."""


def change(
    copy: AppointmentRecord,
    posted: Mapping[str, str],
    *,
    person: User,
    form_key: uuid.UUID,
    screen: str = "",
) -> Edit:
    """Save what was posted of an appointment that we hold this copy of.

    `anyway` in it says that the person knows of an overlap, and of a status that cannot
    stay. Raises PermissionDenied, NothingToSend, Overlaps, Becomes, Unnoted, and Unfit
    for what nobody can have chosen, or a time that there is not.
    """
    seen = _seen(copy, posted)
    changes = Changes(**(_chosen(posted, seen) | _span(posted, seen)))
    intent = intend(
        seen.id,
        changes,
        quietly(changes),
        person=person,
        baseline=seen,
        anyway="anyway" in posted,
        form_key=form_key,
        screen=screen,
    )
    status = new_status(changes.asked(), seen, words())
    if status and "anyway" not in posted:
        raise Becomes(status)
    return save(intent)


def _seen(copy: AppointmentRecord, posted: Mapping[str, str]) -> AppointmentRecord:
    """Return the record as it was shown: our copy may be newer than the page."""
    names = [name for name in CHOICES if f"was_{name}" in posted]
    shown: dict[str, Any] = {name: posted[f"was_{name}"] or None for name in names}
    for name in ("start_time", "end_time"):
        if f"was_{name}" in posted:
            shown[name] = _instant(posted[f"was_{name}"])
    return replace(copy, **shown)


def _chosen(posted: Mapping[str, str], seen: AppointmentRecord) -> dict[str, Any]:
    """Return what was chosen from a list, as far as it is another than was shown."""
    chosen = {name: posted[name] for name in CHOICES if name in posted}
    status, person = (chosen.get(name) for name in CHOICES)
    if status is not None and status not in statuses.SETTABLE:
        raise Unfit(_("Choose a status from the list."))
    if person is not None and not is_event_id(person):
        raise Unfit(_("Choose a person from the list."))
    return {n: one for n, one in chosen.items() if one != (getattr(seen, n) or "")}


def _span(posted: Mapping[str, str], seen: AppointmentRecord) -> dict[str, Any]:
    """Return the new start and end, both when either is another."""
    if not posted.get("start") and not posted.get("minutes"):
        return {}
    if not seen.start_time or not seen.end_time:
        raise Unfit(_("Leadway does not tell when this is, so open it to move it."))
    before = (seen.start_time, seen.end_time)
    start = _start(posted, seen.start_time)
    end = _ends(posted, before, start)
    if (start, end) == before:
        return {}
    return {"start_time": start, "end_time": end}


def _start(posted: Mapping[str, str], before: datetime) -> datetime:
    if not posted.get("start"):
        return before
    naive = _read(posted["start"])
    if naive.tzinfo:
        return naive
    zone = zones.zone_named(posted.get("zone"))
    if zone is None:
        raise Unfit(
            _("The account’s time zone is not known, so no time can be changed.")
        )
    offset = clock.local(before, zone).utcoffset()
    try:
        return clock.resolve(naive.date(), naive.time(), zone, offset=offset)
    except clock.Gap as gap:
        unfit = _no_such_time(gap)
        unfit.instead = {"start": f"{gap.suggestion:%Y-%m-%dT%H:%M}"}
        raise unfit from gap
    except clock.Overlap as overlap:
        # A place in a calendar stands for the first time that the clock shows it.
        return overlap.first


def _ends(
    posted: Mapping[str, str], seen: tuple[datetime, datetime], start: datetime
) -> datetime:
    """Return the end of what was moved, or pulled to another length.

    That is as many minutes of the clock on the wall as were pulled; a length that
    nobody touched is kept, also over a clock change: see `clock.length`.
    """
    zone, pulled = zones.zone_named(posted.get("zone")), _length(posted)
    if not pulled and start == seen[0]:
        return seen[1]
    if zone is None:
        return (start + (pulled or seen[1] - seen[0])).astimezone(start.tzinfo)
    if not pulled:
        return clock.end_of(start, clock.length(*seen, zone), zone)
    naive = clock.wall(start, zone) + pulled
    try:
        return clock.resolve(naive.date(), naive.time(), zone)
    except clock.Gap as gap:
        raise _no_such_time(gap) from gap
    except clock.Overlap as overlap:
        return overlap.first if overlap.first > start else overlap.second


def _no_such_time(gap: clock.Gap) -> Unfit:
    message = _("%(time)s does not exist on %(day)s: the clock goes forward.")
    day = writing.write_whole_day(gap.asked.date())
    return Unfit(message % {"time": f"{gap.asked:%H:%M}", "day": day})


def _length(posted: Mapping[str, str]) -> timedelta | None:
    """Return the length that was chosen, if any was."""
    text = posted.get("minutes", "")
    if not text:
        return None
    if not text.isdecimal() or not 0 < int(text[:9]) <= LONGEST_MIN:
        raise Unfit(_("Choose how long it takes."))
    return timedelta(minutes=int(text))


def _instant(text: str) -> datetime:
    moment = _read(text)
    if not moment.tzinfo:
        raise Unfit(_("That is not a time."))
    return moment


def _read(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text)
    except ValueError as error:
        raise Unfit(_("That is not a time.")) from error
