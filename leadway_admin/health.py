"""Two yes-or-no answers for whoever watches this process. Leadway is not asked."""

from collections.abc import Callable
from pathlib import Path

from django.db import Error, connection
from django.http import HttpRequest, HttpResponse

from appointments.doctor import steps

GetResponse = Callable[[HttpRequest], HttpResponse]


class Health:
    """Answer those who watch, whatever else of a request cannot be had.

    Before anybody is asked for: whoever watches may come with a session, while there is
    no database, or by an address of this machine that people do not use.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in ("GET", "HEAD"):
            return self.get_response(request)
        match request.path_info:
            case "/healthz":
                return _said(True)
            case "/readyz":
                return _said(is_ready())
        return self.get_response(request)


def is_ready() -> bool:
    """Whether the database answers, and its tables are those of this version."""
    try:
        return _is_there() and not steps.missing()
    except (Error, OSError):
        return False


def _is_there() -> bool:
    """Whether the file of SQLite is: one that was taken away still takes writes."""
    return connection.vendor != "sqlite" or Path(_name()).exists()


def _name() -> str:
    return str(connection.settings_dict["NAME"])


def _said(fine: bool) -> HttpResponse:
    said, status = ("ok", 200) if fine else ("not ready", 503)
    return HttpResponse(said, status=status, content_type="text/plain")
