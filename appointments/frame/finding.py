"""What the palette finds for what is typed: people, appointments, days, pages, deeds.

`>` in front asks for deeds alone, `@` for people.
"""

from collections.abc import Sequence
from datetime import date, datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from appointments.frame import acting, dates, doing, hits
from appointments.frame.doing import group
from appointments.frame.options import Group, Option, label, words
from appointments.index import directory, unbooked
from appointments.index.tables import Appointment
from appointments.leadway.pasted import may_be_id, meant_id
from appointments.times import clock
from appointments.words import Words

DEEDS, PEOPLE = ">", "@"
LONGEST = 200


def found(text: str, *, here: str, may_edit: bool) -> list[Group]:
    """Return what there is for a text, at most three statements.

    `here` is the address that the person is at; who `may_edit` can do more than look.
    """
    text = text.strip()
    if (event_id := meant_id(text)) is not None:
        return group("open", _("Appointments"), [_by_id(event_id)])
    only = text[:1] if text[:1] in (DEEDS, PEOPLE) else ""
    text = text.removeprefix(only)[:LONGEST]
    typed = words(text)
    if only == DEEDS:
        return _deeds(typed, here)
    names, now = directory.current(), timezone.now()
    today = clock.local(now, names.shown_in).date()
    shown = Words(names, names.shown_in)
    rows = hits.found(text, now) if typed else []
    named = hits.people(rows, typed)
    others = unbooked.found(text, hits.PEOPLE - len(named)) if typed else []
    named += [hits.without(one, typed) for one in others]
    people = group("people", _("People"), named)
    if only == PEOPLE:
        return people
    nearest = hits.nearest(rows, typed, now)
    listed = [hits.option(one, typed, shown, now) for one in nearest]
    groups = [
        *group("appointments", _("Appointments"), listed),
        *(_on_top(one, shown, now, may_edit=may_edit) for one in nearest[:1]),
        *people,
        *group("pages", _("Go to"), doing.pages(typed)),
        *_deeds(typed, here),
    ]
    return _with_days(groups, typed, today) or _last_way(text)


def _on_top(one: Appointment, words: Words, now: datetime, *, may_edit: bool) -> Group:
    title = f"{one.called}, {hits.when(one.start_time, words, now)}"
    return acting.on(one, title, words, now, may_edit=may_edit)


def _deeds(typed: Sequence[str], here: str) -> list[Group]:
    return group("deeds", _("Do now"), doing.deeds(typed, here))


def _with_days(groups: list[Group], typed: Sequence[str], today: date) -> list[Group]:
    """Put the days first where nothing else can be meant, and last otherwise."""
    meant = dates.options(dates.days(typed, today), today)
    days = group("days", _("Days"), meant)
    return days + groups if dates.is_certain(typed, today) else groups + days


def _last_way(text: str) -> list[Group]:
    """Offer to open what may be an id all the same where nothing was found."""
    if not may_be_id(text):
        return []
    return group("open", _("Appointments"), [_by_id(text)])


def _by_id(event_id: str) -> Option:
    return Option(
        label(_("Open the appointment by its id")),
        "arrow-right",
        url=reverse("appointment", args=[event_id]),
        detail=event_id,
        opens=event_id,
    )
