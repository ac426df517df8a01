"""Answers that repeat the headers of the request, its token included.

Debug pages and gateways of many an API do so; the token may come back in any writing.
"""

import base64
import json
from collections.abc import Iterable
from copy import copy
from typing import Any
from urllib.parse import quote

from sandbox.faults.rule import Rule
from sandbox.messages import Answer, Request

REFUSED, RECORD = "echo_refused", "echo_record"
NAMES = (REFUSED, RECORD)


def instead(rules: Iterable[Rule], request: Request) -> Answer | None:
    """A refusal, of the `status` that was chosen, whose every text has the header."""
    rule = next((rule for rule in rules if rule.fault == REFUSED), None)
    if rule is None:
        return None
    said = spellings(_header(request))
    status = int(rule.details.get("status", 400))
    content = {"statusCode": status, "message": said, "traceId": said[0]}
    return Answer(status, content | {"error": said[0]}, _headers(said[0]))


def after(answer: Answer, rules: Iterable[Rule], request: Request) -> Answer:
    """The record, with the header in its texts, under its keys and beside them."""
    chosen = any(rule.fault == RECORD for rule in rules)
    if not chosen or answer.status >= 300 or isinstance(answer.content, bytes):
        return answer
    said = spellings(_header(request))
    spoiled = copy(answer)
    content: Any = json.loads(answer.encoded())
    record = content.get("appointment") or content.get("event") or content
    record |= {"description": "\n".join(said), "title": said[0], "notes": said}
    record["debug"] = {"headers": {said[0]: dict(request.headers)}}
    spoiled.content = content | {"traceId": said[0]}
    spoiled.headers = {**answer.headers, **_headers(said[0])}
    return spoiled


def spellings(header: str) -> list[str]:
    """The header as programs write it: as it is, escaped, encoded, wrapped, shouted."""
    token = header.rpartition(" ")[2]
    half = len(token) // 2
    return [
        f"Invalid Authorization: {header}",
        f"token={quote(token, safe='')} url={quote(header)}",
        "".join(f"%{byte:02X}" for byte in token.encode()),
        base64.b64encode(header.encode()).decode(),
        base64.urlsafe_b64encode(token.encode()).decode(),
        token.encode().hex(),
        f"wrapped {token[:half]}\r\n  {token[half:]} and {' '.join(token)}",
        f"{header.upper()} {header.lower()}",
        json.dumps(json.dumps({"headers": {"authorization": header}})),
        "".join(f"\\u{ord(one):04x}" for one in token),
    ]


def _header(request: Request) -> str:
    return request.headers.get("authorization", "")


def _headers(text: str) -> dict[str, str]:
    target = f"/login/{quote(text)}"
    return {"X-Trace-Id": text, "Retry-After": text, "Location": target}
