"""All appointments that we hold a copy of, page by page. Leadway is not asked."""

from datetime import datetime

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from appointments.edits import pressing, unsettled
from appointments.index import directory, listing
from appointments.index.directory import Directory
from appointments.index.listing import Page
from appointments.index.tables import Appointment
from appointments.listing import bar, filters, rows
from appointments.listing.filters import Filters
from appointments.request import Request, may_edit, person, view_required
from appointments.times import clock, writing
from appointments.words import Words
from people.roles import EXPORT

# What is counted further costs more than anybody gains by the number.
COUNTED = 100


@require_safe
@view_required
def appointments(request: Request) -> HttpResponse:
    """The list; its query is read by filters.py, `before` and `after` by itself."""
    names, now = directory.current(), timezone.now()
    zone = names.shown_in
    today = clock.local(now, zone).date()
    wanted = filters.read(request.GET, today=today)
    after, before = (
        filters.position(request.GET.get(name, "")) for name in ("after", "before")
    )
    found = filters.matching(wanted, now=now, zone=zone)
    page = listing.page(
        found,
        wanted.text,
        columns=filters.columns(wanted),
        after=after,
        before=before,
        latest_first=wanted.latest_first,
        shown=_shown,
    )
    chips = bar.chips(wanted, names)
    context = {
        "nav": "listing",
        "filters": wanted,
        "tabs": bar.tabs(wanted),
        "when": bar.when(wanted, today),
        "spans": bar.spans(wanted),
        "chips": chips,
        "more": [chip for chip in chips if chip.rare and not chip.value],
        "kept": _kept(wanted),
        "days": rows.days(
            page.rows, Words(names, zone), now, may_edit=may_edit(request)
        ),
        "said": pressing.told(request),
        "turned": wanted.query(order="asc" if wanted.latest_first else "desc"),
        "query": wanted.query(),
        "may_export": person(request).has_perm(EXPORT),
        "zone": writing.write_zone(now, zone),
    }
    context |= _around(wanted, page)
    if page.rows:
        context["count"] = _count(wanted, page, now=now, names=names)
    else:
        context |= _empty(wanted, now=now, names=names)
    answer = render(request, "appointments/listing.html", context)
    if request.htmx:
        # What the form leaves empty is not in the address.
        query = wanted.query()
        answer["HX-Replace-Url"] = reverse("listing") + (f"?{query}" if query else "")
    return answer


def _shown(rows: QuerySet[Appointment]) -> QuerySet[Appointment]:
    return unsettled.marked(listing.with_contact(rows))


def _kept(wanted: Filters) -> dict[str, str]:
    """Return what the form does not show, and keeps all the same."""
    usual = filters.EVERY if wanted.has_span else filters.UPCOMING
    tab = "" if wanted.tab == usual else wanted.tab
    kept = {"tab": tab, "days": wanted.days, "order": wanted.order}
    return {name: value for name, value in kept.items() if value}


def _around(wanted: Filters, page: Page) -> dict[str, str]:
    """Return the queries of the pages beside this one."""
    query = wanted.query()
    joint = "&" if query else ""
    beside = {"before": page.before, "after": page.after}
    return {
        f"{name}_query": f"{query}{joint}{name}={position}"
        for name, position in beside.items()
        if position is not None
    }


def _count(wanted: Filters, page: Page, *, now: datetime, names: Directory) -> str:
    """Say how many were found; a page without others has counted them already."""
    count = len(page.rows)
    if page.before is not None or page.after is not None:
        found = filters.matching(wanted, now=now, zone=names.shown_in)
        count = _counted(found, wanted)
    return _in_words(count)


def _counted(found: QuerySet[Appointment], wanted: Filters) -> int:
    columns = filters.columns(wanted)
    return listing.count(found, wanted.text, columns=columns, most=COUNTED)


def _in_words(count: int) -> str:
    if count > COUNTED:
        count, number = COUNTED, f"{COUNTED}+"
    else:
        number = str(count)
    said = ngettext("%(n)s appointment", "%(n)s appointments", count)
    return said % {"n": number}


def _empty(wanted: Filters, *, now: datetime, names: Directory) -> dict[str, object]:
    """Say what there is at other times, where that is where it would be found."""
    always = wanted.without_span()
    if always == wanted:
        return {}
    found = filters.matching(always, now=now, zone=names.shown_in)
    count = _counted(found, wanted)
    if not count:
        return {}
    return {"elsewhere": _in_words(count), "always": always.query()}
