"""The answer when a page broke: with nothing in it that may be what is broken."""

import logging
import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template import loader
from django.utils.translation import gettext as _

from appointments.edits.advice import Advice
from leadway_admin import kept
from leadway_admin.in_place import banner, for_any_request, is_htmx, put_in_place

logger = logging.getLogger(__name__)


def server_error(request: HttpRequest) -> HttpResponse:
    """Ask nothing of the database, nor of what else may be broken."""
    without_database = isinstance(sys.exc_info()[1], OperationalError | InterfaceError)
    try:
        return _server_error(request, without_database=without_database)
    except Exception:
        logger.exception("the page for errors is broken, too")
        return HttpResponse("500", content_type="text/plain", status=500)


@for_any_request
def _server_error(request: HttpRequest, *, without_database: bool) -> HttpResponse:
    words = _of_database(request) if without_database else _of_us(request)
    status = 503 if without_database else 500
    if not is_htmx(request):
        context = {"advice": words, "kept": kept.typed(request, named=False)}
        page = loader.render_to_string("500.html", context)
        return HttpResponse(page, status=status)
    context = banner(request, words, tone="err", picture="wrench")
    page = loader.render_to_string("errors/_banner.html", context)
    return put_in_place(request, HttpResponse(page, status=status))


def _of_us(request: HttpRequest) -> Advice:
    title = _("Something broke on our side")
    return Advice(title, _what_now(request), technical=_id(request))


def _of_database(request: HttpRequest) -> Advice:
    title = _("This server’s own database does not answer")
    body = _what_now(request)
    # Who asks is looked up first of all: without that no view was reached.
    if request.method == "POST" and getattr(request, "resolver_match", None) is None:
        body = _(
            "Nothing was sent. What you typed is still here: try again in a minute."
        )
    return Advice(title, body, technical=_id(request))


def _what_now(request: HttpRequest) -> str:
    if request.method != "POST":
        return _("Try again in a moment.")
    return _(
        "What you typed is still here. If you were saving, open the appointment in"
        " another tab before you save once more: its history says what was sent."
    )


def _id(request: HttpRequest) -> str:
    return str(request.META.get("REQUEST_ID", ""))
