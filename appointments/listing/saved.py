"""Views that people save: shown beside the list, saved and dropped from it."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from appointments.connection import account
from appointments.index import directory
from appointments.listing import filters
from appointments.listing.filters import Filters
from appointments.listing.tables import LONGEST_NAME, SavedView
from appointments.request import Request, person, view_required
from appointments.times import clock
from people.roles import SHARE


@dataclass(frozen=True, slots=True)
class Saved:
    """The view that this page is, if it is one, and whether it can be saved as one."""

    current: SavedView | None
    may_drop: bool
    may_save: bool
    may_share: bool


def saved(request: Request, wanted: Filters) -> Saved:
    may_share, here = _may_share(request), wanted.query()
    mine = SavedView.of(person(request))
    current = next((one for one in mine if one.query == here), None)
    return Saved(
        current,
        bool(current and current.may_drop(person(request), may_share=may_share)),
        bool(here) and current is None,
        may_share,
    )


@require_POST
@view_required
def save(request: Request) -> HttpResponse:
    """Save the posted query under the posted name, as far as it makes sense."""
    shared = "shared" in request.POST
    if shared and not _may_share(request):
        raise PermissionDenied
    today = clock.local(timezone.now(), directory.current().shown_in).date()
    query = filters.read(QueryDict(request.POST.get("query", "")), today=today).query()
    name = " ".join(request.POST.get("name", "").split())[:LONGEST_NAME]
    if name and query:
        SavedView.keep(person(request), name=name, query=query, shared=shared)
    return redirect(f"{reverse('listing')}?{query}")


@require_POST
@view_required
def drop(request: Request, pk: int) -> HttpResponse:
    view = get_object_or_404(SavedView, pk=pk, account=account())
    if not view.may_drop(person(request), may_share=_may_share(request)):
        raise PermissionDenied
    view.delete()
    return redirect(f"{reverse('listing')}?{view.query}")


def _may_share(request: Request) -> bool:
    return person(request).has_perm(SHARE)
