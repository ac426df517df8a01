"""The one-time link for the first account."""

from datetime import timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.utils import timezone

from people.models import Invitation, User
from tests.pages import read

FORM = {
    "first_name": "Marta",
    "last_name": "Ruiz Pérez",
    "username": "marta.ruiz",
    "password": "tres tristes tigres",
}


@pytest.fixture
def link(db, capsys):
    call_command("signup_link", "--role", "admin")
    return capsys.readouterr().out.strip()


def test_the_link_makes_an_account_with_its_role_and_signs_in(client, link):
    assert client.get(link).status_code == 200
    assert client.post(link, FORM)["Location"] == "/"
    made = User.objects.get()
    assert (made.name, made.role) == ("Marta Ruiz Pérez", "admin")
    assert made.check_password(FORM["password"])
    assert client.session["_auth_user_id"] == str(made.pk)


def test_it_works_once(client, link):
    client.post(link, FORM)
    client.logout()
    again = client.post(link, {**FORM, "username": "eva"})
    assert again.status_code == 410
    assert User.objects.count() == 1


def test_of_two_at_the_same_time_one_gets_it(link):
    first, second = Invitation.objects.get(), Invitation.objects.get()
    assert (first.claim(), second.claim()) == (True, False)


def test_it_is_over_after_a_day(client, link):
    with time_machine.travel(timezone.now() + timedelta(hours=25)):
        answer = client.get(link)
    assert answer.status_code == 410
    assert "no longer works" in read(answer)


@pytest.mark.parametrize("token", ["1", "x:y:z", "MQ:1abc:forged"])
def test_a_forged_link_is_refused(client, db, token):
    assert client.get(f"/sign-up/{token}/").status_code == 410


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("password", "short", "at least 12 characters"),
        ("password", "telechargement", "too common"),
        ("password", "Leadway-Admin-2026", "the product’s or the company’s name"),
        ("password", "marta.ruiz.perez", "too similar"),
        ("username", "ana", "Somebody has this name already"),
        ("username", "two words", "valid username"),
        ("first_name", "", "required"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    client, link, person, field, value, words
):
    person("Ana", role="")
    answer = client.post(link, {**FORM, field: value})
    page = read(answer)
    assert answer.status_code == 422
    assert words in page
    assert page.one("[name=last_name]")["value"] == "Ruiz Pérez"
    assert FORM["password"] not in str(answer.content)
    assert client.post(link, FORM).status_code == 302
