"""Writes HTML: every text is escaped unless it was written here."""

from html import escape
from importlib.resources import files

from sandbox.control.guard import PREFIX
from sandbox.messages import Answer

POLICY = (
    "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none';"
    " frame-ancestors 'none'"
)
HEADERS = {
    "Content-Type": "text/html; charset=utf-8",
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    # With less, a browser would not say on a POST that the form was ours.
    "Referrer-Policy": "same-origin",
    "Cache-Control": "no-store",
}
# Elements that hold nothing and are not closed.
EMPTY = frozenset({"input", "link", "meta"})
NAVIGATION = {"": "Control", "journal.html": "Journal"}


class Markup(str):
    """Text that is HTML already."""

    __slots__ = ()


def el(name: str, /, *children: object, **attributes: object) -> Markup:
    """An element. A trailing underscore frees the names that Python keeps: `class_`.

    None among the children is nothing; an attribute that is True has no value, and one
    that is None or False is left out.
    """
    shown = "".join(
        _attribute(key.rstrip("_").replace("_", "-"), value)
        for key, value in attributes.items()
        if value is not None and value is not False
    )
    if name in EMPTY:
        return Markup(f"<{name}{shown}>")
    return Markup(f"<{name}{shown}>{many(*children)}</{name}>")


def many(*children: object) -> Markup:
    return Markup("".join(_text(child) for child in children if child is not None))


def document(title: str, here: str, *children: object) -> Answer:
    """A whole page; `here` is its address, which the navigation marks."""
    head = el(
        "head",
        el("meta", charset="utf-8"),
        el("meta", name="viewport", content="width=device-width, initial-scale=1"),
        el("title", f"{title} · Leadway sandbox"),
        el("link", rel="stylesheet", href=f"{PREFIX}style.css"),
    )
    links = [_link(address, text, here) for address, text in NAVIGATION.items()]
    navigation = el("nav", *links, aria_label="Pages")
    header = el("header", el("p", "Leadway sandbox", class_="name"), navigation)
    body = el("body", header, el("main", el("h1", title), *children))
    page = many(Markup("<!doctype html>"), el("html", head, body, lang="en"))
    # Half a character may have been sent, and stands in the journal.
    return Answer(200, page.encode("utf-8", "replace"), dict(HEADERS))


def style() -> Answer:
    """The style sheet of the pages, as it lies beside this module."""
    sheet = files("sandbox.control").joinpath("style.css").read_bytes()
    return Answer(200, sheet, HEADERS | {"Content-Type": "text/css; charset=utf-8"})


def _link(address: str, text: str, here: str) -> Markup:
    current = "page" if address == here else None
    return el("a", text, href=PREFIX + address, aria_current=current)


def _attribute(name: str, value: object) -> str:
    return f" {name}" if value is True else f' {name}="{escape(str(value))}"'


def _text(child: object) -> str:
    return child if isinstance(child, Markup) else escape(str(child))
