"""Answers when something is not as it should be: a page, or a fragment for htmx."""

from django.http import HttpRequest, HttpResponse


def signed_out(request: HttpRequest) -> HttpResponse:
    return HttpResponse(status=401)


def leadway_trouble(request: HttpRequest, exception: Exception) -> HttpResponse | None:
    return None
