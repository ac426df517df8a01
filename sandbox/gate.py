"""Who may come in: the checks that every endpoint shares."""

import re

from sandbox.messages import Request
from sandbox.refusals import (
    NO_SCOPE,
    REVOKED,
    Refusal,
    no_access,
    unauthorized,
    unsupported,
)
from sandbox.switches import Switches

VERSIONS = frozenset({"2021-07-28", "2021-04-15", "2023-02-21", "v3"})
JSON = re.compile(r"application/([\w.-]+\+)?json")
LOCATION_ID = "C2QujeCh8ZnC7al2InWR"


def check_caller(request: Request, token: str) -> None:
    """User agent, token and Version, in that order. Raises Refusal."""
    if request.headers.get("user-agent", "").startswith("Python-urllib"):
        # The network in front of the service refuses this one before it is read.
        raise Refusal(403, b"error code: 1010")
    if request.headers.get("authorization") != f"Bearer {token}":
        raise unauthorized(REVOKED)
    version = request.headers.get("version")
    if not version:
        raise unauthorized("version header was not found.")
    if version not in VERSIONS:
        raise unauthorized("version header is invalid")


def check_kind(request: Request) -> None:
    """What is sent has to be said to be JSON. Raises Refusal."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if request.raw and not JSON.fullmatch(kind):
        raise unsupported()


def check_scope(scope: str, switches: Switches) -> None:
    """Write does not include read. Raises Refusal."""
    if scope and switches.scopes is not None and scope not in switches.scopes:
        raise unauthorized(NO_SCOPE)


def check_location(location_id: object) -> None:
    """A missing account is refused like a wrong one. Raises Refusal."""
    if location_id != LOCATION_ID:
        raise no_access()
