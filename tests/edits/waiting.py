"""Edits that wait, because Leadway took no save for a while."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from appointments.edits import resending, saving
from appointments.edits.tables import Edit
from people.models import User
from tests.intents import intent
from tests.sandboxed import Sandbox


@contextmanager
def away(sandbox: Sandbox) -> Iterator[None]:
    """Leadway takes no save meanwhile, and asks nobody to wait for it for long."""
    sandbox.fault("rate_burst", method="PUT", retry_after=0)
    yield
    sandbox.clear()


def waits(booked: dict[str, Any], who: User, sandbox: Sandbox, **changes: Any) -> Edit:
    with away(sandbox):
        edit = saving.save(intent(booked, who, **changes))
    assert edit.waiting
    passed(edit, timedelta(seconds=1))
    return edit


def passed(edit: Edit, time: timedelta) -> None:
    for name in ("made_at", "not_before"):
        if at := getattr(edit, name):
            setattr(edit, name, at - time)
    edit.save()


def sent() -> int:
    """Send what is due by now; return how many that were."""
    count = 0
    while edit := resending.next_unsent():
        resending.send(edit)
        count += 1
    return count
