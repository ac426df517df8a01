"""Edits of which nobody knows yet what became of them."""

from datetime import timedelta
from typing import Any

from appointments.edits import saving, settling
from appointments.edits.tables import Edit
from people.models import User
from tests.intents import intent
from tests.sandboxed import Sandbox


def unknown(
    booked: dict[str, Any], who: User, sandbox: Sandbox, fault: str, **changes: Any
) -> Edit:
    """An edit whose call got no answer."""
    wanted = intent(booked, who, **changes)
    sandbox.fault(fault, method="PUT", times=1)
    edit = saving.save(wanted)
    assert edit.state == Edit.State.UNKNOWN
    return edit


def long_after(edit: Edit) -> None:
    """Let the time pass in which a slow write may still land."""
    assert edit.sent_at is not None
    edit.sent_at -= timedelta(seconds=settling.REREAD_AFTER_S[-1])
    edit.save(update_fields=["sent_at"])
