"""From method and path to the function that answers."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import unquote

from sandbox.messages import Answer, Request
from sandbox.refusals import no_route


@dataclass(frozen=True)
class Route:
    """One endpoint; `scope` is what the token must have been granted."""

    method: str
    template: str
    handler: Callable[..., Answer]
    scope: str = ""

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        return re.compile(re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", self.template))


@dataclass(frozen=True)
class Match:
    route: Route
    params: dict[str, str]


class Router:
    """Tries routes in order: fixed paths stand before those with a parameter."""

    def __init__(self, routes: Iterable[Route]) -> None:
        self._routes = sorted(routes, key=lambda route: route.template.count("{"))

    def match(self, request: Request) -> Match:
        for route in self._routes:
            if route.method == request.method and (
                found := route.pattern.fullmatch(request.path)
            ):
                params = {k: unquote(v) for k, v in found.groupdict().items()}
                return Match(route, params)
        raise no_route(request.method, request.path)
