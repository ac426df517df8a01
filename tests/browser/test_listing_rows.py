"""Rows of the list: selected, renewed while somebody looks, and changed in place."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from appointments.index import days, reading
from tests.browser.conftest import PHONE, axe, fits
from tests.browser.editor import signed_in
from tests.conftest import Book
from tests.own_day import OwnDay
from tests.sandboxed import Sandbox

pytestmark = pytest.mark.django_db
# What the page does by itself every 15 seconds.
LOOK = "document.querySelector('live-part').look()"
COUNT = 5
PAGE = {"en": "All on this page", "es": "Todas las de esta página"}


@pytest.fixture
def booked(live: str, book: Book, names: Any, own: OwnDay) -> list[dict[str, Any]]:
    return [book(title=f"Sesión {n}", start=own.at(9 + n)) for n in range(COUNT)]


@pytest.fixture
def listed(page: Page, booked: Any, marta: Any, own: OwnDay) -> Page:
    signed_in(page, marta)
    days.refresh(own.day, pressed=True)
    page.goto(f"/appointments/?from={own}&to={own}")
    expect(page.locator("tr.apt")).to_have_count(COUNT)
    return page


def test_rows_are_selected_one_a_range_or_all(listed: Page) -> None:
    boxes, bar = listed.locator(".apt .c-ck input"), listed.locator("#selection")
    expect(bar).to_be_hidden()
    boxes.nth(1).check()
    expect(bar).to_contain_text("1 selected")
    boxes.nth(3).click(modifiers=["Shift"])
    expect(bar).to_contain_text("3 selected")
    expect(boxes.nth(2)).to_be_checked()
    everyone = listed.get_by_label("Select all on this page")
    assert everyone.evaluate("(box) => box.indeterminate")
    everyone.check()
    expect(bar).to_contain_text(f"{COUNT} selected")
    axe(listed)
    listed.keyboard.press("Escape")
    expect(bar).to_be_hidden()
    expect(boxes.first).to_be_focused()


def test_what_is_selected_comes_as_a_file(listed: Page, booked: Any) -> None:
    for number in (0, 2):
        listed.locator(".apt .c-ck input").nth(number).check()
    with listed.expect_download() as got:
        listed.locator("#selection").get_by_role("button", name="CSV").click()
    lines = got.value.path().read_text("utf-8-sig").splitlines()[1:]
    assert [line.split(",")[0] for line in lines] == [
        f'"{booked[number]["id"]}"' for number in (0, 2)
    ]


def test_a_change_elsewhere_appears_and_nothing_else_moves(
    listed: Page, booked: Any, sandbox: Sandbox
) -> None:
    """Neither the selection, nor the focus, nor what is being typed."""
    first, last = (
        listed.locator(f"#row-{one['id']}") for one in (booked[0], booked[-1])
    )
    last.locator(".c-ck input").check()
    sandbox.put(booked[0]["id"], title="Otra sesión")
    reading.current(booked[0]["id"], within_s=0)
    search = listed.get_by_label("Search appointments")
    search.focus()
    search.evaluate("(box) => { box.value = 'a medias'; }")
    listed.evaluate(LOOK)
    expect(first.locator(".c-title")).to_contain_text("Otra sesión")
    expect(first).to_have_attribute("data-fresh", "")
    expect(last).not_to_have_attribute("data-fresh", "")
    expect(last.locator(".c-ck input")).to_be_checked()
    expect(listed.locator(".bulk__n")).to_have_text("1 selected")
    expect(search).to_be_focused()
    expect(search).to_have_value("a medias")


def test_the_number_above_the_list_is_renewed_with_the_rows(
    listed: Page, book: Book, own: OwnDay
) -> None:
    expect(listed.locator("#count")).to_have_text(f"{COUNT} appointments")
    book(start=own.at(16))
    days.refresh(own.day, pressed=True)
    listed.evaluate(LOOK)
    expect(listed.locator("tr.apt")).to_have_count(COUNT + 1)
    expect(listed.locator("#count")).to_have_text(f"{COUNT + 1} appointments")


def test_an_open_menu_is_not_closed(listed: Page, booked: Any) -> None:
    menu = listed.locator(f"#row-{booked[0]['id']} .c-as details")
    menu.locator("summary").click()
    listed.evaluate(LOOK)
    expect(menu).to_have_attribute("open", "")


def test_the_assignee_changes_in_two_clicks(
    listed: Page, booked: Any, own: OwnDay, sandbox: Sandbox
) -> None:
    row = listed.locator(f"#row-{booked[0]['id']}")
    row.locator(".c-as summary").click()
    row.get_by_role("button", name=own.colleague).click()
    expect(row).to_contain_text(f"{own.colleague}. Confirmed by Leadway")
    users = sandbox.cast()["users"]
    assert sandbox.get(booked[0]["id"])["assignedUserId"] == users[own.colleague]


def test_columns_come_and_go_while_their_menu_stays_open(listed: Page) -> None:
    menu = listed.locator("#columns")
    menu.locator("summary").click()
    axe(listed)
    menu.get_by_label("Calendar").check()
    expect(listed.locator("thead .c-ca")).to_be_visible()
    expect(menu.get_by_label("Calendar")).to_be_focused()
    menu.get_by_label("Title").uncheck()
    expect(listed.locator("thead .c-title")).to_have_count(0)
    assert fits(listed)
    axe(listed)
    listed.set_viewport_size(PHONE)
    expect(menu.locator("form")).to_be_in_viewport(ratio=1)
    assert fits(listed)


@pytest.mark.parametrize("language", ["en", "es"])
def test_rows_are_selected_on_a_phone(listed: Page, marta: Any, language: str) -> None:
    type(marta).objects.filter(pk=marta.pk).update(language=language)
    listed.set_viewport_size(PHONE)
    listed.reload()
    boxes, bar = listed.locator(".apt .c-ck input"), listed.locator("#selection")
    expect(boxes.first).to_be_hidden()
    select = listed.locator("[data-select=mode]")
    select.check()
    boxes.nth(1).check()
    expect(bar).to_be_visible()
    assert fits(listed)
    axe(listed)
    # Nothing covers what can be done with the selection.
    bar.get_by_role("button", name="CSV").click(trial=True)
    everyone = listed.locator(".selecting").get_by_label(PAGE[language])
    everyone.check()
    expect(boxes.nth(COUNT - 1)).to_be_checked()
    select.uncheck()
    expect(bar).to_be_hidden()
    expect(boxes.first).to_be_hidden()
    expect(boxes.first).not_to_be_checked()


def test_rows_are_selected_on_a_phone_without_a_script(
    browser: Any, listed: Page, live: str, own: OwnDay
) -> None:
    plain = browser.new_context(
        java_script_enabled=False, base_url=live, viewport=PHONE
    )
    plain.add_cookies(listed.context.cookies())
    page = plain.new_page()
    page.goto(f"/appointments/?from={own}&to={own}")
    page.locator("[data-select=mode]").check()
    page.locator(".apt .c-ck input").first.check()
    with page.expect_download() as got:
        page.locator("#selection").get_by_role("button", name="CSV").click()
    assert len(got.value.path().read_text("utf-8-sig").splitlines()) == 2
    plain.close()


def test_nothing_is_cut_off_on_a_phone(listed: Page) -> None:
    listed.set_viewport_size(PHONE)
    assert fits(listed)
    axe(listed)


def test_what_can_be_pressed_in_a_row_has_room_for_a_thumb(listed: Page) -> None:
    """WCAG 2.2, 2.5.8: 24 pixels each way."""
    listed.set_viewport_size(PHONE)
    sizes = listed.locator(".apt summary:visible").evaluate_all(
        "(all) => all.map((one) => one.getBoundingClientRect())"
        ".map((box) => Math.min(box.width, box.height))"
    )
    assert len(sizes) == 2 * COUNT
    assert min(sizes) >= 24
