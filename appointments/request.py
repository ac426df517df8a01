"""A request as our middleware leaves it, and what every view asks of one."""

import uuid
from urllib.parse import parse_qsl, urlencode, urlsplit

from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest
from django.urls import Resolver404, resolve
from django.utils.http import url_has_allowed_host_and_scheme
from django_htmx.middleware import HtmxDetails

from people.models import User
from people.roles import EDIT, OVERRIDE, VIEW

# Longer numbers are none of ours, and more than a database takes.
MOST_DIGITS = 18
# Names in the address of a page the appointment whose panel is open over it.
OPEN = "open"

view_required = permission_required(VIEW, raise_exception=True)
edit_required = permission_required(EDIT, raise_exception=True)


class Request(HttpRequest):
    """`htmx` is false for a plain browser, and tells about the request otherwise."""

    htmx: HtmxDetails


def key_of(request: HttpRequest) -> uuid.UUID | None:
    """Return the key that a form or a deed was posted with, if it is one."""
    try:
        return uuid.UUID(request.POST.get("form_key", ""))
    except ValueError:
        return None


def number_of(text: str) -> int | None:
    """Return the number of a row that an address or a control names, if it is one."""
    return int(text) if text.isdecimal() and len(text) <= MOST_DIGITS else None


def person(request: Request) -> User:
    """Return who is signed in; every view behind here requires somebody."""
    if not isinstance(request.user, User):
        raise TypeError("this page needs somebody who is signed in")
    return request.user


def may_edit(request: Request) -> bool:
    return person(request).has_perm(EDIT)


def may_act_on(request: Request, person_id: int | None) -> bool:
    """Whether somebody may send, check or take back an edit of this person's."""
    mine = person_id == person(request).pk
    return may_edit(request) and (mine or may_override(request))


def may_override(request: Request) -> bool:
    return person(request).has_perm(OVERRIDE)


def in_panel(request: HttpRequest) -> bool:
    """Whether a part of a page is asked for while a panel is open over that page."""
    return any(name == OPEN for name, _ in _query(_page(request)))


def page_below(request: Request, event_id: str = "") -> str:
    """Return the address of the page without a panel, or with this one over it."""
    asked = _page(request) or request.get_full_path()
    left = [(name, value) for name, value in _query(asked) if name != OPEN]
    if event_id:
        left.append((OPEN, event_id))
    path = asked.partition("?")[0]
    return f"{path}?{urlencode(left)}" if left else path


def page_asking(request: HttpRequest) -> str:
    """Return by what name the page's address is known that this was asked from, or "".

    A plain browser says where it came from, or the page itself where to go back to.
    """
    came_from = urlsplit(request.headers.get("Referer", "")).path
    address = _page(request) or request.POST.get("back", "") or came_from
    try:
        return resolve(address.partition("?")[0]).url_name or ""
    except Resolver404:
        return ""


def _page(request: HttpRequest) -> str:
    """Return the address of the page that asks by htmx, or "" for a plain browser."""
    htmx = getattr(request, "htmx", None)
    return (htmx and htmx.current_url_abs_path) or ""


def _query(address: str) -> list[tuple[str, str]]:
    return parse_qsl(address.partition("?")[2], keep_blank_values=True)


def way_back(request: HttpRequest, **query: object) -> str:
    """Return the address of ours that was posted as `back`, with this in its query.

    "" when there is none, or when it leads anywhere else.
    """
    address = request.POST.get("back", "")
    ours = address.startswith("/") and url_has_allowed_host_and_scheme(
        address, allowed_hosts=None
    )
    if not ours:
        return ""
    joint = "&" if "?" in address else "?"
    return f"{address}{joint}{urlencode(query)}" if query else address
