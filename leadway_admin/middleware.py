"""What happens to every request: its headers, session, language and sign-in."""

from collections.abc import Callable
from contextlib import nullcontext
from typing import Any

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.core.exceptions import RequestDataTooBig
from django.db import InterfaceError, InternalError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.utils import translation

from appointments import connection
from appointments.edits.bounds import Full
from appointments.edits.saving import Unnoted
from appointments.index import counting, directory, passing
from appointments.leadway.errors import LeadwayError
from leadway_admin import errors, frame
from people import sessions
from people.models import User

GetResponse = Callable[[HttpRequest], HttpResponse]


# What browsers know and we have no use for. https://www.w3.org/TR/permissions-policy/
UNUSED = (
    *("accelerometer", "autoplay"),
    *("browsing-topics", "camera", "compute-pressure"),
    *("display-capture", "encrypted-media", "fullscreen", "gamepad", "geolocation"),
    *("gyroscope", "hid", "identity-credentials-get", "idle-detection"),
    *("local-fonts", "magnetometer", "microphone", "midi", "otp-credentials"),
    *("payment", "picture-in-picture", "publickey-credentials-get"),
    *("screen-wake-lock", "serial", "storage-access", "usb", "window-management"),
    "xr-spatial-tracking",
)


class OverHttps:
    """Take each request for one over https where the setting HTTPS says so.

    A header of the proxy's could say it as well, and anybody else's could.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.HTTPS:
            request.META["LEADWAY_ADMIN_SCHEME"] = "https"
        return self.get_response(request)


class SecurityHeaders:
    """The headers that Django's own SecurityMiddleware does not set, on every answer.

    Deleted in part with Django 6, which sends `SECURE_CSP` by itself.
    """

    HEADERS = {
        # By this a script tells our answers from a proxy's; see unreachable.js.
        "X-Answered-By": "leadway-admin",
        "X-Frame-Options": "DENY",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cross-Origin-Embedder-Policy": "require-corp",
        "Permissions-Policy": ", ".join(f"{name}=()" for name in UNUSED),
    }

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response
        self.headers = {"Content-Security-Policy": settings.SECURE_CSP, **self.HEADERS}

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        for name, value in self.headers.items():
            response.headers.setdefault(name, value)
        # Static files bring their own; every page may hold a customer's data.
        response.headers.setdefault("Cache-Control", "no-store")
        return response


class BoundedBody:
    """Refuse what is larger than any form of ours before any of it is read."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        length = request.META.get("CONTENT_LENGTH") or "0"
        most = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        if not length.isdecimal() or int(length) > most:
            # Nor is it read for the page that tells so.
            request.POST = QueryDict()
            raise RequestDataTooBig(f"a body of {length[:20]} bytes")
        return self.get_response(request)


class BoundedSession:
    """End a session that was idle for too long or has lived for too long."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if isinstance(request.user, User):
            if sessions.is_over(request):
                sessions.end(request)
            else:
                sessions.follow(request, request.user)
                sessions.touch(request)
        return self.get_response(request)


class OneClick:
    """End all that a request asks of Leadway within the time that people wait."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with connection.click():
            return self.get_response(request)


class OneDirectory:
    """Know the same names, and the same line, in all of a request.

    The newest: they are told with the person.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        mark, line = frame.mark_of(request.user), frame.line_of(request.user)
        known = nullcontext() if line is None else passing.knowing(line)
        counted = counting.counted(frame.counts_of(request.user))
        with directory.asked_once(mark), known, counted:
            return self.get_response(request)


class PersonLanguage:
    """Speak the person's language, else the cookie's, else the browser's."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = getattr(request.user, "language", "")
        language = language or translation.get_language_from_request(request)
        request.LANGUAGE_CODE = language
        with translation.override(language):
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", language)
        return response


class SignInRequired(LoginRequiredMiddleware):
    """Ask everybody to sign in, without losing what they had typed."""

    def process_view(
        self,
        request: HttpRequest,
        view_func: Callable[..., Any],
        view_args: Any,
        view_kwargs: Any,
    ) -> HttpResponseBase | None:
        refusal = super().process_view(request, view_func, view_args, view_kwargs)
        if refusal and (getattr(request, "htmx", False) or request.method == "POST"):
            return errors.signed_out(request)
        return refusal


class Trouble:
    """Turn an error of Leadway's, or of our database, that left a view into words."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(
        self, request: HttpRequest, exception: Exception
    ) -> HttpResponse | None:
        if isinstance(exception, LeadwayError):
            return errors.leadway_trouble(request, exception)
        if isinstance(exception, Full):
            return errors.full(request, exception)
        if isinstance(exception, Unnoted):
            return errors.unnoted(request)
        if isinstance(exception, OperationalError | InternalError | InterfaceError):
            return errors.database_trouble(request, exception)
        return None
