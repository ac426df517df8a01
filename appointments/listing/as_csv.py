"""The appointments of a list as a file for a spreadsheet, written while it is sent.

Times stand in the account's zone and in UTC: a spreadsheet knows no offsets.
"""

import csv
import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.decorators import permission_required
from django.db.models import QuerySet
from django.http import StreamingHttpResponse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from appointments.index import directory, listing
from appointments.index.tables import Appointment
from appointments.listing import filters, matching
from appointments.listing.filters import Filters
from appointments.request import Request, person, view_required
from appointments.times import clock
from appointments.words import LABEL, PLACE_TYPE, STATUS, Words
from audit import trail
from people.roles import EXPORT

logger = logging.getLogger(__name__)
AT_ONCE = 500
# Who wants more than a spreadsheet can show wants the database.
MOST = 100_000
# A page has fewer.
MOST_CHOSEN = 500
MARK = "\ufeff"
# What a spreadsheet takes for the beginning of a formula, in full width as well.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


@require_http_methods(["GET", "HEAD", "POST"])
@view_required
@permission_required(EXPORT, raise_exception=True)
def as_csv(request: Request) -> StreamingHttpResponse:
    """What the same query lists, on no pages, and always in the order of time.

    Or what was selected of it, which is posted: some ids, or `every` for all.
    """
    names, now = directory.current(), timezone.now()
    zone = names.shown_in
    today = clock.local(now, zone).date()
    wanted = filters.read(request.GET, today=today).by_time()
    found = matching.matching(wanted, now=now, zone=zone)
    if request.method == "POST" and not request.POST.get("every"):
        chosen = request.POST.getlist("id")[:MOST_CHOSEN]
        found = Appointment.objects.filter(event_id__in=chosen)
        wanted = Filters(tab=filters.EVERY, order=wanted.order)
    me = names.assignee_with(person(request).email)
    if request.method != "HEAD":
        _tell(request, wanted)
    file = _File(Words(names, zone), translation.get_language() or "en", me)
    lines = _said(file.lines(found, wanted), who=person(request).username)
    answer = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    name = _("appointments-%(day)s.csv") % {"day": today.isoformat()}
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _tell(request: Request, wanted: Filters) -> None:
    """Tell the trail which list is taken away; what was searched for may be a name."""
    asked = {name: request.GET.getlist(name) for name in request.GET if name != "q"}
    if wanted.text:
        asked["q"] = ["…"]
    if request.method == "POST" and not request.POST.get("every"):
        asked = {"chosen": request.POST.getlist("id")[:MOST_CHOSEN]}
    trail.note("list.exported", "appointments.csv", after=asked)


def _said(lines: Iterable[str], *, who: str) -> Iterator[str]:
    """Write down who took the file away, whether or not they took all of it."""
    logger.info("%s takes a list of appointments away as a file", who)
    yield from lines


@dataclass(frozen=True, slots=True)
class _File:
    """Writes in the language of who asked: by then the request is over."""

    words: Words
    language: str
    me: str

    def lines(self, found: QuerySet[Appointment], wanted: Filters) -> Iterator[str]:
        """Yield the head, then as many rows at once as one statement reads."""
        writer = csv.writer(_Echo(), quoting=csv.QUOTE_ALL)
        with translation.override(self.language):
            head = writer.writerow([_harmless(one) for one in self._head()])
        yield f"{MARK}{head}"
        after, count = None, 0
        while count < MOST:
            page = listing.page(
                found,
                wanted.text,
                columns=matching.columns(wanted, me=self.me),
                after=after,
                latest_first=wanted.latest_first,
                size=min(AT_ONCE, MOST - count),
            )
            with translation.override(self.language):
                rows = [list(map(_harmless, self._row(one))) for one in page.rows]
            yield "".join(map(writer.writerow, rows))
            after, count = page.after, count + len(page.rows)
            if after is None:
                return
        with translation.override(self.language):
            yield writer.writerow([_("The list goes on; this file does not.")])

    def _head(self) -> list[str]:
        zone = self.words.zone.key
        start, end = str(LABEL["start_time"]), str(LABEL["end_time"])
        both = [f"{one} ({of})" for one in (start, end) for of in (zone, "UTC")]
        names = ["appointment_status", "contact_id", "title", "assigned_user_id"]
        names += ["calendar_id", "meeting_location_type", "address"]
        updated = _("Updated")
        changed = [f"{updated} ({of})" for of in (zone, "UTC")]
        last = [_("Part of a series"), *changed]
        return [str(LABEL["id"]), *both, *(str(LABEL[n]) for n in names), *last]

    def _row(self, one: Appointment) -> list[str]:
        record, names = one.record, self.words.names
        return [
            one.event_id,
            *self._times(one.start_time),
            *self._times(one.end_time),
            str(STATUS.get(one.appointment_status, one.appointment_status)),
            one.with_whom,
            (record and record.title) or "",
            names.assignee_name(one.assigned_user_id),
            names.calendar_name(one.calendar_id),
            str(PLACE_TYPE.get(one.place_type, one.place_type)),
            (record and record.address) or "",
            _("Yes") if one.is_recurring else _("No"),
            *self._times(record.date_updated if record else None),
        ]

    def _times(self, moment: datetime | None) -> list[str]:
        if moment is None:
            return ["", ""]
        zones = (self.words.zone, clock.UTC_ZONE)
        return [f"{clock.local(moment, zone):%Y-%m-%d %H:%M}" for zone in zones]


def _harmless(text: str) -> str:
    """Return the text so that no spreadsheet calculates it."""
    return f"'{text}" if text.startswith(FORMULA) else text


class _Echo:
    """A file that gives back what is written: a line at a time."""

    def write(self, line: str) -> Any:
        return line
