"""The form as its templates read it: controls, keys, and the review so far."""

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.urls import reverse
from django.utils import timezone

from appointments.connection import fresh_s
from appointments.editor import choices, echo, placed, repeating, waiting
from appointments.editor.builder import Builder, builder
from appointments.editor.choices import Choice
from appointments.editor.controls import SLOTS, Control, Section, controls, sections
from appointments.editor.form import AppointmentForm
from appointments.editor.options import settable
from appointments.editor.repeating import Rule
from appointments.editor.review import Review, review
from appointments.edits import baseline
from appointments.edits.baseline import Baseline
from appointments.index import taken
from appointments.index.reading import Opened
from appointments.index.series import master_of
from appointments.index.taken import Taken
from appointments.index.zone_said import ZoneSaid, zone_said
from appointments.leadway import ids
from appointments.leadway.records import AppointmentRecord
from appointments.request import Request, may_edit, may_override
from appointments.times import clock, rules
from appointments.times.rule_dates import Fault
from appointments.words import Words


@dataclass(frozen=True, slots=True)
class Scope:
    """The two ids of a series: one occurrence, and the whole of it. `at` is which."""

    one: str
    all: str
    at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """`offsets` are None where the start is not to be read: what is chosen stays.

    `offered` is a draft that nobody has taken up yet, and `draft_at` when it was kept.
    """

    event_id: str
    page_url: str
    form: dict[str, Control]
    slots: list[Control]
    switches: list[Control]
    sections: dict[str, Section]
    offsets: list[Choice] | None
    review: Review
    scope: Scope | None
    rule_said: Rule | None
    builder: Builder | None
    kept_place: str
    # Asked for only where it is drawn.
    place_set: Callable[[], str]
    team_of: str
    zone: ZoneSaid
    zone_known: bool
    zone_key: str
    day_iso: str
    when_said: str
    unread_times: list[str]
    echo: str
    may_edit: bool
    may_override: bool
    # Then what came of it is asked first, and another time hardly ever.
    begun: bool
    fresh: bool
    form_key: uuid.UUID
    baseline: str
    # The edits that it shows and that wait to be sent, by their numbers.
    waits: str = ""
    acknowledged: str = ""
    offered: str = ""
    draft_at: str = ""
    # The control that takes the focus: what was pressed is gone by now.
    focus: str = ""
    # Only a review knows these two: what differs, and that an error waits to be said.
    touched: str | None = None
    held: bool = False


def sheet(request: Request, opened: Opened, form: AppointmentForm) -> Sheet:
    record, may_override_checks = form.record, may_override(request)
    reviewed = review(form, Words(form.names, form.shown_in))
    calendar_id = str(form.shown("calendar_id"))
    shown = controls(form, _offered(form, calendar_id))
    switches = settable(may_override=may_override_checks, may_notify=form.may_notify)
    return Sheet(
        event_id=record.id,
        page_url=reverse("appointment", args=[record.id]),
        form=shown,
        slots=[shown[name] for name in SLOTS],
        switches=[shown[name] for name in switches],
        sections=sections(reviewed),
        offsets=_offsets(form),
        review=reviewed,
        scope=_scope(record, came_from=_came_from(request)),
        rule_said=_rule(form),
        builder=builder(record.start_time, form.shown_in),
        kept_place=opened.record.address or "",
        place_set=partial(placed.set_here, record, Words(form.names, form.shown_in)),
        team_of=calendar_id,
        zone=zone_said(form.names, _moment(form), carried=form.zone),
        zone_known=form.zone is not None,
        zone_key=form.shown_in.key,
        day_iso=echo.day_shown(form),
        when_said=echo.said(form),
        unread_times=echo.unread_times(opened.record),
        echo=echo.echo(form),
        may_edit=may_edit(request) and not opened.gone,
        may_override=may_override_checks,
        begun=record.has_begun(timezone.now()),
        fresh=is_fresh(opened),
        form_key=uuid.uuid4(),
        baseline=baseline.sign(Baseline(record, form.zone)),
        waits=waiting.numbers(form.waits),
        offered=request.POST.get("offered", ""),
    )


def _moment(form: AppointmentForm) -> datetime:
    """Return when the zone is that of the form: at the typed time, or at its own."""
    typed = form.span.start if form.span else None
    return typed or form.record.start_time or timezone.now()


def _offered(
    form: AppointmentForm, calendar_id: str
) -> dict[str, Sequence[choices.Choice]]:
    """Return what each control has to choose from; nothing where it is typed."""
    record, names = form.record, form.names
    return {
        "length": choices.lengths(
            record, names, form.initial["length"], form.shown("length")
        ),
        "assigned_user_id": choices.team(
            names, calendar_id, record.assigned_user_id or ""
        ),
        "calendar_id": choices.calendars(names, record.calendar_id or ""),
        "place": choices.sources(),
        "meeting_location_id": choices.places(names, calendar_id),
        "meeting_location_type": choices.place_types(),
        "appointment_status": choices.statuses(record, now=timezone.now()),
    }


def _offsets(form: AppointmentForm) -> list[Choice] | None:
    """Return the two instants of an hour that happens twice, if that is the start."""
    if form.offsets is None:
        return None
    found = [
        Choice(
            str(clock.offset_minutes(one)),
            f"{one:%H:%M} ({clock.offset_label(one)})",
        )
        for one in form.offsets
    ]
    own = form.initial["start_offset"]
    return [one.marked(form.shown("start_offset"), own) for one in found]


def _came_from(request: Request) -> str:
    """Return the occurrence that somebody was at before the whole series."""
    return request.POST.get("one", "") or request.GET.get("one", "")


def _scope(record: AppointmentRecord, *, came_from: str = "") -> Scope | None:
    """Return what else there is of a series.

    `came_from` is the occurrence to go back to from the whole series.
    """
    if master := master_of(record):
        return Scope(record.id, master, "one")
    if record.is_recurring or record.rrule:
        back = ids.series_of(came_from)
        one = came_from if back and back.master == record.id else ""
        return Scope(one, record.id, "all")
    return None


def _rule(form: AppointmentForm) -> Rule | None:
    """Say the repeat rule and its next dates: the typed one when it is sound.

    Of an occurrence only what repeats: the dates begin where its series does.
    """
    record = form.record
    text = _rule_to_say(form)
    if not text:
        return None
    begins = form.span.start if form.span else record.start_time
    start = None if master_of(record) else begins
    busy = partial(_busy, form) if "rrule" in form.touched and start else None
    return repeating.said(text, start, form.shown_in, now=timezone.now(), busy=busy)


def _rule_to_say(form: AppointmentForm) -> str | None:
    """Return the typed rule, though it may be refused for more than what it says."""
    if "rrule" not in form.touched:
        return form.record.rrule
    typed = str(form.shown("rrule"))
    try:
        if typed:
            rules.read(typed)
    except Fault:
        return form.record.rrule
    return typed


def _busy(
    form: AppointmentForm, starts: Sequence[datetime]
) -> list[list[Taken] | None]:
    """Return what the chosen assignee has at these times, for as long as this takes."""
    user_id = str(form.shown("assigned_user_id"))
    record, span = form.record, form.span
    first = span.start if span else record.start_time
    last = span.end if span else record.end_time
    if not user_id or not first or not last:
        return [None] * len(starts)
    spans = [(at, at + (last - first)) for at in starts]
    return taken.on_each(user_id, spans, but=form.record.id)


def is_fresh(opened: Opened) -> bool:
    age = timezone.now() - opened.seen_at if opened.seen_at else None
    return age is not None and age.total_seconds() <= fresh_s()
