"""Ending sessions: one's own others, one of them, and for admins anybody's."""

from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from audit.asking import fingerprint
from people import open_sessions
from people.models import User
from people.open_sessions import OpenSession
from people.roles import MANAGE_PEOPLE, VIEW

# What is said after one was ended, or several.
ENDED = ("session", "sessions")


@require_safe
@permission_required(MANAGE_PEOPLE, raise_exception=True)
def signed_in(request: HttpRequest) -> HttpResponse:
    """Everybody who is signed in, and where."""
    theirs: dict[User, list[OpenSession]] = {}
    for one in open_sessions.of_everybody():
        theirs.setdefault(one.person, []).append(one)
    ended = request.GET.get("ended")
    context = {
        "nav": "signed_in",
        "people": sorted(theirs.items(), key=lambda of: of[0].name.casefold()),
        "this": this(request),
        "ended": ended if ended in ENDED else "",
        "back": "signed_in",
    }
    return render(request, "people/signed_in.html", context)


@require_POST
@permission_required(VIEW, raise_exception=True)
def end_session(request: HttpRequest, mark: str) -> HttpResponse:
    """End one; that it was over already is as well."""
    found = [one for one in open_sessions.of_everybody() if one.mark == mark]
    if not all(_may_end(request, one.person) for one in found):
        raise PermissionDenied
    open_sessions.end(found)
    return _back(request, "session")


@require_POST
@permission_required(VIEW, raise_exception=True)
def end_others(request: HttpRequest) -> HttpResponse:
    """End all of one's own but this one."""
    theirs = open_sessions.of_everybody()
    mine = [one for one in theirs if one.person.pk == request.user.pk]
    open_sessions.end(one for one in mine if one.mark != this(request))
    return _back(request, "sessions")


@require_POST
@permission_required(MANAGE_PEOPLE, raise_exception=True)
def end_all_of(request: HttpRequest, person_id: int) -> HttpResponse:
    """End all of somebody's; who ends their own keeps the one they are in."""
    theirs = open_sessions.of_everybody()
    found = [one for one in theirs if one.person.pk == person_id]
    open_sessions.end(one for one in found if one.mark != this(request))
    return _back(request, "sessions")


def this(request: HttpRequest) -> str:
    """Return by what the session of who asks is known."""
    return fingerprint(request.session.session_key)


def _may_end(request: HttpRequest, person: User) -> bool:
    return person.pk == request.user.pk or request.user.has_perm(MANAGE_PEOPLE)


def _back(request: HttpRequest, ended: str) -> HttpResponse:
    everybody = request.POST.get("back") == "signed_in"
    page = reverse("signed_in" if everybody else "preferences")
    name = "ended" if everybody else "kept"
    return redirect(f"{page}?{name}={ended}")
