"""The sidebar in a browser: another month, the theme, and the counts after a press."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from appointments.index.tables import Appointment
from appointments.leadway.records import AppointmentRecord
from people.models import User
from tests.browser.conftest import PHONE, axe, sign_in


@pytest.fixture
def day(page: Page, live: str, names: object, ana: User) -> Page:
    ana.language = "en"
    ana.save()
    sign_in(page, "ana")
    page.goto("/")
    return page


def test_another_month_comes_without_the_page(day: Page) -> None:
    before = day.locator("#month-name").inner_text()
    day.evaluate("document.querySelector('#main').dataset.kept = 'yes'")
    day.get_by_role("link", name="Next month").click()
    expect(day.locator("#month-name")).not_to_have_text(before)
    expect(day.locator("#month-next")).to_be_focused()
    expect(day.locator("#main[data-kept=yes]")).to_have_count(1)
    after = day.locator("#month-name").inner_text()
    expect(day.locator("#live")).to_have_text(after)
    day.get_by_role("link", name="Previous month").click()
    expect(day.locator("#month-name")).to_have_text(before)
    axe(day)


def test_another_month_comes_without_a_script_too(
    browser: Browser, live: str, names: object, ana: object
) -> None:
    context = browser.new_context(java_script_enabled=False, base_url=live)
    page = context.new_page()
    sign_in(page, "ana")
    page.goto("/appointments/?q=hombro")
    before = page.locator("#month-name").inner_text()
    page.locator("#month-next").click()
    expect(page.locator("#month-name")).not_to_have_text(before)
    expect(page.locator("#listing-q")).to_have_value("hombro")
    context.close()


def test_light_and_dark_are_one_press(day: Page) -> None:
    root, foot = day.locator("html"), day.locator(".side__foot > theme-switch")
    day.emulate_media(color_scheme="light")
    expect(foot.get_by_role("button")).to_have_count(1)
    foot.get_by_role("button", name="Dark theme").click()
    expect(root).to_have_attribute("data-theme", "dark")
    axe(day)
    foot.get_by_role("button", name="Light theme").click()
    expect(root).to_have_attribute("data-theme", "light")


def test_the_counts_follow_an_edit(day: Page) -> None:
    view = day.locator("#views a", has_text="Needs an outcome")
    before = view.inner_text()
    start = timezone.now() - timedelta(days=20)
    record = AppointmentRecord(
        id="openForLong1234567890",
        start_time=start,
        end_time=start + timedelta(hours=1),
        appointment_status="confirmed",
    )
    Appointment.remember(record, seen_at=timezone.now())
    day.evaluate("document.body.dispatchEvent(new CustomEvent('edited'))")
    expect(view).not_to_have_text(before)


def test_nothing_is_wider_than_its_place(day: Page) -> None:
    for width in (1440, 1180, 1024, 390):
        day.set_viewport_size({**PHONE, "width": width})
        wide = "e => e.scrollWidth > e.clientWidth + 1"
        assert not day.locator(".side__scroll").evaluate(wide)
        assert not day.locator("html").evaluate(wide)
