"""The table of the journal's page: each call, what it changed, what would have run."""

import json
from typing import Any

from sandbox.control.markup import Markup, el, many

HEADINGS = ("Time, UTC", "Call", "Answer", "Changed", "Automations")


def table(entries: list[dict[str, Any]]) -> Markup:
    head = el("tr", *(el("th", text, scope="col") for text in HEADINGS))
    rows = [_row(entry) for entry in entries]
    whole = el("table", el("thead", head), el("tbody", *rows))
    return el(
        "div", whole, class_="wide", tabindex="0", role="region", aria_label="Calls"
    )


def _row(entry: dict[str, Any]) -> Markup:
    faults = ", ".join(entry["faults"])
    return el(
        "tr",
        el("td", entry["time"][11:23]),
        el(
            "td",
            el("b", entry["method"]),
            " ",
            _address(entry),
            _body(entry["body"]),
            class_="call",
        ),
        el(
            "td",
            f"{_status(entry)}, {entry['duration_ms']} ms",
            el("div", faults, class_="quiet") if faults else None,
        ),
        el("td", *(_change(change) for change in entry["changes"])),
        el("td", _automations(entry)),
    )


def _address(entry: dict[str, Any]) -> str:
    query = "&".join(f"{name}={value}" for name, value in entry["query"].items())
    return f"{entry['path']}?{query}" if query else str(entry["path"])


def _body(body: Any) -> Markup | None:
    if body in (None, "", {}):
        return None
    text = json.dumps(body, indent=2, ensure_ascii=False)
    return el("details", el("summary", "What was sent"), el("pre", text))


def _status(entry: dict[str, Any]) -> str:
    return str(entry["status"] or "no answer")


def _change(change: dict[str, Any]) -> Markup:
    who = el("p", "Changed by somebody else:") if change["elsewhere"] else None
    items = [_field(name, change["fields"][name]) for name in change["fields"]]
    return many(who, el("ul", *items))


def _field(name: str, values: dict[str, Any]) -> Markup:
    before, after = _short(values["before"]), _short(values["after"])
    return el("li", f"{name}: ", el("del", before), " → ", el("ins", after))


def _short(value: Any) -> str:
    text = "nothing" if value in (None, "", []) else str(value)
    return text if len(text) <= 80 else f"{text[:79]}…"


def _automations(entry: dict[str, Any]) -> Markup | None:
    if not entry["workflows"]:
        return None
    ran = entry["automations"]
    verb = "Would have run:" if ran else "Held back:"
    items = [el("li", name) for name in entry["workflows"]]
    return many(el("p", verb), el("ul", *items))
