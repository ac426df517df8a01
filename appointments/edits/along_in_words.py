"""What goes along with the changes, in words: which value, and why we put it in."""

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from appointments.connection import default_options
from appointments.edits import along, diff
from appointments.leadway.changes import Changes, WriteOptions
from appointments.leadway.fields import OPTIONS
from appointments.leadway.records import AppointmentRecord
from appointments.words import Words


@dataclass(frozen=True, slots=True)
class Along:
    """A value of a request that nobody asked for."""

    label: str
    value: str
    why: str


def told(
    body: Mapping[str, Any],
    changes: Changes,
    options: WriteOptions,
    record: AppointmentRecord,
    words: Words,
) -> list[Along]:
    """Return every value of a body that nobody asked for, with its reason."""
    attributes = [
        Along(words.label(name), words.value(name, value), _why(name, options, record))
        for name, value in along.put_in(body, changes).items()
    ]
    return [*attributes, *_flags(options, words)]


def _why(name: str, options: WriteOptions, record: AppointmentRecord) -> str:
    match name:
        case "appointment_status" if along.becomes(record):
            return _("Leadway does not take the present one back.")
        case "appointment_status":
            return _("Leadway resets a status that is left out.")
        case "start_time" | "end_time":
            return _("Leadway takes start and end together.")
        case "assigned_user_id" if options.ignore_free_slot_validation:
            return _("Without its check of free times Leadway wants an assignee.")
    return _("Leadway asked for it.")


def _flags(options: WriteOptions, words: Words) -> Iterator[Along]:
    for name in OPTIONS:
        value = getattr(options, name)
        if value is None:
            continue
        said = pgettext("switch", "on") if value else pgettext("switch", "off")
        why = _("Said each time: left out, it may count as the other.")
        if name == "override_location_config":
            why = _("It follows from how the place is given.")
        yield Along(words.label(name), said, why)


def of_a_press() -> str:
    """Say what goes along with each press of a row and each drop, before there is one.

    What becomes another by it is asked about first: see `new_status`.
    """
    options = default_options()
    said = [
        _(
            "What a press or a drag needs besides goes along as it is: status, times"
            " or assignee. Automations stay off."
        )
    ]
    if options.ignore_free_slot_validation:
        said.append(_("Leadway does not check whether the time is free."))
    if options.ignore_date_range:
        said.append(_("Leadway does not check how soon or how far ahead it is."))
    return " ".join(said)


def unchanged(
    body: Mapping[str, Any], changes: Changes, record: AppointmentRecord, words: Words
) -> str:
    """Name what goes along as it is, in one sentence; "" for nothing."""
    names = [
        name
        for name, value in along.put_in(body, changes).items()
        if diff.same(name, value, getattr(record, name))
    ]
    if not names:
        return ""
    return _("Sent along as it is: %(names)s.") % {"names": words.labels(names)}


def new_status(asked: Container[str], record: AppointmentRecord, words: Words) -> str:
    """Say what the status becomes where it cannot stay what it is; "" where it can.

    Or where it is one of those that are `asked` for.
    """
    name = "appointment_status"
    if name in asked:
        return ""
    before = words.value(name, record.appointment_status)
    if sent := along.becomes(record):
        said = _(
            "The status becomes “%(after)s”: Leadway does not take “%(before)s” back."
        )
        return said % {"after": words.value(name, sent), "before": before}
    if stored := along.may_become(record):
        said = _("Leadway may turn the status “%(before)s” into “%(after)s”.")
        return said % {"after": words.value(name, stored), "before": before}
    return ""
