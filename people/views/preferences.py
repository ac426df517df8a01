"""Language and theme: remembered at once, then back to the same page."""

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from people import preferences
from people.links import safe_next
from people.models import User


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


def _person(request: HttpRequest) -> User | None:
    return request.user if isinstance(request.user, User) else None
