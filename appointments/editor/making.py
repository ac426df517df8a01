"""The form of what somebody is or was shown, with what this person may and prefers."""

from dataclasses import replace
from typing import Any

from django.utils import timezone

from appointments.connection import default_options
from appointments.editor import waiting
from appointments.editor.form import AppointmentForm
from appointments.edits.baseline import Baseline
from appointments.index import directory
from appointments.leadway.records import AppointmentRecord
from appointments.request import Request, may_override, person
from appointments.times import clock


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
    """Return the form of what is or was seen.

    Posted times are read in the zone that they were shown in, whichever it is by now.
    """
    names = directory.current()
    defaults = default_options()
    may_notify = person(request).decides_on_automations
    pinned = may_notify and person(request).automations_pinned
    form = AppointmentForm(
        data,
        record=seen.record,
        names=names,
        zone=seen.zone,
        today=clock.local(timezone.now(), seen.zone or clock.UTC_ZONE).date(),
        defaults=replace(defaults, to_notify=defaults.to_notify or pinned),
        may_override=may_override(request),
        may_notify=may_notify,
        only=only,
    )
    form.waits = waiting.posted(request, seen.record.id)
    return form
