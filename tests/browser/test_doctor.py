"""The page of the connection in Chromium: light and dark, wide, and on a phone."""

from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from appointments.index.subjects import Subject
from appointments.leadway.errors import Trouble
from people.models import User
from tests.browser.conftest import PHONE, axe, fits, sign_in
from tests.sandboxed import Sandbox

LOOKS = [
    ("en", "light", {"width": 1440, "height": 900}),
    ("en", "dark", {"width": 1440, "height": 900}),
    ("es", "light", PHONE),
]


@pytest.mark.parametrize(("language", "theme", "screen"), LOOKS)
def test_it_can_be_read_and_fits(
    page: Page,
    live: str,
    olga: User,
    names: Any,
    sandbox: Sandbox,
    language: str,
    theme: str,
    screen: Any,
) -> None:
    olga.language, olga.theme = language, theme
    olga.save()
    people = Subject.objects.get(name="assignees")
    people.note(Trouble("refused", status=401, reason="scope"), asked_at=timezone.now())
    page.set_viewport_size(screen)
    sign_in(page, "olga")
    page.goto("/connection/")
    hero = page.locator(".doctor__wrong")
    expect(hero).to_contain_text("users.readonly")
    expect(page.locator(".scopes li")).to_have_count(6)
    assert fits(page)
    axe(page)
