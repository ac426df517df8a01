"""The appointments that the palette finds, the nearest ones first, and with whom.

Two statements: what is on or ahead, and what is over. Of what they return comes first
where the name of the contact begins with what was typed.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from appointments.frame.options import Option, fits, label
from appointments.index import listing
from appointments.index.copies import Contact
from appointments.index.folding import plain
from appointments.index.positions import first_at
from appointments.index.tables import Appointment
from appointments.listing.filters import EVERY, Filters
from appointments.times import clock, writing
from appointments.words import Words, initials, status_icon

# So many are looked at on each side of now, and shown of both; so many of one person.
LOOKED_AT, SHOWN, OF_ONE, PEOPLE = 30, 6, 3, 4
# What is on for longer than a day counts as over.
ON_AT_MOST = timedelta(days=1)


def found(text: str, now: datetime) -> list[Appointment]:
    """Return what has every word of the text: what is to come, and then what was."""
    there = Appointment.objects.filter(gone=False, missing_since=None)
    there = there.select_related("contact")
    since = first_at(now - ON_AT_MOST)
    on = Q(end_time__gt=now) | Q(position__gte=first_at(now))
    ahead = there.filter(on, position__gte=since)
    over = there.filter(~on | Q(position__lt=since), position__lt=first_at(now))
    return [
        *listing.page(ahead, text, size=LOOKED_AT).rows,
        *listing.page(over, text, latest_first=True, size=LOOKED_AT).rows,
    ]


def nearest(
    rows: Iterable[Appointment], typed: Sequence[str], now: datetime
) -> list[Appointment]:
    """Return those to show, the one that is meant most likely first."""
    return _no_one_alone(sorted(rows, key=lambda one: _rank(one, typed, now)))[:SHOWN]


def people(rows: Iterable[Appointment], typed: Sequence[str]) -> list[Option]:
    """Return with whom these are, where it is the name that was typed."""
    named: dict[str, list[Appointment]] = {}
    for row in rows:
        if (name := _name(row)) and fits(name, typed):
            named.setdefault(name, []).append(row)
    return [_person(name, mine, typed) for name, mine in list(named.items())[:PEOPLE]]


def _name(row: Appointment) -> str:
    """Return the name of whom it is with, whether or not they are still there."""
    return row.contact.name if row.contact else ""


def _no_one_alone(rows: Iterable[Appointment]) -> list[Appointment]:
    """Put what is more than a few of one person after what others have."""
    first: list[Appointment] = []
    rest: list[Appointment] = []
    met: Counter[str | None] = Counter()
    for row in rows:
        met[row.contact_id] += 1
        few = not row.contact_id or met[row.contact_id] <= OF_ONE
        (first if few else rest).append(row)
    return first + rest


def _rank(
    one: Appointment, typed: Sequence[str], now: datetime
) -> tuple[int, timedelta]:
    """Return how sure it is that this one is meant, nought is surest, and how far."""
    return _likeness(one, typed), abs((one.start_time or now) - now)


def _likeness(one: Appointment, typed: Sequence[str]) -> int:
    name = _name(one)
    if fits(name, typed):
        return 0
    if all(word in plain(name) for word in typed):
        return 1
    return 2 if fits(one.shown_title, typed) else 3


def option(
    one: Appointment, typed: Sequence[str], words: Words, now: datetime
) -> Option:
    name = one.called
    assignee = words.names.assignee_name(one.assigned_user_id)
    rest = (one.shown_title if one.shown_title != name else "", assignee)
    return Option(
        label(name, typed),
        status_icon(one.appointment_status),
        url=reverse("appointment", args=[one.event_id]),
        detail=" · ".join(text for text in rest if text),
        end=when(one.start_time, words, now),
        status=one.appointment_status,
        opens=one.event_id,
    )


def when(start: datetime | None, words: Words, now: datetime) -> str:
    if start is None:
        return ""
    at, today = clock.local(start, words.zone), clock.local(now, words.zone).date()
    near = {-1: _("Yesterday"), 0: _("Today"), 1: _("Tomorrow")}
    day = near.get((at.date() - today).days)
    if day is None:
        same_year = at.year == today.year
        write = writing.write_short_day if same_year else writing.write_day
        day = write(at.date())
    return f"{day} {writing.write_hour(start, words.zone)}"


def _person(name: str, rows: list[Appointment], typed: Sequence[str]) -> Option:
    count = len(rows)
    said = ngettext("%(n)d appointment", "%(n)d appointments", count)
    # Several may have one name, and some of them be there.
    called = {row.with_whom for row in rows}
    return Option(
        label(min(called, key=len), typed),
        "user",
        url=f"{reverse('listing')}?{Filters(text=name, tab=EVERY).query()}",
        end=said % {"n": count},
        initials=initials(name),
    )


def without(one: Contact, typed: Sequence[str]) -> Option:
    """Return somebody who has no appointment that is known here."""
    told = (one.record.get(key) for key in ("phone", "email"))
    return Option(
        label(one.name, typed),
        "user",
        url=f"{reverse('listing')}?{Filters(text=one.name, tab=EVERY).query()}",
        detail=" · ".join(str(text) for text in told if text and text != one.name),
        end=_("No appointments known"),
        initials=initials(one.name),
    )
