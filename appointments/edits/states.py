"""The steps of an edit from state to state, each by compare-and-set.

Drawn in docs/architecture.md. A step that finds the row moved on, in another tab or
process, writes nothing and shows what it has become.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.utils import timezone

from appointments.edits.standing import (
    OVERTAKEN,
    REPLACED,
    RESTORED,
    EditState,
    Standing,
)
from appointments.index import statements
from appointments.leadway.changes import WriteOptions
from appointments.leadway.errors import LeadwayError, Trouble
from appointments.leadway.records import AppointmentRecord
from audit import trail


class Sending(Standing):
    """What can happen to an edit, in this order."""

    class Meta:
        abstract = True

    # --- before it is written down ---

    def take(self, found: dict[str, Any]) -> None:
        """Set fields of an edit that is not written down yet."""
        if found.get("state"):
            found = found | {"finished_at": timezone.now()}
        for name, value in found.items():
            setattr(self, name, value)

    def take_off(self) -> None:
        """Count it as handed over from the moment that it is written down."""
        self.sent_at, self.tries = timezone.now(), 1

    def forget_comparison(self) -> None:
        self.current, self.current_seen_at = None, None
        self.body, self.merged = None, []

    # --- what happens to it ---

    def limit_to(self, options: WriteOptions) -> None:
        """Apply it with these options from now on, while no call of it is away."""
        if options != self.options and not self.in_flight:
            self._step(self._unmoved(), options=options)

    def end(self, *, state: EditState, **found: Any) -> None:
        """It will not be sent: a clash, or something that we would not send."""
        self._finish(state, **found)

    def hand_over(self, **found: Any) -> bool:
        """Commit that the call is about to leave; only then may it leave.

        False when it has left meanwhile, or was taken back: in another tab, say.
        """
        sent = found | {
            "trouble": None,
            "sent_at": timezone.now(),
            "tries": self.tries + 1,
            # What was read back before this attempt tells nothing about it.
            "reread": None,
            "reread_at": None,
            "rereads": 0,
        }
        # It may wait again after another tab's attempt, which took the next number.
        return self._step(self._still_waiting() | {"tries": self.tries}, **sent)

    def meet(self, error: LeadwayError, body: dict[str, Any]) -> bool:
        """Commit that it leaves once more with what Leadway wanted besides.

        The refusal has changed nothing. False when it has moved on meanwhile.
        """
        number, sent_at, trouble = self.tries, self.sent_at, Trouble.of(error)
        now = timezone.now()
        again = {"body": body, "sent_at": now, "tries": number + 1}
        met = sent_at is not None and self._step(self._unmoved(), **again)
        if met and sent_at:
            took = now - sent_at
            self._count(number, sent_at, round(took.total_seconds() * 1000), trouble)
        return met

    def accept(self, returned: AppointmentRecord) -> None:
        answer = {"returned": returned, "returned_id": returned.id}
        self._finish(EditState.ACCEPTED, **answer)

    def refuse(self, error: LeadwayError) -> None:
        self._finish(EditState.REFUSED, trouble=Trouble.of(error))

    def wait(self, error: LeadwayError, *, not_before: datetime | None) -> None:
        """Nothing was applied: it waits, as if it had never been sent."""
        self._wait_again(trouble=Trouble.of(error), not_before=not_before)

    def stand_back(self, why: Trouble) -> None:
        """Nothing was tried: it waits if it still does."""
        self._step(self._still_waiting(), trouble=why)

    def stopped_unseen(self) -> None:
        """Nobody was looking as it ended: it is for somebody to see."""
        self._step(self._unmoved(), unseen=True)

    def was_seen(self) -> None:
        self._step(self._unmoved(), unseen=False)

    def lost_track(self) -> None:
        """Its next step could not be noted: show what was noted last, and why."""
        self.refresh_from_db()
        if self.open:
            self.trouble = Trouble("unnoted")

    def doubt(self, error: LeadwayError) -> None:
        """It may have been applied, or not."""
        self._finish(EditState.UNKNOWN, trouble=Trouble.of(error))

    def lost(self) -> bool:
        """Its call never came back: the process was killed, say."""
        now = timezone.now()
        return self._step(self._unmoved(), state=EditState.UNKNOWN, finished_at=now)

    def came_back(self) -> None:
        """A backup brought it back: what became of it since then nobody here knows."""
        was = self.trouble or Trouble(RESTORED)
        found: dict[str, Any] = {"trouble": replace(was, kind=RESTORED, reason="")}
        if self.in_flight:
            found |= {"state": EditState.UNKNOWN, "finished_at": timezone.now()}
        self._step(self._unmoved(), not_before=None, **found)

    def look_again(self, record: AppointmentRecord) -> bool:
        """Keep what a re-read found; what it means is decided by the caller.

        False when the edit has moved on, so that the re-read says nothing about it.
        """
        return self._step(
            self._unmoved(),
            reread=record,
            reread_at=timezone.now(),
            rereads=self.rereads + 1,
        )

    def leave(self, names: Iterable[str]) -> None:
        """Take what Leadway has in these fields for right: a person has said so."""
        left = sorted({*self.left, *names})
        self._step(self._unmoved(), left=left)

    def looked_in_vain(self) -> None:
        self._step(self._unmoved(), rereads=self.rereads + 1)

    def found_applied(self) -> None:
        self._finish(EditState.ACCEPTED)

    def found_not_applied(self) -> None:
        self._wait_again()

    def overtake(self) -> None:
        """A later save wrote over all of it, so that its end does not matter."""
        overtaken = Trouble(OVERTAKEN)
        self._step(self._unmoved(), state=EditState.WITHDRAWN, trouble=overtaken)

    def replace(self) -> None:
        """It waits, and the same person asks for all of it anew: it will not leave."""
        self._step(
            self._still_waiting(),
            state=EditState.WITHDRAWN,
            finished_at=timezone.now(),
            trouble=Trouble(REPLACED),
        )

    def withdraw(self) -> bool:
        """Take a waiting edit back, or leave as it is what reading did not settle.

        False when it has left in the meantime.
        """
        unsettled = self.state == EditState.UNKNOWN and self.reread is not None
        return self._step(
            self._unmoved() if unsettled else self._still_waiting(),
            state=EditState.WITHDRAWN,
            finished_at=timezone.now(),
        )

    def _finish(self, state: EditState, **fields: Any) -> None:
        now = timezone.now()
        if self.in_flight:
            fields["duration_ms"] = self._passed_ms(now)
        self._step(self._unmoved(), state=state, finished_at=now, **fields)

    def _wait_again(self, **fields: Any) -> None:
        """Count the attempt that came to nothing, if one was made, and wait."""
        number, sent_at, trouble = self.tries, self.sent_at, self.trouble
        took_ms = self.duration_ms
        if took_ms is None and sent_at:
            took_ms = self._passed_ms(timezone.now())
        fields = {"duration_ms": took_ms, **fields}
        waits = self._step(
            self._unmoved(), state=EditState.PENDING, sent_at=None, **fields
        )
        if waits and sent_at:
            self._count(number, sent_at, took_ms, fields.get("trouble", trouble))

    def _count(
        self, number: int, sent_at: datetime, ms: int | None, trouble: Trouble | None
    ) -> None:
        """Write down an attempt that came to nothing, before the next one is made."""
        self.attempts.create(
            number=number,
            sent_at=sent_at,
            finished_at=timezone.now(),
            outcome=trouble.kind if trouble else "lost",
            status=trouble.status if trouble else None,
            trace_id=trouble.trace_id[:200] if trouble else "",
            duration_ms=ms,
        )

    def _passed_ms(self, now: datetime) -> int:
        # The clock may have been put back while the call was under way.
        passed = now - (self.sent_at or now)
        return max(0, round(passed.total_seconds() * 1000))

    def _step(self, rows: dict[str, Any], **fields: Any) -> bool:
        """Write these fields if this row is still one of `rows`: a compare-and-set.

        If it is not, it has moved on in another tab or process. Then nothing is
        written, and this object shows what it has become.
        """
        with trail.together():
            if statements.change(type(self), fields, rows):
                for name, value in fields.items():
                    setattr(self, name, value)
                self._tell(fields)
                return True
        self.refresh_from_db()
        return False

    def _tell(self, changed: dict[str, Any]) -> None:
        """Tell the trail of a step, with the commit that writes it."""
        raise NotImplementedError

    def _unmoved(self) -> dict[str, Any]:
        """Return this row, if its state and its sending are those known here."""
        return {"id": self.pk, "state": self.state, "sent_at": self.sent_at}

    def _still_waiting(self) -> dict[str, Any]:
        """Return this row, if it is one that waits."""
        return {"id": self.pk, "state": EditState.PENDING, "sent_at": None}
