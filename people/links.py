"""Where to go next: only ever a path of our own."""

from urllib.parse import urlsplit, urlunsplit

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme


def safe_next(request: HttpRequest, *, default: str) -> str:
    """Return the path and query of `next` if it is on this host, else `default`."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    if not url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    ):
        return default
    parts = urlsplit(wanted)
    # "//host" would be another host again, so exactly one slash comes first.
    return urlunsplit(("", "", "/" + parts.path.lstrip("/\\"), parts.query, ""))
