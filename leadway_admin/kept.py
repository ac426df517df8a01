"""What somebody typed, out of a request that could not be answered as it should be."""

import logging
from urllib.parse import parse_qsl

from django.http import HttpRequest, QueryDict

logger = logging.getLogger(__name__)

# Never shown again, and never sent again.
SECRET_FIELDS = {"csrfmiddlewaretoken", "password"}
# A form's own bookkeeping: sent again, but not what anybody typed.
UNSEEN_FIELDS = {
    "baseline",
    "form_key",
    "acknowledged",
    "offered",
    "anyway",
    "team_of",
    "next",
}
MOST_FIELDS = 2000


def make_readable(request: HttpRequest) -> None:
    """Let the form be looked at, as far as it can be read at all.

    Where reading it failed, Django fails again at each look, or says it was empty.
    """
    try:
        if request.POST:
            return
    # Too big, too many fields, another encoding, a connection that broke: any of them.
    except Exception:
        logger.debug("a form could not be read", exc_info=True)
    request.POST = _as_far_as_it_goes(request)  # type: ignore[assignment]


def _as_far_as_it_goes(request: HttpRequest) -> QueryDict:
    read = QueryDict(mutable=True)
    if request.content_type != "application/x-www-form-urlencoded":
        return read
    try:
        body = request.body.decode("utf-8", "replace")
        pairs = parse_qsl(body, keep_blank_values=True, max_num_fields=MOST_FIELDS)
    except Exception:
        return read
    for name, value in pairs:
        read.appendlist(name, value)
    return read


def typed(request: HttpRequest) -> list[tuple[str, str, bool]]:
    """Return what was typed: name, value, and whether to show it.

    Only for a form of our own: another site must not get its values onto a page of
    ours that offers to send them.
    """
    if request.method != "POST" or not is_ours(request):
        return []
    return [
        (name, value, name not in UNSEEN_FIELDS)
        for name, values in request.POST.lists()
        if name not in SECRET_FIELDS
        for value in values
    ]


def is_ours(request: HttpRequest) -> bool:
    """Whether a page of ours asks."""
    origin = request.headers.get("Origin", "")
    return origin == f"{request.scheme}://{request.get_host()}"
