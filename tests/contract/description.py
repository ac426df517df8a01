"""Compares what goes over the wire with what is described of Leadway's API.

Always with the short description in `leadway.schema.json`, and also with the vendor's
own OpenAPI files where a copy of them is found (`official.py`).
"""

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from tests.contract import official

SHORT = json.loads(
    (Path(__file__).parent / "leadway.schema.json").read_text(encoding="utf-8")
)
REGISTRY: Registry[Any] = (
    Registry().with_resource("short:", Resource(SHORT, DRAFT202012)).crawl()
)
VERSIONS = frozenset({"2021-07-28", "2021-04-15", "2023-02-21", "v3"})


def request_faults(
    method: str,
    path: str,
    body: Any,
    headers: Mapping[str, str],
    query: Mapping[str, str] | None = None,
) -> list[str]:
    """What is wrong with a call; `query` is looked at when it is given."""
    name = operation(method, path)
    if name is None:
        return [f"{method} {path} is not described"]
    described = SHORT["operations"][name]
    return [
        *_header_faults({k.lower(): v for k, v in headers.items()}, body),
        *_query_faults(described, query),
        *_faults(described.get("request"), body),
        *official.request_faults(name, body, _version(headers)),
    ]


def answer_faults(
    method: str, path: str, status: int, body: Any, version: str = ""
) -> list[str]:
    """What is wrong with an answer. A refusal may have any of the known shapes.

    `version` is the header that the call was made under.
    """
    if status >= 400:
        # An empty body was seen on a 404, and a page of HTML from the network.
        if not body or isinstance(body, str):
            return []
        return [
            *_faults({"$ref": "#/$defs/refusal"}, body),
            *official.refusal_faults(status, body),
        ]
    name = operation(method, path)
    if name is None:
        return [f"{method} {path} is not described"]
    described = SHORT["operations"][name]
    return [
        *_faults(described["success"], body),
        *official.answer_faults(name, body, version, status),
    ]


def journal_faults(journal: list[dict[str, Any]]) -> list[str]:
    """Every fault in a recording of the sandbox, with the call it was found in.

    Answers that a fault of the sandbox has spoiled are not held against anybody.
    """
    return [
        f"{entry['method']} {entry['path']}: {fault}"
        for entry in journal
        for fault in _entry_faults(entry)
    ]


def operation(method: str, path: str) -> str | None:
    """The described name of a call, `GET /calendars/{calendarId}` for instance."""
    for name, pattern in _patterns():
        if pattern.fullmatch(f"{method} {path}"):
            return name
    return None


def _entry_faults(entry: dict[str, Any]) -> list[str]:
    method, path = entry["method"], entry["path"]
    query = entry["query"] or None
    found = request_faults(method, path, entry["body"], entry["headers"], query)
    if not entry["faults"]:
        version = _version(entry["headers"])
        status, answer = entry["status"], entry["answer"]
        found += answer_faults(method, path, status, answer, version)
    return found


def _version(headers: Mapping[str, str]) -> str:
    return {k.lower(): v for k, v in headers.items()}.get("version", "")


@cache
def _patterns() -> list[tuple[str, re.Pattern[str]]]:
    names = sorted(SHORT["operations"], key=lambda name: name.count("{"))
    return [(name, re.compile(re.sub(r"\{\w+\}", "[^/]+", name))) for name in names]


def _header_faults(headers: Mapping[str, str], body: Any) -> Iterator[str]:
    if not headers.get("authorization"):
        yield "header Authorization is missing"
    if headers.get("version") not in VERSIONS:
        yield f"header Version is {headers.get('version')!r}"
    kind = headers.get("content-type", "")
    if body is not None and not kind.startswith("application/json"):
        yield f"header Content-Type is {kind!r}"


def _query_faults(
    described: dict[str, Any], query: Mapping[str, str] | None
) -> Iterator[str]:
    if query is not None:
        for name in described.get("query", []):
            if name not in query:
                yield f"query {name} is missing"


def _faults(schema: dict[str, Any] | None, value: Any) -> list[str]:
    if schema is None:
        return [] if value is None else ["a body is sent where none is described"]
    whole = {"$ref": f"short:{schema['$ref']}"}
    validator = Draft202012Validator(whole, registry=REGISTRY)
    return [f"{e.json_path}: {e.message}" for e in validator.iter_errors(value)]
