"""What a form shows that is saved and waits to be sent: it is not unsaved any more.

The page names these edits (`waits`), and what is compared with them is what was typed
since. A save of the whole form takes their place, because it holds what they ask for.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from appointments.editor.form import SECTIONS, AppointmentForm
from appointments.edits.in_words import TOGETHER, Change, changes_in_words
from appointments.edits.tables import Edit
from appointments.leadway.changes import Changes
from appointments.leadway.fields import SECTION_OF
from appointments.request import Request, number_of, person
from appointments.words import Words

# --- which edits they are ---


def posted(request: Request, event_id: str) -> tuple[Edit, ...]:
    """Return those that the posted form shows and that have not ended meanwhile."""
    return tuple(one for one in named(request, event_id) if _waits(one))


def named(request: Request, event_id: str) -> list[Edit]:
    """Return those that the posted form has shown, the oldest first."""
    told = [number_of(one) for one in request.POST.get("waits", "").split()]
    if not told:
        return []
    mine = Edit.here().filter(person=person(request), event_id=event_id)
    known = mine.filter(pk__in=[one for one in told if one is not None])
    return list(known.order_by("made_at", "pk"))


def ended(request: Request, form: AppointmentForm) -> Edit | None:
    """Return what the posted form shows as waiting, and that does not wait any more."""
    found = named(request, form.record.id)
    return next((one for one in reversed(found) if one not in form.waits), None)


def shown_by(
    request: Request, form: AppointmentForm, edits: Iterable[Edit], its_own: Edit | None
) -> tuple[Edit, ...]:
    """Return those of `edits`, newest first, that a form holds all values of.

    `its_own` is the one that it came from, over which something may be typed by now.
    """
    if not form.is_bound:
        return ()
    form.is_valid()
    typed, me = form.changes.asked(), person(request).pk
    found = [
        one
        for one in edits
        if one.person_id == me and one.typed and _waits(one)
        if one == its_own or one.changes.asked().items() <= typed.items()
    ]
    return tuple(reversed(found))


def _waits(edit: Edit) -> bool:
    # Of what a backup brought back nobody knows whether it had left before.
    return edit.state == Edit.State.PENDING and not edit.restored


# --- what they ask for ---


def controls(fields: Iterable[str]) -> set[str]:
    """Name the controls of these fields; those of a time or a place go together."""
    names: set[str] = set()
    for name in fields:
        section = SECTION_OF[name]
        names |= set(SECTIONS[section]) if section in TOGETHER else {name}
    return names


def sections_of(edits: Iterable[Edit]) -> set[str]:
    return {SECTION_OF[name] for one in edits for name in one.changes.asked()}


def typed(edits: Iterable[Edit]) -> dict[str, str]:
    """Return what was in the controls of what waits when it was saved."""
    found: dict[str, str] = {}
    for one in edits:
        names = controls(one.changes.asked())
        found |= {name: str(one.typed.get(name) or "") for name in names}
    return found


def since(form: AppointmentForm) -> set[str]:
    """Name the controls that hold something else than was saved, or than the record.

    Also what was put back to the record's value since then.
    """
    waiting = typed(form.waits)
    other = {name for name, text in waiting.items() if not _holds(form, name, text)}
    return {*form.touched - waiting.keys(), *other}


def _holds(form: AppointmentForm, name: str, text: str) -> bool:
    """Whether a control holds this, however it is written."""
    now = form.shown(name)
    if isinstance(now, bool):
        return now == bool(text)
    return now == text or form.means(name, now, text)


def told(form: AppointmentForm, words: Words) -> tuple[list[Change], list[Change]]:
    """Return in words what was changed since, and what waits as it stands here."""
    lines = changes_in_words(form.changes, form.record, words)
    asked = _asked(form.waits)
    if not asked:
        return lines, []
    now = form.changes.asked()
    held = changes_in_words(Changes(**asked), form.record, words)
    saved = {_what(line): line for line in held}
    changed, waits = [], []
    for line in lines:
        before = saved.pop(_what(line), None)
        names = TOGETHER.get(line.section, (line.name,))
        if before and all(now.get(name) == asked.get(name) for name in names):
            waits.append(line)
        else:
            changed.append(replace(line, before=before.after) if before else line)
    wrong = {
        section for section, names in SECTIONS.items() if form.errors.keys() & {*names}
    }
    changed += [_put_back(line) for line in saved.values() if line.section not in wrong]
    return changed, waits


def _asked(edits: Iterable[Edit]) -> dict[str, Any]:
    """Return what they ask for together; a later one has the last word."""
    asked: dict[str, Any] = {}
    for one in edits:
        asked |= one.changes.asked()
    return asked


def _what(line: Change) -> str:
    return line.section if line.section in TOGETHER else line.name


def _put_back(line: Change) -> Change:
    return replace(line, before=line.after, after=line.before, cleared=False)


# --- what a save does with them ---


def taken_over(form: AppointmentForm) -> list[Edit]:
    """Return those that a save of this form means instead: all that it may change."""
    return [one for one in form.waits if sections_of([one]) <= {*form.sections}]


def numbers(edits: Sequence[Edit]) -> str:
    return " ".join(str(one.pk) for one in edits)
