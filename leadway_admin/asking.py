"""Who asks, for the trail: told with whatever is noted during a request."""

from collections.abc import Callable
from functools import partial

from django.http import HttpRequest, HttpResponse

from audit.asking import Asker, asked_by, fingerprint
from people.models import User
from people.throttle import client_address


class Asking:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with asked_by(partial(asker_of, request)):
            return self.get_response(request)


def asker_of(request: HttpRequest) -> Asker:
    """Return who asks at this moment: during a request somebody may sign in."""
    person = request.user if isinstance(request.user, User) else None
    return Asker(
        source="web",
        person_id=person.pk if person else None,
        person_name=person.name if person else "",
        address=client_address(request),
        session=fingerprint(request.session.session_key),
        request_id=request.META.get("REQUEST_ID", ""),
    )
