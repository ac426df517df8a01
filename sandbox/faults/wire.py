"""Faults of the connection itself: ended early, or a byte at a time."""

import socket
import time
from collections.abc import Iterable
from typing import Any, Protocol

from sandbox.messages import JSON_TYPE, Answer

NAMES = ("drop_before", "drop_after", "trickle")
PATIENCE_S = 600


class Ruled(Protocol):
    """What these faults need of a rule."""

    @property
    def fault(self) -> str: ...
    @property
    def seconds(self) -> float | None: ...


def drops_before(rules: Iterable[Ruled]) -> bool:
    return any(rule.fault == "drop_before" for rule in rules)


def takes_over(rules: Iterable[Ruled], answer: Answer, environ: dict[str, Any]) -> bool:
    """Whether the connection was ended here and nothing may be sent any more."""
    chosen = next((rule for rule in rules if rule.fault in NAMES), None)
    if chosen is None:
        return False
    # The threaded worker hands out its socket under this name.
    connection: socket.socket = environ["gunicorn.socket"]
    try:
        if chosen.fault == "trickle":
            _trickle(
                connection, answer, 0.1 if chosen.seconds is None else chosen.seconds
            )
        connection.shutdown(socket.SHUT_RDWR)
    except OSError:  # noqa: S110
        # The client was the first to go away: that is the fault's purpose.
        pass
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
