"""Signing in and out: who gets in, where they land, what a stranger learns."""

import pytest
from django.urls import reverse

from people.models import User
from tests.pages import read
from tests.people.conftest import PASSWORD

SIGN_IN = "/sign-in/"


def enter(client, username="ana", password=PASSWORD, **data):
    return client.post(SIGN_IN, {"username": username, "password": password, **data})


def test_the_right_password_opens_today(client, person):
    person()
    answer = enter(client)
    assert (answer.status_code, answer["Location"]) == (302, reverse("day"))


def test_a_wrong_password_is_refused_and_the_name_is_kept(client, person):
    person()
    answer = enter(client, password="something else")
    page = read(answer)
    assert answer.status_code == 422
    assert "That name and password do not match" in page
    assert page.one("[name=username]")["value"] == "ana"
    assert b"something else" not in answer.content


def test_an_unknown_name_gets_the_same_words(client, person):
    person()
    wrong = read(enter(client, password="something else"))
    unknown = read(enter(client, username="eva"))
    assert wrong.one("main [role=alert]").text == unknown.one("main [role=alert]").text


@pytest.mark.parametrize("data", [{}, {"username": "a\0b", "password": "x"}])
def test_nonsense_is_refused_without_an_error(client, db, data):
    assert client.post(SIGN_IN, data).status_code == 422


def test_a_deactivated_account_cannot_sign_in(client, person):
    person(is_active=False)
    assert enter(client).status_code == 422


def test_sign_in_gives_a_new_session_id(client, person):
    person()
    client.get(SIGN_IN)
    session = client.session
    session["before"] = True
    session.save()
    before = client.session.session_key
    enter(client)
    assert client.session.session_key != before


@pytest.mark.parametrize(
    ("wanted", "lands"),
    [
        ("/calendar/?day=2027-01-01", "/calendar/?day=2027-01-01"),
        ("http://testserver/x", "/x"),
        ("http://testserver//evil.example/x", "/evil.example/x"),
        ("https://evil.example/", "/"),
        ("//evil.example/", "/"),
        ("/\\evil.example", "/"),
        ("javascript:alert(1)", "/"),
        ("", "/"),
    ],
)
def test_after_signing_in_only_a_path_of_ours_is_followed(
    client, person, wanted, lands
):
    person()
    assert enter(client, next=wanted)["Location"] == lands


def test_the_place_one_came_for_survives_a_wrong_password(client, person):
    person()
    page = read(enter(client, password="no", next="/x/?y=1"))
    assert page.one("form:has([name=password]) [name=next]")["value"] == "/x/?y=1"


def test_who_is_signed_in_is_not_asked_again(client, person):
    client.force_login(person())
    assert client.get(SIGN_IN + "?next=/x/")["Location"] == "/x/"


def test_signing_out_is_a_post_and_ends_the_session(client, person):
    client.force_login(person())
    assert client.get("/sign-out/").status_code == 405
    assert client.post("/sign-out/")["Location"] == SIGN_IN
    assert not client.session.keys()


def test_signing_in_checks_for_forged_requests(browser_client, person):
    person()
    assert enter(browser_client).status_code == 403


def test_a_page_sends_a_stranger_to_sign_in_and_back(client, db):
    answer = client.get(reverse("day") + "?a=1")
    assert answer.status_code == 302
    assert answer["Location"] == f"{SIGN_IN}?next=/%3Fa%3D1"


class TestDemo:
    @pytest.fixture(autouse=True)
    def people(self, person, settings):
        settings.SANDBOX = settings.DEMO_ACCOUNTS = True
        return [person(role, role=role) for role in ("manager", "viewer")]

    def test_one_click_signs_in(self, client):
        answer = client.post("/sign-in/demo/", {"role": "manager"})
        assert answer["Location"] == reverse("day")
        assert User.objects.get(pk=client.session["_auth_user_id"]).role == "manager"

    def test_the_buttons_are_on_the_page(self, client):
        page = read(client.get(SIGN_IN))
        assert page.has("[name=role][value=manager]")

    @pytest.mark.parametrize("switch", ["SANDBOX", "DEMO_ACCOUNTS"])
    def test_without_the_sandbox_it_does_not_exist(self, client, settings, switch):
        setattr(settings, switch, False)
        answer = client.post("/sign-in/demo/", {"role": "manager"})
        assert answer.status_code == 404
        assert not read(client.get(SIGN_IN)).has("#sandbox-h, [name=role]")
        assert "_auth_user_id" not in client.session

    @pytest.mark.parametrize("role", ["", "ana", "staff"])
    def test_only_the_four_can_be_entered(self, client, person, role):
        person("ana")
        answer = client.post("/sign-in/demo/", {"role": role})
        assert answer.status_code == 422
        assert "_auth_user_id" not in client.session
