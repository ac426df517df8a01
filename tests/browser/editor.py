"""The editor as somebody at a browser has it: what they see, type and press."""

import json
import re
from typing import Any

from playwright.sync_api import Locator, Page, expect

from people.models import User
from tests.browser.conftest import axe, fits, sign_in


class Editor:
    """One open editor. Typing and pressing read like what a person does."""

    def __init__(self, page: Page, event_id: str) -> None:
        self.page = page
        self.event_id = event_id
        self.banner = page.locator("#answer > [tabindex]")
        self.answer = page.locator("#answer")
        self.moved = page.locator("#moved")
        self.review = page.locator("#review")
        self.save_button = page.locator("#save")

    def open(self, query: str = "") -> "Editor":
        self.page.goto(f"/appointments/{self.event_id}/{query}")
        return self

    def field(self, name: str) -> Locator:
        return self.page.locator(f"#f-{name}")

    def type(self, **texts: str) -> None:
        """Type into text fields, and leave each so that it counts as changed."""
        for name, text in texts.items():
            self.field(name).fill(text)
            self.field(name).blur()

    def choose(self, **values: str) -> None:
        """Choose in lists, by what they say."""
        for name, label in values.items():
            self.field(name).select_option(label=label)

    def check(self, *controls: str) -> None:
        """Choose tiles and switches, which lie over their labels."""
        for control in controls:
            self.page.check(f"#f-{control}")

    def press(self, name: str, *, within: Locator | None = None) -> None:
        (within or self.page).get_by_role("button", name=name, exact=True).click()

    def save(self) -> None:
        self.save_button.click()

    def says(self, text: str) -> None:
        """Wait until the banner says this, and hold the page to its rules then."""
        expect(self.banner).to_contain_text(text)
        self.in_order()

    def in_order(self) -> None:
        assert fits(self.page)
        axe(self.page)

    def has_changes(self, count: int) -> None:
        expect(self.review).to_have_attribute("data-count", str(count))

    def request(self) -> dict[str, Any]:
        """The body that the review says will be sent."""
        shown = self.review.locator(".review__r pre").first.text_content() or ""
        return dict(json.loads(shown.partition("\n")[2]))

    def line(self, field: str) -> Locator:
        """The line of the receipt, or of a conflict, about a field."""
        header = self.page.locator("th", has_text=re.compile(f"^{field}$"))
        return self.answer.locator("tbody tr", has=header)


def signed_in(page: Page, user: User, language: str = "en") -> None:
    """Sign somebody in who reads this language."""
    User.objects.filter(pk=user.pk).update(language=language)
    sign_in(page, user.username)


def open_editor(
    page: Page, user: User, event_id: str, *, language: str = "en"
) -> Editor:
    signed_in(page, user, language)
    return Editor(page, event_id).open()


def puts(sandbox: Any, event_id: str) -> list[dict[str, Any]]:
    """The bodies that were sent for this appointment, oldest first."""
    return [
        entry["body"]
        for entry in sandbox.journal("PUT")
        if entry["path"].endswith(f"/{event_id}")
    ]
