"""The answer when a page broke: with nothing in it that may be what is broken."""

import logging

from django.http import HttpRequest, HttpResponse
from django.template import loader
from django.utils.translation import gettext as _

from appointments.edits.advice import Advice
from leadway_admin import kept
from leadway_admin.in_place import banner, for_any_request, is_htmx, put_in_place

logger = logging.getLogger(__name__)


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
    if not is_htmx(request):
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
    context = banner(request, words, tone="err", picture="wrench")
    page = loader.render_to_string("errors/_banner.html", context)
    return put_in_place(request, HttpResponse(page, status=500))
