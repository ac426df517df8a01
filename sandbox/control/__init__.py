"""The sandbox's own endpoints, for tests and training."""

from typing import TYPE_CHECKING

from sandbox.control import booking, endpoints
from sandbox.control.guard import PREFIX, check
from sandbox.messages import Answer, Request
from sandbox.routing import Router

if TYPE_CHECKING:
    from sandbox.application import Sandbox

__all__ = ["PREFIX", "answer"]

ROUTER = Router([*endpoints.ROUTES, *booking.ROUTES])


def answer(sandbox: "Sandbox", request: Request) -> Answer:
    """Answer a control request. Raises Refusal."""
    check(request)
    match = ROUTER.match(request)
    return match.route.handler(sandbox, request, **match.params)
