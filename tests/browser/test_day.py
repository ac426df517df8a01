"""The day: what is on, from the index at once, and read again by itself."""

import re
from datetime import datetime, timedelta

import pytest
from playwright.sync_api import expect

from appointments.index import days
from tests.browser.conftest import PHONE, axe, fits
from tests.browser.editor import Editor, signed_in
from tests.own_day import MADRID

AT = """([x, y]) => document.elementFromPoint(x, y).closest("a")?.innerText"""
# The ring is drawn around what the link lays over its row.
RING = """(link) => {
  const over = getComputedStyle(link, "::after");
  const size = (side) => parseFloat(over[side]);
  return {style: over.outlineStyle, width: size("width"), height: size("height")};
}"""


@pytest.fixture
def day(page, live, ana, sandbox):
    signed_in(page, ana)
    return page


def rows(page):
    return page.locator("#day .run")


def test_the_day_fills_itself_and_leads_to_the_editor_and_back(day, book, own):
    booked = book(title="Cita temprana", start=own.at(7))
    day.goto("/")
    expect(rows(day).first).to_be_attached()
    expect(day.locator("h1")).to_have_text("Today")
    expect(day.locator(".tally .sync")).to_contain_text("Read ")
    axe(day)
    day.goto(f"/?date={own.day - timedelta(days=1)}")
    day.get_by_role("link", name="Next day").click()
    expect(day).to_have_url(re.compile(rf"\?date={own}$"))
    row = rows(day).filter(has_text="Cita temprana").first
    expect(row).to_contain_text("07:00")
    expect(row).to_contain_text("Confirmed")
    axe(day)
    row.get_by_role("link").click()
    editor = Editor(day, booked["id"])
    editor.check("status-cancelled")
    editor.save()
    expect(editor.banner).to_contain_text("Saved.")
    day.goto(f"/?date={own}")
    done = day.locator(".runs__done", has_text="Cita temprana")
    expect(done).to_have_count(1)
    done.locator("summary").click()
    row = rows(day).filter(has_text="Cita temprana").first
    expect(row).to_contain_text("Cancelled")
    axe(day)


def test_one_calendar_that_fails_is_named_and_the_others_are_shown(day, sandbox):
    sandbox.fault("error_500_html", method="GET", path="^/calendars/events$", times=1)
    day.goto("/")
    expect(day.locator("#day")).to_contain_text("Not read:")
    expect(rows(day).first).to_be_attached()
    axe(day)
    day.get_by_role("button", name="Read again").click()
    expect(day.locator("#day")).not_to_contain_text("Not read:")


def test_without_leadway_the_day_shows_what_was_read_last(day, sandbox):
    day.goto("/")
    expect(rows(day).first).to_be_attached()
    seen = rows(day).count()
    sandbox.stop()
    day.get_by_role("button", name="Read again").click()
    expect(day.locator("#day .banner")).to_contain_text("cannot be reached")
    assert rows(day).count() == seen
    axe(day)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_day_fits_a_phone_in_spanish(day, ana, sandbox, theme):
    type(ana).objects.filter(pk=ana.pk).update(language="es", theme=theme)
    day.set_viewport_size(PHONE)
    today = datetime.now(MADRID).date()
    day.goto("/")
    expect(rows(day).first).to_be_attached()
    expect(day.locator("h1")).to_have_text("Hoy")
    assert fits(day)
    axe(day)
    # The clinic's odd texts, long, right to left and hostile, are on the next days.
    for ahead in (1, 2, 3):
        day.goto(f"/?date={(today + timedelta(days=ahead)).isoformat()}")
        expect(day.locator("#day .tally .sync")).to_contain_text("Leído")
        assert fits(day)


def test_what_people_typed_elsewhere_is_only_ever_text(day, book, own):
    book(title="<img src=x onerror='window.hit=1'>", start=own.at(6), address="<b>")
    day.goto(f"/?date={own}")
    expect(rows(day).filter(has_text="<img src=x").first).to_be_attached()
    assert day.evaluate("window.hit") is None
    assert day.locator("#day img").count() == 0


def test_the_whole_row_opens_the_appointment(day, book, own):
    booked = book(title="Cita en toda la fila", start=own.at(7))
    day.goto(f"/?date={own}")
    row = rows(day).filter(has_text="Cita en toda la fila").first
    box = row.bounding_box()
    for across in (0.01, 0.3, 0.6, 0.99):
        for down in (0.1, 0.9):
            x, y = box["x"] + across * box["width"], box["y"] + down * box["height"]
            assert day.evaluate(AT, [x, y]) == row.get_by_role("link").inner_text()
    row.click(position={"x": box["width"] - 4, "y": 4})
    expect(day).to_have_url(re.compile(f"open={booked['id']}$"))


def test_a_row_is_one_stop_of_the_keyboard_with_its_ring_around_it(day, book, own):
    booked = book(title="Cita con anillo", start=own.at(7))
    day.goto(f"/?date={own}")
    row = rows(day).filter(has_text="Cita con anillo").first
    expect(row.get_by_role("link")).to_have_count(1)
    day.get_by_role("button", name="Read again").focus()
    for _ in range(20):
        day.keyboard.press("Tab")
        if row.get_by_role("link").evaluate("one => one === document.activeElement"):
            break
    ring = row.get_by_role("link").evaluate(RING)
    box = row.bounding_box()
    assert ring["style"] == "solid"
    assert ring["width"] == pytest.approx(box["width"], abs=2)
    assert ring["height"] == pytest.approx(box["height"], abs=2)
    axe(day)
    day.keyboard.press("Enter")
    expect(day).to_have_url(re.compile(f"open={booked['id']}$"))


def test_a_block_without_room_for_a_name_shows_initials_or_nothing(day, book, own):
    booked = book(start=own.at(12), end=own.at(13))
    book(start=own.at(15), end=own.at(15, 10))
    days.refresh(own.day, pressed=True)
    day.goto(f"/?date={own}")
    long, brief = (day.locator(f".blk.h{hour} .blk__t") for hour in (12, 15))
    stands = "(name) => getComputedStyle(name, '::before').content"
    assert long.evaluate(stands) == "none"
    expect(brief).to_be_hidden()
    # Half of the window is left to the day beside a panel.
    day.goto(f"/?date={own}&open={booked['id']}")
    assert long.evaluate(stands) == f'"{long.get_attribute("data-short")}"'


def test_a_phone_shows_the_first_row_soon(day, book, own):
    book(start=own.at(12))
    days.refresh(own.day, pressed=True)
    day.set_viewport_size(PHONE)
    day.goto(f"/?date={own}")
    top, count, bar, heading = (
        day.locator(one).bounding_box()["y"]
        for one in ("#read-again", ".tally__n", ".runs__bar .seg", ".runs__h")
    )
    # The button stands beside the number, and the order beside the first heading.
    assert abs(top - count) < 20
    assert abs(bar - heading) < 20
    assert fits(day)
