"""Views that people save and drop on the list, and those that it opens with."""

from dataclasses import dataclass

from django.contrib.auth.decorators import permission_required
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
from people.models import User
from people.roles import LABELS, ROLES, SHARE


@dataclass(frozen=True, slots=True)
class Role:
    name: str
    label: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Saved:
    """The view that this page is, if it is one, and whether it can be saved as one."""

    current: SavedView | None
    may_drop: bool
    may_save: bool
    may_share: bool
    # Whether the list opens with it for who looks, and for whom it may be made to.
    first: bool
    roles: tuple[Role, ...]


def saved(request: Request, wanted: Filters) -> Saved:
    may_share, here = _may_share(request), wanted.query()
    mine = SavedView.of(person(request))
    current = next((one for one in mine if one.query == here), None)
    roles: tuple[Role, ...] = ()
    if current and current.shared and may_share:
        roles = tuple(
            Role(one, str(LABELS[one]), one in current.roles) for one in ROLES
        )
    return Saved(
        current,
        bool(current and current.may_drop(person(request), may_share=may_share)),
        wanted != Filters() and current is None,
        may_share,
        current is not None and current == first_view(person(request)),
        roles,
    )


def first_view(who: User) -> SavedView | None:
    """Return the view with which the list opens for somebody's role, if any."""
    return next((one for one in SavedView.of(who) if who.role in one.roles), None)


@require_POST
@view_required
def save(request: Request) -> HttpResponse:
    """Save the posted query under the posted name, as far as it makes sense."""
    shared = "shared" in request.POST
    if shared and not _may_share(request):
        raise PermissionDenied
    today = clock.local(timezone.now(), directory.current().shown_in).date()
    wanted = filters.read(QueryDict(request.POST.get("query", "")), today=today)
    query = wanted.query()
    name = " ".join(request.POST.get("name", "").split())[:LONGEST_NAME]
    if name and wanted != Filters():
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


@require_POST
@view_required
@permission_required(SHARE, raise_exception=True)
def open_first(request: Request, pk: int) -> HttpResponse:
    """Let the list open with a shared view for the roles that were ticked."""
    view = get_object_or_404(SavedView, pk=pk, account=account(), shared=True)
    ticked = request.POST.getlist("role")
    view.open_first_for([role for role in ROLES if role in ticked])
    return redirect(f"{reverse('listing')}?{view.query}")


def _may_share(request: Request) -> bool:
    return person(request).has_perm(SHARE)
