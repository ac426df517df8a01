"""A page or a fragment as somebody reads it, with a parser and not by its spelling.

page = read(client.get("/"))
assert "Marta Ruiz" in page                     # in what can be read
assert page.one("h1").text == "Today"
assert page.one("#editor")["aria-busy"] == "true"
assert not page.all(".banner")
"""

import re
from typing import Protocol

from bs4 import BeautifulSoup, Tag
from bs4.element import PreformattedString

UNREAD = ("script", "style", "template")
INLINE = re.compile(
    "a|abbr|b|bdi|bdo|cite|code|del|em|i|ins|kbd|mark|q|s|small|span|strong|sub|sup"
    "|time|u|var"
)


class Part:
    """An element and what is in it; a page is one that holds everything."""

    def __init__(self, tag: Tag) -> None:
        self._tag = tag

    @property
    def text(self) -> str:
        """What can be read in it, with one space wherever there is any room."""
        return " ".join("".join(_words(self._tag)).split())

    def __contains__(self, words: str) -> bool:
        return words in self.text

    def __getitem__(self, attribute: str) -> str:
        """Return the value of an attribute that it has."""
        value = self._tag[attribute]
        return value if isinstance(value, str) else " ".join(value)

    def get(self, attribute: str) -> str | None:
        return self[attribute] if self._tag.has_attr(attribute) else None

    def one(self, selector: str, saying: str = "") -> "Part":
        """Return the only element of this kind, or the only one that says this."""
        found = self.all(selector, saying)
        wanted = f"{selector} saying {saying!r}" if saying else selector
        assert len(found) == 1, f"{len(found)} of {wanted} in: {self}"
        return found[0]

    def all(self, selector: str, saying: str = "") -> list["Part"]:
        found = [Part(tag) for tag in self._tag.select(selector)]
        return [part for part in found if saying in part]

    def has(self, selector: str, saying: str = "") -> bool:
        return bool(self.all(selector, saying))

    def texts(self, selector: str) -> list[str]:
        return [part.text for part in self.all(selector)]

    def __repr__(self) -> str:
        """What a failing test shows."""
        return self.text or str(self._tag)


class Answer(Protocol):
    """What views return, and what the test client makes of that."""

    @property
    def content(self) -> bytes: ...


def read(source: Answer | str) -> Part:
    """Read an answer, or its text."""
    html = source if isinstance(source, str) else source.content.decode()
    return Part(BeautifulSoup(html, "html.parser"))


def _words(tag: Tag) -> list[str]:
    """Return its text in order; where a block begins or ends there is room."""
    found: list[str] = []
    for child in tag.children:
        if isinstance(child, Tag):
            if child.name in UNREAD or "hidden" in child.attrs:
                continue
            room = "" if INLINE.fullmatch(child.name) else " "
            found += [room, *_words(child), room]
        # Comments and the doctype are strings as well, which nobody reads.
        elif not isinstance(child, PreformattedString):
            found.append(str(child))
    return found
