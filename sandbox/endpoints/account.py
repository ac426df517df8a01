"""The account and the people who work in it."""

from typing import TYPE_CHECKING

from sandbox.gate import LOCATION_ID, check_location
from sandbox.messages import Answer, Request
from sandbox.refusals import bad_request, no_access, unauthorized, unprocessable
from sandbox.routing import Route

if TYPE_CHECKING:
    from sandbox.application import Sandbox


def location(sandbox: "Sandbox", request: Request, *, location_id: str) -> Answer:
    check_location(location_id)
    account = sandbox.store.document("location", LOCATION_ID) or {}
    return Answer(200, {"location": {**account, "timezone": sandbox.zone.key}})


def users(sandbox: "Sandbox", request: Request) -> Answer:
    if "companyId" in request.query:
        raise unprocessable(["property companyId should not exist"])
    check_location(request.param("locationId"))
    return Answer(200, {"users": sandbox.store.documents("user")})


def user(sandbox: "Sandbox", request: Request, *, user_id: str) -> Answer:
    """One user, bare."""
    found = sandbox.store.document("user", user_id)
    if found is None:
        raise bad_request(f"User with id {user_id} not found")
    return Answer(200, found)


def search_users(sandbox: "Sandbox", request: Request) -> Answer:
    """The successor of the list; it wants the company that the account belongs to."""
    if not request.param("companyId"):
        raise unauthorized("E01 - Unauthorized request")
    account = sandbox.store.document("location", LOCATION_ID) or {}
    if request.param("companyId") != account.get("companyId"):
        raise no_access()
    users = sandbox.store.documents("user")
    return Answer(200, {"users": users, "count": len(users)})


ROUTES = [
    Route("GET", "/locations/{location_id}", location, "locations.readonly"),
    Route("GET", "/users/", users, "users.readonly"),
    Route("GET", "/users/search", search_users, "users.readonly"),
    Route("GET", "/users/{user_id}", user, "users.readonly"),
]
