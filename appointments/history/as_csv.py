"""The history as a file for a spreadsheet: a line for each field that was changed."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.decorators import permission_required
from django.http import StreamingHttpResponse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from appointments import spreadsheet
from appointments.edits import entries
from appointments.edits.entries import Entry
from appointments.edits.in_words import Change
from appointments.edits.outside import Outside
from appointments.edits.tables import Edit
from appointments.history import filters
from appointments.history.filters import Filters
from appointments.history.found import Edge, Found, find, with_whom
from appointments.index import directory
from appointments.leadway.readers import visible
from appointments.request import Request, person, view_required
from appointments.spreadsheet import AT_ONCE, MOST
from appointments.times import clock
from appointments.words import LABEL, Words
from audit import trail
from people.roles import EXPORT

logger = logging.getLogger(__name__)
NOTHING = Change("", "", "", "")


@require_safe
@view_required
@permission_required(EXPORT, raise_exception=True)
def as_csv(request: Request) -> StreamingHttpResponse:
    """What the same query shows as a page, on no pages."""
    names, now = directory.current(), timezone.now()
    today = clock.local(now, names.shown_in).date()
    wanted = filters.read(request.GET, today=today)
    if request.method != "HEAD":
        _tell(request, wanted)
    words = Words(names, names.shown_in)
    file = _File(words, translation.get_language() or "en", now)
    name = _("history-%(day)s.csv") % {"day": today.isoformat()}
    return spreadsheet.answer(file.lines(wanted), name=name)


def _tell(request: Request, wanted: Filters) -> None:
    """Tell who takes which part away; what was searched for may be a name."""
    asked = {name: request.GET.getlist(name) for name in request.GET if name != "q"}
    if wanted.text:
        asked["q"] = ["…"]
    trail.note("list.exported", "history.csv", after=asked)
    logger.info("%s takes the history away as a file", person(request).username)


@dataclass(frozen=True, slots=True)
class _File:
    """Writes in the language of who asked: by then the request is over."""

    words: Words
    language: str
    now: datetime

    def lines(self, wanted: Filters) -> Iterator[str]:
        """Yield the head, then as many rows at once as one statement reads."""
        with translation.override(self.language):
            head = spreadsheet.line(self._head())
        yield head
        after: Edge | None = None
        for _page in range(MOST // AT_ONCE):
            found, after = find(wanted, self.words, after=after, size=AT_ONCE)
            with translation.override(self.language):
                rows = [spreadsheet.line(row) for one in found for row in self._of(one)]
            yield "".join(rows)
            if after is None:
                return
        with translation.override(self.language):
            last = spreadsheet.line([_("The history goes on; this file does not.")])
        yield last

    def _head(self) -> list[str]:
        zone = self.words.zone
        return [
            *spreadsheet.both(_("Time"), zone),
            _("Who"),
            str(LABEL["id"]),
            str(LABEL["contact_id"]),
            str(LABEL["title"]),
            *spreadsheet.both(str(LABEL["start_time"]), zone),
            _("Field"),
            _("Before"),
            _("Changed to"),
            _("Note"),
            _("Result"),
            _("Source"),
            str(LABEL["to_notify"]),
            _("Batch"),
            _("Edit number"),
            _("Undoes edit number"),
            _("Why"),
        ]

    def _of(self, found: Found) -> Iterator[list[str]]:
        at, one = found
        entry = self._entry(one)
        told = [
            *spreadsheet.times(at.at, self.words.zone),
            entry.who,
            one.event_id,
            with_whom(one),
            _title(one),
            *spreadsheet.times(one.start_time, self.words.zone),
        ]
        ended = [entry.tag or _("Saved"), entry.screen, *_of_edit(one)]
        for change in entry.changes or [NOTHING]:
            diff = [change.label or entry.did, change.before, change.after, change.note]
            yield [*told, *diff, *ended]

    def _entry(self, one: Edit | Outside) -> Entry:
        if isinstance(one, Edit):
            return entries.of_edit(one, self.words, now=self.now, may_edit=False)
        return entries.of_outside(one, self.words, now=self.now)


def _title(one: Edit | Outside) -> str:
    known = one.compared.title if isinstance(one, Edit) else ""
    return known or visible(vars(one)["called"])


def _of_edit(one: Edit | Outside) -> list[str]:
    """Return what only an edit of ours has."""
    if not isinstance(one, Edit):
        return [""] * 5
    loud = _("Yes") if one.options.to_notify else _("No")
    batch, undone = (str(found or "") for found in (one.batch, one.undoes_id))
    return [loud, batch, str(one.pk), undone, one.why]
