"""What the forms of the pages do; each leads back to the page that it stands on."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

from sandbox import rehearsals
from sandbox.control.guard import PREFIX
from sandbox.faults.rules import UnknownFaultError, read_rule
from sandbox.messages import Answer, Request
from sandbox.refusals import unprocessable
from sandbox.routing import Route
from sandbox.switches import OPTIONAL, Switches

if TYPE_CHECKING:
    from sandbox.application import Sandbox


def reset(sandbox: "Sandbox", _request: Request) -> Answer:
    sandbox.reset()
    return _back()


def move_to_today(sandbox: "Sandbox", _request: Request) -> Answer:
    sandbox.move_to_today()
    return _back()


def forget(sandbox: "Sandbox", _request: Request) -> Answer:
    sandbox.journal.clear()
    return _back("journal.html")


def clear_faults(sandbox: "Sandbox", _request: Request) -> Answer:
    sandbox.rules.clear()
    return _back()


def rehearse(sandbox: "Sandbox", request: Request) -> Answer:
    """The one whose button was pressed."""
    for name, value in _fields(request).items():
        if name in rehearsals.REHEARSALS:
            rehearsals.switch(sandbox.rules, name, on=value == "on")
    return _back()


def add_fault(sandbox: "Sandbox", request: Request) -> Answer:
    fields = {name: value for name, value in _fields(request).items() if value}
    try:
        rule = read_rule({name: _READ.get(name, str)(fields[name]) for name in fields})
    except UnknownFaultError as fault:
        raise unprocessable(str(fault)) from fault
    except ValueError as fault:
        raise unprocessable("times and seconds must be numbers") from fault
    sandbox.rules.add([rule])
    return _back()


def set_switches(sandbox: "Sandbox", request: Request) -> Answer:
    fields, kinds = _fields(request), Switches().shown()
    changes = {name: _value(name, fields[name], kinds) for name in fields}
    if faults := sandbox.switches.set(changes):
        raise unprocessable(faults)
    return _back()


def _value(name: str, text: str, kinds: dict[str, Any]) -> Any:
    """The text of a form as the switch wants it; what is wrong stays a text."""
    if name in OPTIONAL:
        read = str.split if OPTIONAL[name] is list else str
        return read(text) if text.strip() else None
    if isinstance(kinds.get(name), bool):
        return {"true": True, "false": False}.get(text, text)
    if isinstance(kinds.get(name), int) and text.isascii() and text.isdigit():
        return int(text)
    return text


def _fields(request: Request) -> dict[str, str]:
    text = request.raw.decode("utf-8", "replace")
    return dict(parse_qsl(text, keep_blank_values=True))


def _back(page: str = "") -> Answer:
    return Answer(303, b"", {"Location": f"{PREFIX}{page}"})


_READ: dict[str, Callable[[str], Any]] = {"times": int, "seconds": float}
ROUTES = [
    Route("POST", f"{PREFIX}page/reset", reset),
    Route("POST", f"{PREFIX}page/today", move_to_today),
    Route("POST", f"{PREFIX}page/forget", forget),
    Route("POST", f"{PREFIX}page/clear", clear_faults),
    Route("POST", f"{PREFIX}page/rehearse", rehearse),
    Route("POST", f"{PREFIX}page/fault", add_fault),
    Route("POST", f"{PREFIX}page/switch", set_switches),
]
