"""The appointments of a list as a file for a spreadsheet."""

import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.contrib.auth.decorators import permission_required
from django.db.models import QuerySet
from django.http import StreamingHttpResponse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from appointments import spreadsheet
from appointments.index import directory, listing
from appointments.index.tables import Appointment
from appointments.listing import filters, matching
from appointments.listing.filters import Filters
from appointments.request import Request, person, view_required
from appointments.spreadsheet import AT_ONCE, MOST
from appointments.times import clock
from appointments.words import LABEL, PLACE_TYPE, STATUS, Words
from audit import trail
from people.roles import EXPORT

logger = logging.getLogger(__name__)
# A page has fewer.
MOST_CHOSEN = 500


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
    name = _("appointments-%(day)s.csv") % {"day": today.isoformat()}
    return spreadsheet.answer(lines, name=name)


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
        with translation.override(self.language):
            head = spreadsheet.line(self._head())
        yield head
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
                rows = [spreadsheet.line(self._row(one)) for one in page.rows]
            yield "".join(rows)
            after, count = page.after, count + len(page.rows)
            if after is None:
                return
        with translation.override(self.language):
            yield spreadsheet.line([_("The list goes on; this file does not.")])

    def _head(self) -> list[str]:
        zone = self.words.zone
        start, end = (str(LABEL[name]) for name in ("start_time", "end_time"))
        span = spreadsheet.both(start, zone) + spreadsheet.both(end, zone)
        names = ["appointment_status", "contact_id", "title", "assigned_user_id"]
        names += ["calendar_id", "meeting_location_type", "address"]
        last = [_("Part of a series"), *spreadsheet.both(_("Updated"), zone)]
        return [str(LABEL["id"]), *span, *(str(LABEL[n]) for n in names), *last]

    def _row(self, one: Appointment) -> list[str]:
        record, names, zone = one.record, self.words.names, self.words.zone
        return [
            one.event_id,
            *spreadsheet.times(one.start_time, zone),
            *spreadsheet.times(one.end_time, zone),
            str(STATUS.get(one.appointment_status, one.appointment_status)),
            one.with_whom,
            (record and record.title) or "",
            names.assignee_name(one.assigned_user_id),
            names.calendar_name(one.calendar_id),
            str(PLACE_TYPE.get(one.place_type, one.place_type)),
            (record and record.address) or "",
            _("Yes") if one.is_recurring else _("No"),
            *spreadsheet.times(record.date_updated if record else None, zone),
        ]
