"""A process of its own that saves one change, so that a test can kill it on the way.

    python -m tests.dying EVENT_ID USERNAME TITLE     saves as a person does
    python -m tests.dying EDIT                        sends what waits as a worker does

With DIES_AT in the environment it kills itself at that moment, see `MOMENTS`.
"""

import os
import signal
import sys
from typing import Any

import django

# Where a save can be cut off: the module, its step, and whether that is done by then.
MOMENTS = {
    "before the note": ("appointments.edits.saving", "_note", False),
    "after the note": ("appointments.edits.saving", "_note", True),
    "before the call": ("appointments.edits.saving", "answer_to", False),
    "after the answer": ("appointments.edits.saving", "answer_to", True),
    "in the outcome": ("appointments.edits.saving", "addressable", True),
    "after the copy": ("appointments.edits.drafts", "Draft.end", False),
    "after the outcome": ("appointments.edits.saving", "_accept", True),
}


def main(*asked: str) -> None:
    django.setup()
    if moment := os.environ.get("DIES_AT"):
        die_at(moment)
    if len(asked) == 1:
        send(int(asked[0]))
    else:
        save(*asked)


def save(event_id: str, username: str, title: str) -> None:
    from appointments.edits import intending, saving
    from appointments.index import reading
    from appointments.leadway.changes import Changes, WriteOptions
    from people.models import User

    person = User.objects.get(username=username)
    record = reading.load(event_id).record
    changes, options = Changes(title=title), WriteOptions()
    saving.save(intending.Intent(event_id, person, record, changes, options))


def send(number: int) -> None:
    from appointments.edits import resending

    edit = resending.next_unsent()
    assert edit is not None
    assert edit.pk == number
    resending.send(edit)


def die_at(moment: str) -> None:
    """Let the process end, as by `kill -9`, when it comes there."""
    module, name, when_done = MOMENTS[moment]
    home: Any = __import__(module, fromlist=[name])
    for part in name.split(".")[:-1]:
        home = getattr(home, part)
    step = getattr(home, name.rpartition(".")[2])

    def end(*args: Any, **named: Any) -> Any:
        if when_done:
            step(*args, **named)
        os.kill(os.getpid(), signal.SIGKILL)

    setattr(home, name.rpartition(".")[2], end)


if __name__ == "__main__":
    main(*sys.argv[1:])
