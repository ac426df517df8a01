"""Answers when something is not as it should be: a page, or a fragment for htmx.

Whatever the trouble, what the person typed stays: htmx leaves the inputs alone and
gets a banner in the frame's own place for them; a plain browser gets a page that shows
the fields and, where that helps, can send them again.
"""

import logging

from django.conf import settings
from django.db import Error, connection
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import render, resolve_url
from django.utils.translation import gettext as _

from appointments.edits import advice
from appointments.edits.advice import Advice
from appointments.edits.bounds import Full
from appointments.index import directory
from appointments.leadway.errors import LeadwayError, Refused
from audit import bounded
from leadway_admin import kept
from leadway_admin.in_place import (
    banner,
    for_any_request,
    is_htmx,
    is_pressed,
    put_in_place,
)
from people.patience import tried

logger = logging.getLogger(__name__)

# What an error of Leadway's is to the browser, when no view made more of it.
TROUBLE_STATUS = {"refused": 422, "unreadable": 502, "unanswered": 504}


@for_any_request
def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    words = Advice(
        _("The browser sent something that cannot be read."),
        _(
            "Nothing was changed, and what you typed is still here. If it is very"
            " long, shorten it."
        ),
    )
    return _answer(request, "400", words, status=400, picture="circle-help")


@for_any_request
def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    _note_refused(request)
    words = Advice(
        _("Your role does not allow this."),
        _(
            "Nothing was changed, and what you typed is still here."
            " An admin can give you another role."
        ),
    )
    return _answer(request, "403", words, status=403, picture="lock")


@for_any_request
def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    words = Advice(
        _("There is nothing at this address any more."),
        _(
            "Nothing was changed, and what you typed is still here."
            " Copy what you need, then reload the page."
        ),
    )
    response = _answer(request, "404", words, status=404, picture="search-x")
    if not is_pressed(request):
        # A part of the page that is gone was nobody's question.
        response["HX-Reswap"] = "none"
    return response


@for_any_request
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The page's token is not this session's: usually a sign-in in another tab."""
    _note_refused(request, "csrf")
    words = Advice(
        _("Nothing was saved: this page is older than your sign-in."),
        _("What you typed is still here. Copy it, reload the page and save once more."),
    )
    response = _answer(
        request, "errors/stale", words, status=403, tone="warn", picture="refresh-cw"
    )
    if is_htmx(request) and kept.is_ours(request) and _is_of_who_asks(request):
        # With it the page asks once more by itself; see renew-token.js.
        response["X-New-Token"] = get_token(request)
    return response


def _note_refused(request: HttpRequest, why: str = "") -> None:
    what = f"{request.method} {request.path}"
    tried(bounded.note, "page.refused", what, outcome=why)


def _is_of_who_asks(request: HttpRequest) -> bool:
    """Whether who is signed in by now is the person that the page was made for."""
    return request.headers.get("X-Person", "") == str(request.user.pk or "")


@for_any_request
def signed_out(request: HttpRequest) -> HttpResponse:
    """Say 401 to whoever would lose what they typed by being sent to sign in."""
    words = Advice(
        _("You were signed out, so nothing was saved."),
        _("What you typed is still here. Sign in in another tab, then save again."),
    )
    return _answer(
        request,
        "errors/signed_out",
        words,
        status=401,
        tone="warn",
        picture="log-in",
        sign_in=resolve_url(settings.LOGIN_URL),
        # Over a page that somebody has opened, who goes on with it.
        again=is_pressed(request) and bool(request.headers.get("X-Person")),
    )


@for_any_request
def leadway_trouble(request: HttpRequest, error: LeadwayError) -> HttpResponse:
    """The last resort for a failed read that no view had an answer to."""
    status = TROUBLE_STATUS.get(error.kind, 503)
    if isinstance(error, Refused) and error.reason == "not_found":
        status = 404
    words = advice.of_error(error)
    return _answer(request, "errors/trouble", words, status=status, picture="cloud-off")


@for_any_request
def full(request: HttpRequest, error: Full) -> HttpResponse:
    """Somebody leaves as much open as one may, so that this was not noted."""
    words = advice.of_full(error)
    return _answer(request, "errors/trouble", words, status=422, picture="hourglass")


@for_any_request
def unnoted(request: HttpRequest) -> HttpResponse:
    """What somebody wants cannot be written down, so it was not done."""
    words = Advice(
        _("This cannot be noted, so nothing was sent."),
        _(
            "This server’s own database takes no changes at the moment. What you typed"
            " is still here: try again in a minute."
        ),
    )
    return _answer(request, "errors/trouble", words, status=503, picture="cloud-off")


@for_any_request
def database_trouble(request: HttpRequest, error: Error) -> HttpResponse:
    """The last resort for our own database: what was done before it is not known."""
    logger.exception("the database failed in a view")
    if connection.connection is None:
        directory.give_up(error)
    if hasattr(request, "session"):
        # Nor could that be written, and it must not spoil this answer.
        request.session.modified = False
    if request.user.is_anonymous:
        return _answer(
            request, "errors/trouble", _kept_out(), status=503, picture="cloud-off"
        )
    words = Advice(
        _("This server’s own database takes no changes at the moment."),
        _(
            "What you typed is still here, and reading goes on. If you were saving,"
            " look at the appointment’s history before you save once more: it says"
            " what was sent."
        ),
    )
    return _answer(request, "errors/trouble", words, status=503, picture="cloud-off")


def _kept_out() -> Advice:
    return Advice(
        _("Nobody can sign in at the moment."),
        _(
            "This server’s own database does not answer, or takes no changes. Your name"
            " and password are not the reason: try again in a minute, or tell whoever"
            " looks after this server."
        ),
    )


# --- a page, or a banner ---


def _answer(
    request: HttpRequest,
    page: str,
    words: Advice,
    *,
    status: int,
    picture: str,
    tone: str = "err",
    sign_in: str = "",
    again: bool = False,
) -> HttpResponse:
    if not is_htmx(request):
        return _page(request, page, status=status, advice=words)
    context = banner(request, words, tone=tone, picture=picture)
    context |= {"sign_in": sign_in, "sign_in_again": again}
    response = render(request, "errors/_banner.html", context, status=status)
    return put_in_place(request, response)


def _page(
    request: HttpRequest, page: str, *, status: int, **context: object
) -> HttpResponse:
    """Inside the frame for who is signed in, on a bare page for everybody else."""
    person = getattr(request, "user", None)
    inside = person is not None and person.is_authenticated
    context["layout"] = "layout/page.html" if inside else "layout/gate.html"
    context["message"] = f"errors/_{page.rpartition('/')[2]}.html"
    context["kept"] = kept.typed(request)
    context["status"] = status
    return render(request, f"{page}.html", context, status=status)
