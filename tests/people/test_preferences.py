"""Language and theme: at once, remembered, back to the same page."""

import pytest

from people.models import User
from tests.pages import read


def choose(client, what, value, **data):
    return client.post(f"/preferences/{what}/", {what: value, **data})


def shown(answer):
    """Return the language and the theme of a page."""
    html = read(answer).one("html")
    return html["lang"], html["data-theme"]


def test_a_language_is_kept_for_the_person_and_on_this_computer(client, person):
    client.force_login(person())
    answer = choose(client, "language", "es", next="/x/?y=1")
    assert (answer.status_code, answer["Location"]) == (302, "/x/?y=1")
    assert User.objects.get().language == "es"
    assert client.cookies["language"].value == "es"
    assert client.cookies["language"]["httponly"]


def test_before_signing_in_the_cookie_is_enough(client, db):
    choose(client, "language", "es")
    choose(client, "theme", "dark")
    page = client.get("/sign-in/")
    assert shown(page) == ("es", "dark")
    assert page["Content-Language"] == "es"


def test_the_person_comes_before_the_cookie_and_the_browser(client, person):
    client.force_login(person(language="en", theme="light"))
    client.cookies["language"] = "es"
    client.cookies["theme"] = "dark"
    page = client.get("/nowhere/", headers={"Accept-Language": "es"})
    assert shown(page) == ("en", "light")


def test_without_a_choice_the_browser_decides(client, db):
    page = client.get("/sign-in/", headers={"Accept-Language": "es-MX,es;q=0.9"})
    assert shown(page) == ("es", "auto")


def test_a_script_gets_no_page(client, person):
    client.force_login(person())
    answer = client.post(
        "/preferences/theme/", {"theme": "dark"}, headers={"X-Quiet": "1"}
    )
    assert answer.status_code == 204
    assert User.objects.get().theme == "dark"


@pytest.mark.parametrize(
    ("what", "value"), [("language", "fr"), ("language", ""), ("theme", "pink")]
)
def test_unknown_values_are_refused(client, db, what, value):
    assert choose(client, what, value).status_code == 400


def test_a_strange_cookie_is_ignored(client, db):
    client.cookies["theme"] = '"><script>'
    client.cookies["language"] = "xx"
    assert shown(client.get("/sign-in/")) == ("en", "auto")


def test_going_back_stays_on_this_host(client, db):
    answer = choose(client, "theme", "dark", next="https://evil.example/")
    assert answer["Location"] == "/"


def test_single_keys_are_switched_off_and_on_for_the_person(as_ana, ana):
    page = read(as_ana.get("/preferences/"))
    button = page.one("#single-keys")
    assert (button["aria-checked"], button["value"]) == ("true", "off")
    assert page.has("single-keys")
    said = read(as_ana.post("/preferences/keys/", {"keys": "off"}, follow=True))
    assert "Kept: single keys are off." in said.one("[data-focus]")
    ana.refresh_from_db()
    assert not ana.single_keys
    assert not read(as_ana.get("/keys/")).has("single-keys")
    as_ana.post("/preferences/keys/", {"keys": "on"})
    assert read(as_ana.get("/preferences/")).has("single-keys")


@pytest.mark.parametrize("keys", ["", "maybe"])
def test_no_other_choice_of_keys_is_kept(as_ana, keys):
    assert as_ana.post("/preferences/keys/", {"keys": keys}).status_code == 400


def test_the_sheet_of_keys_is_a_page_too(as_ana):
    page = read(as_ana.get("/keys/"))
    assert page.one("main #keys-all div", "Showed, no-show, cancel").text.endswith(
        "S N X"
    )


def test_automations_are_pinned_on_and_off_for_the_person(as_ana, ana):
    button = read(as_ana.get("/preferences/")).one("#automations")
    assert (button["aria-checked"], button["value"]) == ("false", "on")
    answer = as_ana.post("/preferences/automations/", {"automations": "on"})
    said = read(as_ana.get(answer["Location"]))
    assert "Kept: automations are on at every edit." in said.one("[data-focus]")
    assert "on at every edit" in said.one("label[for=automations] .tag")
    ana.refresh_from_db()
    assert ana.automations_pinned
    as_ana.post("/preferences/automations/", {"automations": "off"})
    ana.refresh_from_db()
    assert not ana.automations_pinned


def test_who_may_not_edit_has_no_automations_to_pin(as_carlos):
    assert not read(as_carlos.get("/preferences/")).has("#automations")
    answer = as_carlos.post("/preferences/automations/", {"automations": "on"})
    assert answer.status_code == 403
