"""Who is asking, for whatever is noted meanwhile: a request, a worker, a command."""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Asker:
    """`source` is where it comes from: web, outbox (a worker), or command."""

    source: str = "command"
    person_id: int | None = None
    person_name: str = ""
    address: str = ""
    session: str = ""
    request_id: str = ""


_asking: ContextVar[Callable[[], Asker]] = ContextVar("asking", default=Asker)


@contextmanager
def asked_by(asker: Callable[[], Asker]) -> Iterator[None]:
    """Let what is noted in here be that asker's, who is looked up only if it is."""
    token = _asking.set(asker)
    try:
        yield
    finally:
        _asking.reset(token)


def asker() -> Asker:
    return _asking.get()()


def fingerprint(session_key: str | None) -> str:
    """Return what tells a session from others and opens none."""
    if not session_key:
        return ""
    return hashlib.sha256(session_key.encode()).hexdigest()[:16]
