"""Where to go next: only ever a path of our own. And where people find this server."""

from urllib.parse import urlsplit, urlunsplit

from django.conf import settings
from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme


def own_address() -> str:
    """Return where people find this server, as far as the settings tell."""
    if settings.HTTPS:
        return f"https://{settings.ALLOWED_HOSTS[0].lstrip('.')}"
    return f"http://127.0.0.1:{settings.PORT}"


def safe_next(request: HttpRequest, *, default: str) -> str:
    """Return the path and query of `next` if it is on this host, else `default`."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    return _own(request, wanted) or default


def came_from(request: HttpRequest, *, default: str) -> str:
    """Return the path and query of the page of ours that asks, else `default`."""
    return _own(request, request.headers.get("Referer", "")) or default


def _own(request: HttpRequest, wanted: str) -> str:
    if not url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    ):
        return ""
    parts = urlsplit(wanted)
    # "//host" would be another host again, so exactly one slash comes first.
    return urlunsplit(("", "", "/" + parts.path.lstrip("/\\"), parts.query, ""))
