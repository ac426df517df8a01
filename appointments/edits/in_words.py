"""Changes in words: one line for each thing that a person would call a change."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from appointments.index import directory
from appointments.index.tables import Appointment
from appointments.leadway.changes import Changes
from appointments.leadway.fields import ATTRIBUTES, SECTION_OF, SECTIONS
from appointments.leadway.records import AppointmentRecord
from appointments.times.writing import write_span
from appointments.words import Words

TOGETHER = {section: SECTIONS[section] for section in ("when", "where")}
MOST_NAMED = 3


@dataclass(frozen=True, slots=True)
class Change:
    """One line of the review. `cleared` tells a change to nothing from another.

    `note` says what was asked for where something else came of it; `name` is that of
    one of its fields, "" where nobody asked for it.
    """

    section: str
    label: str
    before: str
    after: str
    cleared: bool = False
    note: str = ""
    name: str = ""


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
                    name=name,
                )
            )
    return lines


def outside_in_words(
    before: AppointmentRecord, after: AppointmentRecord, words: Words
) -> list[Change]:
    """Return the same for what two readings told differently, which hold only that."""
    changes = Changes(**{name: getattr(after, name) for name in ATTRIBUTES})
    lines = changes_in_words(changes, before, words)
    start, end = "start_time", "end_time"
    if after.start_time is None and after.end_time is not None:
        # Its length was changed: a span without a start is none.
        was, becomes = (words.value(end, one.end_time) for one in (before, after))
        lines[0] = Change(SECTION_OF[start], words.label(end), was, becomes)
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
        return Change(section, _("When"), was, becomes, name=names[0])
    parts = [words.value(name, getattr(changes, name)) for name in names]
    was = words.value("address", before.address)
    cleared = changes.asked().get("address") == "" and len(names) == 1
    after = ", ".join(parts)
    return Change(section, _("Where"), was, after, cleared, name=names[0])


def overlaps(
    others: Iterable[Appointment], after: AppointmentRecord, words: Words
) -> list[str]:
    """Name what the assignee already has at that time: three of them at most."""
    said = list(dict.fromkeys(_overlap(other, after, words) for other in others))
    return said if len(said) <= MOST_NAMED else [*said[:MOST_NAMED], _("And others.")]


def _overlap(other: Appointment, after: AppointmentRecord, words: Words) -> str:
    start, end = other.start_time, other.end_time
    return _("%(who)s already has %(other)s at %(span)s.") % {
        "who": words.value("assigned_user_id", after.assigned_user_id),
        "other": other.called,
        "span": write_span(start, end, words.zone) if start and end else "",
    }


def words() -> Words:
    """Return the words of today's names, in the zone that times are shown in."""
    names = directory.current()
    return Words(names, names.shown_in)
