"""Answers when something is not as it should be: a page, or a fragment for htmx.

Whatever the trouble, what the person typed stays: htmx leaves the inputs alone and
gets a banner in the frame's own place for them; a plain browser gets a page that shows
the fields and, where that helps, can send them again.
"""

import logging
from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render, resolve_url
from django.template import loader
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import requires_csrf_token

from appointments.edits import advice
from appointments.edits.advice import Advice
from appointments.leadway.errors import LeadwayError, Refused
from leadway_admin import kept

logger = logging.getLogger(__name__)
P = ParamSpec("P")

# Every page of the frame has this place. It lies over the page, so nothing moves.
PLACE = "#alerts"
# What a person presses. Anything else asks by itself, while somebody may be typing.
PRESSED = ("", "form", "button", "a", "input", "select")
# What an error of Leadway's is to the browser, when no view made more of it.
TROUBLE_STATUS = {"refused": 422, "unreadable": 502, "unanswered": 504}


def for_any_request(
    handler: Callable[Concatenate[HttpRequest, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Let a handler answer any request at all, in the reader's language.

    What was posted, or a step that was never reached, may be the very trouble.
    """
    protected = requires_csrf_token(handler)

    @wraps(handler)
    def answer(
        request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponse:
        kept.make_readable(request)
        language = getattr(request, "LANGUAGE_CODE", None)
        language = language or translation.get_language_from_request(request)
        with translation.override(language):
            return protected(request, *args, **kwargs)

    return answer


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
    if not _is_pressed(request):
        # A part of the page that is gone was nobody's question.
        response["HX-Reswap"] = "none"
    return response


def server_error(request: HttpRequest) -> HttpResponse:
    """Ask nothing of the database, nor of what else may be broken."""
    try:
        return _server_error(request)
    except Exception:
        logger.exception("the page for errors is broken, too")
        return HttpResponse("500", content_type="text/plain", status=500)


@for_any_request
def _server_error(request: HttpRequest) -> HttpResponse:
    request_id = request.META.get("REQUEST_ID", "")
    if not _is_htmx(request):
        context = {"request_id": request_id, "kept": kept.typed(request)}
        return HttpResponse(loader.render_to_string("500.html", context), status=500)
    words = Advice(
        _("Something broke on our side."),
        _(
            "What you typed is still here. If you were saving, open the appointment"
            " in another tab before you save once more: its history says what was sent."
        ),
        technical=request_id,
    )
    context = _banner(request, words, tone="err", picture="wrench")
    page = loader.render_to_string("errors/_banner.html", context)
    return _in_place(request, HttpResponse(page, status=500))


@for_any_request
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The page's token is not this session's: usually a sign-in in another tab."""
    words = Advice(
        _("Nothing was saved: this page is older than your sign-in."),
        _("What you typed is still here. Copy it, reload the page and save once more."),
    )
    return _answer(
        request, "errors/stale", words, status=403, tone="warn", picture="refresh-cw"
    )


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
def database_trouble(request: HttpRequest) -> HttpResponse:
    """The last resort for our own database: what was done before it is not known."""
    logger.exception("the database failed in a view")
    if hasattr(request, "session"):
        # Nor could that be written, and it must not spoil this answer.
        request.session.modified = False
    words = Advice(
        _("This server’s own database takes no changes at the moment."),
        _(
            "What you typed is still here, and reading goes on. If you were saving,"
            " look at the appointment’s history before you save once more: it says"
            " what was sent."
        ),
    )
    return _answer(request, "errors/trouble", words, status=503, picture="cloud-off")


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
) -> HttpResponse:
    if not _is_htmx(request):
        return _page(request, page, status=status, advice=words)
    context = _banner(request, words, tone=tone, picture=picture) | {"sign_in": sign_in}
    response = render(request, "errors/_banner.html", context, status=status)
    return _in_place(request, response)


def _is_htmx(request: HttpRequest) -> bool:
    # Some answers are made before the middleware that sets request.htmx.
    return request.headers.get("HX-Request") == "true"


def _is_pressed(request: HttpRequest) -> bool:
    """Whether a person waits for the answer; if not, the focus stays where it is."""
    return request.headers.get("HX-Source", "").partition("#")[0] in PRESSED


def _banner(
    request: HttpRequest, words: Advice, *, tone: str, picture: str
) -> dict[str, object]:
    pressed = _is_pressed(request)
    return {"advice": words, "tone": tone, "picture": picture, "take_focus": pressed}


def _in_place(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    response["HX-Retarget"] = PLACE
    # Where a banner has the focus by now, what the page asks leaves it there.
    response["HX-Reswap"] = "innerHTML" if _is_pressed(request) else "innerMorph"
    return response


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
