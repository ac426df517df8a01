"""The sandbox's own endpoints: faults, journal, switches, and the seed."""

import json
from typing import TYPE_CHECKING, Any

from sandbox import rehearsals
from sandbox.control.guard import PREFIX
from sandbox.faults.rules import UnknownFaultError, read_rule
from sandbox.messages import Answer, Request
from sandbox.refusals import bad_request, unprocessable
from sandbox.routing import Route

if TYPE_CHECKING:
    from sandbox.application import Sandbox

NOT_AN_OBJECT = "body must be an object"


def body_of(request: Request) -> Any:
    """The JSON of the body, an empty object when there is none. Raises Refusal."""
    try:
        return json.loads(request.raw) if request.raw else {}
    except (ValueError, RecursionError) as fault:
        raise bad_request(f"The body is not JSON: {fault}") from fault


def object_of(request: Request) -> dict[str, Any]:
    """Raises Refusal."""
    body = body_of(request)
    if not isinstance(body, dict):
        raise unprocessable([NOT_AN_OBJECT])
    return body


def list_faults(sandbox: "Sandbox", _request: Request) -> Answer:
    return Answer(200, sandbox.rules.shown())


def add_faults(sandbox: "Sandbox", request: Request) -> Answer:
    body = body_of(request)
    wanted = body if isinstance(body, list) else [body]
    try:
        sandbox.rules.add([read_rule(item) for item in wanted])
    except UnknownFaultError as fault:
        raise unprocessable(str(fault)) from fault
    return Answer(200, sandbox.rules.shown())


def clear_faults(sandbox: "Sandbox", request: Request) -> Answer:
    """`label` in the query takes back its rules only."""
    sandbox.rules.clear(request.param("label") or None)
    return Answer(200, sandbox.rules.shown())


def list_rehearsals(sandbox: "Sandbox", _request: Request) -> Answer:
    return Answer(200, rehearsals.standing(sandbox.rules))


def switch_rehearsals(sandbox: "Sandbox", request: Request) -> Answer:
    """Begin or end each that is named, by true or false; the others stay."""
    wanted = object_of(request)
    unknown = [name for name in wanted if name not in rehearsals.REHEARSALS]
    if unknown:
        raise unprocessable([f"no rehearsal is called {name}" for name in unknown])
    for name, is_on in wanted.items():
        rehearsals.switch(sandbox.rules, name, on=is_on is True)
    return list_rehearsals(sandbox, request)


def show_journal(sandbox: "Sandbox", request: Request) -> Answer:
    """Oldest first; `last` in the query asks for so many of the newest, `brief` for
    each without headers and answer."""
    last, brief = request.number("last"), "brief" in request.query
    return Answer(200, sandbox.journal.shown(last, brief=brief))


def clear_journal(sandbox: "Sandbox", _request: Request) -> Answer:
    sandbox.journal.clear()
    return Answer(200, [])


def reset(sandbox: "Sandbox", _request: Request) -> Answer:
    sandbox.reset()
    return Answer(200, {"status": "ok"})


def move_to_today(sandbox: "Sandbox", _request: Request) -> Answer:
    """Bring the appointments along to the present; by how many days they moved."""
    return Answer(200, {"days": sandbox.move_to_today()})


def show_switches(sandbox: "Sandbox", _request: Request) -> Answer:
    return Answer(200, sandbox.switches.shown())


def set_switches(sandbox: "Sandbox", request: Request) -> Answer:
    if faults := sandbox.switches.set(object_of(request)):
        raise unprocessable(faults)
    return show_switches(sandbox, request)


def show_cast(sandbox: "Sandbox", _request: Request) -> Answer:
    """Names and ids of the seed, so that nobody has to search for them."""
    return Answer(200, sandbox.store.document("cast", "cast"))


ROUTES = [
    Route("GET", f"{PREFIX}faults", list_faults),
    Route("POST", f"{PREFIX}faults", add_faults),
    Route("DELETE", f"{PREFIX}faults", clear_faults),
    Route("GET", f"{PREFIX}rehearsals", list_rehearsals),
    Route("POST", f"{PREFIX}rehearsals", switch_rehearsals),
    Route("GET", f"{PREFIX}journal", show_journal),
    Route("DELETE", f"{PREFIX}journal", clear_journal),
    Route("POST", f"{PREFIX}reset", reset),
    Route("POST", f"{PREFIX}today", move_to_today),
    Route("GET", f"{PREFIX}switches", show_switches),
    Route("POST", f"{PREFIX}switches", set_switches),
    Route("GET", f"{PREFIX}cast", show_cast),
]
