"""How long a signed-in session lives: idle and absolute limits, kept in the session.

Both are judged on the server. Requests that a page makes by itself carry the header
`X-Background: 1` and do not count as activity, else an open tab would live for ever.
"""

import logging
import time
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.base import UpdateError
from django.db import Error
from django.http import HttpRequest

from people.browsers import browser_of, system_of
from people.models import User
from people.patience import LITTLE_S, patience
from people.throttle import client_address

logger = logging.getLogger(__name__)

STARTED = "started_at"
SEEN = "seen_at"
ROLES = "roles"
# By what somebody knows their sessions apart.
BROWSER, SYSTEM, ADDRESS = "browser", "system", "address"
Kept = Mapping[str, Any]
# Activity is written down at most this often, so that most requests write nothing.
SEEN_STEP_S = 60


def begin(request: HttpRequest | None, user: User, **kwargs: object) -> None:
    """Stamp a session at sign-in; Django has just given it a new id."""
    if request is not None:
        request.session[STARTED] = request.session[SEEN] = int(time.time())
        request.session[ROLES] = sorted(user.role_names)
        said = request.headers.get("User-Agent", "")
        request.session[BROWSER] = browser_of(said)
        request.session[SYSTEM] = system_of(said)
        request.session[ADDRESS] = client_address(request)


def follow(request: HttpRequest, user: User) -> None:
    """Give the session another id once its person may do other things than before.

    Not with what a page asks by itself: it would be told too late to what is asked
    beside it.
    """
    roles = sorted(user.role_names)
    if request.session.get(ROLES) == roles or is_background(request):
        return
    request.session[ROLES] = roles
    try:
        with patience(LITTLE_S):
            request.session.cycle_key()
    except (Error, UpdateError):
        logger.warning("a session could not be given another id", exc_info=True)


def is_background(request: HttpRequest) -> bool:
    """Whether a page asks by itself, with nobody doing anything."""
    return bool(request.headers.get("X-Background"))


def is_over(request: HttpRequest) -> bool:
    times = {name: request.session.get(name, 0) for name in (STARTED, SEEN)}
    return is_past(times)


def is_past(kept: Kept) -> bool:
    """Whether what is kept in a session is of one that was idle, or lived, too long."""
    now = time.time()
    started, seen = float(kept.get(STARTED, 0)), float(kept.get(SEEN, 0))
    too_old = now - started > settings.SESSION_COOKIE_AGE
    return too_old or now - seen > settings.SESSION_IDLE_S


def end(request: HttpRequest) -> None:
    """Sign out, also where the database takes no changes: the session stays over."""
    try:
        with patience(LITTLE_S):
            logout(request)
    except Error:
        logger.warning("a session that is over could not be deleted", exc_info=True)
        request.session = type(request.session)()
        request.user = AnonymousUser()


def touch(request: HttpRequest) -> None:
    """Note that somebody is there. A page that is only read does not fail with it."""
    if is_background(request):
        return
    now = int(time.time())
    if now - request.session.get(SEEN, 0) <= SEEN_STEP_S:
        return
    changed = request.session.modified
    request.session[SEEN] = now
    try:
        with patience(LITTLE_S):
            request.session.save()
    except (Error, UpdateError):
        logger.warning("a session could not be kept alive", exc_info=True)
    # Else it would be written once more with the answer.
    request.session.modified = changed
