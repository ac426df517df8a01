"""What the trail is told of an edit: that it was asked for, and each step of it.

The edit's own row is updated as it goes; what it said before is in the trail.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from appointments.connection import default_options
from appointments.edits import diff
from appointments.leadway.changes import WriteOptions
from audit import trail
from audit.trail import Who

if TYPE_CHECKING:
    from appointments.edits.tables import Edit

# What Leadway is not to check; who switches that is told as somebody who overrides.
CHECKS = ("ignore_free_slot_validation", "ignore_date_range")


def asked(edit: "Edit") -> None:
    """Tell what somebody asks for, and what was there as far as they had seen."""
    wanted, known = edit.changes.asked(), edit.known
    trail.note(
        "edit.asked",
        _about(edit),
        who=Who(edit.person_id, edit.person_name),
        before={name: getattr(known, name) for name in wanted},
        after=wanted,
        outcome="sent" if edit.in_flight else _outcome(edit),
        flags=[*flags(edit.options), *_overridden(edit)],
        source="bulk" if edit.batch else "",
    )


def stepped(edit: "Edit", changed: dict[str, Any]) -> None:
    """Tell of a step that was written; of a mere look at the record nothing is told."""
    if "state" in changed:
        deed = "edit.waits" if edit.waiting else f"edit.{edit.state}"
        trail.note(deed, _about(edit), after=_resulted(edit), outcome=_outcome(edit))
    elif "sent_at" in changed:
        trail.note("edit.sent", _about(edit), flags=flags(edit.options))
    elif "options" in changed:
        trail.note("edit.limited", _about(edit), flags=flags(edit.options))
    elif "left" in changed:
        trail.note("edit.left", _about(edit), after={"fields": edit.left})


def flags(options: WriteOptions) -> Iterator[str]:
    """Yield the names of the flags that are set, and which checks are overridden."""
    ours = default_options()
    yield from (name for name, value in options.to_json().items() if value)
    for name in CHECKS:
        if getattr(options, name) != getattr(ours, name):
            yield f"override:{name}"


def _overridden(edit: "Edit") -> Iterator[str]:
    """Yield what is saved over on purpose: what is there then, what somebody set."""
    if edit.overlaps:
        yield "override:overlap"
    seen = edit.acknowledged
    if seen is not None and diff.clashes(edit.baseline, seen, edit.changes):
        yield "override:clash"


def _about(edit: "Edit") -> str:
    about = f"edit:{edit.pk} appointment:{edit.event_id}"
    return f"{about} undoes:{edit.undoes_id}" if edit.undoes_id else about


def _outcome(edit: "Edit") -> str:
    """Return why it stopped or waits, in the words of the client's errors."""
    trouble = edit.trouble
    if trouble is None:
        return ""
    parts = (trouble.kind, trouble.reason, trouble.status)
    return " ".join(str(part) for part in parts if part)


def _resulted(edit: "Edit") -> dict[str, Any] | None:
    """Return what Leadway has by its answer in the fields that were asked for."""
    told = edit.told
    if told is None or edit.state != edit.State.ACCEPTED:
        return None
    return {name: getattr(told, name) for name in edit.changes.asked()}
