"""The use case: rehearse on the sandbox. Its control endpoints, over HTTP.

Only where no token is configured; nothing here can reach the real Leadway, because
every call asks for the sandbox's address, which is empty there.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import requests

from appointments import connection
from appointments.index import reference
from appointments.index.spans import Span
from appointments.practice.tables import Rehearsal
from people.patience import tried

CONNECT_TIMEOUT_S = 1.0
READ_TIMEOUT_S = 3.0
# A new seed takes longer where many appointments were asked for.
SEED_TIMEOUT_S = 30.0
LAST_CALLS = 200


class Unavailable(Exception):
    """The sandbox did not answer, or not as it does."""


@dataclass(frozen=True, slots=True)
class Change:
    """One field of an appointment before and after, in Leadway's own name."""

    field: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class Call:
    """One exchange that the sandbox remembers; `status` 0 was never answered.

    `workflows` are the automations that the call concerns; `automations` says whether
    they would have run, None that there were none to run. `elsewhere` are changes that
    nobody here asked for.
    """

    at: datetime
    method: str
    path: str
    body: Any
    status: int
    duration_ms: float
    faults: tuple[str, ...]
    automations: bool | None
    workflows: tuple[str, ...]
    changes: tuple[Change, ...]
    elsewhere: tuple[Change, ...]


def is_offered() -> bool:
    return bool(connection.sandbox_url())


def troubles() -> dict[str, bool]:
    """Return each trouble that can be rehearsed, and whether it is on.

    Raises Unavailable, as everything below does.
    """
    return _noted(_mapping("GET", "rehearsals"))


def _noted(answer: Mapping[str, Any]) -> dict[str, bool]:
    """Read which are on, and keep it for the pages, which ask the sandbox nothing."""
    found = {str(name): on is True for name, on in answer.items()}
    tried(Rehearsal.note, [name for name, on in found.items() if on])
    return found


def rehearse(name: str, *, on: bool) -> None:
    """Begin or end one trouble; the others stay as they are."""
    _noted(_mapping("POST", "rehearsals", {name: on}))


def start_over() -> None:
    """Give the sandbox new data, without faults and without a memory of calls."""
    _mapping("POST", "reset", timeout_s=SEED_TIMEOUT_S)
    tried(Rehearsal.note, [])
    _look_again()


def move_to_today() -> int:
    """Bring its appointments along to the present; by how many days they moved."""
    moved = _mapping("POST", "today", timeout_s=SEED_TIMEOUT_S)
    _look_again()
    return int(moved.get("days", 0))


def calls() -> list[Call]:
    """Return the last calls, newest first."""
    entries = _ask("GET", f"journal?last={LAST_CALLS}&brief")
    if not isinstance(entries, list):
        raise Unavailable
    try:
        return [_call(entry) for entry in reversed(entries)]
    except (KeyError, TypeError, ValueError) as error:
        raise Unavailable from error


def _call(entry: Mapping[str, Any]) -> Call:
    changes = entry["changes"]
    return Call(
        at=datetime.fromisoformat(entry["time"]),
        method=entry["method"],
        path=entry["path"],
        body=entry["body"],
        status=entry["status"],
        duration_ms=entry["duration_ms"],
        faults=tuple(entry["faults"]),
        automations=entry["automations"],
        workflows=tuple(entry["workflows"]),
        changes=_fields(one for one in changes if not one["elsewhere"]),
        elsewhere=_fields(one for one in changes if one["elsewhere"]),
    )


def _fields(changes: Any) -> tuple[Change, ...]:
    return tuple(
        Change(name, values["before"], values["after"])
        for one in changes
        for name, values in one["fields"].items()
    )


def _look_again() -> None:
    """What is known of the days and the names is another clinic's by now."""
    Span.forget()
    reference.look_again()


def _mapping(
    method: str, name: str, body: Any = None, *, timeout_s: float = READ_TIMEOUT_S
) -> Mapping[str, Any]:
    answer = _ask(method, name, body, timeout_s=timeout_s)
    if not isinstance(answer, dict):
        raise Unavailable
    return answer


def _ask(
    method: str, name: str, body: Any = None, *, timeout_s: float = READ_TIMEOUT_S
) -> Any:
    url = f"{connection.sandbox_url()}/__sandbox__/{name}"
    try:
        with requests.Session() as session:
            # A proxy of the machine's has nothing to do with what runs beside us.
            session.trust_env = False
            answer = session.request(
                method,
                url,
                json=body,
                timeout=(CONNECT_TIMEOUT_S, timeout_s),
                allow_redirects=False,
            )
            answer.raise_for_status()
            return _clean(answer.json())
    except (requests.RequestException, ValueError) as error:
        raise Unavailable from error


def _clean(value: Any) -> Any:
    """The same without halves of characters, which no page could be made of."""
    whole = json.dumps(value, ensure_ascii=False).encode("utf-8", "replace")
    return json.loads(whole)
