"""Which permissions the token has, by what Leadway answered and refused already.

Nothing is called to find out, and above all nothing is written.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from appointments.edits.tables import Edit
from appointments.index import passing
from appointments.index.claims import Claimable
from appointments.index.subjects import Subject
from appointments.index.sweeps import Sweep

WRITE, EVENTS = "calendars/events.write", "calendars/events.readonly"
# What tells whether each of the others works: the name of a `Subject`.
SUBJECTS = {
    "calendars.readonly": "calendars",
    "contacts.readonly": "contacts",
    "users.readonly": "assignees",
    "locations.readonly": "account",
}
LABELS: dict[str, str | Promise] = {
    WRITE: _("Save appointments"),
    EVENTS: _("Read appointments"),
    "calendars.readonly": _("Calendars, places, free times"),
    "contacts.readonly": _("Names and phone numbers of contacts"),
    "users.readonly": _("Names of who takes appointments"),
    "locations.readonly": _("The account, with its time zone"),
}
DENIALS = ("scope", "forbidden")


class Known(StrEnum):
    WORKS = "works"
    REFUSED = "refused"
    NOT_YET = "not_yet"


@dataclass(frozen=True, slots=True)
class Scope:
    """One permission: whether it works, and when that was seen last."""

    name: str
    known: Known
    at: datetime | None = None

    @property
    def label(self) -> str:
        return str(LABELS[self.name])


def every() -> list[Scope]:
    """Return all that a token may have, in the order of the list in the README."""
    subjects = {one.name: one for one in Subject.called([*SUBJECTS.values()])}
    rest = [_read(scope, [subjects[name]]) for scope, name in SUBJECTS.items()]
    return [_write(), _read(EVENTS, list(Sweep.here())), *rest]


def _read(name: str, rows: Iterable[Claimable]) -> Scope:
    """Tell it by what is read again and again: some of it may be refused by itself."""
    rows = list(rows)
    worked = max((one.read_at for one in rows if one.read_at), default=None)
    refused = [one for one in rows if _is_denial(one)]
    if refused and len(refused) == len([one for one in rows if one.asked_at]):
        asked = max(one.asked_at for one in refused if one.asked_at)
        return Scope(name, Known.REFUSED, asked)
    return Scope(name, Known.WORKS if worked else Known.NOT_YET, worked)


def _is_denial(one: Claimable) -> bool:
    trouble = one.trouble
    return trouble is not None and trouble.reason in DENIALS


def _write() -> Scope:
    """Tell it by the last save that Leadway took, or refused for this."""
    line = passing.current()
    if line.denied in DENIALS and line.saves_only:
        return Scope(WRITE, Known.REFUSED, datetime.fromisoformat(line.denied_since))
    took = Edit.here().filter(state=Edit.State.ACCEPTED, returned__isnull=False)
    taken = took.order_by("-finished_at").values_list("finished_at", flat=True).first()
    refused = Edit.here().filter(state=Edit.State.REFUSED, trouble__reason__in=DENIALS)
    if taken:
        refused = refused.filter(finished_at__gt=taken)
    at = refused.order_by("-finished_at").values_list("finished_at", flat=True).first()
    if at:
        return Scope(WRITE, Known.REFUSED, at)
    return Scope(WRITE, Known.WORKS if taken else Known.NOT_YET, taken)
