"""How an error is said over the page that htmx asked from, whatever the request was."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.views.decorators.csrf import requires_csrf_token

from appointments.edits.advice import Advice
from leadway_admin import kept

P = ParamSpec("P")

# Every page of the frame has this place. It lies over the page, so nothing moves.
PLACE = "#alerts"
# What a person presses. Anything else asks by itself, while somebody may be typing.
PRESSED = ("", "form", "button", "a", "input", "select", "send-drops")


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


def is_htmx(request: HttpRequest) -> bool:
    # Some answers are made before the middleware that sets request.htmx.
    return request.headers.get("HX-Request") == "true"


def is_pressed(request: HttpRequest) -> bool:
    """Whether a person waits for the answer; if not, the focus stays where it is."""
    return request.headers.get("HX-Source", "").partition("#")[0] in PRESSED


def banner(
    request: HttpRequest, words: Advice, *, tone: str, picture: str
) -> dict[str, object]:
    pressed = is_pressed(request)
    return {"advice": words, "tone": tone, "picture": picture, "take_focus": pressed}


def put_in_place(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    response["HX-Retarget"] = PLACE
    # Where a banner has the focus by now, what the page asks leaves it there.
    response["HX-Reswap"] = "innerHTML" if is_pressed(request) else "innerMorph"
    return response
