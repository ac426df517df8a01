"""What an answer means: a value to read, or one of the five errors."""

import logging
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import Any, Self
from urllib.parse import urlsplit

from appointments.leadway import said, wire
from appointments.leadway.errors import (
    MAX_MESSAGES,
    Busy,
    LeadwayError,
    Reason,
    Refused,
    Unanswered,
    Unreadable,
)
from appointments.leadway.hiding import Gate
from appointments.leadway.http.transport import Answer, Request, is_success

DEFAULT_WAIT_S = 10.0
LONGEST_WAIT_S, A_DAY_S = 600.0, 86_400.0

_log = logging.getLogger("appointments.leadway")

# Gateways say "too early" and "took too long" as if the client were at fault.
_MAY_HAVE_APPLIED = (HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_EARLY)
_INCOMPLETE = (
    HTTPStatus.NO_CONTENT,
    HTTPStatus.RESET_CONTENT,
    HTTPStatus.PARTIAL_CONTENT,
)
# Under any other status a page is the network's, and says nothing of what was sent.
_SPEAKS_OF_FIELDS = (400, 409, 422)
_GONE = re.compile(r"\b(appointment|event)\b.*\b(not found|does not exist)", re.I)
# Of an id that was checked before it was sent this means that nothing is called so.
_NO_SUCH_ID = re.compile(
    r"\b(appointment|event) ?id\b.*\binvalid\b|\binvalid (appointment|event) ?id\b",
    re.I,
)
_NO_ROUTE = re.compile(r"^Cannot [A-Z]+ /")


@dataclass(frozen=True, slots=True)
class Rate:
    """The limits as the headers of an answer state them; None where one is missing.

    `interval_ms` is the length of the short interval, `daily_reset_ms` the time left
    until the daily count starts anew.
    """

    limit: int | None
    remaining: int | None
    interval_ms: int | None
    daily_limit: int | None
    daily_remaining: int | None
    daily_reset_ms: int | None

    @classmethod
    def from_headers(cls, headers: Mapping[str, str]) -> Self | None:
        rate = cls(
            limit=_count(headers, "x-ratelimit-max"),
            remaining=_count(headers, "x-ratelimit-remaining"),
            interval_ms=_count(headers, "x-ratelimit-interval-milliseconds"),
            daily_limit=_count(headers, "x-ratelimit-limit-daily"),
            daily_remaining=_count(headers, "x-ratelimit-daily-remaining"),
            daily_reset_ms=_count(headers, "x-ratelimit-daily-reset"),
        )
        return None if rate == cls(None, None, None, None, None, None) else rate


@dataclass(frozen=True, slots=True)
class Reading:
    """An answer behind the gate, parsed: `value` is None when it is not JSON.

    The names of `headers` are small. `page` is what a refusal says that is no JSON.
    """

    status: int
    headers: Mapping[str, str]
    value: Any
    is_json: bool
    rate: Rate | None
    page: str
    gate: Gate = field(repr=False)
    too_large: bool = False

    @classmethod
    def of(cls, answer: Answer, gate: Gate) -> Self:
        """Read an answer, of which nothing is used that did not pass the gate."""
        headers = {name.lower(): of for name, of in answer.headers.items()}
        # Between them what is no part of a gap or of an escape, so that none spans two.
        if gate.may_hold("|".join(headers.values())):
            headers = {name: gate.hide(of) for name, of in headers.items()}
        value, is_json = None, answer.whole
        try:
            value = wire.parse(answer.body, gate) if answer.whole else None
        except wire.NotJSONError:
            is_json = False
        speaks = answer.whole and answer.status in _SPEAKS_OF_FIELDS
        page = wire.text_of(answer.body, gate) if speaks and not is_json else ""
        rate = Rate.from_headers(headers)
        known = (headers, value, is_json, rate, page, gate, answer.too_large)
        return cls(answer.status, *known)

    @property
    def trace_id(self) -> str:
        found = self.value.get("traceId") if isinstance(self.value, dict) else None
        return " ".join(found.split())[:100] if isinstance(found, str) else ""

    @property
    def words(self) -> list[said.Said]:
        """Leadway's words, each with what it calls the field that they are about.

        Once more through the gate: markup may have stood in the middle of a secret.
        """
        found = said.said_in_page(self.page) if self.page else said.said(self.value)
        hide = self.gate.hide
        return [(hide(text), hide(name)) for text, name in found[:MAX_MESSAGES]]

    @property
    def messages(self) -> tuple[str, ...]:
        return tuple(text for text, _field in self.words)


def error_in(reading: Reading, request: Request) -> LeadwayError | None:
    """Return the error that this answer is, or None when it is a success with JSON."""
    status = reading.status
    if is_success(status) and status not in _INCOMPLETE and reading.is_json:
        return None
    if status < HTTPStatus.BAD_REQUEST:
        _log_redirect(reading, request)
        return unreadable(reading, request)
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        return _busy(reading, request)
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR or _is_late(reading):
        return Unanswered(**_facts(reading, request))
    return Refused(reason=_reason(reading, request), **_facts(reading, request))


def unreadable(reading: Reading, request: Request) -> Unreadable:
    return Unreadable(too_large=reading.too_large, **_facts(reading, request))


def _facts(reading: Reading, request: Request) -> dict[str, Any]:
    words = reading.words
    return {
        "method": request.method,
        "path": request.path,
        "status": reading.status,
        "messages": tuple(text for text, _field in words),
        "fields": tuple(field for _text, field in words),
        "trace_id": reading.trace_id,
    }


def _is_late(reading: Reading) -> bool:
    """Tell a gateway's time-out, which comes under several statuses."""
    status = reading.status
    if status == HTTPStatus.UNAUTHORIZED:
        return "timed out" in _said(reading)
    return status in _MAY_HAVE_APPLIED


def _reason(reading: Reading, request: Request) -> Reason:
    status, said = reading.status, _said(reading)
    if status == HTTPStatus.UNAUTHORIZED:
        return _reason_of_401(said)
    if status == HTTPStatus.FORBIDDEN:
        return _reason_of_403(said)
    if status == HTTPStatus.NOT_FOUND:
        # A route that there is not says nothing of the appointment.
        unrouted = any(map(_NO_ROUTE.match, reading.messages))
        return "validation" if unrouted else "not_found"
    return "not_found" if _says_gone(said, request) else "validation"


def _reason_of_401(said: str) -> Reason:
    if "scope" in said:
        return "scope"
    if "version header" in said:
        return "version"
    if "access to this location" in said:
        return "location"
    # "E01 - Unauthorized request" is a required parameter that was left out.
    return "validation" if said.startswith("e01") else "token"


def _reason_of_403(said: str) -> Reason:
    if "scope" in said:
        return "scope"
    return "location" if "location" in said else "forbidden"


def _says_gone(said: str, request: Request) -> bool:
    """Recognise an unknown id under a status other than 404."""
    asked = request.path.rpartition("/")[2].lower()
    if _NO_SUCH_ID.search(said):
        return True
    missing = "not found" in said or "does not exist" in said
    return missing and (asked in said or bool(_GONE.search(said)))


def _busy(reading: Reading, request: Request) -> Busy:
    rate = reading.rate
    daily = rate is not None and rate.daily_remaining == 0
    return Busy(
        retry_after_s=_wait_s(reading, daily=daily),
        daily_exhausted=daily,
        **_facts(reading, request),
    )


def _wait_s(reading: Reading, *, daily: bool) -> float:
    """Return the wait that makes sense of the headers; a used-up day's to its end."""
    if daily and reading.rate and reading.rate.daily_reset_ms:
        return min(reading.rate.daily_reset_ms / 1000, A_DAY_S)
    rate, asked = reading.rate, reading.headers.get("retry-after")
    wait_s = _retry_after_s(asked) if asked is not None else None
    if asked is None and rate is not None and rate.interval_ms is not None:
        wait_s = rate.interval_ms / 1000
    sensible = wait_s is not None and 0 <= wait_s <= LONGEST_WAIT_S
    return wait_s if wait_s is not None and sensible else DEFAULT_WAIT_S


def _retry_after_s(text: str) -> float | None:
    """Read seconds or a date. Source: RFC 9110, section 10.2.3."""
    if text.isascii() and text.isdigit():
        return float(text[:9])
    try:
        at = parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return None
    at = at if at.tzinfo else at.replace(tzinfo=UTC)
    return (at - datetime.now(UTC)).total_seconds()


def _said(reading: Reading) -> str:
    return "; ".join(reading.messages).lower()


def _count(headers: Mapping[str, str], name: str) -> int | None:
    text = headers.get(name, "").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 15 else None


def _log_redirect(reading: Reading, request: Request) -> None:
    if (target := reading.headers.get("location")) is None:
        return
    try:
        parts = urlsplit(target)
        shown = wire.clean_text(f"{parts.hostname or ''}{parts.path}")[:200]
    except ValueError:
        shown = "an unreadable address"
    _log.warning("%s %s was redirected to %r", request.method, request.path, shown)
