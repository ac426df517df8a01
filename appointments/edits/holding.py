"""Why nothing is sent at the moment, where that is so: saves wait for Leadway then."""

from contextlib import AbstractContextManager, nullcontext

from django.db.models import QuerySet
from django.utils import timezone

from appointments.edits.standing import AGES_AFTER, EditState
from appointments.edits.tables import Edit
from appointments.index import passing
from appointments.index.line import Heard
from appointments.leadway.errors import Refused, Trouble
from appointments.leadway.http.transport import Request

SILENT, DENIED = "resting", "denied"


def held() -> Trouble | None:
    """Return why a save has to wait, or None where it may leave."""
    if not passing.holds_saves():
        return None
    line = passing.current()
    return Trouble(SILENT) if line.silent_since else Trouble(DENIED, reason=line.denied)


def refuse(edit: Edit, error: Refused) -> None:
    """Leadway said no; one that only found out that saves still are denied waits on."""
    heard = Heard.of(Request(error.method, error.path, is_save=True), error)
    if passing.is_probing() and heard and heard.is_denial:
        edit.wait(error, not_before=None)
    else:
        edit.refuse(error)


def may_try() -> bool:
    """Whether one of the saves that are held may be sent, to find out."""
    line = passing.current()
    return line.takes_saves or (line.answers_reads and line.is_due(timezone.now()))


def trying() -> AbstractContextManager[None]:
    """Let one save through to find out, where that is due; others wait meanwhile."""
    if passing.current().takes_saves or not passing.take_probe():
        return nullcontext()
    return passing.probing()


def pressed() -> AbstractContextManager[None]:
    """The same for a person's press, where no worker has found out in time."""
    now = timezone.now() - passing.LATE
    return trying() if passing.current().is_due(now) else nullcontext()


def try_again() -> bool:
    """Find out whether saves are taken by now, because somebody has seen to that.

    Where only a save can tell it returns False: a worker sends one of those that wait,
    which waits on if it is denied again; where none waits, the next one finds out.
    """
    if not passing.current().answers_reads:
        passing.hurry()
        if passing.take_probe():
            passing.probe()
        return True
    if waiting().filter(made_at__gt=timezone.now() - AGES_AFTER).exists():
        passing.hurry()
    else:
        passing.forget()
    return False


def waiting() -> QuerySet[Edit]:
    """Return what is noted and has not left."""
    return Edit.here().filter(state=EditState.PENDING, sent_at=None)
