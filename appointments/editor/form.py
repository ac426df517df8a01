"""The editor's form: what did the person change, and is each change well formed?

Only what was changed is checked: a strange value that came from Leadway in another
field never blocks a save.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _

from appointments.editor import rule, status, text, when, where
from appointments.editor.bare import Shared, line
from appointments.editor.initial import initial
from appointments.editor.options import Options
from appointments.editor.trouble import Trouble
from appointments.editor.typed import Typed, is_same
from appointments.editor.where import Where
from appointments.editor.who import Who
from appointments.edits.tables import Edit
from appointments.index.directory import Directory
from appointments.leadway import fields, statuses
from appointments.leadway.changes import Changes, WriteOptions
from appointments.leadway.records import AppointmentRecord
from appointments.times.clock import UTC_ZONE

# The controls of each section: those of its fields, but for the time and the place.
SECTIONS = {
    **fields.SECTIONS,
    "when": when.FIELDS,
    "where": where.FIELDS,
}


class AppointmentForm(forms.Form):
    """Bound or not, it starts from the record that the person is looking at.

    After `is_valid()`: `changes` (what to send), `options` (how), `reason` (for our
    own history), and `touched` (names of the controls that differ from the record).
    """

    date = line()
    start = line()
    end = line()
    end_next_day = forms.BooleanField(required=False)
    length = line()
    start_offset = line()
    end_follows = line()
    assigned_user_id = line()
    calendar_id = line()
    place = line()
    meeting_location_id = line()
    meeting_location_type = line()
    address = line()
    appointment_status = line()
    title = line()
    description = line()
    rrule = line()
    rrule_consent = forms.BooleanField(required=False)
    to_notify = forms.BooleanField(required=False)
    ignore_date_range = forms.BooleanField(required=False)
    ignore_free_slot_validation = forms.BooleanField(required=False)
    override_location_config = line()
    why = line()

    changes: Changes
    options: WriteOptions
    reason = ""
    refused = False
    """Whether its errors are Leadway's own, which another look does not take back."""
    waits: tuple[Edit, ...] = ()
    """What of it waits to be sent already, see waiting.py."""

    def __init__(
        self,
        data: Any = None,
        *,
        record: AppointmentRecord,
        names: Directory,
        zone: ZoneInfo | None,
        today: dt.date,
        defaults: WriteOptions,
        may_override: bool = False,
        may_notify: bool = True,
        only: str = "",
    ) -> None:
        self.record, self.names, self.zone, self.today = record, names, zone, today
        self.defaults, self.only = defaults, only
        self.may_override, self.may_notify = may_override, may_notify
        self.sections = (only,) if only in SECTIONS else tuple(SECTIONS)
        self.shown_in = zone or UTC_ZONE
        # The two instants of an hour that happens twice; None for not to be read yet.
        self.offsets: tuple[dt.datetime, ...] | None
        self.offsets = when.twins_of(record, self.shown_in)
        # What dates and times are read by; after `is_valid()` with what was typed.
        self.typed_when = Typed({}, frozenset(), record, self.shown_in, today)
        self.span: when.Span | None = None
        self.instead: dict[str, dt.datetime] = {}
        shown = initial(record, self.shown_in, defaults)
        if data is not None and not {*when.FIELDS} & {*data}:
            # Its times could not be edited, and so were not posted: they are as shown.
            times = {name: shown[name] for name in when.FIELDS if shown[name]}
            data = times | (data.dict() if isinstance(data, QueryDict) else data)
        super().__init__(data, initial=shown, prefix=None)

    def shown(self, name: str) -> str | bool:
        """Return what is in a control: as it was typed, else as the record has it."""
        if not self.is_bound:
            value = self.initial.get(name)
        else:
            value = self.fields[name].widget.value_from_datadict(self.data, {}, name)
        return value or ""

    @cached_property
    def touched(self) -> frozenset[str]:
        """Name the controls whose typed value differs from the record's.

        Another way of writing the same does not. A control that was not posted was
        not touched: half a form clears nothing.
        """
        if not self.is_bound:
            return frozenset()
        posted = {*self.data, *(("end_next_day",) if "end" in self.data else ())}
        unused = where.unused(str(self.shown("place")))
        changed = posted & set(self.changed_data) - set(unused)
        found = frozenset(name for name in changed if not self._is_same(name))
        alone = not found & {*when.FIELDS} - {when.FOLLOWS}
        return found - {when.FOLLOWS} if alone else found

    def _is_same(self, name: str) -> bool:
        typed, shown = (str(of.get(name) or "") for of in (self.data, self.initial))
        return self.means(name, typed, shown)

    def means(self, name: str, typed: str, shown: str) -> bool:
        """Whether the first is another way of writing the second."""
        if name in when.READ:
            return is_same(name, typed, shown, self.typed_when)
        return name in fields.LIMITS and text.is_same(name, typed, shown)

    def typed(self, name: str) -> str:
        return text.as_typed(name, str(self.cleaned_data.get(name) or ""))

    # --- from controls to changes ---

    def clean(self) -> dict[str, Any]:
        asked: dict[str, Any] = {}
        for read in self._readers():
            try:
                asked |= read()
            except Trouble as trouble:
                self._refuse(trouble)
        self.reason = asked.pop("why", "")
        self.changes = Changes(**asked)
        self._check_status()
        self.options = self._options().for_changes(self.changes)
        return self.cleaned_data

    def _refuse(self, trouble: Trouble) -> None:
        self.add_error(trouble.field, trouble.message)
        if trouble.instead:
            self.instead[trouble.field] = trouble.instead

    def _readers(self) -> Iterator[Callable[[], dict[str, Any]]]:
        """Yield what reads each part that can be wrong on its own."""
        touched, shown = self.touched, self.initial["address"]
        people = Who(self.typed, touched, self.record, self.names)
        place = Where(self.typed, touched, shown, self.names)
        readers: dict[str, Iterable[Callable[[], dict[str, Any]]]] = {
            "when": (self._when,),
            "who": (people.calendar, people.assignee),
            "where": place.parts(),
            "status": (self._status,),
            "what": (lambda: self._text("title"), lambda: self._text("description")),
            "repeat": (self._repeat,),
        }
        for section in self.sections:
            yield from readers[section]
        yield lambda: text.read("why", self.typed("why"), "")

    def _when(self) -> dict[str, dt.datetime]:
        touched = self.touched & set(when.FIELDS)
        typed = replace(self.typed_when, values=self.cleaned_data, touched=touched)
        self.typed_when = typed
        if not touched:
            return {}
        if self.zone is None:
            message = _(
                "The account’s time zone is not known, so no time can be changed."
            )
            raise Trouble(when.first_of(touched), message)
        if touched & when.STARTS:
            self.offsets = when.twins(typed)
        if unreadable := when.faults(typed):
            for trouble in unreadable:
                self._refuse(trouble)
            return {}
        self.span = span = when.read(typed)
        same = (self.record.start_time, self.record.end_time) == (span.start, span.end)
        return {} if same else {"start_time": span.start, "end_time": span.end}

    def _status(self) -> dict[str, str]:
        return status.read(self.typed("appointment_status"), self.touched)

    def _text(self, name: str) -> dict[str, str]:
        if name not in self.touched:
            return {}
        return text.read(name, self.typed(name), self.initial[name])

    def _repeat(self) -> dict[str, str]:
        if "rrule" not in self.touched:
            return {}
        typed, shown = self.typed("rrule"), self.initial["rrule"]
        start, zone = self.record.start_time, self.shown_in
        asked = rule.read(typed, shown, start=start, zone=zone)
        if asked and not self._options().applies_a_rule:
            raise rule.not_applied(may_agree=self.may_override)
        return asked

    def _check_status(self) -> None:
        """Ask for a status when the record's own cannot be sent along."""
        if not self.changes or self.changes.appointment_status or self.errors:
            return
        if self.record.appointment_status in statuses.NAMES:
            return
        try:
            chosen = self._status().get("appointment_status")
        except Trouble as trouble:
            self._refuse(trouble)
            return
        if chosen:
            self.changes = replace(self.changes, appointment_status=chosen)
            return
        self._refuse(status.not_kept())

    # --- after the changes are known ---

    def leave_out(self, names: set[str]) -> None:
        """Drop changes after all: the person prefers what Leadway has now."""
        kept = {n: v for n, v in self.changes.asked().items() if n not in names}
        self.changes = Changes(**kept)
        self.options = self._options().for_changes(self.changes)

    def as_posted(self) -> dict[str, Any]:
        """Return what a browser posts when nobody touches this form."""
        return {name: value for name, value in self.initial.items() if value}

    def _options(self) -> Options:
        may = self.may_override, self.may_notify
        return Options(self.cleaned_data, self.defaults, *may)


AppointmentForm.base_fields = Shared(AppointmentForm.base_fields)
