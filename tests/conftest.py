"""Who is in the tests, and the sandbox that they talk to.

`ana` is staff, `marta` a manager, `carlos` may only look, `olga` administers, and
`nadie` may sign in and see nothing.
"""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from django.db import connection
from django.db.models.signals import post_migrate
from django.test import Client
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from appointments.index import reference
from audit import guards
from people.models import User
from tests import as_of, own_day
from tests.own_day import OwnDay
from tests.sandboxed import Sandbox

PASSWORD = "correct-horse-battery"
Book = Callable[..., dict[str, Any]]

# Its own time limits would measure how busy the machine is.
hypothesis_settings.register_profile(
    "leadway", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
hypothesis_settings.load_profile("leadway")


def pytest_configure() -> None:
    as_of.keep_own_difference()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup() -> None:
    as_of.go_back()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """Let tests empty the tables of the trail; tests/audit puts its guards up again."""
    post_migrate.disconnect(
        dispatch_uid="audit.guards", sender=apps.get_app_config("audit")
    )
    with django_db_blocker.unblock():
        guards.take_down(connection)


@pytest.fixture(scope="session")
def _sandbox() -> Iterator[Sandbox]:
    with Sandbox() as sandbox:
        yield sandbox


@pytest.fixture
def sandbox(_sandbox: Sandbox, settings: Any) -> Iterator[Sandbox]:
    """The real sandbox on a free port, with the application pointed at it."""
    _sandbox.start()
    _sandbox.be_of_today()
    settings.LEADWAY_BASE_URL = _sandbox.url
    _sandbox.clear()
    yield _sandbox
    _sandbox.start()
    _sandbox.clear()
    _sandbox.unbook()
    _sandbox.clear()


@pytest.fixture
def names(db: None, sandbox: Sandbox) -> Any:
    """The account, its calendars and its people, read from the sandbox."""
    from appointments.index import directory

    reference.refresh(even_if_recent=True)
    return directory.current()


def person(username: str, role: str, first_name: str, last_name: str) -> User:
    user = User.objects.create_user(
        username, password=PASSWORD, first_name=first_name, last_name=last_name
    )
    if role:
        user.groups.add(Group.objects.get(name=role))
    return user


@pytest.fixture
def ana(db: None) -> User:
    return person("ana", "staff", "Ana", "Beltrán")


@pytest.fixture
def marta(db: None) -> User:
    return person("marta", "manager", "Marta", "Ruiz")


@pytest.fixture
def carlos(db: None) -> User:
    return person("carlos", "viewer", "Carlos", "Mena")


@pytest.fixture
def olga(db: None) -> User:
    return person("olga", "admin", "Olga", "Lledó")


@pytest.fixture
def nadie(db: None) -> User:
    return person("nadie", "", "Nadie", "Nada")


@pytest.fixture
def as_ana(ana: User) -> Client:
    return signed_in(ana)


@pytest.fixture
def as_marta(marta: User) -> Client:
    return signed_in(marta)


@pytest.fixture
def as_carlos(carlos: User) -> Client:
    return signed_in(carlos)


def signed_in(user: User) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(user, backend="people.backends.RolesBackend")
    return client


@pytest.fixture
def own() -> OwnDay:
    """A day and a person that no other test books on."""
    return next(own_day.far)


@pytest.fixture
def book(sandbox: Sandbox, own: OwnDay) -> Book:
    """Book 45 minutes at 12:00 of the test's own day; say only what matters."""
    cast = sandbox.cast()
    usual = {
        "calendarId": cast["calendars"]["Fisioterapia"],
        "assignedUserId": cast["users"][own.person],
    }

    def make(**fields: Any) -> dict[str, Any]:
        start = fields.pop("start", own.at(12))
        end = fields.pop("end", start + timedelta(minutes=45))
        given = {
            "startTime": start.isoformat(),
            "endTime": end.isoformat(),
            "title": "Rehabilitación de hombro",
            "appointmentStatus": "confirmed",
            **usual,
            **fields,
        }
        return sandbox.book(**given)

    return make


@pytest.fixture
def booked(book: Book) -> dict[str, Any]:
    return book(description="Trae el informe", address="Sala 2")
