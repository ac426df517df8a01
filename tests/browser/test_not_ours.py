"""Answers that are not ours: nothing of them gets onto the page, and a save goes on."""

import pytest
from playwright.sync_api import Route, expect

from tests.browser.editor import Editor, open_editor, puts

PROXY_PAGE = """<!doctype html><html><head><title>502 Bad Gateway</title></head>
<body><main><h1>502 Bad Gateway</h1></main><hr>nginx</body></html>"""
HTML = "text/html; charset=utf-8"
OURS = {"X-Answered-By": "leadway-admin"}
ANSWERS = {
    "a proxy's page": {"status": 502, "body": PROXY_PAGE, "content_type": HTML},
    "a login page": {"status": 200, "body": PROXY_PAGE, "content_type": HTML},
    "an error without a word": {"status": 500, "body": "", "content_type": HTML},
    "one of ours without a word": {"status": 500, "body": " \n", "headers": OURS},
    "a foreign wish": {
        "status": 503,
        "body": "<p>x</p>",
        "headers": {"HX-Redirect": "/nowhere/", "Content-Type": HTML},
    },
}


@pytest.fixture
def booked(book):
    return book()


@pytest.fixture
def editor(page, live, ana, names, booked, settings) -> Editor:
    settings.LEADWAY_FRESH_S = 120
    return open_editor(page, ana, booked["id"])


@pytest.mark.parametrize("name", ANSWERS)
def test_it_is_put_nowhere_and_the_next_save_has_its_receipt(
    editor, sandbox, booked, name
):
    page, address = editor.page, f"**/appointments/{booked['id']}/"

    def answer(route: Route) -> None:
        route.fulfill(**ANSWERS[name])

    editor.type(title="Otro título")
    editor.has_changes(1)
    page.route(address, answer)
    editor.save()
    unreachable = page.locator("#unreachable")
    expect(unreachable).to_be_visible()
    expect(unreachable).to_contain_text("This server does not answer.")
    expect(page.get_by_role("main")).to_have_count(1)
    expect(page.locator("body")).not_to_contain_text("502")
    expect(editor.field("title")).to_have_value("Otro título")
    expect(editor.save_button).to_be_enabled()
    editor.in_order()
    page.unroute(address, answer)
    editor.save()
    editor.says("Saved. Leadway confirmed the change.")
    expect(unreachable).to_be_hidden()
    assert len(puts(sandbox, booked["id"])) == 1


def test_a_save_is_looked_up_when_this_server_is_back(editor, sandbox, booked):
    page, address = editor.page, "**/check/"
    sandbox.fault("drop_after", method="PUT", times=1)
    page.route(address, lambda route: route.fulfill(status=502, body=PROXY_PAGE))
    editor.type(title="Otro título")
    editor.save()
    expect(page.locator("#unreachable")).to_be_visible()
    editor.says("Not known yet whether Leadway saved this")
    page.unroute(address)
    expect(editor.banner).to_contain_text(
        "It was saved: Leadway holds what you asked", timeout=20_000
    )
    expect(page.locator("#unreachable")).to_be_hidden()
    assert len(puts(sandbox, booked["id"])) == 1


def test_another_answer_does_not_hide_that_a_save_had_none(editor, booked):
    page, address = editor.page, f"**/appointments/{booked['id']}/"
    editor.type(title="Otro título")
    editor.has_changes(1)
    page.route(address, lambda route: route.fulfill(**ANSWERS["a proxy's page"]))
    editor.save()
    unreachable = page.locator("#unreachable")
    expect(unreachable).to_be_visible()
    editor.type(description="Trae el informe.")
    # The review of the change is answered by this server.
    editor.has_changes(2)
    expect(unreachable).to_be_visible()
    page.unroute(address)
    editor.save()
    editor.says("Saved. Leadway confirmed both fields.")
    expect(unreachable).to_be_hidden()
