"""Signing in over a page whose session has ended: what was typed there goes on."""

import json

from django.contrib.auth import authenticate, login
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.utils.translation import gettext as _

from audit import trail
from people import throttle
from people.forms import SignInForm
from people.models import User


def is_asked(request: HttpRequest) -> bool:
    """Whether the dialog asks that stands over a page of somebody's.

    The page for signing in asks by htmx as well, to be looked at otherwise.
    """
    by_htmx = request.headers.get("HX-Request") == "true"
    return (
        request.method == "POST" and by_htmx and bool(request.headers.get("X-Person"))
    )


def sign_in_again(request: HttpRequest) -> HttpResponse:
    """Sign in the person whose page it is, and nobody else: it would save as them.

    The answer is put into the dialog. The event `signed-in` brings the new token, with
    which the page goes on.
    """
    if isinstance(request.user, User):
        # In another tab, meanwhile.
        return _back(request, request.user) or _somebody_else(request)
    if wait := throttle.address_wait(request):
        return throttle.too_many(request, wait)
    form = SignInForm(request.POST)
    person = authenticate(request, **form.cleaned_data) if form.is_valid() else None
    if not isinstance(person, User):
        no_match = _("That name and password do not match. Check both and try again.")
        return _said(request, problem=no_match, username=form["username"].value())
    if not _is_theirs(request, person):
        return _somebody_else(request)
    with trail.together():
        login(request, person)
    return _back(request, person) or _somebody_else(request)


def _is_theirs(request: HttpRequest, person: User) -> bool:
    return request.headers.get("X-Person", "") == str(person.pk)


def _back(request: HttpRequest, person: User) -> HttpResponse | None:
    """Say that the page goes on; None where it is somebody else's."""
    if not _is_theirs(request, person):
        return None
    answer = HttpResponse()
    said = {"text": _("You are signed in again."), "about": "signed-in"}
    told = {"signed-in": {"token": get_token(request)}, "announce": said}
    answer["HX-Trigger"] = json.dumps(told)
    return answer


def _somebody_else(request: HttpRequest) -> HttpResponse:
    problem = _(
        "This page was opened by somebody else, so nothing was saved as you. What they"
        " typed is still here: copy what you need, then sign in on a page of your own."
    )
    return _said(request, problem=problem)


def _said(request: HttpRequest, *, problem: str, username: str = "") -> HttpResponse:
    context = {"problem": problem, "again_username": username or ""}
    return render(request, "people/_sign_in_again.html", context, status=422)
