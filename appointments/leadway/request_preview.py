"""The request as a command that a person can read, keep and run."""

import json
import shlex
from collections.abc import Mapping
from typing import Any

from appointments.leadway.ids import is_event_id


def encoded(body: Mapping[str, Any]) -> str:
    """Return the JSON text of a body: the same for the same body, byte for byte."""
    return json.dumps(body, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def curl(
    event_id: str,
    body: Mapping[str, Any],
    *,
    base_url: str = "https://services.leadconnectorhq.com",
    version: str = "2021-07-28",
) -> str:
    """Return the curl command that does the same PUT.

    The token is read from $LEADWAY_TOKEN by the shell that runs it. Raises ValueError
    for what is no event id.
    """
    if not is_event_id(event_id):
        raise ValueError("not an event id")
    url = f"{base_url.rstrip('/')}/calendars/events/appointments/{event_id}"
    lines = (
        f"curl --request PUT {shlex.quote(url)}",
        '--header "Authorization: Bearer $LEADWAY_TOKEN"',
        f"--header {shlex.quote(f'Version: {version}')}",
        "--header 'Accept: application/json'",
        "--header 'Content-Type: application/json'",
        f"--data-raw {shlex.quote(encoded(body))}",
    )
    return " \\\n  ".join(lines)
