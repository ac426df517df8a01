"""Looking at page after page as one sort of reader, and telling all that is wrong."""

from dataclasses import dataclass

from django.conf import settings
from playwright.sync_api import Page, ViewportSize

from people.models import User
from tests.browser.conftest import PHONE, fits, sign_in, violations

SHAPE = """() => ({
  lang: document.documentElement.lang,
  title: document.title.split(" · ")[0].trim(),
  headings: [...document.querySelectorAll("h1")]
    .filter((one) => one.checkVisibility() && one.textContent.trim()).length,
  // Of the form of a panel its own, of the page under it the page's own.
  primary: Math.max(...[...document.querySelectorAll("main, #panel, dialog[open]")]
    .map((part) => [...part.querySelectorAll(".btn--primary")]
      .filter((one) => one.checkVisibility()).length), 0),
})"""


@dataclass(frozen=True, slots=True)
class Reader:
    """Who looks: in which language and theme, and how large a window is."""

    language: str
    theme: str
    screen: ViewportSize


DESK = Reader("en", "light", ViewportSize(width=1440, height=900))
PHONE_AT_NIGHT = Reader("es", "dark", ViewportSize(**PHONE))
READERS = {"desk": DESK, "phone": PHONE_AT_NIGHT}


class Sweep:
    """One reader who goes through pages. What is wrong is in `found`, by page."""

    def __init__(self, page: Page, live: str, reader: Reader) -> None:
        self.page, self.live, self.reader = page, live, reader
        self.found: list[str] = []
        page.set_viewport_size(reader.screen)
        self._choose()

    @property
    def on_phone(self) -> bool:
        return self.reader is PHONE_AT_NIGHT

    def sign_in(self, user: User) -> None:
        User.objects.filter(pk=user.pk).update(
            language=self.reader.language, theme=self.reader.theme
        )
        sign_in(self.page, user.username)

    def sign_out(self) -> None:
        self.page.context.clear_cookies()
        self._choose()

    def _choose(self) -> None:
        """Choose language and theme in this browser, as before a sign-in."""
        chosen = {
            settings.LANGUAGE_COOKIE_NAME: self.reader.language,
            settings.THEME_COOKIE_NAME: self.reader.theme,
        }
        for name, value in chosen.items():
            self.page.context.add_cookies(
                [{"name": name, "value": value, "url": self.live}]
            )

    def visit(self, *addresses: str) -> None:
        for address in addresses:
            self.page.goto(address)
            self.page.wait_for_load_state("networkidle")
            self.look(address)

    def look(self, name: str) -> None:
        """Look at the page as it is now."""
        shape = self.page.evaluate(SHAPE)
        wrong = violations(self.page)
        if not fits(self.page):
            wrong.append("is wider than the window")
        if shape["headings"] != 1:
            wrong.append(f"has {shape['headings']} headings of the first level")
        if shape["primary"] > 1:
            wrong.append(f"has {shape['primary']} buttons that are the first choice")
        if not shape["title"]:
            wrong.append("has no title")
        if shape["lang"] != self.reader.language:
            wrong.append(f"is in {shape['lang']}")
        self.found += [f"{name}: {one}" for one in wrong]
