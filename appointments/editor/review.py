"""What is about to be sent: changes in words, the exact request, what it sets off."""

import json
from dataclasses import dataclass, field, replace
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from appointments.connection import as_curl, hold_s
from appointments.editor import waiting
from appointments.editor.form import SECTIONS, AppointmentForm
from appointments.edits import along_in_words
from appointments.edits.along import complete, written
from appointments.edits.along_in_words import Along
from appointments.edits.in_words import Change, overlaps
from appointments.edits.intending import around, moves
from appointments.leadway.changes import Changes, WriteOptions
from appointments.leadway.fields import SECTION_OF
from appointments.leadway.records import AppointmentRecord
from appointments.times.clock import LONG
from appointments.words import Words


@dataclass(frozen=True, slots=True)
class Review:
    """`along` is what nobody asked for, and `goes_along` names what stays of it.

    `waits` is what was saved before and is not sent yet, as it stands in the form.
    """

    changes: list[Change]
    sentence: str
    request: str
    curl: str
    warnings: list[str]
    automations: bool
    unreadable: set[str]
    along: list[Along] = field(default_factory=list)
    goes_along: str = ""
    waits: list[Change] = field(default_factory=list)

    @property
    def count(self) -> int:
        """Count what was changed, also where it cannot be sent as it is."""
        return len(self.changes) + len(self.unreadable)

    @property
    def icon(self) -> str:
        if not self.sentence:
            return ""
        return "bell" if self.automations else "bell-off"

    @property
    def sections(self) -> set[str]:
        return {change.section for change in self.changes} | self.unreadable


def review(form: AppointmentForm, words: Words) -> Review:
    """Review a form; without errors the request is exact.

    One that is not bound has nothing to review.
    """
    if not form.is_bound:
        return Review([], "", "", "", [], False, set())
    form.is_valid()
    changes, options, record = form.changes, form.options, form.record
    body = {}
    if not form.errors and changes:
        body = written(complete(changes, options, record), options)
    changed, waits = waiting.told(form, words)
    said = [sentence(options, bool(changes.rrule)), _of_what_waits(changed, waits)]
    return Review(
        changes=changed,
        sentence=" ".join(filter(None, said)),
        request=json.dumps(body, indent=2, ensure_ascii=False) if body else "",
        curl=as_curl(record.id, body) if body else "",
        warnings=warnings(record, changes, words),
        automations=options.to_notify,
        unreadable=_unreadable(form),
        along=along_in_words.told(body, changes, options, record, words)
        if body
        else [],
        goes_along=along_in_words.unchanged(body, changes, record, words),
        waits=waits,
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
        if held_s := round(hold_s()):
            later = _("It goes out %(s)d s later, and can be undone until then.")
            said += " " + later % {"s": held_s}
    else:
        said = _("Saving runs no automations in Leadway.")
    if not options.ignore_free_slot_validation:
        said += " " + _("Leadway checks that the time is free.")
    if repeats:
        said += " " + _(
            "The repeat rule applies, because Leadway does not check whether the time"
            " is free."
        )
    return said


def _of_what_waits(changed: list[Change], waits: list[Change]) -> str:
    """Say what saving does with what is saved already."""
    if not waits:
        return ""
    if changed:
        return _("What is waiting to be sent goes out together with it.")
    return _("What you changed is noted, and waiting to be sent.")


def warnings(record: AppointmentRecord, changes: Changes, words: Words) -> list[str]:
    """Return what a person should know and may ignore."""
    others = around(record, changes)[1] if moves(changes) else ()
    after = replace(record, **changes.asked())
    found = overlaps(others, after, words)
    status = along_in_words.new_status(changes.asked(), record, words)
    if changes and status:
        found.append(status)
    start, end = changes.start_time, changes.end_time
    if start and end and end - start > LONG:
        hours = round((end - start) / timedelta(hours=1))
        found.append(_("This takes %(hours)d hours. Is that right?") % {"hours": hours})
    if start and record.start_time and start < timezone.now() < record.start_time:
        found.append(_("This moves it into the past."))
    elsewhere = changes.meeting_location_type not in (None, "address", "custom")
    if elsewhere and changes.address is None and record.address:
        stays = _("The place stays “%(place)s”. Change it if it does not fit.")
        found.append(stays % {"place": record.address[:60]})
    if changes.calendar_id:
        found.append(_("The new calendar has free times and places of its own."))
    if changes.address and changes.meeting_location_type not in (None, "custom"):
        found.append(
            _("With a place written here, Leadway may store the kind as Custom.")
        )
    return found
