"""A page that stays open, and asks now and then what is otherwise by now."""

from django.http import HttpResponse
from django.test import Client

from tests.editor_page import Editor
from tests.pages import Part, read

HEADERS = {"HX-Request": "true", "X-Background": "1"}
MARKS = ("others", "notes", "record")


def marks_of(page: Part) -> dict[str, str]:
    """Return what a page, or an answer, says that the page has."""
    found = {name: page.all(f"#have-{name}") for name in MARKS}
    return {name: one[0]["value"] for name, one in found.items() if one}


class Open:
    """A page that stays open: what it has, asks, and is told."""

    def __init__(self, client: Client, event_id: str) -> None:
        self.editor = Editor(client, event_id)
        self.have = marks_of(self.editor.shown)

    def ask(self, **posted: str) -> HttpResponse:
        """Ask what is new, and take over what comes of it."""
        told = self._post("_present/", **self.have, **posted)
        if told.status_code == 200:
            self.have |= marks_of(read(told))
        return told

    def look(self, **typed: str) -> Part:
        """What the page asks for itself then, with what is typed into it."""
        answer = self.editor.post("_fresh/", known="1", **typed)
        self.have |= marks_of(read(answer))
        self.editor.fields |= _keys(answer)
        return read(answer)

    def _post(self, fragment: str, **posted: str) -> HttpResponse:
        address = self.editor.url + fragment
        return self.editor.client.post(address, posted, headers=HEADERS)


def _keys(answer: HttpResponse) -> dict[str, str]:
    found = read(answer).all("#keys [name=baseline]")
    return {"baseline": found[0]["value"]} if found else {}
