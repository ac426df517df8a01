"""Answers when something is not as it should be: a page, or a fragment for htmx.

Whatever the trouble, what the person typed stays: htmx leaves the inputs alone and
gets a banner; a plain browser gets a page that shows the fields and can send them
again.
"""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render, resolve_url
from django.template import loader
from django.utils.translation import gettext as _
from django.views.decorators.csrf import requires_csrf_token

from appointments.edits import advice
from appointments.edits.advice import Advice
from appointments.leadway.errors import LeadwayError, Refused

# The banner lands in the page's own place for answers, or where none is, in the
# strip that every page has. The selector picks exactly one of them.
ANSWER_PLACE = "#answer, body:not(:has(#answer)) #alerts"
# Never shown again, and never sent again.
SECRET_FIELDS = {"csrfmiddlewaretoken", "password"}
# A form's own bookkeeping: sent again, but not what anybody typed.
UNSEEN_FIELDS = {"baseline", "form_key", "acknowledged", "anyway", "team_of", "next"}
# What an error of Leadway's is to the browser, when no view made more of it.
TROUBLE_STATUS = {"refused": 422, "unreadable": 502, "unanswered": 504}


@requires_csrf_token
def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _page(request, "400", status=400)


@requires_csrf_token
def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    if not _is_htmx(request):
        return _page(request, "403", status=403, kept=_kept(request))
    words = Advice(
        _("Your role does not allow this."),
        _(
            "Nothing was changed, and what you typed is still here."
            " An admin can give you another role."
        ),
    )
    return _banner(request, words, status=403, tone="err", picture="lock")


@requires_csrf_token
def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _page(request, "404", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Render without context processors: the database may be what broke."""
    context = {"request_id": request.META.get("REQUEST_ID", "")}
    return HttpResponse(loader.render_to_string("500.html", context), status=500)


@requires_csrf_token
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The page's token is not this session's: usually a sign-in in another tab."""
    if not _is_htmx(request):
        return _page(request, "errors/stale", status=403, kept=_kept(request))
    words = Advice(
        _("Nothing was saved: this page is older than your sign-in."),
        _("What you typed is still here. Copy it, reload the page and save once more."),
    )
    return _banner(request, words, status=403, tone="warn", picture="refresh-cw")


@requires_csrf_token
def signed_out(request: HttpRequest) -> HttpResponse:
    """Say 401 to whoever would lose what they typed by being sent to sign in."""
    if not _is_htmx(request):
        return _page(request, "errors/signed_out", status=401, kept=_kept(request))
    words = Advice(
        _("You were signed out, so nothing was saved."),
        _("What you typed is still here. Sign in in another tab, then save again."),
    )
    sign_in = resolve_url(settings.LOGIN_URL)
    return _banner(
        request, words, status=401, tone="warn", picture="log-in", sign_in=sign_in
    )


@requires_csrf_token
def leadway_trouble(request: HttpRequest, error: LeadwayError) -> HttpResponse:
    """The last resort for a failed read that no view had an answer to."""
    status = TROUBLE_STATUS.get(error.kind, 503)
    if isinstance(error, Refused) and error.reason == "not_found":
        status = 404
    words = advice.of_error(error)
    if _is_htmx(request):
        return _banner(request, words, status=status, tone="err", picture="cloud-off")
    kept = _kept(request)
    return _page(request, "errors/trouble", status=status, advice=words, kept=kept)


def _is_htmx(request: HttpRequest) -> bool:
    # Some answers are made before the middleware that sets request.htmx.
    return request.headers.get("HX-Request") == "true"


def _banner(
    request: HttpRequest, words: Advice, *, status: int, **context: object
) -> HttpResponse:
    context["advice"] = words
    response = render(request, "errors/_banner.html", context, status=status)
    response["HX-Retarget"] = ANSWER_PLACE
    response["HX-Reswap"] = "innerHTML"
    return response


def _page(
    request: HttpRequest, page: str, *, status: int, **context: object
) -> HttpResponse:
    """Inside the frame for who is signed in, on a bare page for everybody else."""
    person = getattr(request, "user", None)
    inside = person is not None and person.is_authenticated
    context["layout"] = "layout/page.html" if inside else "layout/gate.html"
    context["message"] = f"errors/_{page.rpartition('/')[2]}.html"
    context["status"] = status
    return render(request, f"{page}.html", context, status=status)


def _kept(request: HttpRequest) -> list[tuple[str, str, bool]]:
    """What was typed, to be shown and sent again: name, value, whether to show it.

    Only for a form of our own: another site must not get its values onto a page of
    ours that offers to send them.
    """
    if request.method != "POST" or not _is_ours(request):
        return []
    return [
        (name, value, name not in UNSEEN_FIELDS)
        for name, values in request.POST.lists()
        if name not in SECRET_FIELDS
        for value in values
    ]


def _is_ours(request: HttpRequest) -> bool:
    origin = request.headers.get("Origin", "")
    return origin == f"{request.scheme}://{request.get_host()}"
