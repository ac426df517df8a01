"""The line to Leadway: since when nobody answers there, or takes our saves.

Five calls in a row without an answer, within half a minute, and it rests: to call on
would only take people's time. Then one read tries now and then, and the first answer
ends it. What is denied to everybody holds saves back, too, until it no longer is.
"""

import json
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Self

from appointments.leadway.errors import (
    Busy,
    Crowded,
    LeadwayError,
    NotSent,
    Refused,
    Resting,
    Stopping,
    TooLate,
    Unanswered,
)
from appointments.leadway.http.transport import Request

MOST_FAILURES, WITHIN = 5, timedelta(seconds=30)
PROBED_EVERY = timedelta(seconds=15)
# Of these nothing has left us for reasons of our own.
OURS = (Crowded, Resting, Stopping, TooLate)
# What is denied to each call, and what to each save, though reads may be answered.
TO_ALL, TO_SAVES = ("token", "version"), ("scope", "location", "forbidden")
DENYING = (401, 403)


class Outcome(StrEnum):
    """What a call has told of the line."""

    SILENCE = "silence"
    DENIED = "denied"
    SAVE_DENIED = "save_denied"
    BUSY = "busy"
    ANSWERED = "answered"
    SAVE_TAKEN = "save_taken"


@dataclass(frozen=True, slots=True)
class Heard:
    """How a call has ended, as far as the line is concerned."""

    outcome: Outcome
    reason: str = ""

    @property
    def is_denial(self) -> bool:
        return self.outcome in (Outcome.DENIED, Outcome.SAVE_DENIED)

    @classmethod
    def of(cls, request: Request, error: LeadwayError | None) -> Self | None:
        """Sort the end of a call; None for what tells nothing."""
        match error:
            case NotSent() | Unanswered():
                return None if isinstance(error, OURS) else cls(Outcome.SILENCE)
            case Refused() if error.status in DENYING and error.reason in TO_ALL:
                return cls(Outcome.DENIED, error.reason)
            case Refused() if error.status in DENYING and error.reason in TO_SAVES:
                denied = Outcome.SAVE_DENIED if request.is_save else Outcome.ANSWERED
                return cls(denied, error.reason)
            case Busy():
                return cls(Outcome.BUSY)
            case None | Refused():
                return cls(Outcome.SAVE_TAKEN if request.is_save else Outcome.ANSWERED)
        return None


@dataclass(frozen=True, slots=True)
class Line:
    """What is known of it; times are ISO texts, or "".

    `failed` are the last failures in a row. `denied` says why, as in `Refused`, and
    `saves_only` that reads are answered. It is tried again from `probe_at` on.
    """

    failed: tuple[str, ...] = ()
    silent_since: str = ""
    denied_since: str = ""
    denied: str = ""
    saves_only: bool = False
    probe_at: str = ""

    @classmethod
    def of(cls, text: str) -> Self:
        """Read what `str` of a line wrote; "" is one that all is well with."""
        told = json.loads(text or "{}")
        return cls(**told | {"failed": tuple(told.get("failed", ()))})

    def __str__(self) -> str:
        return json.dumps(asdict(self)) if self != Line() else ""

    @property
    def mark(self) -> str:
        """Another text for each time that it takes no saves, "" while it does."""
        return self.silent_since or self.denied_since

    @property
    def takes_saves(self) -> bool:
        return not (self.silent_since or self.denied_since)

    @property
    def answers_reads(self) -> bool:
        return not self.silent_since and (self.saves_only or not self.denied_since)

    def is_due(self, now: datetime) -> bool:
        """Whether it rests for so long that it is to be tried."""
        return not self.takes_saves and now.isoformat() >= self.probe_at

    def after(self, heard: Heard, now: datetime) -> "Line":
        """Return what is known after a call that ended so."""
        outcome = heard.outcome
        if outcome == Outcome.SILENCE:
            return self._after_silence(now)
        if heard.is_denial:
            return Line(
                denied_since=self.denied_since or now.isoformat(),
                denied=heard.reason,
                saves_only=outcome == Outcome.SAVE_DENIED,
                probe_at=(now + PROBED_EVERY).isoformat(),
            )
        # Who asks to slow down has not looked at a token yet.
        tells = outcome == Outcome.SAVE_TAKEN or not self.saves_only
        if self.denied_since and (outcome == Outcome.BUSY or not tells):
            return replace(self, failed=(), silent_since="")
        return Line()

    def _after_silence(self, now: datetime) -> "Line":
        later = (now + PROBED_EVERY).isoformat()
        if self.silent_since:
            return replace(self, probe_at=later)
        since = (now - WITHIN).isoformat()
        failed = (*(at for at in self.failed if at >= since), now.isoformat())
        if len(failed) < MOST_FAILURES:
            return replace(self, failed=failed)
        return replace(self, failed=(), silent_since=failed[0], probe_at=later)

    def probed(self, now: datetime) -> "Line":
        """Return it while somebody tries it: nobody else is to do so meanwhile."""
        return replace(self, probe_at=(now + PROBED_EVERY).isoformat())
