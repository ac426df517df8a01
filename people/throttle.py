"""How often a sign-in may fail, and how long to wait after that.

Five failures of one name from one address close that pair for a quarter of an hour
(django-axes, see settings). That alone would let one address try every name, so an
address may fail sixty times in ten minutes, whatever the names.
"""

import math
from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address
from typing import Any

from axes.helpers import get_client_ip_address, get_cool_off
from axes.models import AccessAttempt, AccessFailureLog
from django.conf import settings
from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.crypto import salted_hmac

ADDRESS_LIMIT = 60
ADDRESS_WINDOW = timedelta(minutes=10)
# Longer than anything waits for.
KEPT = timedelta(days=1)


def client_address(request: HttpRequest) -> str:
    """Return the browser's address.

    Over a unix socket there is no peer address: only the proxy can be at the other
    end. Its word counts, and that of the proxies in the settings: of what they forward
    the last entry that is not one of them. What is no address counts for nothing.
    """
    seen = str(request.META.get("REMOTE_ADDR", ""))
    forwarded = request.headers.get("X-Forwarded-For", "").split(",")
    while forwarded and (not seen or _is_proxy(seen)):
        told = _plain_address(forwarded.pop())
        if not told:
            break
        seen = told
    return seen


def _is_proxy(address: str) -> bool:
    plain = _plain_address(address)
    return any(ip_address(plain) in one for one in settings.TRUSTED_PROXIES if plain)


def _plain_address(text: str) -> str:
    """Return it as it is usually written, or "" if it is none."""
    try:
        found = ip_address(text.strip().partition("%")[0])
    except ValueError:
        return ""
    mapped = found.ipv4_mapped if isinstance(found, IPv6Address) else None
    return str(mapped or found)


def counted_name(request: HttpRequest, credentials: dict[str, Any] | None) -> str:
    """Return what failures are counted by: a name's print, not what was typed.

    It may have been a password, in the field above its own.
    """
    typed = (credentials or {}).get("username") or request.POST.get("username", "")
    return salted_hmac("people.throttle", typed, algorithm="sha256").hexdigest()


def forget() -> None:
    """Let go of failures that count no more."""
    long_ago = timezone.now() - KEPT
    for counted in (AccessAttempt, AccessFailureLog):
        counted.objects.filter(attempt_time__lt=long_ago).delete()


def address_wait(request: HttpRequest) -> timedelta:
    """How long this address must wait before its next attempt; zero for most."""
    failures = AccessFailureLog.objects.filter(
        ip_address=get_client_ip_address(request),
        attempt_time__gt=timezone.now() - ADDRESS_WINDOW,
    ).order_by("-attempt_time")
    limiting = failures.values_list("attempt_time", flat=True)[ADDRESS_LIMIT - 1 :]
    return _until(limiting.first(), ADDRESS_WINDOW)


def locked_out(
    request: HttpRequest, response: HttpResponse, credentials: dict[str, Any]
) -> HttpResponse:
    """The answer of django-axes for a name and address that failed too often."""
    attempts = AccessAttempt.objects.filter(
        username=counted_name(request, credentials),
        ip_address=get_client_ip_address(request),
    )
    latest = attempts.aggregate(latest=Max("attempt_time"))["latest"]
    return too_many(request, _until(latest, get_cool_off(request)))


def too_many(request: HttpRequest, wait: timedelta) -> HttpResponse:
    seconds = max(1, math.ceil(wait.total_seconds()))
    minutes = math.ceil(seconds / 60)
    context = {
        "layout": "layout/gate.html",
        "message": "errors/_429.html",
        "status": 429,
        "wait_minutes": minutes,
        "wait_s": seconds,
    }
    in_dialog = request.headers.get("HX-Request") == "true"
    page = "errors/_429.html" if in_dialog else "429.html"
    response = render(request, page, context, status=429)
    response["Retry-After"] = str(minutes * 60)
    return response


def _until(start: datetime | None, duration: timedelta) -> timedelta:
    if start is None:
        return timedelta(0)
    return max(timedelta(0), start + duration - timezone.now())
