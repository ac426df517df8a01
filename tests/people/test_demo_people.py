"""The demo accounts exist with the sandbox and nowhere else."""

import pytest
from django.core.management import CommandError, call_command

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
