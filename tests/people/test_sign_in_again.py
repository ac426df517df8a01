"""Signing in over a page whose session has ended: its own person goes on with it."""

import json
from typing import Any

import pytest
from django.test import Client

from people.models import User
from tests.conftest import PASSWORD, Book, signed_in
from tests.editor_page import Editor
from tests.pages import read
from tests.sandboxed import Sandbox

pytestmark = pytest.mark.django_db
SIGN_IN = "/sign-in/"


def headers(user: User, source: str = "form#editor") -> dict[str, str]:
    told = {"HX-Request": "true", "HX-Source": source, "X-Person": str(user.pk)}
    return told | {"Origin": "http://testserver", "Accept-Language": "en"}


def enter(client: Client, page_of: User, username: str, **typed: str) -> Any:
    posted = {"username": username, "password": PASSWORD} | typed
    return client.post(SIGN_IN, posted, headers=headers(page_of))


def is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_who_pressed_is_asked_to_sign_in_right_there(ana: User) -> None:
    answer = Client().post("/appointments/x/", headers=headers(ana))
    page = read(answer)
    assert answer.status_code == 401
    form = page.one("sign-in-again dialog form[hx-post]")
    assert form["hx-post"] == SIGN_IN
    assert form.has("[name=csrfmiddlewaretoken]")
    # Without a dialog there is still the way by another tab.
    assert page.has(".banner a[target=_blank]")


@pytest.mark.parametrize("source", ["who-else#who-else", "live-part"])
def test_what_a_page_asks_by_itself_opens_nothing(ana: User, source: str) -> None:
    answer = Client().post("/appointments/x/", headers=headers(ana, source))
    assert answer.status_code == 401
    assert not read(answer).has("sign-in-again")


def test_with_the_new_token_the_same_form_is_saved(
    ana: User, names: Any, book: Book, sandbox: Sandbox
) -> None:
    client = signed_in(ana)
    editor = Editor(client, book()["id"])
    client.logout()
    assert editor.save(title="Sigue").status_code == 401
    asked = client.post(editor.url, headers=headers(ana))
    client.handler.enforce_csrf_checks = True  # type: ignore[attr-defined]
    token = read(asked).one("[name=csrfmiddlewaretoken]")["value"]
    answer = enter(client, ana, "ana", csrfmiddlewaretoken=token)
    assert answer.status_code == 200
    told = json.loads(answer["HX-Trigger"])
    typed = {"title": "Sigue", "csrfmiddlewaretoken": told["signed-in"]["token"]}
    saved = editor.save(**typed)
    assert saved.status_code == 200
    assert sandbox.get(editor.url.split("/")[2])["title"] == "Sigue"


def test_a_wrong_password_is_said_in_the_dialog(ana: User) -> None:
    client = Client()
    answer = enter(client, ana, "ana", password="something else")
    page = read(answer)
    assert answer.status_code == 422
    assert "That name and password do not match" in page.one("[role=alert]")
    assert page.one("[name=username]")["value"] == "ana"
    assert not page.has("html")
    assert not is_in(client)


def test_nobody_else_is_signed_in_over_that_page(ana: User, marta: User) -> None:
    client = Client()
    answer = enter(client, ana, "marta")
    assert answer.status_code == 422
    assert "opened by somebody else" in read(answer)
    assert not is_in(client)


def test_who_signed_in_in_another_tab_meanwhile_goes_on(ana: User, marta: User) -> None:
    assert "signed-in" in enter(signed_in(ana), ana, "ana")["HX-Trigger"]
    other = enter(signed_in(marta), ana, "ana")
    assert "HX-Trigger" not in other
    assert "opened by somebody else" in read(other)


def test_too_many_failures_are_said_in_the_dialog_as_well(ana: User) -> None:
    client = Client()
    for _ in range(5):
        answer = enter(client, ana, "ana", password="something else")
    assert answer.status_code == 429
    assert "Too many failed attempts" in read(answer)
    assert not read(answer).has("html")
    assert enter(client, ana, "ana").status_code == 429
    assert not is_in(client)


def test_the_page_for_signing_in_is_none_of_its_dialogs(
    client: Client, db: None
) -> None:
    posted = {"username": "eva", "password": "a medias", "language": "es"}
    answer = client.post(SIGN_IN, posted, headers={"HX-Request": "true"})
    page = read(answer)
    assert page.one("html")["lang"] == "es"
    assert page.one("#username")["value"] == "eva"
