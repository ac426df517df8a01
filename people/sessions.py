"""How long a signed-in session lives: idle and absolute limits, kept in the session.

Both are judged on the server. Requests that a page makes by itself carry the header
`X-Background: 1` and do not count as activity, else an open tab would live for ever.
"""

import time

from django.conf import settings
from django.http import HttpRequest

STARTED = "started_at"
SEEN = "seen_at"
# Activity is written down at most this often, so that most requests write nothing.
SEEN_STEP_S = 60


def begin(request: HttpRequest | None, **kwargs: object) -> None:
    """Stamp a session at sign-in; Django has just given it a new id."""
    if request is not None:
        request.session[STARTED] = request.session[SEEN] = int(time.time())


def is_over(request: HttpRequest) -> bool:
    now = time.time()
    started: float = request.session.get(STARTED, 0)
    seen: float = request.session.get(SEEN, 0)
    too_old = now - started > settings.SESSION_COOKIE_AGE
    return too_old or now - seen > settings.SESSION_IDLE_S


def touch(request: HttpRequest) -> None:
    if request.headers.get("X-Background"):
        return
    now = int(time.time())
    if now - request.session.get(SEEN, 0) > SEEN_STEP_S:
        request.session[SEEN] = now
