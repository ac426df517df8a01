"""The form's controls as a page shows them: each with all that is said of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy

from appointments.editor.choices import Choice
from appointments.editor.form import SECTIONS, AppointmentForm
from appointments.editor.review import Review
from appointments.editor.waiting import since as changed_since
from appointments.editor.waiting import typed
from appointments.edits.in_words import Change
from appointments.leadway.fields import ATTRIBUTES
from appointments.words import LABEL, SECTION

# What controls are called that have a place beside them for what is wrong.
SLOTS = {
    "date": gettext_lazy("Date"),
    "start": LABEL["start_time"],
    "end": LABEL["end_time"],
    "length": gettext_lazy("Length"),
    **{name: LABEL[name] for name in ATTRIBUTES if not name.endswith("_time")},
    "why": gettext_lazy("Why (optional)"),
}
# The ids of what is chosen by tiles, each a control of its own.
TILES = {
    "appointment_status": "f-status-{value}",
    "meeting_location_type": "f-type-{value}",
    "meeting_location_id": "f-mlid-{n}",
    "place": "f-place-{value}",
}
# The same where it is typed, because nothing is known to choose from.
TYPED = {"meeting_location_id": "f-mlid"}
HINTS = {
    "to_notify": gettext_lazy(
        "Reminders and workflows in Leadway react to this change."
    ),
    "ignore_date_range": gettext_lazy(
        "Takes times that are sooner, or further ahead, than the calendar lets people"
        " book."
    ),
    "ignore_free_slot_validation": gettext_lazy(
        "Leadway takes the time even if it is taken already, and does not apply the"
        " limits above. A repeat rule is only applied with this on."
    ),
}


@dataclass(frozen=True, slots=True)
class Control:
    """One control: what is in it, what the record has, and what is wrong with it.

    Where something waits to be sent, it `was` that. `touched` says that it is not the
    record's; `refused` that the error is Leadway's own, which another look does not
    take back.
    """

    name: str
    value: str | bool
    was: str | bool
    touched: bool
    error: str
    refused: bool
    choices: Sequence[Choice] = ()
    # What is offered in the place of a time that does not exist.
    instead: datetime | None = None

    @property
    def instead_at(self) -> str:
        return f"{self.instead:%H:%M}" if self.instead else ""

    @property
    def instead_value(self) -> str:
        """Return what the button of it posts; see `suggested.taken`."""
        return f"{self.name} {self.instead:%Y-%m-%dT%H:%M}" if self.instead else ""

    @property
    def label(self) -> str:
        return str(SLOTS.get(self.name) or LABEL[self.name])

    @property
    def anchor(self) -> str:
        """The id of what a link to it leads to: of tiles the one that is chosen."""
        if self.name not in TILES:
            return f"f-{self.name}"
        if not self.choices:
            return TYPED[self.name]
        at = next((n for n, one in enumerate(self.choices) if one.chosen), 0)
        return TILES[self.name].format(value=self.choices[at].value, n=at + 1)

    @property
    def hint(self) -> str:
        return str(HINTS[self.name])


@dataclass(frozen=True, slots=True)
class Section:
    """What was changed in a section, in words, if anything was, and what waits."""

    name: str
    changes: list[Change]
    changed: bool
    waits: list[Change]

    @property
    def label(self) -> str:
        return str(SECTION[self.name])


def controls(
    form: AppointmentForm, offered: Mapping[str, Sequence[Choice]]
) -> dict[str, Control]:
    """Return the controls by name; `offered` are the choices of those that have any."""
    errors = form.errors if form.is_bound else {}
    initial, waiting, since = form.initial, typed(form.waits), changed_since(form)
    found = {}
    for name in form.fields:
        value, was = form.shown(name), initial.get(name) or ""
        if name in waiting:
            was = waiting[name] if name in since else value
        found[name] = Control(
            name,
            value,
            was,
            name in form.touched or name in waiting,
            " ".join(map(str, errors[name])) if name in errors else "",
            form.refused,
            [one.marked(value, was) for one in offered.get(name, ())],
            form.instead.get(name),
        )
    return found


def sections(review: Review) -> dict[str, Section]:
    changed = review.sections
    return {
        name: Section(
            name,
            [one for one in review.changes if one.section == name],
            name in changed,
            [one for one in review.waits if one.section == name],
        )
        for name in SECTIONS
    }
