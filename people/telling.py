"""What the trail is told of people: who came, who was kept out, who may do what."""

from collections.abc import Collection
from typing import Any

from django.contrib.auth.models import Group
from django.http import HttpRequest

from audit import bounded, trail
from audit.trail import Who
from people.models import User

UNKNOWN = "person:unknown"
ROLES_GIVEN, ROLES_TAKEN = "role.given", "role.taken"
# What Django's signal says of a change, once it can be known whose roles they are.
DEEDS = {"post_add": ROLES_GIVEN, "post_remove": ROLES_TAKEN, "pre_clear": ROLES_TAKEN}


def signed_in(user: User, **kwargs: Any) -> None:
    trail.note("sign_in", _about(user), who=Who(user.pk, user.name))


def kept_out(
    credentials: dict[str, Any], request: HttpRequest | None = None, **kwargs: Any
) -> None:
    """Of a name that nobody has nothing is kept: it may be somebody's password.

    Every time only where it is somebody's name, and a password was tried.
    """
    known = User.objects.filter(username=credentials.get("username", "")).first()
    if getattr(request, "axes_locked_out", False):
        about = _about(known) if known else UNKNOWN
        bounded.note("sign_in.failed", about, outcome="locked")
    elif known:
        trail.note("sign_in.failed", _about(known))
    else:
        bounded.note("sign_in.failed", UNKNOWN)


def signed_out(user: User | None, **kwargs: Any) -> None:
    if user is not None:
        trail.note("sign_out", _about(user), who=Who(user.pk, user.name))


def roles_changed(
    instance: Any, action: str, pk_set: Collection[int] | None, **kwargs: Any
) -> None:
    """Whichever way round it was said: a person's groups, or a group's people."""
    deed = DEEDS.get(action)
    if deed is None or pk_set == set():
        return
    if isinstance(instance, User):
        held = (
            instance.groups if pk_set is None else Group.objects.filter(pk__in=pk_set)
        )
        _tell(deed, instance, sorted(held.values_list("name", flat=True)))
    else:
        people = instance.user_set.all()
        if pk_set is not None:
            people = User.objects.filter(pk__in=pk_set)
        for person in people:
            _tell(deed, person, [instance.name])


def _tell(deed: str, person: User, names: list[str]) -> None:
    if names:
        trail.note(deed, _about(person), after={"roles": names})


def _about(person: User) -> str:
    return f"person:{person.pk} {person.username}"
