"""The vendor's own OpenAPI files, when a copy of them lies beside the checkout.

Their known defects are allowed for: times that are declared as objects, a read that
is described under another key than the live service uses, an undeclared `traceId`
beside the days of the free slots, and required fields that the text calls optional.
There are two generations of the files; the newer one holds under `Version: v3`.
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
V3 = "v3"
# The bodies of refusals, which the files of both generations share.
COMMON = "common-schemas"
REFUSALS = {400: "BadRequestDTO", 401: "UnauthorizedDTO", 422: "UnprocessableDTO"}


def is_present() -> bool:
    return (FOLDER / "apps").is_dir()


def request_faults(name: str, body: Any, version: str = "") -> list[str]:
    """What the vendor's description holds against a body, undeclared fields too."""
    schema = _request_schemas(version == V3).get(name)
    if schema is None or body is None:
        return []
    # The service refuses what is not declared, though the files do not say so.
    closed = {"$ref": schema, "unevaluatedProperties": False}
    return _faults(closed, body)


def answer_faults(
    name: str, body: Any, version: str = "", status: int | None = None
) -> list[str]:
    """What it holds against a success: its shape, and its status when that is given."""
    declared = _answer_schemas(version == V3).get(name)
    if not declared:
        return []
    if status is not None and status not in declared:
        return [f"vendor: {status} is not declared, {sorted(declared)} is"]
    schema = declared[status or min(declared)]
    return [] if schema is None else _faults(schema, _as_described(name, body))


def refusal_faults(status: int, body: Any) -> list[str]:
    """What it holds against a refusal; one text may stand for a list of them."""
    if status not in REFUSALS or not is_present() or not isinstance(body, dict):
        return []
    if status == 422 and isinstance(body.get("message"), str):
        body = body | {"message": [body["message"]]}
    schema = f"vendor:{COMMON}#/components/schemas/{REFUSALS[status]}"
    return _faults({"$ref": schema}, body)


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
def _documents(newer: bool) -> dict[str, dict[str, Any]]:
    """The files of one generation, by the name they have in the registry."""
    if not is_present():
        return {}
    found = {}
    for name in FILES:
        path = FOLDER / "apps" / (f"v3/{name}-v3.json" if newer else f"{name}.json")
        found[path.stem] = json.loads(path.read_text(encoding="utf-8"))
        if name == "calendars":
            _mend(found[path.stem]["components"]["schemas"])
    return found


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
    documents = _documents(False) | _documents(True)
    if documents:
        common = FOLDER / "common" / f"{COMMON}.json"
        documents[COMMON] = json.loads(common.read_text(encoding="utf-8"))
    registry: Registry[Any] = Registry()
    for name, document in documents.items():
        resource = Resource(document, DRAFT202012)
        registry = registry.with_resource(f"vendor:{name}", resource)
    # Crawled once here, the files are not searched again for each reference.
    return registry.crawl()


@cache
def _request_schemas(newer: bool) -> dict[str, str]:
    """The reference of each declared body; some are declared without a shape."""
    found = {}
    for name, file, operation in _operations(newer):
        content = operation.get("requestBody", {}).get("content", {})
        reference = content.get("application/json", {}).get("schema", {}).get("$ref")
        if reference and _has_shape(_documents(newer)[file], reference):
            found[name] = f"vendor:{file}{reference}"
    return found


@cache
def _answer_schemas(newer: bool) -> dict[str, dict[int, Any]]:
    """For each operation its successes: the shape by status, None without a shape."""
    found: dict[str, dict[int, Any]] = {}
    for name, file, operation in _operations(newer):
        for status, answer in operation["responses"].items():
            schema = (answer.get("content") or {}).get("application/json", {})
            if status.startswith("2"):
                shape = _absolute(file, schema.get("schema")) or None
                found.setdefault(name, {})[int(status)] = shape
    return found


def _operations(newer: bool) -> list[tuple[str, str, dict[str, Any]]]:
    return [
        (f"{method.upper()} {path}", file, operation)
        for file, document in _documents(newer).items()
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
    ]


def _has_shape(document: dict[str, Any], reference: str) -> bool:
    schema = document["components"]["schemas"][reference.split("/")[-1]]
    return bool(schema.get("properties"))


def _absolute(file: str, schema: Any) -> Any:
    """The schema with its references made absolute, wherever they stand in it."""
    if isinstance(schema, dict):
        return {
            key: f"vendor:{file}{value}" if key == "$ref" else _absolute(file, value)
            for key, value in schema.items()
        }
    return schema
