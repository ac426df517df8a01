"""Two people at the same appointment: each sees what the other does, as it happens."""

from django.contrib.sessions.models import Session
from playwright.sync_api import Page, expect

from appointments.edits import saving
from appointments.edits.presence import Presence
from people.models import User
from tests.browser.conftest import fits
from tests.browser.editor import Editor, open_editor, signed_in
from tests.intents import intent
from tests.working import until, working

ASK = "document.querySelector('who-else').ask()"


def ask(editor: Editor) -> None:
    """Ask now, as the page does every now and then."""
    with editor.page.expect_response("**/_present/"):
        editor.page.evaluate(ASK)


def top_of(editor: Editor) -> float:
    return float(editor.page.evaluate("document.getElementById('editor').offsetTop"))


def test_who_else_has_it_open_is_said_and_moves_nothing(
    page: Page, live, new_context, ana: User, marta: User, names, booked
):
    others = page.locator("#others")
    mine = open_editor(page, ana, booked["id"])
    mine.field("title").click()
    before = top_of(mine)
    other = new_context().new_page()
    signed_in(other, marta)
    theirs = Editor(other, booked["id"]).open()
    theirs.type(title="De Marta")
    theirs.has_changes(1)
    ask(theirs)
    expect(other.locator("#others")).to_contain_text("Ana Beltrán has this open.")
    ask(mine)
    expect(others).to_have_text("MR Marta Ruiz is changing What.")
    expect(page.locator("#live")).to_contain_text("Marta Ruiz is changing What.")
    expect(mine.field("title")).to_be_focused()
    assert top_of(mine) == before
    assert fits(page)
    other.on("dialog", lambda dialog: dialog.accept())
    other.goto("/")
    # It says so as it goes.
    until(lambda: not Presence.objects.filter(person=marta).exists())
    ask(mine)
    expect(others).to_be_empty()


def test_a_colleagues_save_is_told_and_takes_nothing_from_who_types(
    page: Page, live, ana: User, marta: User, names, booked
):
    mine = open_editor(page, ana, booked["id"])
    title = mine.field("title")
    title.click()
    saving.save(intent(booked, marta, title="De Marta"))
    ask(mine)
    expect(mine.moved).to_contain_text("Title (Marta Ruiz, ")
    expect(page.locator("#live")).to_contain_text("Title (Marta Ruiz, ")
    expect(title).to_have_value("De Marta")
    expect(title).to_be_focused()
    page.keyboard.press("End")
    page.keyboard.type(" y Ana")
    saving.save(intent(booked, marta, address="Sala 7"))
    ask(mine)
    expect(mine.moved).to_contain_text("Place (Marta Ruiz, ")
    expect(mine.moved).to_contain_text("What you typed stays.")
    expect(title).to_have_value("De Marta y Ana")
    expect(title).to_be_focused()
    expect(page.locator("#latest")).to_contain_text("Sala 7")
    mine.in_order()
    mine.save()
    mine.says("Saved.")


def test_what_the_page_asks_leaves_the_dialog_to_sign_in_alone(
    page: Page, live, ana: User, names, booked
):
    mine = open_editor(page, ana, booked["id"])
    mine.type(title="Sigue")
    mine.has_changes(1)
    Session.objects.all().delete()
    mine.save()
    name = page.get_by_role("dialog").locator("#again-username")
    name.fill("an")
    ask(mine)
    expect(page.locator(".htmx-request")).to_have_count(0)
    page.keyboard.type("a")
    expect(name).to_have_value("ana")
    page.keyboard.press("Escape")
    expect(mine.field("title")).to_have_value("Sigue")
    page.on("dialog", lambda dialog: dialog.accept())


def test_a_change_in_leadway_itself_is_told_on_a_page_that_nobody_touches(
    page: Page, live, ana: User, names, booked, sandbox, tmp_path
):
    mine = open_editor(page, ana, booked["id"])
    with working(1, sandbox.url, tmp_path):
        sandbox.put(booked["id"], title="De fuera", appointmentStatus="confirmed")
        expect(mine.moved).to_contain_text("Title")
    expect(mine.field("title")).to_have_value("De fuera")
