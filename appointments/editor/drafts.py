"""The draft: what somebody typed and has not saved, kept from form to form.

A form that offers a draft carries it along, signed, until the person goes on with it or
discards it. What is typed meanwhile is laid over it, so that neither is lost.
"""

from collections.abc import Collection
from typing import Any, NamedTuple

from django.core import signing

from appointments.editor import page
from appointments.editor.form import SECTIONS, AppointmentForm
from appointments.edits.drafts import Draft
from appointments.edits.in_words import TOGETHER
from appointments.edits.telling import choice_of
from appointments.leadway.fields import ATTRIBUTES
from appointments.leadway.records import AppointmentRecord
from appointments.request import Request, person

CONTROLS = {*AppointmentForm.base_fields}
CONTROLS |= {f"keep_{choice_of(name)}" for name in ATTRIBUTES}


class Offered(NamedTuple):
    """A draft as a form carries it: what was typed, and upon which values."""

    typed: dict[str, str]
    baseline: dict[str, Any]

    def without(self, names: Collection[str]) -> "Offered":
        left = {name: text for name, text in self.typed.items() if name not in names}
        kept = _attributes(left)
        return Offered(left, {n: v for n, v in self.baseline.items() if n in kept})

    def signed(self, event_id: str) -> str:
        """Return the value of the hidden control, or "" when nothing is on offer."""
        if not self.typed:
            return ""
        return signing.dumps(list(self), salt=_salt(event_id), compress=True)


def of(draft: Draft) -> Offered:
    return Offered(draft.typed, draft.baseline)


def offered(request: Request, event_id: str) -> Offered:
    """Return the draft that the posted form offers and nobody has taken up yet."""
    try:
        text = request.POST.get("offered", "")
        return Offered(*signing.loads(text, salt=_salt(event_id)))
    except signing.BadSignature:
        return Offered({}, {})


def _salt(event_id: str) -> str:
    return f"appointments.draft.{event_id}"


def typed(request: Request, *, names: Collection[str] | None = None) -> dict[str, str]:
    """Return what was typed, in all controls or in some, to be put back later."""
    # A database that stores JSON as text takes every character but this one.
    values = {
        name: value.replace("\0", "\ufffd")
        for name, value in request.POST.dict().items()
        if name in CONTROLS
    }
    return values if names is None else {name: values.get(name, "") for name in names}


def keep(request: Request, form: AppointmentForm) -> None:
    """Keep what differs from the record, over what is on offer; or let go of both."""
    # No more than that: what was not touched may be another value by then.
    save(request, form, form.record.id, offered(request, form.record.id), form.touched)


def save(
    request: Request,
    form: AppointmentForm,
    event_id: str,
    below: Offered,
    names: Collection[str],
) -> None:
    who = person(request)
    seen = form.record.to_json()
    everything = below.typed | typed(request, names=names)
    if not everything:
        Draft.drop(who.pk, event_id)
        return
    baseline = below.baseline | {name: seen[name] for name in _attributes(names)}
    Draft.keep(who.pk, event_id, everything, baseline=baseline)


def resume(
    request: Request, record: AppointmentRecord, draft: Draft
) -> AppointmentForm:
    """Return the form as it was left, over what the rest of the record is by now.

    What was typed keeps the values that it was typed upon: what a colleague changed
    there since is a clash, and not overwritten.
    """
    seen = AppointmentRecord.from_json(record.to_json() | draft.baseline)
    untouched = page.make_form(request, seen).as_posted()
    return page.make_form(request, seen, untouched | draft.typed)


def _attributes(controls: Collection[str]) -> set[str]:
    """Name the record's fields that controls change: some only come together."""
    found: set[str] = set()
    for section, names in SECTIONS.items():
        if mine := set(names) & set(controls):
            found |= set(TOGETHER.get(section, mine))
    return found
