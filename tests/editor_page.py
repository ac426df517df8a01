"""The editor as a browser without scripts has it: what is shown, and what it posts."""

import json
from collections.abc import Iterator
from typing import Any

from bs4 import BeautifulSoup, Tag
from django.http import HttpResponse
from django.test import Client

from tests.pages import Part, read

KEYS = ("baseline", "acknowledged", "form_key", "offered", "waits")


def controls(html: str, form: str = "editor") -> dict[str, str]:
    """Return the names and values that a browser would send of a form of a page."""
    soup = BeautifulSoup(html, "html.parser")
    values: dict[str, str] = {}
    for control in soup.select("input[name], select[name], textarea[name]"):
        value = _value(control) if _posts(control, form) else None
        if value is not None:
            values[str(control["name"])] = value
    return values


def _posts(control: Tag, form: str) -> bool:
    around = control.find_parent("form")
    owner = control.get("form") or (around and around.get("id"))
    disabled = control.has_attr("disabled") or control.find_parent(
        "fieldset", disabled=True
    )
    return owner == form and not disabled


def _value(control: Tag) -> str | None:
    """Return what a control posts; None when it posts nothing."""
    if control.name == "textarea":
        # The line end right after the tag is not part of the text.
        return control.text.removeprefix("\n")
    if control.name == "select":
        options = control.select("option[selected]") or control.select("option")
        return str(options[0].get("value", "")) if options else None
    if control.get("type") in ("checkbox", "radio"):
        return str(control.get("value", "on")) if control.has_attr("checked") else None
    return str(control.get("value", ""))


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
        self.sent: dict[str, Any] = self.fields

    @property
    def shown(self) -> Part:
        """The page to read in."""
        return read(self.html)

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
        self.sent = sent
        return self.client.post(self.url + fragment, sent, headers=headers)

    def renew(self, answer: HttpResponse) -> HttpResponse:
        """Hear the event that an answer brought, and ask as the page does then."""
        edited = json.loads(answer["HX-Trigger"])["edited"]
        told = {"edited": edited["edit"], "looked": json.dumps(edited["looked"])}
        headers = {"HX-Request": "true"}
        return self.client.post(
            f"{self.url}_renewed/", self.sent | told, headers=headers
        )

    def follow(self, answer: HttpResponse) -> None:
        """Take over the keys that come after an answer, as the page does."""
        renewal = self.renew(answer) if "HX-Trigger" in answer else answer
        self.fields |= dict(keys(renewal.content.decode()))
