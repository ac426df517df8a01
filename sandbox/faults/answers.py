"""Faults that answer in the place of the endpoint: nothing is written."""

from collections.abc import Callable, Iterable
from typing import Any

from sandbox import limits, refusals
from sandbox.faults.rule import Rule
from sandbox.messages import Answer
from sandbox.switches import Switches

HTML = "text/html; charset=UTF-8"
HTML_500 = (
    b"<!DOCTYPE html><html><head><title>500: Internal Server Error</title></head>"
    b"<body><h1>Internal Server Error</h1></body></html>"
)
HTML_502 = (
    b"<!DOCTYPE html><html><head><title>502: Bad gateway</title></head>"
    b"<body><h1>Bad gateway</h1><p>The web server reported a bad gateway error."
    b"</p></body></html>"
)
TOO_MANY = {"statusCode": 429, "message": "Too Many Requests"}


def instead(rules: Iterable[Rule], switches: Switches) -> Answer | None:
    """The answer of the first rule that answers by itself, if there is one."""
    for rule in rules:
        if rule.fault in _MAKERS:
            return _MAKERS[rule.fault](rule.details, switches)
    return None


def _revoked(_details: dict[str, Any], _switches: Switches) -> Answer:
    return _refused(refusals.unauthorized(refusals.REVOKED))


def _scope(_details: dict[str, Any], _switches: Switches) -> Answer:
    return _refused(refusals.unauthorized(refusals.NO_SCOPE))


def _timeout_text(_details: dict[str, Any], _switches: Switches) -> Answer:
    return _refused(refusals.unauthorized("Command timed out"))


def _forbidden(_details: dict[str, Any], _switches: Switches) -> Answer:
    return _refused(refusals.no_access())


def _not_found_empty(_details: dict[str, Any], _switches: Switches) -> Answer:
    return Answer(404, b"")


def _unprocessable(details: dict[str, Any], _switches: Switches) -> Answer:
    """Any refusal: `status` and `message` (a text or a list) may be chosen."""
    status = details.get("status", 422)
    message = details.get("message", ["appointmentStatus must be a valid enum value"])
    errors = {400: "Bad Request", 409: "Conflict", 422: "Unprocessable Entity"}
    content = {"statusCode": status, "message": message}
    return Answer(status, content | {"error": errors.get(status, "Error")})


def _rate_burst(details: dict[str, Any], switches: Switches) -> Answer:
    return _limited(details, switches, daily_remaining=switches.rate_daily // 2)


def _rate_daily(details: dict[str, Any], switches: Switches) -> Answer:
    return _limited(details, switches, daily_remaining=0)


def _limited(
    details: dict[str, Any], switches: Switches, *, daily_remaining: int
) -> Answer:
    """No Retry-After, as on the live service, unless `retry_after` asks for one."""
    headers = limits.headers(
        switches, remaining=0, daily_remaining=daily_remaining, reset_ms=40_000_000
    )
    if "retry_after" in details:
        headers["Retry-After"] = str(details["retry_after"])
    return Answer(429, dict(TOO_MANY), headers)


def _error_500_html(_details: dict[str, Any], _switches: Switches) -> Answer:
    return Answer(500, HTML_500, {"Content-Type": HTML})


def _error_502_html(_details: dict[str, Any], _switches: Switches) -> Answer:
    return Answer(502, HTML_502, {"Content-Type": HTML})


def _error_503(details: dict[str, Any], _switches: Switches) -> Answer:
    after = details.get("retry_after")
    headers = {} if after is None else {"Retry-After": str(after)}
    return Answer(503, {"statusCode": 503, "message": "Service Unavailable"}, headers)


def _redirect(details: dict[str, Any], _switches: Switches) -> Answer:
    place = details.get("to", "http://127.0.0.1:9/elsewhere?secret=1")
    return Answer(int(details.get("status", 302)), b"", {"Location": str(place)})


def _refused(refusal: refusals.Refusal) -> Answer:
    return Answer(refusal.status, refusal.content)


_MAKERS: dict[str, Callable[[dict[str, Any], Switches], Answer]] = {
    "revoked": _revoked,
    "scope": _scope,
    "timeout_text": _timeout_text,
    "forbidden": _forbidden,
    "not_found_empty": _not_found_empty,
    "unprocessable": _unprocessable,
    "rate_burst": _rate_burst,
    "rate_daily": _rate_daily,
    "error_500_html": _error_500_html,
    "error_502_html": _error_502_html,
    "error_503": _error_503,
    "redirect": _redirect,
}
NAMES = tuple(_MAKERS)
