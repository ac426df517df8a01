"""Faults of the connection itself: ended early, or a byte at a time."""

import socket
import time
from collections.abc import Iterable
from contextlib import suppress
from typing import Any

from sandbox.faults.rule import Rule
from sandbox.messages import JSON_TYPE, Answer

NAMES = ("drop_before", "drop_after", "trickle")
PATIENCE_S = 600


def drops_before(rules: Iterable[Rule]) -> bool:
    return any(rule.fault == "drop_before" for rule in rules)


def takes_over(rules: Iterable[Rule], answer: Answer, environ: dict[str, Any]) -> bool:
    """Whether the connection was ended here and nothing may be sent any more."""
    chosen = next((rule for rule in rules if rule.fault in NAMES), None)
    if chosen is None:
        return False
    # The threaded worker hands out its socket under this name.
    connection: socket.socket = environ["gunicorn.socket"]
    # That the client is the first to go away is what this fault is for.
    with suppress(OSError):
        if chosen.fault == "trickle":
            _trickle(connection, answer, chosen.waits_s(0.1))
        connection.shutdown(socket.SHUT_RDWR)
    return True


def _trickle(connection: socket.socket, answer: Answer, pause_s: float) -> None:
    """Send head and body one byte at a time, `pause_s` apart."""
    body = answer.encoded()
    lines = [f"HTTP/1.1 {answer.reason}", f"Content-Length: {len(body)}"]
    headers = {"Content-Type": JSON_TYPE, "Connection": "close", **answer.headers}
    lines += [f"{name}: {value}" for name, value in headers.items()]
    whole = "\r\n".join([*lines, "", ""]).encode("ascii") + body
    deadline = time.monotonic() + PATIENCE_S
    for place in range(len(whole)):
        if time.monotonic() > deadline:
            return
        connection.sendall(whole[place : place + 1])
        time.sleep(pause_s)
