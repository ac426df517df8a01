"""What the editor's page and its fragments are made of: what their templates read.

A template reads the fields of these parts by their own names, and a view hands it the
parts that it shows. Every field has a value, also where there is nothing to show.
"""

from dataclasses import dataclass, field, fields, replace
from functools import partial
from typing import Any

from django.urls import reverse
from django.utils import timezone

from appointments.editor import placed
from appointments.editor.about import about
from appointments.editor.card import Card, card
from appointments.editor.chips import Beside
from appointments.editor.controls import Control
from appointments.editor.having import Have
from appointments.editor.others import Others, others_at
from appointments.editor.series import Part as SeriesPart
from appointments.editor.series import part as series_of
from appointments.editor.sheet import Sheet
from appointments.edits.advice import Advice
from appointments.edits.entries import Entry, history, latest
from appointments.edits.in_words import words
from appointments.edits.open_notes import OpenNote, open_notes
from appointments.edits.outside import Outside
from appointments.edits.presence import Presence
from appointments.edits.receipt import Receipt
from appointments.edits.rows import confirmed
from appointments.edits.shown import Shown, shown
from appointments.edits.tables import Edit
from appointments.index.reading import Opened
from appointments.index.series import master_of
from appointments.leadway.records import AppointmentRecord
from appointments.request import Request, may_edit, person
from appointments.words import Words
from people.looks import TypedInto


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What became of a save: the receipt of an edit, or why nothing was noted."""

    receipt: Receipt | None = None
    shown: Shown | None = None
    take_focus: bool = False
    notice: str = ""
    taken: list[str] = field(default_factory=list)
    full: Advice | None = None

    @classmethod
    def of(cls, request: Request, edit: Edit | None) -> "Answer":
        if edit is None:
            return cls()
        told = shown(edit, request)
        return cls(receipt=told.receipt, shown=told)

    @property
    def told_of(self) -> set[int]:
        """Name the edit that is told of, if any is."""
        return {self.receipt.edit.pk} if self.receipt else set()

    @property
    def confirmed(self) -> list[str]:
        """Name the fields of the record that came back as asked."""
        return confirmed(self.receipt.edit) if self.receipt else []


@dataclass(frozen=True, slots=True, kw_only=True)
class Swap:
    """Which parts an answer holds, and whether each finds its own place by its id.

    `say` has new errors spoken; `renew` is the form, and `renewed` the sections that
    come without the rest of it.
    """

    oob: bool = False
    say: bool = False
    renew: bool = False
    renewed: list[str] | None = None
    swapped: bool = False
    new_form_key: bool = False
    moved_on: bool = False
    new_team: bool = False
    left_slots: list[Control] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """The entry of the menu that is the current one, and what is typed into."""

    nav: str = "appointment"
    typed_into: TypedInto | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """All edits, and the `latest` of those that Leadway has taken."""

    event_id: str
    page_url: str
    history: list[Entry]
    latest: Entry | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Open:
    """What waits, or is not known, beside the edit that is answered for."""

    open_notes: list[OpenNote]


def page(
    request: Request,
    opened: Opened,
    form: Sheet,
    answer: Answer,
    edits: list[Edit] | None = None,
    swap: Swap = Swap(),
) -> dict[str, Any]:
    """Return everything that the whole page shows; `edits` when they are read yet."""
    said = words()
    record = opened.record
    found = Edit.about(record.id) if edits is None else edits
    series, form = with_series(form, record, said)
    form = replace(form, place_set=partial(placed.set_here, record, said, found))
    return read(
        form,
        series,
        about(opened, said, confirmed=answer.confirmed),
        answer,
        _beside(form, answer.receipt),
        # What is renewed of an open page is not who it is with.
        Card(page_url=form.page_url) if swap.oob else card(opened, said),
        Open(open_notes=open_notes(found, request, said, but=answer.told_of)),
        told(request, opened, found),
        Have.of(record, found, but=answer.told_of),
        _frame(form),
        # Who has it open is asked for by itself on a page that is.
        others_at([], None) if swap.oob else _others(request, opened),
        swap,
    )


def _others(request: Request, opened: Opened) -> Others:
    there = Presence.told_of(opened.copy, opened.record.id)
    return others_at(there, person(request).pk)


def _frame(form: Sheet) -> Frame:
    if not form.may_edit:
        return Frame()
    address = reverse("look", args=[form.event_id])
    return Frame(typed_into=TypedInto("editor", address))


def told(request: Request, opened: Opened, edits: list[Edit]) -> History:
    """Return what was done to it; with that of its series, if it is of one."""
    record, master = opened.record, master_of(opened.record)
    entries = history(
        edits,
        words(),
        now=timezone.now(),
        may_edit=may_edit(request),
        outside=Outside.told_of(opened.copy, record.id),
        of_series=Edit.about(master) if master else [],
    )
    return History(
        event_id=record.id,
        page_url=reverse("appointment", args=[record.id]),
        history=entries,
        latest=latest(entries),
    )


def with_form(form: Sheet, record: AppointmentRecord, *parts: Any) -> dict[str, Any]:
    """Return what the form alone shows, beside other parts."""
    series, form = with_series(form, record, words())
    return read(form, series, _beside(form, None), *parts)


def with_series(
    form: Sheet, record: AppointmentRecord, said: Words
) -> tuple[SeriesPart, Sheet]:
    """Return the series that a record belongs to, and the form with its next dates."""
    if not form.scope:
        return SeriesPart(), form
    changed = form.review.sections
    found = series_of(record, said, one=form.scope.one, changed=changed)
    if not found.series:
        return found, form
    if form.scope.at == "all":
        form = replace(form, scope=replace(form.scope, one=found.series.one))
    if found.series.rule and not form.form["rrule"].touched:
        form = replace(form, rule_said=found.series.rule)
    return found, form


def _beside(form: Sheet, receipt: Receipt | None) -> Beside:
    """Return what stands beside the form until the day is there."""
    if not receipt or not receipt.refuses_time:
        return Beside(page_url=form.page_url, folded=form.begun)
    unchecked = receipt.edit.options.ignore_free_slot_validation
    return Beside(
        page_url=form.page_url,
        refused=receipt.edit.pk,
        rescue=True,
        may_book_anyway=form.may_override and not unchecked,
        refused_at=str(form.form["start"].value),
    )


def read(*parts: Any) -> dict[str, Any]:
    """Return the fields of parts by the names that templates read them by."""
    return {one.name: getattr(part, one.name) for part in parts for one in fields(part)}
