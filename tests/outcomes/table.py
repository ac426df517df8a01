"""The rows: what befalls a save, and what has to come of it."""

from dataclasses import dataclass, field
from typing import Any

from appointments.edits.standing import EditState as State
from tests.outcomes import wire
from tests.outcomes.proxy import Deed


@dataclass(frozen=True)
class Row:
    """One outcome. `applied` is whether Leadway has the change by then.

    Either the sandbox misbehaves by a `fault`, with its parameters in `how`, or the
    proxy by a `deed`, or `nobody` listens. What is `slow` gets less time than usual.
    """

    name: str
    state: State
    status: int
    applied: bool
    fault: str = ""
    how: dict[str, Any] = field(default_factory=dict)
    deed: Deed | None = None
    nobody: bool = False
    slow: bool = False

    @property
    def sent(self) -> int:
        """How many PUTs leave."""
        return 0 if self.nobody else 1


def _taken(name: str, fault: str = "", **how: Any) -> Row:
    return Row(name, State.ACCEPTED, 200, True, fault, how)


def _refused(name: str, fault: str, **how: Any) -> Row:
    return Row(name, State.REFUSED, 422, False, fault, how)


def _busy(name: str, fault: str, **how: Any) -> Row:
    return Row(name, State.PENDING, 202, False, fault, how)


def _silent(name: str, deed: Deed, *, applied: bool, slow: bool = False) -> Row:
    return Row(name, State.UNKNOWN, 504, applied, deed=deed, slow=slow)


def _garbled(name: str, deed: Deed, *, applied: bool = True) -> Row:
    return Row(name, State.UNKNOWN, 502, applied, deed=deed)


def _no_record(name: str, fault: str, *, applied: bool = True, **how: Any) -> Row:
    return Row(name, State.UNKNOWN, 502, applied, fault, how)


def _failed(name: str, fault: str, *, applied: bool = False, **how: Any) -> Row:
    return Row(name, State.UNKNOWN, 504, applied, fault, how)


TABLE = [
    _taken("as asked"),
    _taken("a small answer", "minimal"),
    _taken("odd names and types", "misspelt"),
    Row("another value", State.ACCEPTED, 200, False, "keeps_other_value"),
    _taken("a flag as text", "string_recurring"),
    _taken("half a character", "lone_surrogate"),
    _no_record("another id", "other_id"),
    _no_record("200 with nothing", "empty_200"),
    _no_record("204", "no_content"),
    _no_record("200 with a page", "html_200"),
    _no_record("200 with null", "null_200"),
    _no_record("200 with a list", "list_200"),
    _no_record("200 cut off", "truncated_json"),
    _no_record("200 too large", "huge"),
    _no_record("200 too deep", "deep_json"),
    _no_record("302", "redirect", applied=False, status=302),
    _no_record("304", "redirect", applied=False, status=304),
    _no_record("307", "redirect", applied=False, status=307),
    _refused("400 with words", "unprocessable", status=400),
    _refused("405", "unprocessable", status=405),
    _refused("409", "unprocessable", status=409),
    _refused("410", "unprocessable", status=410),
    _refused("412", "unprocessable", status=412),
    _refused("413", "unprocessable", status=413),
    _refused("415", "unprocessable", status=415),
    _refused("422 with words", "unprocessable", status=422),
    _refused("423", "unprocessable", status=423),
    _refused("401 for the token", "revoked"),
    _refused("401 for a scope", "scope"),
    _refused("403", "forbidden"),
    _refused("404", "not_found_empty"),
    _busy("429", "rate_burst"),
    _busy("429 with Retry-After", "rate_burst", retry_after=7),
    _busy("429 for the day", "rate_daily"),
    _failed("401 Command timed out", "timeout_text"),
    _failed("408", "unprocessable", status=408),
    _failed("425", "unprocessable", status=425),
    _failed("500", "error_500_html"),
    _failed("503 with Retry-After", "error_503", retry_after=60),
    Row("nobody listens", State.PENDING, 202, False, nobody=True),
    _silent("ended before", wire.ended_before, applied=False),
    _silent("reset before", wire.reset_before, applied=False),
    _silent("swallowed", wire.swallowed, applied=False, slow=True),
    _silent("ended after", wire.ended_after, applied=True),
    _silent("reset after", wire.reset_after, applied=True),
    _silent("silent after", wire.silent_after, applied=True, slow=True),
    _silent("byte by byte", wire.drips, applied=True, slow=True),
    _garbled("cut in the head", wire.cut_in_the_head),
    _garbled("cut in the body", wire.cut_in_the_body),
    _silent("502 after", wire.an_error_page, applied=True),
    _garbled("bad chunks", wire.bad_chunks),
    _garbled("bad gzip", wire.bad_gzip),
    _garbled("another protocol", wire.another_protocol),
    _garbled("an endless head", wire.endless_head),
    _garbled("a sign-in page", wire.a_sign_in_page, applied=False),
]
