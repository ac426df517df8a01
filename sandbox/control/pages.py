"""The pages of the sandbox, for people: plain HTML that works without scripts."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from sandbox import rehearsals
from sandbox.control.guard import PREFIX
from sandbox.control.journal_page import table
from sandbox.control.markup import Markup, document, el, many, style
from sandbox.faults.rules import NAMES
from sandbox.messages import Answer, Request
from sandbox.routing import Route
from sandbox.switches import CHOICES, OPTIONAL

if TYPE_CHECKING:
    from sandbox.application import Sandbox

LAST_CALLS = 100
METHODS = ("", "GET", "POST", "PUT", "DELETE")
TITLES = {
    "silence": "Stop answering",
    "slowness": "Answer slowly",
    "no_slots": "Refuse every slot",
    "other_values": "Keep other values",
    "changes_elsewhere": "Somebody else changes records",
    "limit": "Limit reached",
    "no_reading": "No permission to read",
}


def control(sandbox: "Sandbox", _request: Request) -> Answer:
    now = datetime.now(sandbox.zone)
    name = (sandbox.store.first("location")).get("name", "")
    return document(
        "Control",
        "",
        el("p", f"{name}, {now:%A %d %B %Y, %H:%M} ({sandbox.zone.key})."),
        _seed(),
        _rehearsals(sandbox),
        _faults(sandbox),
        _switches(sandbox),
    )


def journal(sandbox: "Sandbox", _request: Request) -> Answer:
    entries = sandbox.journal.shown(LAST_CALLS, brief=True)[::-1]
    clear = _form("forget", el("button", "Forget these calls"))
    lead = f"The last {LAST_CALLS} calls, newest first."
    return document("Journal", "journal.html", el("p", lead), clear, table(entries))


def style_sheet(_sandbox: "Sandbox", _request: Request) -> Answer:
    return style()


def _seed() -> Markup:
    return el(
        "section",
        el("h2", "Appointments"),
        el("p", "“Start over” forgets every change, fault and switch."),
        el(
            "div",
            _form("today", el("button", "Move to today")),
            _form("reset", el("button", "Start over")),
            class_="row",
        ),
    )


def _rehearsals(sandbox: "Sandbox") -> Markup:
    buttons = [
        el(
            "button",
            TITLES[name],
            name=name,
            value="off" if is_on else "on",
            aria_pressed="true" if is_on else "false",
        )
        for name, is_on in rehearsals.standing(sandbox.rules).items()
    ]
    return el(
        "section",
        el("h2", "Rehearse trouble"),
        _form("rehearse", el("div", *buttons, class_="row")),
    )


def _faults(sandbox: "Sandbox") -> Markup:
    items = [el("li", _described(rule)) for rule in sandbox.rules.shown()]
    standing = el("ul", *items) if items else el("p", "None stands.", class_="quiet")
    fields = [
        _labelled("Fault", _select("fault", NAMES, "slow")),
        _labelled("Method", _select("method", METHODS, "")),
        _labelled("Path, a pattern", el("input", name="path")),
        _labelled("Times", el("input", name="times", inputmode="numeric", size=5)),
        _labelled("Seconds", el("input", name="seconds", inputmode="decimal", size=5)),
    ]
    return el(
        "section",
        el("h2", "Faults"),
        standing,
        _form("fault", el("div", *fields, class_="grid"), el("button", "Add")),
        _form("clear", el("button", "Take all back")) if items else None,
    )


def _described(rule: dict[str, Any]) -> str:
    said = {name: value for name, value in rule.items() if value is not None}
    return ", ".join(f"{name} {value}" for name, value in said.items())


def _switches(sandbox: "Sandbox") -> Markup:
    fields = [
        _labelled(name, _input(name, value))
        for name, value in sandbox.switches.shown().items()
    ]
    return el(
        "section",
        el("h2", "Switches"),
        el("p", "Lists are separated by spaces; empty is everything or nothing."),
        _form("switch", el("div", *fields, class_="grid"), el("button", "Set")),
    )


def _input(name: str, value: Any) -> Markup:
    if isinstance(value, bool):
        return _select(name, ("true", "false"), str(value).lower())
    if name in CHOICES:
        return _select(name, CHOICES[name], str(value))
    if name in OPTIONAL:
        shown = " ".join(value) if isinstance(value, list) else value or ""
        return el("input", name=name, value=shown)
    return el("input", name=name, value=value, inputmode="numeric", size=8)


def _select(name: str, values: tuple[str, ...], chosen: str) -> Markup:
    options = [
        el("option", value or "any", value=value, selected=value == chosen)
        for value in values
    ]
    return el("select", *options, name=name)


def _labelled(text: str, control: Markup) -> Markup:
    return el("label", text, control)


def _form(address: str, *children: object) -> Markup:
    return el("form", many(*children), method="post", action=f"{PREFIX}page/{address}")


ROUTES = [
    Route("GET", PREFIX, control),
    Route("GET", f"{PREFIX}journal.html", journal),
    Route("GET", f"{PREFIX}style.css", style_sheet),
]
