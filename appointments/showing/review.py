"""What is about to be sent: changes in words, the exact request, what it sets off."""

import json
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from appointments import availability
from appointments.connection import as_curl
from appointments.editing import complete
from appointments.forms import AppointmentForm
from appointments.forms.editor import SECTIONS
from appointments.index.tables import Appointment
from appointments.leadway.changes import Changes, WriteOptions, update_body
from appointments.leadway.records import AppointmentRecord
from appointments.times.clock import LONG
from appointments.times.writing import write_span
from appointments.words import Words

MOST_NAMED = 3
TOGETHER = {
    "when": ("start_time", "end_time"),
    "where": ("meeting_location_id", "meeting_location_type", "address"),
}
SECTION_OF = {
    "assigned_user_id": "who",
    "calendar_id": "who",
    "appointment_status": "status",
    "title": "what",
    "description": "what",
    "rrule": "repeat",
    **{name: section for section, names in TOGETHER.items() for name in names},
}


@dataclass(frozen=True, slots=True)
class Change:
    """One line of the review. `cleared` tells a change to nothing from another."""

    section: str
    label: str
    before: str
    after: str
    cleared: bool = False


@dataclass(frozen=True, slots=True)
class Review:
    changes: list[Change]
    sentence: str
    request: str
    curl: str
    warnings: list[str]
    skips_check: bool
    automations: bool
    unreadable: set[str]

    @property
    def count(self) -> int:
        """Count what was changed, also where it cannot be sent as it is."""
        return len(self.changes) + len(self.unreadable)

    @property
    def sections(self) -> set[str]:
        return {change.section for change in self.changes} | self.unreadable


def changes_in_words(
    changes: Changes, before: AppointmentRecord, words: Words
) -> list[Change]:
    """Return one line for each thing a person would call a change."""
    asked = changes.asked()
    lines = []
    for section, names in TOGETHER.items():
        touched = [name for name in names if name in asked]
        if touched:
            lines.append(_together(section, touched, changes, before, words))
    for name, value in asked.items():
        if name not in (*TOGETHER["when"], *TOGETHER["where"]):
            lines.append(
                Change(
                    SECTION_OF[name],
                    words.label(name),
                    words.value(name, getattr(before, name)),
                    words.value(name, value),
                    cleared=value == "",
                )
            )
    return lines


def _together(
    section: str,
    names: list[str],
    changes: Changes,
    before: AppointmentRecord,
    words: Words,
) -> Change:
    if section == "when":
        was = words.span(before.start_time, before.end_time)
        becomes = words.span(changes.start_time, changes.end_time)
        return Change(section, _("When"), was, becomes)
    parts = [words.value(name, getattr(changes, name)) for name in names]
    was = words.value("address", before.address)
    cleared = changes.asked().get("address") == "" and len(names) == 1
    return Change(section, _("Where"), was, ", ".join(parts), cleared)


def review(form: AppointmentForm, words: Words) -> Review:
    """Review a form that was validated; without errors the request is exact."""
    changes, options = form.changes, form.options
    body = {}
    if not form.errors and changes:
        body = update_body(complete(changes, form.record), options)
    return Review(
        changes=changes_in_words(changes, form.record, words),
        sentence=sentence(options, bool(changes.rrule)),
        request=json.dumps(body, indent=2, ensure_ascii=False) if body else "",
        curl=as_curl(form.record.id, body) if body else "",
        warnings=warnings(form.record, changes, words),
        skips_check=options.ignore_free_slot_validation,
        automations=options.to_notify,
        unreadable=_unreadable(form),
    )


def _unreadable(form: AppointmentForm) -> set[str]:
    """Name the sections that were changed into something that cannot be sent."""
    sent = {SECTION_OF[name] for name in form.changes.asked()}
    return {
        section
        for section, names in SECTIONS.items()
        if section not in sent and form.errors.keys() & set(names)
    }


def sentence(options: WriteOptions, repeats: bool) -> str:
    """Say what saving will set off, in one sentence."""
    if options.to_notify:
        said = _("Saving runs Leadway’s automations: reminders and workflows react.")
    else:
        said = _("Saving runs no automations in Leadway.")
    if not options.ignore_free_slot_validation:
        said += " " + _("Leadway checks that the time is free.")
    if repeats:
        said += " " + _(
            "The repeat rule applies because the free-slot check is skipped."
        )
    return said


def warnings(record: AppointmentRecord, changes: Changes, words: Words) -> list[str]:
    """Return what a person should know and may ignore."""
    found = overlaps(record, changes, words)
    start, end = changes.start_time, changes.end_time
    if start and end and end - start > LONG:
        hours = round((end - start) / timedelta(hours=1))
        found.append(_("This takes %(hours)d hours. Is that right?") % {"hours": hours})
    elsewhere = changes.meeting_location_type not in (None, "address", "custom")
    if elsewhere and changes.address is None and record.address:
        stays = _("The place stays “%(place)s”. Change it if it does not fit.")
        found.append(stays % {"place": record.address[:60]})
    if changes.calendar_id:
        found.append(_("The new calendar has free slots and places of its own."))
    if changes.address and changes.meeting_location_type not in (None, "custom"):
        found.append(
            _("With a place written here, Leadway may store the kind as Custom.")
        )
    return found


def overlaps(record: AppointmentRecord, changes: Changes, words: Words) -> list[str]:
    """Name what the assignee already has at that time, as far as the index knows."""
    if not (changes.start_time or changes.assigned_user_id):
        return []
    after = replace_known(record, changes)
    if not (after.assigned_user_id and after.start_time and after.end_time):
        return []
    rows = availability.taking(
        after.assigned_user_id, after.start_time, after.end_time, but=record.id
    )[: MOST_NAMED + 2]
    said = list(dict.fromkeys(_overlap(row, after, words) for row in rows))
    return said if len(said) <= MOST_NAMED else [*said[:MOST_NAMED], _("And others.")]


def replace_known(record: AppointmentRecord, changes: Changes) -> AppointmentRecord:
    return replace(record, **changes.asked())


def _overlap(row: Appointment, after: AppointmentRecord, words: Words) -> str:
    other = row.contact.name if row.contact else row.event_id
    return _("%(who)s already has %(other)s at %(span)s.") % {
        "who": words.value("assigned_user_id", after.assigned_user_id),
        "other": other,
        "span": _span(row.start_time, row.end_time, words),
    }


def _span(start: datetime | None, end: datetime | None, words: Words) -> str:
    return write_span(start, end, words.zone) if start and end else ""
