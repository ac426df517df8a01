"""Without a script nothing on any page is dead, and nothing says what is not so."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import sign_in
from tests.browser.editor import Editor, signed_in
from tests.conftest import Book
from tests.own_day import OwnDay
from tests.sandboxed import Sandbox

pytestmark = pytest.mark.django_db
PAGES = [
    "/",
    "/?date={day}",
    "/?date={day}&by=person",
    "/calendar/?day={day}&view=day",
    "/calendar/?day={day}&view=week",
    "/calendar/?day={day}&view=month",
    "/appointments/?from={day}&to={day}",
    "/appointments/?q=nadie+se+llama+as",
    "/appointments/{id}/",
    "/appointments/{id}/notes/",
    "/?date={day}&open={id}",
    "/search/?q=hombro",
    "/open/",
    "/keys/",
    "/preferences/",
    "/practice/",
    "/connection/",
    "/history/",
    "/outbox/",
    "/nowhere/",
]
# A button that only a script presses, a link to nowhere, a promise that nobody keeps.
DEAD = "main button[type=button], .side button[type=button], main a:not([href])"
PROMISE = re.compile(
    r"(Looking|Reading|Saving|Searching|Leyendo|Buscando|Mirando)\b[^.]*…"
)


@pytest.fixture(scope="module")
def browser_context_args(browser_context_args: dict) -> dict[str, Any]:
    return {**browser_context_args, "java_script_enabled": False}


@pytest.fixture
def page(context: Any) -> Page:
    # axe is a script: without scripts it has nothing to run in.
    return context.new_page()


def holds(page: Page) -> None:
    at = page.url
    dead = [one for one in page.locator(DEAD).all() if one.is_visible()]
    assert [
        one.evaluate("(one) => one.outerHTML.slice(0, 160)") for one in dead
    ] == [], at
    busy = [
        one for one in page.locator("main [aria-busy=true]").all() if one.is_visible()
    ]
    assert busy == [], at
    assert not PROMISE.search(page.locator("main").inner_text()), at
    for button in page.locator("main button[type=submit]").all():
        if button.is_visible():
            assert button.evaluate("(one) => one.form !== null"), (
                at,
                button.text_content(),
            )


@pytest.mark.parametrize("language", ["en", "es"])
def test_no_page_has_anything_dead_on_it(
    page: Page,
    live: str,
    olga: Any,
    names: Any,
    book: Book,
    own: OwnDay,
    language: str,
) -> None:
    booked = book()
    type(olga).objects.filter(pk=olga.pk).update(language=language)
    sign_in(page, "olga")
    page.goto(f"/appointments/{booked['id']}/")
    for address in PAGES:
        page.goto(address.format(day=own, id=booked["id"]))
        holds(page)


def test_after_a_refusal_nothing_is_dead_either(
    page: Page, live: str, ana: Any, names: Any, book: Book
) -> None:
    signed_in(page, ana)
    editor = Editor(page, book()["id"]).open()
    editor.type(date="nunca", title="Sigue aquí")
    editor.save()
    expect(editor.banner).to_contain_text("Not saved yet")
    holds(page)


@pytest.mark.parametrize("fault", ["drop_after", "timeout_text", "unprocessable"])
def test_however_a_save_ended_nothing_is_untrue(
    page: Page,
    live: str,
    ana: Any,
    names: Any,
    book: Book,
    sandbox: Sandbox,
    fault: str,
) -> None:
    signed_in(page, ana)
    editor = Editor(page, book()["id"]).open()
    sandbox.fault(fault, method="PUT", times=1)
    editor.type(title="Otra")
    editor.save()
    expect(editor.banner).to_be_visible()
    holds(page)
    assert "reading it back now" not in editor.answer.inner_text()


def test_what_was_typed_is_listed_in_words(
    page: Page, live: str, ana: Any, names: Any, book: Book
) -> None:
    signed_in(page, ana)
    editor = Editor(page, book()["id"]).open()
    editor.type(title="A medias")
    editor.check("status-noshow")
    page.context.clear_cookies()
    editor.save()
    kept = page.locator(".kept")
    expect(kept).to_contain_text("A medias")
    labels = kept.locator("dt").all_inner_texts()
    assert {"Título", "Estado", "Profesional"} & set(labels) or {
        "Title",
        "Status",
    } <= set(labels)
    text = kept.inner_text()
    for wire in ("appointment_status", "noshow", "assigned_user_id", "start_offset"):
        assert wire not in text
