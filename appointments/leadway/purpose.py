"""What calls are made for: told in the line that is logged of each of them."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_purpose: ContextVar[str] = ContextVar("purpose", default="")


@contextmanager
def calls_for(purpose: str) -> Iterator[None]:
    """Say of all calls in here that they are made for this, such as "edit 17"."""
    token = _purpose.set(purpose)
    try:
        yield
    finally:
        _purpose.reset(token)


def purpose() -> str:
    return _purpose.get()
