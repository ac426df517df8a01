"""Signing in as people do it: by keyboard, on a phone, in the dark, without scripts."""

import re

import pytest
from django.contrib.auth.models import Group
from playwright.sync_api import Page, expect

from people.models import User
from tests.browser.conftest import PHONE, axe, fits, sign_in

PASSWORD = "un caballo sin montura"


@pytest.fixture(autouse=True)
def people(live, settings):
    """Eva types her password; the demo manager is one click away."""
    settings.SANDBOX = settings.DEMO_ACCOUNTS = True
    for username, role in (("eva", "staff"), ("manager", "manager")):
        person = User.objects.create_user(
            username, password=PASSWORD, first_name="Eva", last_name="Soto"
        )
        person.groups.add(Group.objects.get(name=role))


def enter(page: Page, password: str = PASSWORD) -> None:
    page.get_by_label(re.compile("^(Name|Usuario)$")).fill("eva")
    page.locator("#password").fill(password)
    page.locator("#password").press("Enter")


def in_english(page: Page) -> None:
    page.goto("/sign-in/")
    page.get_by_role("button", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")


def test_the_way_in_and_out(page):
    in_english(page)
    enter(page)
    expect(page).to_have_url(re.compile("/$"))
    page.locator("summary.me").click()
    axe(page)
    page.get_by_role("button", name="Sign out").click()
    expect(page).to_have_url(re.compile("/sign-in/$"))


def test_a_wrong_password_is_said_and_read_out(page):
    in_english(page)
    enter(page, "wrong")
    alert = page.get_by_role("alert").filter(has_text="do not match")
    expect(alert).to_be_focused()
    expect(page.get_by_label("Name")).to_have_value("eva")
    expect(page.locator("#password")).to_have_value("")
    expect(page).to_have_title(re.compile("^Error:"))


def test_too_many_failures_name_the_wait(page):
    in_english(page)
    for _ in range(5):
        page.goto("/sign-in/")
        enter(page, "wrong")
    expect(page.get_by_text("Try again in 15 minutes.")).to_be_visible()
    page.get_by_role("link", name="Back to sign-in").click()
    expect(page.get_by_label("Name")).to_be_visible()


def test_a_demo_role_is_one_click(page):
    in_english(page)
    page.get_by_role("button", name="Manager").click()
    expect(page.locator("summary.me")).to_contain_text("Manager")


def test_the_keyboard_is_enough(page):
    in_english(page)
    expect(page.get_by_label("Name")).to_be_focused()
    page.keyboard.type("eva")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Tab")
    reveal = page.get_by_role("button", name="Show password")
    expect(reveal).to_be_focused()
    page.keyboard.press("Space")
    expect(page.locator("#password")).to_have_attribute("type", "text")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/$"))


def test_the_menu_closes_on_escape_and_on_a_click_elsewhere(page):
    sign_in(page, "eva")
    page.goto("/nowhere/")
    menu = page.locator(".side details")
    opener = page.locator("summary.me")
    opener.click()
    page.keyboard.press("Escape")
    expect(menu).not_to_have_attribute("open", "")
    expect(opener).to_be_focused()
    opener.click()
    page.locator("h1").click()
    expect(menu).not_to_have_attribute("open", "")


def test_a_theme_changes_at_once_and_stays(page):
    page.goto("/sign-in/")
    before = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.locator("button[value=dark]").click()
    html = page.locator("html")
    expect(html).to_have_attribute("data-theme", "dark")
    axe(page)
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != before
    expect(page.locator("button[value=dark]")).to_have_attribute("aria-pressed", "true")
    page.wait_for_load_state("networkidle")
    page.reload()
    expect(html).to_have_attribute("data-theme", "dark")


def test_the_theme_of_a_person_comes_with_them(page):
    User.objects.filter(username="eva").update(theme="dark")
    sign_in(page, "eva")
    page.goto("/nowhere/")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")


def test_a_language_brings_back_the_same_page(page):
    sign_in(page, "eva")
    page.goto("/nowhere/?a=1")
    expect(page.locator("html")).to_have_attribute("lang", "es")
    page.locator("summary.me").click()
    page.locator(".side").get_by_role("button", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page).to_have_url(re.compile(r"/nowhere/\?a=1$"))
    assert User.objects.get(username="eva").language == "en"


@pytest.mark.parametrize("path", ["/sign-in/", "/sign-up/1/"])
def test_a_phone_shows_all_of_it(page, path):
    page.set_viewport_size(PHONE)
    page.goto(path)
    assert fits(page)


def test_the_frame_on_a_phone_has_a_tab_bar(page):
    page.set_viewport_size(PHONE)
    sign_in(page, "eva")
    page.goto("/nowhere/")
    assert fits(page)
    bar = page.locator(".tabbar")
    bar.locator("summary").last.click()
    axe(page)
    bar.get_by_role("button", name=re.compile("Salir|Sign out")).click()
    expect(page).to_have_url(re.compile("/sign-in/$"))


@pytest.mark.parametrize("width", [320, 768, 1024, 1180])
def test_the_frame_fits_every_width(page, width):
    page.set_viewport_size({"width": width, "height": 800})
    sign_in(page, "eva")
    page.goto("/nowhere/")
    assert fits(page)


def test_a_cold_page_asks_for_little(page, base_url):
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto("/sign-in/")
    page.wait_for_load_state("networkidle")
    assert len(asked) <= 8
    assert all(url.startswith(base_url) for url in asked if not url.startswith("data:"))


class TestWithoutScripts:
    @pytest.fixture(scope="class")
    def browser_context_args(self, browser_context_args):
        return {**browser_context_args, "java_script_enabled": False}

    @pytest.fixture
    def page(self, context):
        # axe is a script: without scripts it has nothing to run in.
        return context.new_page()

    def test_signing_in_and_out_works(self, page):
        in_english(page)
        expect(page.get_by_role("button", name="Show password")).to_be_hidden()
        enter(page)
        page.locator("summary.me").click()
        page.get_by_role("button", name="Sign out").click()
        expect(page).to_have_url(re.compile("/sign-in/$"))

    def test_the_theme_works(self, page):
        page.goto("/sign-in/")
        page.locator("button[value=dark]").click()
        expect(page.locator("html")).to_have_attribute("data-theme", "dark")
