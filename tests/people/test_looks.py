"""Another language or theme at the gate: what was typed is on the page that comes."""

import pytest
from django.conf import settings
from django.core.management import call_command
from django.urls import reverse

from tests.pages import read

TYPED = {"username": "marta.ruiz", "password": "tres tristes tigres"}
NEW = {"first_name": "Marta", "last_name": "Ruiz", **TYPED}


@pytest.fixture
def link(db, capsys):
    call_command("signup_link", "--role", "admin")
    return capsys.readouterr().out.strip()


def looks(answer):
    html = read(answer).one("html")
    return html["lang"], html["data-theme"]


@pytest.mark.parametrize("choice", [{"language": "es"}, {"theme": "dark"}])
def test_sign_in_keeps_the_name_and_checks_nothing(client, db, choice):
    answer = client.post("/sign-in/?next=/x/", {**TYPED, **choice, "next": "/x/"})
    page = read(answer)
    assert answer.status_code == 200
    assert page.one("#username")["value"] == "marta.ruiz"
    assert page.one("#gate-form [name=next]")["value"] == "/x/"
    assert page.one("#password").get("value") is None
    assert not page.has(".banner[role=alert]")
    assert looks(answer) == (choice.get("language", "en"), choice.get("theme", "auto"))
    # And so is the next page.
    assert looks(client.get("/sign-in/")) == looks(answer)


def test_after_a_refusal_it_says_the_same_in_the_other_language(client, db):
    refused = read(client.post("/sign-in/", TYPED))
    assert refused.has("#gate-form [name=refused]")
    page = read(client.post("/sign-in/", TYPED | {"refused": "", "language": "es"}))
    assert "no son correctos" in page.one(".banner[role=alert]")
    assert page.one("#username")["value"] == "marta.ruiz"


def test_sign_up_keeps_every_field_but_the_password(client, link):
    page = read(client.post(link, NEW | {"language": "es"}))
    for name in ("first_name", "last_name", "username"):
        assert page.one(f"#{name}")["value"] == NEW[name]
    assert page.one("#password").get("value") is None
    assert not page.has("[aria-invalid]")
    assert client.post(link, NEW)["Location"] == "/"


def test_a_refused_sign_up_says_the_same_in_the_other_language(client, link):
    wrong = NEW | {"username": "no es un nombre"}
    assert read(client.post(link, wrong)).has("#gate-form [name=refused]")
    page = read(client.post(link, wrong | {"refused": "", "language": "es"}))
    assert page.one("#username")["aria-invalid"] == "true"
    assert page.one("title").text.startswith("Error:")


@pytest.mark.parametrize("choice", [{"language": "fr"}, {"theme": "pink"}])
def test_what_is_no_choice_is_a_try_to_sign_in(client, db, choice):
    assert client.post("/sign-in/", TYPED | choice).status_code == 422


def test_the_buttons_send_the_form_that_is_typed_into(client, db, link):
    for url in ("/sign-in/", link):
        page = read(client.get(url))
        path = url.partition("testserver")[2] or url
        buttons = page.all("button[name=language], button[name=theme]")
        assert len(buttons) == 5
        for button in buttons:
            assert button["form"] == "gate-form"
            assert button["formaction"] in path


def test_a_token_does_not_count_from_another_site(browser_client, person):
    browser_client.force_login(person())
    browser_client.get("/preferences/")
    token = browser_client.cookies[settings.CSRF_COOKIE_NAME].value
    posted = {"theme": "dark", "csrfmiddlewaretoken": token}
    url = reverse("set_theme")
    theirs = {"Origin": "http://evil.example"}
    assert browser_client.post(url, posted, headers=theirs).status_code == 403
    ours = {"Origin": "http://testserver"}
    assert browser_client.post(url, posted, headers=ours).status_code == 302
