"""What somebody prefers: remembered at once, then back to the same page."""

from collections.abc import Callable

from django.contrib.auth.decorators import login_not_required, permission_required
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from people import looks, open_sessions, preferences
from people.links import safe_next
from people.models import User
from people.roles import EDIT, VIEW
from people.views.sessions import ENDED, this

# What is said to be kept after a choice on this page.
KEPT = ("keys", "automations", *ENDED)


@require_safe
@permission_required(VIEW, raise_exception=True)
def show(request: HttpRequest) -> HttpResponse:
    """All that a person may choose, and after a choice that it was kept."""
    kept = request.GET.get("kept")
    person = _person(request)
    context = {
        "nav": "preferences",
        "kept": kept if kept in KEPT else "",
        "sessions": open_sessions.of(person) if person else [],
        "this": this(request),
    }
    return render(request, "people/preferences.html", context)


@require_POST
@permission_required(VIEW, raise_exception=True)
def set_single_keys(request: HttpRequest) -> HttpResponse:
    return _switch(request, "keys", preferences.keep_single_keys)


@require_POST
@permission_required(EDIT, raise_exception=True)
def set_automations(request: HttpRequest) -> HttpResponse:
    person = _person(request)
    if person is None or not person.decides_on_automations:
        raise PermissionDenied
    return _switch(request, "automations", preferences.keep_automations)


def _switch(
    request: HttpRequest, name: str, keep: Callable[[User, bool], None]
) -> HttpResponse:
    choice = request.POST.get(name, "")
    person = _person(request)
    if choice not in ("on", "off") or person is None:
        raise BadRequest("no such choice")
    keep(person, choice == "on")
    return redirect(f"{reverse('preferences')}?kept={name}")


@login_not_required
@require_POST
def set_language(request: HttpRequest) -> HttpResponse:
    language = request.POST.get("language", "")
    if language not in dict(preferences.LANGUAGES):
        raise BadRequest("no such choice")
    response = redirect(safe_next(request, default="/"))
    preferences.keep_language(_person(request), response, language)
    return response


@login_not_required
@require_POST
def set_theme(request: HttpRequest) -> HttpResponse:
    theme = request.POST.get("theme", "")
    if theme not in User.Theme.values:
        raise BadRequest("no such choice")
    if request.headers.get("X-Quiet"):
        response = HttpResponse(status=204)
    else:
        response = redirect(safe_next(request, default="/"))
    preferences.keep_theme(_person(request), response, theme)
    return response


@login_not_required
@require_POST
def set_looks(request: HttpRequest) -> HttpResponse:
    """Another language or theme of a page whose address says what its form asks for.

    The choice is in the address: the button's own value is the token.
    """
    chosen = preferences.choices(request.GET)
    if not chosen:
        raise BadRequest("no such choice")
    response = redirect(looks.asked_anew(request))
    preferences.keep(_person(request), response, chosen)
    return response


def _person(request: HttpRequest) -> User | None:
    return request.user if isinstance(request.user, User) else None
