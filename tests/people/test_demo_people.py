"""The demo accounts exist with the sandbox and nowhere else."""

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from people import demo
from people.models import User


@pytest.fixture
def sandbox(settings):
    settings.SANDBOX = True
    settings.LEADWAY_BASE_URL = "http://127.0.0.1:8001"


def test_there_is_one_for_each_role(db, sandbox, capsys):
    call_command("demo_people")
    call_command("demo_people")
    assert {person.username: person.role for person in User.objects.all()} == {
        role: role for role in ("viewer", "staff", "manager", "admin")
    }
    assert "staff / leadway-demo (Marta Ruiz)" in capsys.readouterr().out


def test_a_changed_account_is_put_right(db, sandbox):
    call_command("demo_people")
    viewer = User.objects.get(username="viewer")
    viewer.set_password("other")
    viewer.save()
    viewer.groups.clear()
    call_command("demo_people")
    viewer = User.objects.get(username="viewer")
    assert viewer.check_password(demo.PASSWORD)
    assert viewer.role == "viewer"


@pytest.mark.parametrize(
    ("sandbox_on", "address"),
    [(False, "http://127.0.0.1:8001"), (True, "https://leadway.example")],
)
def test_never_where_something_real_can_be_reached(db, settings, sandbox_on, address):
    settings.SANDBOX = sandbox_on
    settings.LEADWAY_BASE_URL = address
    with pytest.raises(CommandError):
        call_command("demo_people")
    assert not User.objects.exists()


def signs_in(name: str, password: str = demo.PASSWORD) -> bool:
    typed = {"username": name, "password": password}
    return Client().post("/sign-in/", typed).status_code == 302


@pytest.mark.parametrize("role", demo.PEOPLE)
def test_their_password_opens_nothing_once_there_is_a_token(
    db, sandbox, settings, role
):
    call_command("demo_people")
    assert signs_in(role)
    settings.SANDBOX = settings.DEMO_ACCOUNTS = False
    assert not signs_in(role)


def test_a_name_of_theirs_with_a_password_of_its_own_stays_open(db, sandbox, settings):
    call_command("demo_people")
    admin = User.objects.get(username="admin")
    admin.set_password("un caballo sin montura")
    admin.save()
    settings.SANDBOX = settings.DEMO_ACCOUNTS = False
    demo.close()
    assert signs_in("admin", "un caballo sin montura")


def test_closed_accounts_open_again_with_the_sandbox(db, sandbox):
    call_command("demo_people")
    demo.close()
    assert not signs_in("staff")
    call_command("demo_people")
    assert signs_in("staff")
