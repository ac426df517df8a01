"""Faults of the connection itself: ended early, or a byte at a time."""

import select
import socket
import time
from collections.abc import Iterable
from contextlib import suppress
from typing import Any

from sandbox.faults.rule import Rule
from sandbox.messages import JSON_TYPE, Answer

NAMES = ("silent", "drop_before", "drop_after", "trickle")
UNHEARD = ("silent", "drop_before")
PATIENCE_S = 600
SILENCE_S = 60.0


def drops_before(rules: Iterable[Rule]) -> bool:
    """Whether the request is taken and nothing is done about it."""
    return any(rule.fault in UNHEARD for rule in rules)


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
        elif chosen.fault == "silent":
            # Over as soon as the client goes, so that its thread is free again.
            select.select([connection], [], [], chosen.waits_s(SILENCE_S))
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
