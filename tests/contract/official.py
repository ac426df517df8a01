"""The vendor's own OpenAPI files, when a copy of them lies beside the checkout.

Their known defects are allowed for: times that are declared as objects, a read that
is described under another key than the live service uses, an undeclared `traceId`
beside the days of the free slots, and required fields that the text calls optional.
"""

import json
import os
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

ROOT = Path(__file__).resolve().parents[2]
FOLDER = Path(os.environ.get("LEADWAY_OPENAPI", ROOT.parent / "shared" / "openapi"))
FILES = ("calendars", "users", "contacts", "locations")
TIMES = ("startTime", "endTime", "dateAdded", "dateUpdated")


def is_present() -> bool:
    return (FOLDER / "apps").is_dir()


def request_faults(name: str, body: Any) -> list[str]:
    """What the vendor's description holds against a body, undeclared fields too."""
    schema = _request_schemas().get(name)
    if schema is None or body is None:
        return []
    # The service refuses what is not declared, though the files do not say so.
    closed = {"$ref": schema, "unevaluatedProperties": False}
    return _faults(closed, body)


def answer_faults(name: str, body: Any) -> list[str]:
    schema = _answer_schemas().get(name)
    return [] if schema is None else _faults(schema, _as_described(name, body))


def _as_described(name: str, body: Any) -> Any:
    if not isinstance(body, dict):
        return body
    if "appointment" in body:
        return {"event": body["appointment"]}
    if name.endswith("free-slots"):
        return {key: value for key, value in body.items() if key != "traceId"}
    return body


def _faults(schema: dict[str, Any], value: Any) -> list[str]:
    validator = Draft202012Validator(schema, registry=_registry())
    return [f"vendor: {e.json_path}: {e.message}" for e in validator.iter_errors(value)]


@cache
def _documents() -> dict[str, dict[str, Any]]:
    if not is_present():
        return {}
    paths = [FOLDER / "apps" / f"{name}.json" for name in FILES]
    documents = {
        path.stem: json.loads(path.read_text(encoding="utf-8")) for path in paths
    }
    _mend(documents["calendars"]["components"]["schemas"])
    return documents


def _mend(schemas: dict[str, Any]) -> None:
    for name in TIMES:
        schemas["CalendarEventDTO"]["properties"][name]["type"] = "string"
    for name in ("BlockSlotCreateRequestDTO", "BlockSlotEditRequestDTO"):
        schemas[name].pop("required", None)
    block = schemas["BlockedSlotSuccessfulResponseDto"]
    for name in ("startTime", "endTime"):
        block["properties"][name]["type"] = "string"


@cache
def _registry() -> Registry[Any]:
    registry: Registry[Any] = Registry()
    for name, document in _documents().items():
        resource = Resource(document, DRAFT202012)
        registry = registry.with_resource(f"vendor:{name}", resource)
    # Crawled once here, the files are not searched again for each reference.
    return registry.crawl()


@cache
def _request_schemas() -> dict[str, str]:
    """The reference of each declared body; some are declared without a shape."""
    found = {}
    for name, file, operation in _operations():
        content = operation.get("requestBody", {}).get("content", {})
        reference = content.get("application/json", {}).get("schema", {}).get("$ref")
        if reference and _has_shape(file, reference):
            found[name] = f"vendor:{file}{reference}"
    return found


@cache
def _answer_schemas() -> dict[str, dict[str, Any]]:
    found = {}
    for name, file, operation in _operations():
        for status, answer in operation["responses"].items():
            schema = (answer.get("content") or {}).get("application/json", {})
            if status.startswith("2") and schema.get("schema"):
                found[name] = _absolute(file, schema["schema"])
    return found


def _operations() -> list[tuple[str, str, dict[str, Any]]]:
    return [
        (f"{method.upper()} {path}", file, operation)
        for file, document in _documents().items()
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
    ]


def _has_shape(file: str, reference: str) -> bool:
    schema = _documents()[file]["components"]["schemas"][reference.split("/")[-1]]
    return bool(schema.get("properties"))


def _absolute(file: str, schema: Any) -> Any:
    """The schema with its references made absolute, wherever they stand in it."""
    if isinstance(schema, dict):
        return {
            key: f"vendor:{file}{value}" if key == "$ref" else _absolute(file, value)
            for key, value in schema.items()
        }
    return schema
