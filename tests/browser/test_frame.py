"""What the frame does for every form: answers land, sentences are read, text stays."""

import re

import pytest
from django.contrib.auth.models import Group
from django.contrib.sessions.models import Session
from playwright.sync_api import Page, expect

from people.models import User
from tests.browser.conftest import axe, sign_in
from tests.conftest import PASSWORD

pytestmark = pytest.mark.urls("tests.trouble_urls")


@pytest.fixture
def form(page: Page, live) -> Page:
    """A page of ours with one htmx form and a place for its answers."""
    person = User.objects.create_user("ana", language="en")
    person.groups.add(Group.objects.get(name="staff"))
    sign_in(page, "ana")
    # Whose session ended is a stranger again: then the cookie names the language.
    page.context.add_cookies([{"name": "language", "value": "en", "url": live}])
    page.goto("/form/?answer=1")
    page.get_by_label("Title").fill("Revisión anual")
    return page


def save(page: Page) -> None:
    page.get_by_role("button", name="Save").click()


def test_an_answer_lands_in_its_place_and_is_read_out_once(form):
    save(form)
    expect(form.locator("#answer .saved")).to_be_visible()
    expect(form.locator("#live")).to_have_text("Guardado ✓")
    expect(form.locator("#live-urgent")).to_be_empty()


def test_what_a_page_does_by_itself_says_so_and_is_still_trusted(form):
    with form.expect_request("**/save/") as asked:
        form.locator("#quiet").click()
    headers = asked.value.headers
    assert headers["x-background"] == "1"
    assert len(headers["x-csrftoken"]) == 64
    expect(form.locator("#elsewhere .saved")).to_be_visible()


def test_a_session_that_ended_loses_nothing_that_was_typed(form):
    Session.objects.all().delete()
    save(form)
    # First it may be taken up right there: see below.
    expect(form.get_by_role("dialog")).to_be_visible()
    form.keyboard.press("Escape")
    banner = form.locator("#alerts > .banner")
    expect(banner).to_contain_text("You were signed out, so nothing was saved.")
    expect(banner).to_be_focused()
    expect(form.get_by_label("Title")).to_have_value("Revisión anual")
    with form.expect_popup() as tab:
        banner.get_by_role("link", name="Sign in").click()
    expect(tab.value).to_have_url(re.compile("/sign-in/$"))


def sign_in_there(form: Page, username: str) -> None:
    dialog = form.get_by_role("dialog", name="Sign in to go on")
    expect(dialog.get_by_label("Name")).to_be_focused()
    dialog.get_by_label("Name").fill(username)
    dialog.get_by_label("Password").fill(PASSWORD)
    form.keyboard.press("Enter")


def test_a_session_that_ended_is_taken_up_again_in_a_dialog(form):
    person = User.objects.get(username="ana")
    person.set_password(PASSWORD)
    person.save()
    other = User.objects.create_user("bea", password=PASSWORD)
    other.groups.add(Group.objects.get(name="staff"))
    Session.objects.all().delete()
    save(form)
    # Nobody else saves what Ana typed, nor is signed in over her page.
    sign_in_there(form, "bea")
    said = form.locator("#again [role=alert]")
    expect(said).to_contain_text("This page was opened by somebody else")
    expect(said).to_be_focused()
    axe(form)
    assert not Session.objects.exists()
    form.get_by_label("Name").focus()
    sign_in_there(form, "ana")
    # What was pressed is pressed again, by itself.
    expect(form.locator("#answer .saved")).to_be_visible()
    expect(form.get_by_role("dialog")).to_have_count(0)
    expect(form.locator("#alerts .banner")).to_have_count(0)
    expect(form.get_by_label("Title")).to_have_value("Revisión anual")


def sign_in_elsewhere(form: Page, username: str) -> None:
    """Sign out and in again in another tab, as people do who find a page too old."""
    tab = form.context.new_page()
    tab.context.clear_cookies()
    tab.goto("/sign-in/")
    tab.locator("#username").fill(username)
    tab.locator("#password").fill(PASSWORD)
    tab.locator("#password").press("Enter")
    tab.wait_for_url(re.compile("/$"))
    tab.close()


def test_after_a_sign_in_in_another_tab_save_works_and_keeps_the_text(form):
    person = User.objects.get(username="ana")
    person.set_password(PASSWORD)
    person.save()
    sign_in_elsewhere(form, "ana")
    save(form)
    expect(form.locator("#answer .saved")).to_be_visible()
    expect(form.locator("#alerts .banner")).to_have_count(0)
    expect(form.get_by_label("Title")).to_have_value("Revisión anual")
    # The page has the new token by now, for whatever it asks next.
    with form.expect_response("**/save/") as asked:
        form.locator("#quiet").click()
    assert asked.value.status == 200


def test_nothing_is_saved_as_somebody_else_who_signed_in_meanwhile(form):
    other = User.objects.create_user("bea", password=PASSWORD, language="en")
    other.groups.add(Group.objects.get(name="staff"))
    sign_in_elsewhere(form, "bea")
    save(form)
    banner = form.locator("#alerts .banner")
    expect(banner).to_contain_text("this page is older than your sign-in")
    expect(form.get_by_label("Title")).to_have_value("Revisión anual")
    expect(form.locator("#answer")).to_be_empty()


TROUBLES = [
    ("broken", "Something broke on our side"),
    ("suspicious", "The browser sent something that cannot be read."),
    ("forbidden", "Your role does not allow this."),
    ("busy", "Leadway asks us to slow down."),
    ("nothing/like/it", "There is nothing at this address any more."),
]


@pytest.mark.parametrize(("how", "said"), TROUBLES)
def test_trouble_is_said_in_its_place_and_the_page_stays(form, how, said):
    form.goto(f"/form/?answer=1&to=/fail/{how}/")
    form.get_by_label("Title").fill("Revisión anual")
    save(form)
    banner = form.locator("#alerts .banner")
    expect(banner).to_contain_text(said)
    # It has the focus, so it is read out: as an alert it would be so twice.
    expect(banner).to_have_role("group")
    expect(banner).to_be_focused()
    expect(form.get_by_role("main")).to_have_count(1)
    expect(form.get_by_label("Title")).to_have_value("Revisión anual")
    expect(form.locator("#answer")).to_be_empty()


def test_trouble_is_over_with_the_next_answer(form):
    asked = form.locator("#alerts .banner")
    form.goto("/form/?answer=1&to=/fail/busy/")
    save(form)
    expect(asked).to_be_visible()
    form.locator("#quiet").click()
    expect(asked).to_have_count(0)


def test_a_wait_is_counted_down_to_its_end(form):
    form.goto("/fail/busy/")
    wait = form.locator("count-down")
    expect(wait).to_contain_text(re.compile("0:0[0-3]"))
    expect(wait).to_have_text("You can try again now.")


MAKE_HTML = """() => {
  try { document.querySelector("#answer").innerHTML = "<b>x</b>"; }
  catch (error) { return error.name; }
}"""
CODE_IN_AN_ATTRIBUTE = """() => {
  const button = document.createElement("button");
  button.setAttribute("hx-on:click", "window.ran = true");
  button.className = "btn";
  button.textContent = "Run";
  document.querySelector(".body").append(button);
  try { htmx.process(button); } catch { /* refused already here */ }
}"""


def test_no_other_script_can_make_html_from_text(form, problems):
    assert form.evaluate(MAKE_HTML) == "TypeError"
    form.wait_for_timeout(300)  # the browser reports violations a moment later
    assert any("require-trusted-types-for" in problem for problem in problems)
    problems.clear()


def test_attributes_cannot_hold_code(form, problems):
    form.evaluate(CODE_IN_AN_ATTRIBUTE)
    form.get_by_role("button", name="Run").click()
    assert form.evaluate("window.ran") is None
    assert any("Code in attributes is switched off" in line for line in problems)
    problems.clear()
