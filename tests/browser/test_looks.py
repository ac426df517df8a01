"""Another language or theme, while somebody types: it stays, and so does the page."""

import re

import pytest
from playwright.sync_api import Page, expect

from appointments.connection import leadway
from tests.browser.editor import Editor, open_editor, signed_in
from tests.browser.test_sign_in import in_english

SEARCHES = {
    "/appointments/": "#listing-q",
    "/history/": "#history-q",
    "/search/": "#search-q",
}


def choose(page: Page, name: str) -> None:
    page.locator("summary.me").click()
    page.locator(".side").get_by_role("button", name=name).click()


@pytest.fixture
def editor(page, live, ana, names, book, settings) -> Editor:
    settings.LEADWAY_FRESH_S = 120
    return open_editor(page, ana, book(description="Trae la resonancia.")["id"])


def test_at_the_gate_all_fields_stay_a_password_among_them(page, live):
    in_english(page)
    page.locator("#username").fill("eva")
    page.locator("#password").fill("a medias")
    page.get_by_role("button", name="Español").click()
    expect(page.locator("html")).to_have_attribute("lang", "es")
    expect(page.locator("h1")).to_contain_text("Entra")
    expect(page.locator("#username")).to_have_value("eva")
    expect(page.locator("#password")).to_have_value("a medias")
    expect(page.get_by_role("button", name="Español")).to_be_focused()
    page.locator("button[value=dark]").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    expect(page.locator("#password")).to_have_value("a medias")


def test_what_is_typed_into_an_editor_stays(editor):
    page = editor.page
    editor.type(title="A medias")
    editor.field("description").fill("Sin salir")
    choose(page, "Español")
    expect(page.locator("html")).to_have_attribute("lang", "es")
    expect(editor.field("title")).to_have_value("A medias")
    expect(editor.field("description")).to_have_value("Sin salir")
    expect(page).to_have_url(re.compile(rf"/appointments/{editor.event_id}/"))
    editor.has_changes(2)


def test_a_theme_changes_nothing_that_is_typed(editor):
    editor.type(title="A medias")
    editor.page.locator(".turn__dark").click()
    expect(editor.page.locator("html")).to_have_attribute("data-theme", "dark")
    expect(editor.field("title")).to_have_value("A medias")


@pytest.mark.parametrize("at", SEARCHES)
def test_a_search_changes_its_theme_and_its_language(page, live, ana, names, at):
    signed_in(page, ana)
    page.goto(at)
    field = page.locator(SEARCHES[at])
    page.locator(".turn__dark").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    dark = page.locator(".side button[aria-pressed]").filter(has_text="Dark")
    expect(dark).to_have_attribute("aria-pressed", "true")
    field.fill("a medias")
    choose(page, "Español")
    expect(page.locator("html")).to_have_attribute("lang", "es")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    expect(field).to_have_value("a medias")
    expect(page).to_have_url(re.compile(rf"{at}(\?q=a\+medias)?$"))


class TestWithoutScripts:
    @pytest.fixture(scope="class")
    def browser_context_args(self, browser_context_args):
        return {**browser_context_args, "java_script_enabled": False}

    @pytest.fixture
    def page(self, context):
        return context.new_page()

    def test_the_gate_keeps_the_name(self, page, live):
        in_english(page)
        page.locator("#username").fill("eva")
        page.get_by_role("button", name="Español").click()
        expect(page.locator("#username")).to_have_value("eva")
        page.locator("button[value=dark]").click()
        expect(page.locator("html")).to_have_attribute("data-theme", "dark")
        expect(page.locator("#username")).to_have_value("eva")

    @pytest.mark.parametrize("name", ["Español", "Dark theme"])
    def test_an_editor_keeps_what_is_typed(self, editor, name):
        editor.field("title").fill("A medias")
        if name == "Español":
            choose(editor.page, name)
        else:
            editor.page.locator(".turn__dark").click()
        expect(editor.field("title")).to_have_value("A medias")
        editor.field("title").press("Enter")
        expect(editor.page).to_have_url(re.compile(r"\?edit=\d+$"))

    def test_a_note_that_is_typed_stays(self, editor):
        editor.page.goto(f"/appointments/{editor.event_id}/notes/")
        editor.page.locator("#note-new").fill("Llega tarde")
        choose(editor.page, "Español")
        expect(editor.page.locator("html")).to_have_attribute("lang", "es")
        expect(editor.page.locator("#note-new")).to_have_value("Llega tarde")

    def test_so_does_what_somebody_makes_of_another(self, editor):
        leadway().add_note(editor.event_id, "Llega tarde")
        editor.page.goto(f"/appointments/{editor.event_id}/notes/")
        editor.page.get_by_role("link", name="Change").click()
        editor.page.locator("textarea").fill("No viene")
        choose(editor.page, "Español")
        expect(editor.page.locator("html")).to_have_attribute("lang", "es")
        expect(editor.page.locator("textarea")).to_have_value("No viene")
        editor.page.get_by_role("button", name="Guardar la nota").click()
        expect(editor.page.locator(".notes__body")).to_have_text("No viene")

    @pytest.mark.parametrize("at", SEARCHES)
    @pytest.mark.parametrize("name", ["Español", "Dark theme"])
    def test_a_search_that_was_not_sent_stays(self, page, live, ana, names, at, name):
        signed_in(page, ana)
        page.goto(at)
        page.locator(SEARCHES[at]).fill("a medias")
        if name == "Español":
            choose(page, name)
            expect(page.locator("html")).to_have_attribute("lang", "es")
        else:
            page.locator(".turn__dark").click()
            expect(page.locator("html")).to_have_attribute("data-theme", "dark")
        expect(page.locator(SEARCHES[at])).to_have_value("a medias")
        page.locator(SEARCHES[at]).fill("entera")
        page.locator(SEARCHES[at]).press("Enter")
        expect(page).to_have_url(re.compile(rf"{at}\?.*q=entera"))
        assert "csrf" not in page.url
