"""The draft: what somebody typed and has not saved, kept from form to form.

Times are kept as they were typed, and so along with the zone that they were typed in.

A form that offers a draft carries it along, signed, until the person goes on with it or
discards it. What is typed meanwhile is laid over it, so that neither is lost.
"""

from collections.abc import Collection
from typing import Any, NamedTuple

from django.core import signing
from django.utils import timezone

from appointments.editor import waiting
from appointments.editor.form import SECTIONS, AppointmentForm
from appointments.editor.making import as_now, make_form
from appointments.edits.baseline import Baseline
from appointments.edits.clashes import choice_of
from appointments.edits.drafts import Draft
from appointments.edits.in_words import TOGETHER, words
from appointments.edits.tables import Edit
from appointments.leadway.fields import ATTRIBUTES
from appointments.leadway.records import AppointmentRecord
from appointments.request import Request, key_of, person
from appointments.times.writing import write_ago
from appointments.times.zones import zone_named

CONTROLS = {*AppointmentForm.base_fields}
CONTROLS |= {f"keep_{choice_of(name)}" for name in ATTRIBUTES}
# Beside what was typed: no control, and no field of a record, has this name.
ZONE = "zone"


class Offered(NamedTuple):
    """A draft as a form carries it: what was typed, and upon which values."""

    typed: dict[str, str]
    baseline: dict[str, Any]

    def without(self, names: Collection[str]) -> "Offered":
        left = {name: text for name, text in self.typed.items() if name not in names}
        kept = _kept_with(left)
        return Offered(left, {n: v for n, v in self.baseline.items() if n in kept})

    def signed(self, event_id: str) -> str:
        """Return the value of the hidden control, or "" when nothing is on offer."""
        if not self.typed:
            return ""
        return signing.dumps(list(self), salt=_salt(event_id), compress=True)


def of(draft: Draft) -> Offered:
    return Offered(draft.typed, draft.baseline)


def ago(draft: Draft) -> str:
    return write_ago(draft.saved_at, now=timezone.now(), zone=words().zone)


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
    # Nor what this very form has just saved, while its page is not renewed yet.
    saved = Edit.typed_with(key_of(request)) if form.touched else {}
    # What was put back since a save that waits is typed, too.
    names = {*form.touched, *waiting.since(form)}
    names = {n for n in names if saved.get(n) != request.POST.get(n, "")}
    # Whoever comes back to it decides again whether automations run.
    names.discard("to_notify")
    save(request, form, form.record.id, offered(request, form.record.id), names)


def save(
    request: Request,
    form: AppointmentForm,
    event_id: str,
    below: Offered,
    names: Collection[str],
) -> None:
    who = person(request)
    zone = form.zone.key if form.zone else ""
    if not zone:
        names = set(names) - set(SECTIONS["when"])
    kept, seen = _kept_with(names), form.record.to_json() | {ZONE: zone}
    if ZONE in kept and below.baseline.get(ZONE, zone) != zone:
        # Half a time in one zone and half in another would be neither.
        below = below.without(SECTIONS["when"])
    everything = below.typed | typed(request, names=names)
    if not everything:
        Draft.drop(who.pk, event_id)
        return
    baseline = below.baseline | {name: seen[name] for name in kept}
    Draft.keep(who.pk, event_id, everything, baseline=baseline)


def resume(
    request: Request, record: AppointmentRecord, draft: Draft
) -> AppointmentForm:
    """Return the form as it was left, over what the rest of the record is by now.

    What was typed keeps the values that it was typed upon: what a colleague changed
    there since is a clash, and not overwritten.
    """
    values = dict(draft.baseline)
    zone = values.pop(ZONE, "")
    seen = _in_zone(zone, AppointmentRecord.from_json(record.to_json() | values))
    untouched = make_form(request, seen).as_posted()
    return make_form(request, seen, untouched | draft.typed)


def typed_with(request: Request, form: AppointmentForm) -> dict[str, str]:
    """Return everything that was typed, for an edit to keep until it is accepted."""
    everything = typed(request)
    if form.zone:
        return everything | {ZONE: form.zone.key}
    return {n: text for n, text in everything.items() if n not in SECTIONS["when"]}


def typed_again(
    request: Request, edit: Edit, since: Draft | None = None
) -> AppointmentForm:
    """Return the form that an edit came from, with what was typed into it.

    And what was typed `since`, where that is a newer draft.
    """
    typed, record, zone = edit.typed, edit.baseline, edit.typed.get(ZONE, "")
    if since and since.saved_at > edit.made_at:
        values = dict(since.baseline)
        if (later := values.pop(ZONE, zone)) != zone:
            typed = {n: t for n, t in typed.items() if n not in SECTIONS["when"]}
        typed, zone = typed | since.typed, later
        record = AppointmentRecord.from_json(record.to_json() | values)
    return make_form(request, _in_zone(zone, record), typed or None)


def _in_zone(name: str, record: AppointmentRecord) -> Baseline:
    """Return the record as it was shown; what is older than this knows no zone."""
    return Baseline(record, zone_named(name)) if name else as_now(record)


def _kept_with(controls: Collection[str]) -> set[str]:
    """Name what the values in these controls mean nothing without."""
    kept = _attributes(controls)
    return kept | {ZONE} if kept & set(TOGETHER["when"]) else kept


def _attributes(controls: Collection[str]) -> set[str]:
    """Name the record's fields that controls change: some only come together."""
    found: set[str] = set()
    for section, names in SECTIONS.items():
        if mine := set(names) & set(controls):
            found |= set(TOGETHER.get(section, mine))
    return found
