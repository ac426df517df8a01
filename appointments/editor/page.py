"""What the editor's page and its fragments are made of: one context for all of them."""

import uuid
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy

from appointments.connection import default_options, fresh_s
from appointments.editor import choices
from appointments.editor.form import SECTIONS, AppointmentForm
from appointments.editor.known import as_json, rows
from appointments.editor.review import Review, review
from appointments.edits import baseline
from appointments.edits.baseline import Baseline
from appointments.edits.diff import Verdict
from appointments.edits.entries import history
from appointments.edits.in_words import words
from appointments.edits.tables import Edit
from appointments.edits.views import shown
from appointments.index import directory
from appointments.index.copies import Contact
from appointments.index.reading import Opened
from appointments.leadway import ids
from appointments.leadway.fields import ATTRIBUTES
from appointments.leadway.records import AppointmentRecord
from appointments.request import Request, may_edit, may_override, person
from appointments.times import clock, writing
from appointments.words import LABEL, PLACE_ICON, PLACE_TYPE, STATUS, Words

SLOTS = {
    "date": gettext_lazy("Date"),
    "start": LABEL["start_time"],
    "end": LABEL["end_time"],
    "length": gettext_lazy("Length"),
    **{name: LABEL[name] for name in ATTRIBUTES if not name.endswith("_time")},
}


def as_now(record: AppointmentRecord) -> Baseline:
    """Return what a form that is made now shows of a record."""
    return Baseline(record, directory.current().zone)


def make_form(
    request: Request,
    seen: Baseline,
    data: Any = None,
    *,
    only: str = "",
) -> AppointmentForm:
    """Return the form of what is or was seen, with what this person may and prefers.

    Posted times are read in the zone that they were shown in, whichever it is by now.
    """
    names = directory.current()
    defaults = default_options()
    automations = defaults.to_notify or person(request).run_automations
    return AppointmentForm(
        data,
        record=seen.record,
        names=names,
        zone=seen.zone,
        today=clock.local(timezone.now(), seen.zone or clock.UTC_ZONE).date(),
        defaults=replace(defaults, to_notify=automations),
        may_override=may_override(request),
        only=only,
    )


def page_context(
    request: Request,
    opened: Opened,
    form: AppointmentForm,
    edit: Edit | None,
    edits: list[Edit] | None = None,
) -> dict[str, Any]:
    """Return everything that the whole page shows; `edits` when they are read yet."""
    said = words()
    contact = opened.contact
    return (
        form_context(request, opened, form)
        | record_context(opened, said, contact)
        | history_context(request, opened.record.id, said, edits)
        | answer_context(request, edit)
        | {"nav": "appointment"}
    )


def form_context(
    request: Request, opened: Opened, form: AppointmentForm
) -> dict[str, Any]:
    """Return what the form itself needs: choices, keys, and the review so far."""
    record, names = form.record, form.names
    reviewed = review_of(form)
    calendar_id = str(form["calendar_id"].value() or "")
    return {
        "form": form,
        "event_id": record.id,
        "page_url": reverse("appointment", args=[record.id]),
        "sections": SECTIONS,
        "slots": slots(form),
        "opened": opened,
        "form_key": uuid.uuid4(),
        "baseline": baseline.sign(Baseline(record, form.zone)),
        "offered": request.POST.get("offered", ""),
        "statuses": choices.statuses(record, now=timezone.now()),
        "place_types": choices.place_types(),
        "places": choices.places(names, calendar_id),
        "team": choices.team(names, calendar_id, record.assigned_user_id or ""),
        "team_of": calendar_id,
        "calendars": choices.calendars(names, record.calendar_id or ""),
        "lengths": choices.lengths(record, names),
        "offsets": offset_choices(form),
        "zone": writing.write_zone(record.start_time or timezone.now(), form.shown_in),
        "may_edit": may_edit(request) and not opened.gone,
        "may_override": may_override(request),
        "review": reviewed,
        "scope": scope(record, came_from=request.GET.get("one", "")),
        "rule_said": rule_context(form),
    }


def review_of(form: AppointmentForm) -> Review | None:
    """Review a bound form; an unbound one has nothing to review."""
    if not form.is_bound:
        return None
    form.is_valid()
    return review(form, Words(form.names, form.shown_in))


def slots(form: AppointmentForm) -> list[dict[str, str]]:
    """Return the place of each control's error, empty where there is none."""
    errors = form.errors if form.is_bound else {}
    return [
        {
            "name": name,
            "label": str(label),
            "message": " ".join(map(str, errors.get(name, []))),
        }
        for name, label in SLOTS.items()
    ]


def offset_choices(form: AppointmentForm) -> list[choices.Choice] | None:
    """Return the two instants of an hour that happens twice, if that is the start.

    None where the start is not to be read yet: then what is chosen is left alone.
    """
    if form.offsets is None:
        return None
    return [
        choices.Choice(
            str(round((one.utcoffset() or one - one).total_seconds() / 60)),
            f"{one:%H:%M} ({clock.offset_label(one)})",
        )
        for one in form.offsets
    ]


def scope(record: AppointmentRecord, *, came_from: str = "") -> dict[str, str] | None:
    """Return the two ids of a series: one occurrence, and the whole of it.

    `came_from` is the occurrence to go back to from the whole series.
    """
    occurrence = ids.series_of(record.id)
    master = record.master_event_id or (occurrence.master if occurrence else "")
    if ids.is_event_id(master) and master != record.id:
        return {"one": record.id, "all": master, "at": "one"}
    if record.is_recurring or record.rrule:
        back = ids.series_of(came_from)
        one = came_from if back and back.master == record.id else ""
        return {"one": one, "all": record.id, "at": "all"}
    return None


def rule_context(form: AppointmentForm) -> dict[str, Any] | None:
    """Say the repeat rule and its next dates: the typed one when it is sound."""
    record = form.record
    text = record.rrule
    if "rrule" in form.touched and "rrule" not in form.errors:
        text = form.changes.rrule
    if not text:
        return None
    return choices.rule(text, record.start_time, form.shown_in, now=timezone.now())


def record_context(
    opened: Opened, said: Words, contact: Contact | None
) -> dict[str, Any]:
    record = opened.record
    status = record.appointment_status or ""
    kind = record.meeting_location_type or ""
    return {
        "opened": opened,
        "contact": contact,
        "contact_id": record.contact_id,
        "heading": contact.name if contact else (record.title or record.id),
        "title": record.title or "",
        "span": said.span(record.start_time, record.end_time),
        "assignee": said.value("assigned_user_id", record.assigned_user_id),
        "place": record.address or str(PLACE_TYPE.get(kind, "")),
        "place_icon": PLACE_ICON.get(kind, "map-pin"),
        "status": status,
        "status_icon": f"st-{status}" if status in STATUS else "circle-dot",
        **day_link(record, said),
        "status_label": str(STATUS.get(status, status)),
        "record_rows": rows(opened, said, contact),
        "record_json": as_json(opened),
        "seen": opened.seen_at and stamp(opened.seen_at, said),
        "fresh": is_fresh(opened),
    }


def day_link(record: AppointmentRecord, said: Words) -> dict[str, str]:
    """Return the list of the day that the appointment is on, and what to call it."""
    today = clock.local(timezone.now(), said.zone).date()
    day = (
        clock.local(record.start_time, said.zone).date() if record.start_time else today
    )
    if day == today:
        return {"day_url": reverse("day"), "day_label": gettext("Today")}
    url = f"{reverse('day')}?date={day.isoformat()}"
    return {"day_url": url, "day_label": writing.write_short_day(day)}


def is_fresh(opened: Opened) -> bool:
    age = timezone.now() - opened.seen_at if opened.seen_at else None
    return age is not None and age.total_seconds() <= fresh_s()


def stamp(moment: datetime, said: Words) -> str:
    """Return the time of a reading, with its day when that is not today."""
    return writing.write_stamp(moment, now=timezone.now(), zone=said.zone)


def ago(moment: datetime) -> str:
    return writing.write_ago(moment, now=timezone.now(), zone=words().zone)


def history_context(
    request: Request, event_id: str, said: Words, edits: list[Edit] | None
) -> dict[str, Any]:
    found = Edit.about(event_id) if edits is None else edits
    now = timezone.now()
    return {"history": history(found, said, now=now, may_edit=may_edit(request))}


def answer_context(request: Request, edit: Edit | None) -> dict[str, Any]:
    """Return the receipt, and which fields of the record came back as asked."""
    if edit is None:
        return {"receipt": None, "shown": None}
    seen = shown(edit, request)
    confirmed = [
        row.name for row in seen.receipt.rows if row.verdict == Verdict.CONFIRMED
    ]
    return {"receipt": seen.receipt, "shown": seen, "changed_names": confirmed}
