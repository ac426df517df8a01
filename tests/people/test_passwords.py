"""What a password must be, how it is kept, and how little a wrong one tells."""

from collections.abc import Iterator

import pytest
from django.contrib.auth import password_validation
from django.contrib.auth.hashers import Argon2PasswordHasher, MD5PasswordHasher
from django.core.exceptions import ValidationError
from django.core.management import call_command

from leadway_admin import settings as real
from people import throttle
from people.models import User
from tests.pages import read
from tests.people.test_sign_in import enter
from tests.people.test_sign_up import FORM

pytestmark = pytest.mark.django_db


class Counting(MD5PasswordHasher):
    """Counts how often a password was hashed, to be held against a row or not."""

    algorithm = "counting"
    hashed: list[str] = []

    def encode(self, password, salt, *args):
        self.hashed.append(password)
        return super().encode(password, salt, *args)


@pytest.fixture
def hashed(settings) -> Iterator[list[str]]:
    name = f"{__name__}.Counting"
    settings.PASSWORD_HASHERS = [name, *settings.PASSWORD_HASHERS]
    Counting.hashed.clear()
    yield Counting.hashed
    Counting.hashed.clear()


@pytest.fixture
def link(capsys) -> str:
    call_command("signup_link", "--role", "staff")
    return str(capsys.readouterr().out.strip())


def test_passwords_are_kept_by_argon2(settings):
    settings.PASSWORD_HASHERS = real.PASSWORD_HASHERS
    ana = User.objects.create_user("ana", password="un caballo sin montura")
    assert ana.password.startswith("argon2$argon2id$")
    assert Argon2PasswordHasher().verify("un caballo sin montura", ana.password)


def test_an_older_hash_is_renewed_as_somebody_signs_in(client, settings):
    settings.PASSWORD_HASHERS = real.PASSWORD_HASHERS[::-1]
    User.objects.create_user("ana", password="un caballo sin montura")
    settings.PASSWORD_HASHERS = real.PASSWORD_HASHERS
    assert enter(client, password="un caballo sin montura").status_code == 302
    assert User.objects.get().password.startswith("argon2$")


@pytest.mark.parametrize(
    ("length", "words"),
    [
        (11, {"en": "at least 12 characters", "es": "por lo menos 12 caracteres"}),
        (12, None),
        (128, None),
        (129, {"en": "128 characters at most; this has 129", "es": "128 caracteres"}),
    ],
)
@pytest.mark.parametrize("language", ["en", "es"])
def test_it_is_12_to_128_characters_long(client, link, length, words, language):
    password = ("tres tristes tigres comen trigo " * 5)[: length - 1] + "x"
    told = {"Accept-Language": language}
    answer = client.post(link, FORM | {"password": password}, headers=told)
    if words is None:
        assert answer.status_code == 302
        assert User.objects.get().check_password(password)
        return
    assert answer.status_code == 422
    assert words[language] in read(answer).one(".field__error")
    assert not User.objects.exists()


def names_of(company: str, settings) -> None:
    settings.AUTH_PASSWORD_VALIDATORS = [
        {
            "NAME": "people.passwords.FamiliarWordsValidator",
            "OPTIONS": {"company": f"{__name__}.{company}"},
        }
    ]


def clinic() -> str:
    return "Clínica Montalbán"


@pytest.mark.parametrize(
    "password",
    ["leadway-leadway", "Leadway.Admin.2026", "leadwaycrm!12", "montalbán 2026!!"],
)
def test_it_is_not_the_products_nor_the_companys_name(settings, password):
    names_of("clinic", settings)
    with pytest.raises(ValidationError, match="the company’s name"):
        password_validation.validate_password(password)


@pytest.mark.parametrize("password", ["Montalbán con tres caballos", "hunter2 hunter2"])
def test_a_name_in_a_sentence_is_no_matter(settings, password):
    names_of("clinic", settings)
    password_validation.validate_password(password)


def test_the_name_of_the_account_is_the_companys():
    """It is read from Leadway, under the dotted path of the settings."""
    [options] = [
        one["OPTIONS"]
        for one in real.AUTH_PASSWORD_VALIDATORS
        if one["NAME"] == "people.passwords.FamiliarWordsValidator"
    ]
    assert options == {"company": "leadway_admin.frame.account_name"}


@pytest.mark.parametrize("name", ["ana", "eva", "nobody at all"])
def test_a_wrong_one_costs_the_same_for_every_name(client, person, hashed, name):
    """Known, shut out, or unknown: one hash each, by which the time goes."""
    person("ana")
    person("eva", is_active=False)
    hashed.clear()
    answer = enter(client, name, "something else")
    assert answer.status_code == 422
    assert hashed == ["something else"]


def test_the_figures_of_the_throttle_are_those_that_were_promised():
    assert real.AXES_LOCKOUT_PARAMETERS == [["username", "ip_address"]]
    assert (real.AXES_FAILURE_LIMIT, real.AXES_COOLOFF_TIME * 60) == (5, 15)
    assert throttle.ADDRESS_LIMIT == 60
    assert throttle.ADDRESS_WINDOW.total_seconds() == 600
