"""A draft: what somebody typed into an open form and has not saved yet."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from appointments.edits import bounds
from appointments.edits.in_words import TOGETHER
from appointments.index import statements
from appointments.leadway.fields import OPTIONS, SECTION_OF
from appointments.leadway.records import AppointmentRecord

if TYPE_CHECKING:
    from appointments.edits.tables import Edit

KEPT_DAYS = 14
# What says how a form is saved counts for that one save.
HOW = (*OPTIONS, "rrule_consent", "why")


class Draft(models.Model):
    """One for each person and appointment; a finished edit ends it."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+"
    )
    event_id = models.CharField(max_length=128)
    typed = models.JSONField()
    # The values that it was typed upon, for the fields that it changes.
    baseline = models.JSONField(default=dict)
    saved_at = models.DateTimeField(auto_now=True)

    class Meta:
        default_permissions = ()
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "event_id"], name="one_draft")
        ]

    def __str__(self) -> str:
        return f"draft of {self.event_id}"

    @classmethod
    def keep(
        cls,
        person_id: int,
        event_id: str,
        typed: dict[str, Any],
        *,
        baseline: dict[str, Any] | None = None,
    ) -> None:
        """Keep it instead of the one before. Raises Full where it is one too many."""
        now = timezone.now()
        kept = {"typed": typed, "baseline": baseline or {}, "saved_at": now}
        mine = cls._default_manager.filter(person_id=person_id)
        if mine.filter(event_id=event_id).update(**kept):
            return
        if mine.count() >= bounds.MOST_DRAFTS:
            raise bounds.Full("drafts", bounds.MOST_DRAFTS)
        # Somebody's other tab may have been as early.
        mine.update_or_create(person_id=person_id, event_id=event_id, defaults=kept)

    @classmethod
    def beside(cls, person_id: int | None, event_id: str) -> dict[str, models.Subquery]:
        """Return what selects a person's draft along with the appointment it is of."""
        mine = cls._default_manager.filter(person_id=person_id, event_id=event_id)
        names = ("typed", "baseline", "saved_at")
        return {f"draft_{n}": models.Subquery(mine.values(n)[:1]) for n in names}

    @classmethod
    def of(
        cls, row: models.Model | None, person_id: int | None, event_id: str
    ) -> "Draft | None":
        """Return the draft that `beside` has selected with `row`, or ask for it."""
        beside = vars(row) if row else {}
        if "draft_typed" not in beside:
            mine = cls._default_manager.filter(person_id=person_id, event_id=event_id)
            return mine.first()
        if beside["draft_typed"] is None:
            return None
        values = {n: beside[f"draft_{n}"] for n in ("typed", "baseline", "saved_at")}
        return cls(event_id=event_id, **values)

    @classmethod
    def age_out(cls) -> None:
        """Let go of what nobody came back to."""
        oldest = timezone.now() - timedelta(days=KEPT_DAYS)
        cls._default_manager.filter(saved_at__lt=oldest).delete()

    @classmethod
    def end(cls, edit: "Edit") -> None:
        """Let go of what an accepted edit has saved; what was typed since stays.

        It stays upon what came of the save: else that would be somebody else's change.
        """
        if edit.at_once and edit.typed:
            cls.drop(edit.person_id, edit.event_id)
            return
        mine = cls._default_manager.filter(
            person_id=edit.person_id, event_id=edit.event_id
        )
        draft = mine.first()
        if draft is None:
            return
        left = _left_by(edit, draft.typed)
        if not left:
            draft.delete()
            return
        upon = _upon(left, draft.baseline | _told_by(edit))
        # It is as old as it was: nobody has typed anything.
        mine.update(event_id=edit.lives_at, typed=left, baseline=upon)

    @classmethod
    def drop(cls, person_id: int | None, event_id: str) -> None:
        statements.remove(cls, {"person": person_id, "event_id": event_id})


def _left_by(edit: "Edit", typed: dict[str, str]) -> dict[str, str]:
    """Return what differs from what was in the form that an edit came from.

    And what was in it and is of another section, which may not have been saved with it.
    """
    then = edit.typed or edit.changes.asked()
    sections = {SECTION_OF[name] for name in edit.changes.asked()}
    return {
        name: text
        for name, text in typed.items()
        if name not in HOW
        and (_section_of(name) not in sections or then.get(name, "") != text)
    }


def _section_of(control: str) -> str:
    """Return its section: no field of the record are those of a time, and one more."""
    return SECTION_OF.get(control) or ("where" if control == "place" else "when")


def _upon(controls: dict[str, str], values: dict[str, Any]) -> dict[str, Any]:
    """Return those of the values that what is in these controls was typed upon."""
    sections = {_section_of(name) for name in controls}
    fields = {n for n, s in SECTION_OF.items() if s in sections & TOGETHER.keys()}
    kept = {*controls, *fields, *(("zone",) if "when" in sections else ())}
    return {name: value for name, value in values.items() if name in kept}


def _told_by(edit: "Edit") -> dict[str, Any]:
    """Return what came of a save, as a draft keeps it."""
    came = edit.came
    values = AppointmentRecord(id=edit.lives_at, **came).to_json()
    return {name: values[name] for name in came}
