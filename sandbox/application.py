"""The WSGI application: checks, faults and journal around the endpoints."""

import json
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from secrets import SystemRandom
from typing import Any
from zoneinfo import ZoneInfo

from sandbox import control, gate
from sandbox.diary import Diary
from sandbox.endpoints import ROUTES
from sandbox.faults import answers, changes, echoes, meanwhile, wire
from sandbox.faults.rule import Rule
from sandbox.faults.rules import Rules
from sandbox.journal import Entry, Journal
from sandbox.limits import Limits
from sandbox.messages import JSON_TYPE, Answer, Request, read_request
from sandbox.refusals import Refusal, bad_request, too_many, trace_id
from sandbox.routing import Router
from sandbox.seed import move_to_today, plant, prolong
from sandbox.store import Store
from sandbox.switches import Switches
from sandbox.times import now_ms

StartResponse = Callable[[str, list[tuple[str, str]]], object]
MALFORMED = object()
RANDOM = SystemRandom()


@dataclass
class Sandbox:
    """One stand-in account: its memory, its behaviour, and what happened to it."""

    store: Store
    token: str
    initial: Switches = field(default_factory=Switches)
    # So many appointments and calendars stand in a new seed beside the usual ones.
    more: int = 0
    calendars: int = 0
    switches: Switches = field(init=False)
    rules: Rules = field(default_factory=Rules)
    journal: Journal = field(default_factory=Journal)
    limits: Limits = field(default_factory=Limits)
    router: Router = field(default_factory=lambda: Router(ROUTES))

    def __post_init__(self) -> None:
        self.switches = replace(self.initial)

    @property
    def zone(self) -> ZoneInfo:
        if self.switches.timezone:
            return ZoneInfo(self.switches.timezone)
        account = self.store.document("location", gate.LOCATION_ID) or {}
        return ZoneInfo(account.get("timezone", "UTC"))

    @property
    def diary(self) -> Diary:
        return Diary(self.store, self.zone)

    def reset(self) -> None:
        """Begin again: a new seed, no faults, the switches of the start."""
        plant(self.store, more=self.more, calendars=self.calendars)
        self.rules.clear()
        self.journal.clear()
        self.limits.clear()
        self.switches = replace(self.initial)

    def move_to_today(self) -> int:
        """Bring the appointments along to the present; by how many days."""
        return move_to_today(self.store)

    def __call__(
        self, environ: dict[str, Any], start_response: StartResponse
    ) -> Iterable[bytes]:
        request = read_request(environ)
        if request.path == "/healthz":
            body = b"" if request.method == "HEAD" else {"status": "ok"}
            return _sent(Answer(200, body), start_response)
        if request.path.startswith(control.PREFIX):
            return _sent(_refusable(control.answer, self, request), start_response)
        answer, rules = self._exchange(request)
        if wire.takes_over(rules, answer, environ):
            # The server takes this one for a client that went away: the connection
            # is closed without another byte.
            raise StopIteration("The connection was ended by a fault.")
        return _sent(answer, start_response)

    def _exchange(self, request: Request) -> tuple[Answer, list[Rule]]:
        began_ms, began = now_ms(), time.monotonic()
        _read_body(request)
        rules = self.rules.matching(request)
        time.sleep(self.switches.wait_s(RANDOM.random()))
        overdue = meanwhile.overdue(self.rules.standing(), self)
        asked = changes.before(request, rules)
        answer = self._answer(asked, rules)
        answer.effects += overdue
        answer.effects += meanwhile.changed(rules, request, answer, self)
        answer = echoes.after(changes.after(answer, rules), rules, request)
        # From here on it is bytes: the journal keeps those, which take far less room.
        answer.content = answer.encoded()
        duration_ms = (time.monotonic() - began) * 1000
        names = [rule.fault for rule in rules]
        self.journal.add(Entry(began_ms, request, answer, duration_ms, names))
        return answer, rules

    def _answer(self, request: Request, rules: list[Rule]) -> Answer:
        is_within, headers = self.limits.count(self.switches)
        if wire.drops_before(rules):
            return Answer(0, b"")
        answer = answers.instead(rules, self.switches)
        answer = answer or echoes.instead(rules, request)
        if answer is None:
            answer = _refusable(self._admitted, request, is_within)
        answer.headers = headers | answer.headers
        if answer.status < 300 and isinstance(answer.content, dict):
            answer.content.setdefault("traceId", trace_id())
        return answer

    def _admitted(self, request: Request, is_within: bool) -> Answer:
        if not is_within:
            raise too_many()
        gate.check_caller(request, self.token)
        match = self.router.match(request)
        gate.check_scope(match.route.scope, self.switches)
        gate.check_kind(request)
        if request.body is MALFORMED:
            raise bad_request("Unexpected token in JSON at position 0")
        unheeded = self.switches.versions_without_effect or []
        if request.headers["version"] in unheeded:
            request.discards = "stored"
        return match.route.handler(self, request, **match.params)


def create(
    path: Path,
    token: str,
    initial: Switches,
    *,
    reset: bool,
    more: int = 0,
    calendars: int = 0,
) -> Sandbox:
    """Open the sandbox's file; seed it when it is new or `reset` asks for it."""
    store = Store(path)
    if reset or store.document("location", gate.LOCATION_ID) is None:
        plant(store, more=more, calendars=calendars)
    else:
        prolong(store)
    store.close()
    return Sandbox(store, token, initial, more, calendars)


def _read_body(request: Request) -> None:
    try:
        request.body = json.loads(request.raw) if request.raw else {}
    except (ValueError, RecursionError):
        request.body = MALFORMED


def _refusable(call: Callable[..., Answer], *args: Any) -> Answer:
    try:
        return call(*args)
    except Refusal as refusal:
        return Answer(refusal.status, refusal.content)


def _sent(answer: Answer, start_response: StartResponse) -> list[bytes]:
    body = answer.encoded()
    headers = {"Content-Type": JSON_TYPE, **answer.headers}
    if answer.status not in (204, 304):
        headers.setdefault("Content-Length", str(len(body)))
    start_response(answer.reason, list(headers.items()))
    return [body]
