"""Makers for tests of sign-in: people with a known password and one role."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from people.models import User

PASSWORD = "un caballo sin montura"

MakePerson = Callable[..., User]


@pytest.fixture
def person(db) -> MakePerson:
    """Make somebody: `person("marta", role="manager")`."""

    def make(username: str = "ana", *, role: str = "staff", **fields) -> User:
        made = User.objects.create_user(username, password=PASSWORD, **fields)
        if role:
            made.groups.add(Group.objects.get(name=role))
        return made

    return make


@pytest.fixture
def browser_client() -> Client:
    """A client that is as strict as a browser: CSRF is checked."""
    return Client(enforce_csrf_checks=True)
