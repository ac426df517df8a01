"""Serves the sandbox with gunicorn's threaded worker, embedded."""

import socket
from typing import Any

from gunicorn.app.base import BaseApplication

from sandbox.application import Sandbox

KEEP_ALIVE_S = 75
# For calls that still run: a busy machine needs a few seconds to end even without any.
GRACE_S = 10


class Server(BaseApplication):  # type: ignore[misc]  # gunicorn carries no types
    """One worker process, because journal and faults live in its memory."""

    def __init__(self, sandbox: Sandbox, listener: socket.socket, threads: int) -> None:
        self._sandbox = sandbox
        self._options: dict[str, Any] = {
            "bind": [f"fd://{listener.detach()}"],
            "worker_class": "gthread",
            "workers": 1,
            "threads": threads,
            "keepalive": KEEP_ALIVE_S,
            "graceful_timeout": GRACE_S,
            "control_socket_disable": True,
            "loglevel": "warning",
            "proc_name": "leadway-sandbox",
        }
        super().__init__()

    def load_config(self) -> None:
        for name, value in self._options.items():
            self.cfg.set(name, value)

    def load(self) -> Sandbox:
        return self._sandbox


def listening(host: str, port: int) -> socket.socket:
    """A bound socket. Raises OSError when the address cannot be had."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    # Inherited by each connection, also by those that come before the worker is up:
    # without it every answer waits 40 ms for an acknowledgement.
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    try:
        listener.bind((host, port))
        listener.listen(2048)
    except OSError:
        listener.close()
        raise
    return listener
