"""What can go wrong in a call, sorted by what the caller may do next.

LeadwayError
├── NotSent     nothing left us: repeat freely
│   ├── Crowded     too many calls of ours are waiting already
│   ├── Resting     Leadway is known to be silent: it was not called
│   ├── Stopping    this program ends: it was not begun any more
│   └── TooLate     the time of the click was over before
├── Busy        429, nothing applied: repeat after `retry_after_s`
├── Refused     Leadway said no: show its words, the person changes something
├── Unanswered  it may have been applied: read back before repeating
└── Unreadable  answered, but not with a record: read back, tell a developer
"""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from itertools import zip_longest
from typing import Any, ClassVar, Literal, Self

MAX_MESSAGES = 10
MAX_MESSAGE_LENGTH = 500

Reason = Literal[
    "validation", "token", "scope", "location", "version", "not_found", "forbidden"
]


class LeadwayError(Exception):
    """A call that did not end with a readable answer.

    `str(error)` leaves Leadway's words out, because they may repeat what a person
    wrote and a traceback ends in a log. They are in `messages`; `fields` are what
    Leadway calls the fields that each is about, "" where it names none beside it.
    """

    kind: ClassVar[str] = "error"

    def __init__(
        self,
        *,
        method: str,
        path: str,
        status: int | None = None,
        messages: tuple[str, ...] = (),
        fields: tuple[str, ...] = (),
        trace_id: str = "",
    ) -> None:
        self.method = method
        self.path = path
        self.status = status
        self.messages = tuple(m[:MAX_MESSAGE_LENGTH] for m in messages[:MAX_MESSAGES])
        self.fields = fields[:MAX_MESSAGES]
        self.trace_id = trace_id
        super().__init__(method, path, status)

    @property
    def message(self) -> str:
        """Leadway's own words in one line, or "" when it gave none."""
        return "; ".join(self.messages)

    def __str__(self) -> str:
        answer = "no answer" if self.status is None else f"status {self.status}"
        trace = f", trace {self.trace_id}" if self.trace_id else ""
        return f"{self.method} {self.path}: {self.kind}, {answer}{trace}"


class NotSent(LeadwayError):
    """No byte of the request left us: no name, closed port, TLS, connect timeout."""

    kind = "not_sent"


class Crowded(NotSent):
    """Too many calls were waiting for Leadway already; this one was not begun."""

    kind = "crowded"


class Resting(NotSent):
    """Leadway has been silent for a while; until it answers this is not begun."""

    kind = "resting"


class Stopping(NotSent):
    """This program is about to end, and begins no call any more."""

    kind = "stopping"


class TooLate(NotSent):
    """What came before took the time of the whole click; this one was not begun."""

    kind = "too_late"


class Busy(LeadwayError):
    """Leadway's limit is reached and nothing was applied."""

    kind = "busy"

    def __init__(
        self,
        *,
        method: str,
        path: str,
        retry_after_s: float,
        daily_exhausted: bool = False,
        status: int | None = 429,
        messages: tuple[str, ...] = (),
        fields: tuple[str, ...] = (),
        trace_id: str = "",
    ) -> None:
        super().__init__(
            method=method,
            path=path,
            status=status,
            messages=messages,
            fields=fields,
            trace_id=trace_id,
        )
        self.retry_after_s = retry_after_s
        self.daily_exhausted = daily_exhausted


class Refused(LeadwayError):
    """Leadway said no, and `reason` says to whom that is news.

    "token", "scope", "location", "version" and "forbidden" concern whoever set up
    the connection; "not_found" and "validation" the person who is editing.
    """

    kind = "refused"

    def __init__(
        self,
        *,
        method: str,
        path: str,
        reason: Reason,
        status: int | None = None,
        messages: tuple[str, ...] = (),
        fields: tuple[str, ...] = (),
        trace_id: str = "",
    ) -> None:
        super().__init__(
            method=method,
            path=path,
            status=status,
            messages=messages,
            fields=fields,
            trace_id=trace_id,
        )
        self.reason: Reason = reason


class Unanswered(LeadwayError):
    """The request was handed over and no usable answer came: it may have applied."""

    kind = "unanswered"


class Unreadable(LeadwayError):
    """Something answered that is not what the call returns: outcome unknown.

    `reason` is TOO_LARGE where it is more than we read, else "".
    """

    kind = "unreadable"

    def __init__(self, *, too_large: bool = False, **facts: Any) -> None:
        super().__init__(**facts)
        self.reason = TOO_LARGE if too_large else ""


# The reason of an Unreadable of which the next one will be no smaller.
TOO_LARGE = "too_large"
# The reason of a Busy that ends with the day.
DAILY = "daily"


@dataclass(frozen=True, slots=True)
class Trouble:
    """What is kept of a failure once its error has been handled.

    `kind` is the error's, or "unasked" when we did not send what was asked for, and
    `reason` then says why; "claimed" when somebody else was saving, "unnoted" when our
    own database took no notes. `messages` are Leadway's own words, and `fields` what it
    calls the fields that they are about.
    """

    kind: str
    status: int | None = None
    reason: str = ""
    messages: tuple[str, ...] = ()
    trace_id: str = ""
    fields: tuple[str, ...] = ()

    @property
    def said(self) -> Iterator[tuple[str, str]]:
        """Yield each message with what Leadway calls its field, "" for unnamed."""
        named = self.fields[: len(self.messages)]
        yield from zip_longest(self.messages, named, fillvalue="")

    @classmethod
    def of(cls, error: LeadwayError) -> Self:
        return cls(
            kind=error.kind,
            status=error.status,
            reason=DAILY if _is_daily(error) else getattr(error, "reason", ""),
            messages=error.messages,
            trace_id=error.trace_id,
            fields=error.fields,
        )

    def to_json(self) -> dict[str, Any]:
        lists = {name: list(getattr(self, name)) for name in _LISTS}
        return asdict(self) | lists

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        """Read what `to_json` wrote; what is missing takes its default."""
        known = {name: stored[name] for name in cls.__slots__ if name in stored}
        lists = {name: tuple(known.get(name, ())) for name in _LISTS}
        return cls(**known | lists)


def _is_daily(error: LeadwayError) -> bool:
    return isinstance(error, Busy) and error.daily_exhausted


_LISTS = ("messages", "fields")
