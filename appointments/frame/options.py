"""What the palette offers: each a link, or a deed that is posted, under a heading."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from appointments.index.folding import plain


@dataclass(frozen=True, slots=True)
class Option:
    """One line. It leads to `url`, or posts `value` as `name` to `action`.

    `opens` is an appointment that a page may open beside itself, `copy` what is put
    into the clipboard instead, and `key` does the same where the row has the focus.
    """

    label: SafeString
    icon: str
    url: str = ""
    detail: str = ""
    end: str = ""
    status: str = ""
    initials: str = ""
    hue: int = 0
    opens: str = ""
    new_window: bool = False
    copy: str = ""
    key: str = ""
    action: str = ""
    name: str = ""
    value: str = ""

    @property
    def is_look(self) -> bool:
        """Whether what is typed on the page goes along with it."""
        return self.name in ("language", "theme")


@dataclass(frozen=True, slots=True)
class Group:
    """Options under a heading; `posts` goes along with what is posted from there."""

    key: str
    title: str
    options: list[Option] = field(default_factory=list)
    posts: dict[str, str] = field(default_factory=dict)


def words(text: str) -> tuple[str, ...]:
    """Return the words that were typed, without accents and case."""
    return tuple(plain(text).split())


def label(text: str, typed: Iterable[str] = ()) -> SafeString:
    """Mark in a text where one of its words begins with one that was typed."""
    found: list[tuple[object]] = []
    for n, word in enumerate(text.split(" ")):
        end = max((_length(word, one) for one in typed), default=0)
        begun = format_html("<mark>{}</mark>", word[:end]) if end else ""
        found += [(" " if n else "",), (begun,), (word[end:],)]
    return format_html_join("", "{}", found)


def _length(word: str, typed: str) -> int:
    """Return how many letters of a word are what was typed: 0 when it begins else."""
    if not plain(word).startswith(typed):
        return 0
    ends = range(1, len(word) + 1)
    return next((end for end in ends if plain(word[:end]) == typed), 0)


def fits(text: str, typed: Iterable[str]) -> bool:
    """Whether each typed word begins one of the text's."""
    there = plain(text).split()
    return all(any(word.startswith(one) for word in there) for one in typed)
