"""A short random id per request, to find its log lines by.

Apart from the other middleware because logging is set up before any app is loaded.
"""

import contextvars
import logging
import secrets
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

# Easy to read out on the phone: no 0/O, 1/I/L, U.
ID_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
_request_id: contextvars.ContextVar[str] = contextvars.ContextVar(
    "request_id", default="-"
)


class RequestId:
    """Give each request a short random id: in logs, answers and on error pages."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = secrets.token_bytes(8)
        letters = "".join(ID_ALPHABET[one % len(ID_ALPHABET)] for one in chosen)
        request_id = f"{letters[:4]}-{letters[4:]}"
        request.META["REQUEST_ID"] = request_id
        token = _request_id.set(request_id)
        try:
            response = self.get_response(request)
        finally:
            _request_id.reset(token)
        response["X-Request-ID"] = request_id
        return response


class RequestIdFilter(logging.Filter):
    """Put the id of the request being answered into every log record."""

    def filter(self, record: logging.LogRecord) -> bool:
        # Django tells of an answer when the request is over by our reckoning.
        meta = getattr(getattr(record, "request", None), "META", {})
        record.request_id = meta.get("REQUEST_ID") or _request_id.get()
        return True
