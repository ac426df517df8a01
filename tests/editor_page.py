"""The editor as a browser without scripts has it: what is shown, and what it posts."""

from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

from django.http import HttpResponse
from django.test import Client

KEYS = ("baseline", "acknowledged", "form_key", "offered")
Attributes = dict[str, str | None]


class Controls(HTMLParser):
    """Collects the names and values that a browser would post of the editor's form."""

    def __init__(self) -> None:
        super().__init__()
        self.values: dict[str, str] = {}
        self._forms: list[str | None] = []
        self._fieldsets: list[bool] = []
        self._select = ""
        self._area: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        of = dict(attrs)
        match tag:
            case "form":
                self._forms.append(of.get("id"))
            case "fieldset":
                self._fieldsets.append("disabled" in of)
            case "select":
                self._select = of.get("name") or "" if self._posts(of) else ""
            case "option" if self._select:
                self._option(of)
            case "textarea" if self._posts(of):
                self._area = of.get("name")
                self.values[self._area or ""] = ""
            case "input" if self._posts(of):
                self._input(of)

    def handle_endtag(self, tag: str) -> None:
        match tag:
            case "form":
                self._forms.pop()
            case "fieldset":
                self._fieldsets.pop()
            case "select":
                self._select = ""
            case "textarea":
                self._area = None

    def handle_data(self, data: str) -> None:
        if self._area:
            # The line end right after the tag is not part of the text.
            self.values[self._area] += data if self.values[self._area] else data[1:]

    def _posts(self, of: Attributes) -> bool:
        inside = bool(self._forms) and self._forms[-1] == "editor"
        return (inside or of.get("form") == "editor") and not any(self._fieldsets)

    def _option(self, of: Attributes) -> None:
        if "selected" in of or self._select not in self.values:
            self.values[self._select] = of.get("value") or ""

    def _input(self, of: Attributes) -> None:
        name = of.get("name")
        chosen = of.get("type") not in ("checkbox", "radio") or "checked" in of
        if name and chosen:
            on = "on" if of.get("type") in ("checkbox", "radio") else ""
            self.values[name] = of.get("value") or on


def controls(html: str) -> dict[str, str]:
    parser = Controls()
    parser.feed(html)
    return parser.values


def keys(html: str) -> Iterator[tuple[str, str]]:
    """Yield the hidden keys wherever they stand: also out of band."""
    found = controls(f'<form id="editor">{html}</form>')
    return ((name, found[name]) for name in KEYS if name in found)


class Editor:
    """One open editor. `save` posts the whole form with what was typed in between."""

    def __init__(self, client: Client, event_id: str, query: str = "") -> None:
        self.client = client
        self.url = f"/appointments/{event_id}/"
        self.page = client.get(self.url + query)
        self.html = self.page.content.decode()
        self.fields = controls(self.html)

    def save(self, *, htmx: bool = True, **typed: str | None) -> HttpResponse:
        """Type and press Save; None stands for a control that is not there."""
        return self.post("", htmx=htmx, **typed)

    def review(self, **typed: str | None) -> HttpResponse:
        return self.post("_review/", **typed)

    def post(
        self, fragment: str, *, htmx: bool = True, **typed: str | None
    ) -> HttpResponse:
        fields: dict[str, Any] = {**self.fields, **typed}
        sent = {name: value for name, value in fields.items() if value is not None}
        headers = {"HX-Request": "true"} if htmx else {}
        return self.client.post(self.url + fragment, sent, headers=headers)

    def follow(self, answer: HttpResponse) -> None:
        """Take over the keys that an answer brought, as the page does."""
        self.fields |= dict(keys(answer.content.decode()))
