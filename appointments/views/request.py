"""A request as our middleware leaves it."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails


class Request(HttpRequest):
    """`htmx` is false for a plain browser, and tells about the request otherwise."""

    htmx: HtmxDetails
