"""The editor without any script: forms are posted, and everything still holds."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.editor import Editor, open_editor, puts


@pytest.fixture(scope="module")
def browser_context_args(browser_context_args):
    return {**browser_context_args, "java_script_enabled": False}


@pytest.fixture
def page(context):
    # axe is a script: without scripts it has nothing to run in.
    return context.new_page()


@pytest.fixture
def booked(book):
    return book(description="Trae la resonancia.")


@pytest.fixture
def editor(page, live, ana, names, booked, settings) -> Editor:
    settings.LEADWAY_FRESH_S = 0
    return open_editor(page, ana, booked["id"])


def test_a_form_is_posted_and_its_receipt_has_an_address(editor, sandbox, booked):
    editor.check("status-showed")
    editor.type(start="13:15")
    editor.choose(assigned_user_id="James Whitfield")
    editor.save()
    expect(editor.page).to_have_url(re.compile(r"\?edit=\d+$"))
    expect(editor.banner).to_contain_text("Saved.")
    row = editor.line("When")
    expect(row.locator(".receipt__n")).to_have_text("13:15 – 14:00")
    expect(row).to_have_attribute("data-verdict", "confirmed")
    (sent,) = puts(sandbox, booked["id"])
    assert sent["appointmentStatus"] == "showed"
    assert "T14:00" in sent["endTime"]  # the length was kept
    editor.page.reload()
    expect(editor.field("start")).to_have_value("13:15")
    assert len(puts(sandbox, booked["id"])) == 1
    editor.press("Undo", within=editor.answer)
    expect(editor.field("start")).to_have_value("12:00")


def test_what_cannot_be_sent_is_said_and_stays(editor, sandbox, booked):
    editor.type(date="nunca", title="Sigue aquí")
    editor.save()
    expect(editor.banner).to_contain_text("Not saved yet")
    expect(editor.page.locator("#slot-date")).to_contain_text("is not a date")
    expect(editor.field("title")).to_have_value("Sigue aquí")
    editor.banner.get_by_role("link", name=re.compile("^Date")).click()
    editor.type(date=booked["startTime"][:10])
    editor.save()
    expect(editor.banner).to_contain_text("Saved.")
    assert puts(sandbox, booked["id"])[0]["title"] == "Sigue aquí"


def test_a_refusal_and_an_outage_keep_what_was_typed(editor, sandbox, booked):
    sandbox.fault("unprocessable", method="PUT", times=1, message="title is too odd")
    editor.type(title="Rechazada")
    editor.save()
    expect(editor.page.locator("#slot-title")).to_contain_text("title is too odd")
    expect(editor.field("title")).to_have_value("Rechazada")
    sandbox.stop()
    editor.save()
    expect(editor.banner).to_contain_text("Nothing was saved yet.")
    expect(editor.field("title")).to_have_value("Rechazada")
    sandbox.start()
    editor.press("Send again")
    expect(editor.banner).to_contain_text("Saved.")
    assert sandbox.get(booked["id"])["title"] == "Rechazada"


def test_a_conflict_can_be_decided(editor, sandbox, booked):
    editor.type(title="La mía", description="También mía")
    sandbox.put(
        booked["id"], title="La suya", appointmentStatus="confirmed", toNotify=False
    )
    sandbox.clear()
    editor.save()
    expect(editor.banner).to_contain_text("Someone changed this appointment")
    editor.page.check("#keep-title-theirs")
    editor.press("Save this result")
    expect(editor.banner).to_contain_text("Saved.")
    (sent,) = puts(sandbox, booked["id"])
    assert "title" not in sent
    assert sent["description"] == "También mía"


def test_choosing_all_of_theirs_shows_theirs(editor, sandbox, booked):
    editor.type(title="La mía")
    sandbox.put(booked["id"], title="La suya", appointmentStatus="confirmed")
    editor.save()
    editor.page.check("#keep-title-theirs")
    editor.press("Save this result")
    expect(editor.answer).to_contain_text("nothing to save")
    expect(editor.field("title")).to_have_value("La suya")


def test_who_may_only_look_is_refused_by_the_server(
    page, live, carlos, names, book, sandbox
):
    editor = open_editor(page, carlos, book()["id"])
    expect(editor.field("title")).to_be_disabled()
    expect(page.get_by_role("button", name=re.compile("^Save"))).to_have_count(0)
    answer = page.request.post(
        page.url,
        form={
            "title": "A la fuerza",
            "csrfmiddlewaretoken": page.locator(
                "#editor [name=csrfmiddlewaretoken]"
            ).get_attribute("value"),
        },
        headers={"Referer": page.url},
    )
    assert answer.status == 403
    assert puts(sandbox, editor.event_id) == []
