"""The editor's form: what did the person change, and is each change well formed?

Only what was changed is checked: a strange value that came from Leadway in another
field never blocks a save.
"""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext as _

from appointments.forms import repeat, text, when, where, who
from appointments.forms.trouble import Trouble
from appointments.leadway import rules
from appointments.leadway.records import (
    SETTABLE_STATUSES,
    STATUSES,
    AppointmentRecord,
    Changes,
    WriteOptions,
)
from appointments.reference import Directory

SECTIONS = {
    "when": when.FIELDS,
    "who": who.FIELDS,
    "where": where.FIELDS,
    "status": ("appointment_status",),
    "what": ("title", "description"),
    "repeat": repeat.FIELDS,
}
OVERRIDES = {"true": True, "false": False}


def _line() -> forms.CharField:
    line = forms.CharField(required=False, strip=False)
    # What is typed is judged in words of our own, and only where it was changed.
    line.validators.clear()
    return line


class AppointmentForm(forms.Form):
    """Bound or not, it starts from the record that the person is looking at.

    After `is_valid()`: `changes` (what to send), `options` (how), and `touched`
    (names of the controls that differ from the record).
    """

    date = _line()
    start = _line()
    end = _line()
    end_next_day = forms.BooleanField(required=False)
    length = _line()
    start_offset = _line()
    assigned_user_id = _line()
    calendar_id = _line()
    place = _line()
    meeting_location_id = _line()
    meeting_location_type = _line()
    address = _line()
    appointment_status = _line()
    title = _line()
    description = _line()
    rrule = _line()
    rrule_consent = forms.BooleanField(required=False)
    to_notify = forms.BooleanField(required=False)
    ignore_date_range = forms.BooleanField(required=False)
    ignore_free_slot_validation = forms.BooleanField(required=False)
    override_location_config = _line()

    changes: Changes
    options: WriteOptions

    def __init__(
        self,
        data: Any = None,
        *,
        record: AppointmentRecord,
        names: Directory,
        zone: ZoneInfo,
        today: dt.date,
        defaults: WriteOptions,
        may_override: bool = False,
        only: str = "",
    ) -> None:
        self.record, self.names, self.zone, self.today = record, names, zone, today
        self.defaults, self.may_override = defaults, may_override
        self.only = only
        self.sections = (only,) if only in SECTIONS else tuple(SECTIONS)
        self.offsets: tuple[dt.datetime, ...] = ()
        super().__init__(data, initial=self._initial(), prefix=None)

    def _initial(self) -> dict[str, Any]:
        record, ours = self.record, self.defaults
        plain = {
            name: text.as_shown(name, getattr(record, name))
            for name in ("title", "description", "address", "rrule")
        }
        return (
            plain
            | when.as_initial(record, self.zone)
            | {
                "assigned_user_id": record.assigned_user_id or "",
                "calendar_id": record.calendar_id or "",
                "appointment_status": record.appointment_status or "",
                "place": where.KEEP,
                "to_notify": ours.to_notify,
                "ignore_date_range": ours.ignore_date_range,
                "ignore_free_slot_validation": ours.ignore_free_slot_validation,
            }
        )

    @cached_property
    def touched(self) -> frozenset[str]:
        """Name the controls whose typed value differs from the record's.

        Another way of writing the same does not. A control that was not posted was
        not touched: half a form clears nothing.
        """
        posted = {*self.data, *(("end_next_day",) if "end" in self.data else ())}
        unused = where.unused(self["place"].value())
        changed = posted & set(self.changed_data) - set(unused)
        return frozenset(name for name in changed if not self._is_same(name))

    def _is_same(self, name: str) -> bool:
        typed, shown = (str(of.get(name) or "") for of in (self.data, self.initial))
        if name in ("date", "start", "end"):
            return when.is_same(name, typed, shown, self.today)
        return name in text.LENGTHS and text.is_same(name, typed, shown)

    def typed(self, name: str) -> str:
        return text.as_typed(name, str(self.cleaned_data.get(name) or ""))

    # --- from controls to changes ---

    def clean(self) -> dict[str, Any]:
        asked: dict[str, Any] = {}
        for read in self._readers():
            try:
                asked |= read()
            except Trouble as trouble:
                self.add_error(trouble.field, trouble.message)
                self.offsets = self.offsets or trouble.choices
        self.changes = Changes(**asked)
        self._check_status()
        self.options = self._options()
        return self.cleaned_data

    def _readers(self) -> Iterator[Callable[[], dict[str, Any]]]:
        """Yield what reads each part that can be wrong on its own."""
        people = who.Who(self.typed, self.touched, self.record, self.names)
        readers: dict[str, tuple[Callable[[], dict[str, Any]], ...]] = {
            "when": (self._when,),
            "who": (people.calendar, people.assignee),
            "where": (self._where,),
            "status": (self._status,),
            "what": (lambda: self._text("title"), lambda: self._text("description")),
            "repeat": (self._repeat,),
        }
        for section in self.sections:
            yield from readers[section]

    def _when(self) -> dict[str, dt.datetime]:
        touched = self.touched & set(when.FIELDS)
        if not touched:
            return {}
        unreadable = when.faults(self.cleaned_data, touched, self.today)
        for trouble in unreadable:
            self.add_error(trouble.field, trouble.message)
        return {} if unreadable else self._span(touched)

    def _span(self, touched: frozenset[str]) -> dict[str, dt.datetime]:
        span = when.read(
            self.cleaned_data,
            touched=touched,
            record=self.record,
            zone=self.zone,
            today=self.today,
        )
        self.offsets = span.choices
        same = (self.record.start_time, self.record.end_time) == (span.start, span.end)
        return {} if same else {"start_time": span.start, "end_time": span.end}

    def _where(self) -> dict[str, str]:
        shown = self.initial["address"]
        return where.Where(self.typed, self.touched, shown, self.names).read()

    def _status(self) -> dict[str, str]:
        chosen = self.typed("appointment_status")
        if "appointment_status" not in self.touched:
            return {}
        if chosen in SETTABLE_STATUSES:
            return {"appointment_status": chosen}
        raise Trouble("appointment_status", _("Choose a status from the list."))

    def _text(self, name: str) -> dict[str, str]:
        if name not in self.touched:
            return {}
        return text.read(name, self.typed(name), self.initial[name])

    def _repeat(self) -> dict[str, str]:
        if "rrule" not in self.touched:
            return {}
        asked = repeat.read(self.typed("rrule"), self.initial["rrule"])
        consent = self.may_override and self.cleaned_data["rrule_consent"]
        if asked and not consent and not self._checks_skipped():
            raise repeat.not_applied(may_agree=self.may_override)
        return asked

    def _check_status(self) -> None:
        """Ask for a status when the record's own cannot be sent along."""
        if not self.changes or self.changes.appointment_status or self.errors:
            return
        if self.record.appointment_status in STATUSES:
            return
        chosen = self.typed("appointment_status")
        if chosen in SETTABLE_STATUSES and "appointment_status" in self.touched:
            self.changes = replace(self.changes, appointment_status=chosen)
            return
        self.add_error(
            "appointment_status",
            _(
                "Leadway resets the status of an appointment that is saved without one,"
                " and does not take this one back. Choose a status."
            ),
        )

    # --- after the changes are known ---

    def leave_out(self, names: set[str]) -> None:
        """Drop changes after all: the person prefers what Leadway has now."""
        kept = {n: v for n, v in self.changes.asked().items() if n not in names}
        self.changes = Changes(**kept)
        self.options = self._options()

    def as_posted(self) -> dict[str, Any]:
        """Return what a browser posts when nobody touches this form."""
        return {name: value for name, value in self.initial.items() if value}

    # --- how to apply this one write ---

    def _checks_skipped(self) -> bool:
        if not self.may_override:
            return self.defaults.ignore_free_slot_validation
        return bool(self.cleaned_data["ignore_free_slot_validation"])

    def _options(self) -> WriteOptions:
        """Return the flags; who may not set them gets the installation's."""
        options = replace(
            self.defaults,
            to_notify=bool(self.cleaned_data["to_notify"]),
            override_location_config=rules.derived_override(self.changes),
        )
        if self.may_override:
            chosen = OVERRIDES.get(self.typed("override_location_config"))
            options = replace(
                options,
                ignore_date_range=bool(self.cleaned_data["ignore_date_range"]),
                ignore_free_slot_validation=self._checks_skipped(),
                override_location_config=options.override_location_config
                if chosen is None
                else chosen,
            )
            if self.changes.rrule is not None and self.cleaned_data["rrule_consent"]:
                options = replace(options, ignore_free_slot_validation=True)
        return options
