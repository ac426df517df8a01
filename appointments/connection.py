"""From settings to a Leadway client. The only reader of settings.LEADWAY_*."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from functools import lru_cache
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.dispatch import Signal

from appointments.leadway.changes import WriteOptions
from appointments.leadway.client import Call, Leadway
from appointments.leadway.errors import LeadwayError
from appointments.leadway.http import deadline
from appointments.leadway.http.transport import Request
from appointments.leadway.request_preview import curl
from appointments.leadway.secret import Token
from people.models import User
from people.roles import OVERRIDE

# Claiming an appointment, reading it and sending the save take no longer together.
CLICK_S = 15.0


def leadway() -> Leadway:
    """Return the client that all threads of this process share."""
    return _client(
        settings.LEADWAY_TOKEN,
        (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS),
        settings.LEADWAY_LOCATION_ID,
        settings.LEADWAY_BASE_URL,
        settings.LEADWAY_VERSION,
        settings.LEADWAY_CONNECT_TIMEOUT_S,
        settings.LEADWAY_DEADLINE_S,
        settings.LEADWAY_READ_DEADLINE_S,
        settings.LEADWAY_PLACES,
    )


def click() -> AbstractContextManager[None]:
    """Bound all calls inside the block together, as those of one request are."""
    return deadline.click(CLICK_S)


# Each call to Leadway is told by this, as `call`, in the thread that made it.
called = Signal()
# Each call with its repeats: what hears its `request` begin may refuse it, by raising a
# LeadwayError; with what `error` it ended, or None.
begun, ended = Signal(), Signal()


def _tell(call: Call) -> None:
    called.send(Leadway, call=call)


@contextmanager
def _told(request: Request) -> Iterator[None]:
    begun.send(Leadway, request=request)
    try:
        yield
    except LeadwayError as error:
        ended.send(Leadway, request=request, error=error)
        raise
    ended.send(Leadway, request=request, error=None)


@lru_cache(maxsize=4)
def _client(
    token: str,
    secret_keys: tuple[str, ...],
    location_id: str,
    base_url: str,
    version: str,
    connect_timeout_s: float,
    deadline_s: float,
    read_deadline_s: float,
    places: int,
) -> Leadway:
    return Leadway(
        token=Token(token),
        location_id=location_id,
        base_url=base_url,
        version=version,
        connect_timeout_s=connect_timeout_s,
        deadline_s=deadline_s,
        read_deadline_s=read_deadline_s,
        places=places,
        hide=secret_keys,
        on_call=_tell,
        around=_told,
    )


def as_curl(event_id: str, body: dict[str, Any]) -> str:
    """Return the save as a command; the token stands in it as a variable."""
    return curl(
        event_id,
        body,
        base_url=settings.LEADWAY_BASE_URL,
        version=settings.LEADWAY_VERSION,
    )


def location_id() -> str:
    """Return the id of the account that this installation works in."""
    return str(settings.LEADWAY_LOCATION_ID)


def account() -> str:
    """Name the account and the address at which it is, as one text for a column."""
    return f"{location_id()} at {base_url()}"


def base_url() -> str:
    """Return the address that Leadway, or the sandbox, is called at."""
    return str(settings.LEADWAY_BASE_URL)


def version() -> str:
    """Return the version of the API that is spoken."""
    return str(settings.LEADWAY_VERSION)


def token_fingerprint() -> str:
    """Return what tells two tokens apart, and gives neither away."""
    return sha256(settings.LEADWAY_TOKEN.encode()).hexdigest()[:8]


def time_zone() -> str:
    """Return the account's zone for tokens that may not read the account, or ""."""
    return str(settings.LEADWAY_TIME_ZONE)


def sandbox_url() -> str:
    """Return the address of the sandbox, or "" when this is the real Leadway."""
    return str(settings.LEADWAY_BASE_URL) if settings.SANDBOX else ""


def fresh_s() -> float:
    """For how many seconds a record that was read counts as current."""
    return float(settings.LEADWAY_FRESH_S)


def hold_s() -> float:
    """For how many seconds a save with automations can be undone before it leaves."""
    return float(settings.LEADWAY_HOLD_S)


def deadline_s() -> float:
    """For how many seconds an answer is waited for."""
    return float(settings.LEADWAY_DEADLINE_S)


def days_kept() -> tuple[int, int]:
    """Return how many days before and after today are kept in the index."""
    return int(settings.INDEX_DAYS_BACK), int(settings.INDEX_DAYS_AHEAD)


def default_options() -> WriteOptions:
    """Return what this installation sends unless a person says otherwise."""
    return WriteOptions(
        to_notify=settings.LEADWAY_TO_NOTIFY,
        ignore_free_slot_validation=settings.LEADWAY_IGNORE_FREE_SLOT_VALIDATION,
        ignore_date_range=settings.LEADWAY_IGNORE_DATE_RANGE,
    )


def allowed_options(asked: WriteOptions, person: User) -> WriteOptions:
    """Return `asked`, with the installation's value of what somebody may not decide on.

    The derived `override_location_config` belongs to the place that was chosen, so
    it is left as it is.
    """
    ours = default_options()
    if not person.decides_on_automations:
        asked = replace(asked, to_notify=ours.to_notify)
    if person.has_perm(OVERRIDE):
        return asked
    return replace(
        asked,
        ignore_free_slot_validation=ours.ignore_free_slot_validation,
        ignore_date_range=ours.ignore_date_range,
    )
