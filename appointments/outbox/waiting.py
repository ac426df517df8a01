"""Which edits are not at their end: what waits, what nobody knows, what needs somebody.

An edit needs somebody when nothing more happens to it by itself, and when it was
stopped while nobody had it on the screen. A later save of the same appointment that
Leadway took has seen to that.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from zlib import crc32

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from appointments.edits import resending, settling, unsettled
from appointments.edits import views as answers
from appointments.edits.in_words import Change, changes_in_words
from appointments.edits.standing import AGES_AFTER
from appointments.edits.tables import Edit
from appointments.index.listing import with_contact
from appointments.index.tables import Appointment
from appointments.request import Request, person
from appointments.times import writing
from appointments.words import Words
from people.models import User
from people.roles import OVERRIDE

# So many are shown, the oldest first; how many there are besides is said.
MOST, MOST_CHANGES = 50, 6


@dataclass(frozen=True, slots=True)
class Item:
    """One edit: whom it is about, what it changes, whose it is, and how it stands.

    `line` is the context of its one line, see `edits.views.line_context`.
    """

    edit: Edit
    who: str
    title: str
    called: str
    at: str
    url: str
    changes: list[Change]
    by: str
    noted: str
    tries: str
    needs_somebody: bool
    may_drop: bool
    version: str
    line: dict[str, object]


@dataclass(frozen=True, slots=True)
class Outbox:
    """What is not at its end, in three groups, each the oldest first."""

    needing: list[Item]
    unknown: list[Item]
    waiting: list[Item]
    more: int
    version: str

    def __bool__(self) -> bool:
        return bool(self.needing or self.unknown or self.waiting)


def whose(person: User) -> int | None:
    """Return whose edits somebody sees first: their own, or None for everybody's."""
    return None if person.has_perm(OVERRIDE) else person.pk


def standing(person_id: int | None, *, now: datetime) -> QuerySet[Edit]:
    """Return the edits that are not at their end: of a person, or of everybody."""
    later = Edit.here().filter(
        event_id=OuterRef("event_id"),
        state=Edit.State.ACCEPTED,
        pk__gt=OuterRef("pk"),
    )
    stopped = Edit.here().filter(~Exists(later), unseen=True)
    rows = unsettled.standing(now) | stopped
    return rows if person_id is None else rows.filter(person_id=person_id)


def outbox(request: Request, words: Words, *, mine: bool) -> Outbox:
    """Read what is shown: three statements, however much it is."""
    every = standing(person(request).pk if mine else None, now=timezone.now())
    rows = every.order_by("made_at", "pk").prefetch_related("attempts")
    found = list(rows[: MOST + 1])
    shown = found[:MOST]
    known = _known(shown)
    items = [_item(one, known.get(one.event_id), request, words) for one in shown]
    more = every.count() - MOST if len(found) > MOST else 0
    rest = [one for one in items if not one.needs_somebody]
    return Outbox(
        needing=[one for one in items if one.needs_somebody],
        unknown=[one for one in rest if not one.edit.waiting],
        waiting=[one for one in rest if one.edit.waiting],
        more=more,
        version="-".join(one.version for one in items) + f"+{more}",
    )


def _known(edits: Iterable[Edit]) -> dict[str, Appointment]:
    ids = {edit.event_id for edit in edits}
    rows = with_contact(Appointment.objects.filter(event_id__in=ids))
    return {row.event_id: row for row in rows}


def needs_somebody(edit: Edit) -> bool:
    """Whether nothing happens to it any more unless a person does something."""
    if edit.waiting:
        return not resending.goes_by_itself(edit)
    if edit.state == Edit.State.UNKNOWN:
        return settling.undecided(edit)
    return not edit.open


def _item(edit: Edit, row: Appointment | None, request: Request, words: Words) -> Item:
    now = timezone.now()
    record = edit.compared
    told = answers.shown(edit, request)
    mine = edit.person_id == person(request).pk
    who = row.with_whom if row else ""
    return Item(
        edit=edit,
        who=who,
        title=record.called,
        called=who or record.called or edit.event_id,
        at=words.span(record.start_time, record.end_time),
        url=answers.page_of(edit),
        changes=changes_in_words(edit.changes, edit.baseline, words)[:MOST_CHANGES],
        by=_("you") if mine else edit.person_name,
        noted=writing.write_ago(edit.made_at, now=now, zone=words.zone),
        tries=_tries(edit),
        needs_somebody=needs_somebody(edit),
        may_drop=told.may_act and not edit.open,
        version=_version(edit, now),
        line=_line(told),
    )


def _line(told: answers.Shown) -> dict[str, object]:
    """Return the line, which says of what is open why it is so."""
    context, receipt = answers.line_context(told), told.receipt
    is_open = receipt.edit.open
    return context | {"sentence": receipt.body} if is_open else context


def _tries(edit: Edit) -> str:
    if not edit.tries:
        return ""
    said = ngettext("tried once", "tried %(n)d times", edit.tries)
    return said % {"n": edit.tries}


def _version(edit: Edit, now: datetime) -> str:
    """Return another text once it shows anything else; that time goes by is no news."""
    aged = now - edit.made_at > AGES_AFTER
    stands = (edit.state, edit.paused, edit.tries, edit.rereads, edit.unseen)
    shown = (edit.pk, *stands, aged)
    return f"{crc32(repr(shown).encode()):x}"
