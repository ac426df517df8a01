"""Whatever Leadway returns and people type is text on every page, never markup."""

import csv
import re
from html.parser import HTMLParser
from typing import Any

import pytest
from django.test import Client

from appointments.index.copies import Contact
from people.models import User
from tests.conftest import Book, signed_in
from tests.editor_page import Editor
from tests.every_page import everywhere, pages
from tests.intents import puts
from tests.own_day import OwnDay
from tests.sandboxed import Sandbox
from tests.trouble_urls import FAILURES

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("names")]
SCRIPT = "<script>alert('hola')</script>"
PAYLOADS = {
    "markup": f"{SCRIPT}<img src=x onerror=alert(1)>",
    "quotes": '"\' onfocus=alert(1) autofocus x="',
    "template": "{{ 7|add:1 }}{% now 'Y' %}${7*7}",
    "link": "javascript:alert(1)",
    "entity": "&lt;b&gt;&amp;amp;",
    "end": "</textarea></title></script>-->]]>",
    "rtl": "\u202emoc.elpmaxe\u202c موعد – ليلى",
    "control": "nul\0 and bell\x07 and escape\x1b[31m",
    "surrogate": "half \ud800 a character",
    "marks": "e\u0301" + "\u0301" * 200,
    "emoji": "🦶🏽👩‍👩‍👧‍👦",
    "long": "palabra " * 2_500,
    "one word": "x" * 20_000,
    "null": None,
    "number": 42,
    "list": ["a", {"b": SCRIPT}],
    "object": {"id": SCRIPT},
}
FIELDS = (
    "title",
    "address",
    "description",
    "appointmentStatus",
    "assignedUserId",
    "calendarId",
    "contactId",
    "rrule",
    "notes",
    "masterEventId",
    "isRecurring",
    "users",
    "startTime",
    "dateUpdated",
    "createdBy",
    "unheardOf",
)


class Risks(HTMLParser):
    """Collects what would run in a browser: handlers, foreign scripts, odd links."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        of = dict(attrs)
        self.found += [f"{tag} {name}" for name in of if name.startswith("on")]
        link = (of.get("href") or of.get("src") or of.get("action") or "").strip()
        if tag != "link" and re.match(r"(javascript|data|vbscript):|//", link, re.I):
            self.found.append(f"{tag} {link}")
        if tag == "script" and not (of.get("src") or "").startswith("/static/"):
            self.found.append("script")
        if tag == "img" and link == "x":
            self.found.append("img")


def risks(html: str) -> list[str]:
    parser = Risks()
    parser.feed(html)
    return parser.found


def nasty(payload: Any) -> dict[str, Any]:
    """Lay a payload over every field that a record has, but for its time."""
    keeps = ("startTime", "calendarId") if payload else ()
    return {name: payload for name in FIELDS if name not in keeps}


@pytest.mark.parametrize("payload", PAYLOADS.values(), ids=PAYLOADS)
def test_whatever_leadway_returns_is_text_on_every_page(
    as_marta: Client, book: Book, own: OwnDay, payload: Any
) -> None:
    booked = book(raw=nasty(payload))
    for name, answer in pages(as_marta, booked["id"], own):
        page = answer.content.decode()
        assert answer.status_code in (200, 204, 302, 404, 409, 422), name
        assert risks(page) == [], name
        assert "\0" not in page, name


HOSTILE = ["markup", "quotes", "end", "control", "surrogate"]
DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


@pytest.mark.parametrize("payload", [*HOSTILE, "formula"])
def test_it_is_text_in_files_too_in_the_palette_in_practice_and_in_errors(
    olga: User, book: Book, own: OwnDay, payload: str
) -> None:
    text = PAYLOADS.get(payload, '=HYPERLINK("http://evil.example";"a")')
    booked = book(raw=nasty(text))
    for name, answer in everywhere(signed_in(olga), booked["id"], own):
        page, kind = answer.getvalue().decode(), answer.get("Content-Type", "")
        assert answer.status_code < 500, name
        assert "\0" not in page, name
        if kind.startswith("text/csv"):
            assert answer["Content-Disposition"].startswith("attachment"), name
            assert answer["X-Content-Type-Options"] == "nosniff", name
            cells = [cell for row in csv.reader(page[1:].splitlines()) for cell in row]
            assert not [one for one in cells if one.startswith(DANGEROUS)], name
        else:
            assert kind.startswith("text/html") or not page, name
            assert risks(page) == [], name


@pytest.mark.urls("tests.trouble_urls")
@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
@pytest.mark.parametrize("path", ["/nowhere/", *(f"/fail/{one}/" for one in FAILURES)])
def test_what_was_typed_is_text_on_the_pages_of_errors(
    ana: User, path: str, headers: dict[str, str]
) -> None:
    ours = headers | {"Origin": "http://testserver"}
    for checks in (False, True):
        client = Client(enforce_csrf_checks=checks, raise_request_exception=False)
        client.force_login(ana, backend="people.backends.RolesBackend")
        for payload in HOSTILE[:3]:
            typed = {"title": PAYLOADS[payload], f"a{PAYLOADS[payload]}": "b"}
            answer = client.post(path, typed, headers=ours)
            assert answer.status_code >= 400
            assert risks(answer.content.decode()) == []
            assert headers or "alert(1)" in answer.content.decode() or payload == "end"


@pytest.mark.parametrize("payload", ["markup", "quotes", "end", "rtl", "one word"])
def test_a_contact_of_strange_names_is_text_too(
    as_ana: Client, book: Book, own: OwnDay, payload: str
) -> None:
    said = PAYLOADS[payload]
    booked = book(contactId="strange")
    facts = {"phone": said, "email": said, "timezone": said}
    Contact.remember("strange", name=str(said), record=facts)
    for _name, answer in pages(as_ana, booked["id"], own):
        assert risks(answer.content.decode()) == []


@pytest.mark.parametrize("payload", ["markup", "quotes", "template", "end", "rtl"])
def test_what_people_type_comes_back_as_they_typed_it(
    as_ana: Client, book: Book, sandbox: Sandbox, payload: str
) -> None:
    text = str(PAYLOADS[payload])
    booked = book()
    answer = Editor(as_ana, booked["id"]).save(title=text, description=text)
    assert answer.status_code == 200
    body = puts(sandbox, booked["id"])[-1]
    assert (body["title"], body["description"]) == (text, text)
    again = Editor(as_ana, booked["id"])
    assert (again.fields["title"], again.fields["description"]) == (text, text)
    assert risks(again.html) == []


@pytest.mark.parametrize("payload", [SCRIPT, "x" * 5_000, "a\0b", "\ud800"])
def test_leadways_words_of_refusal_are_text_and_short(
    as_ana: Client, book: Book, sandbox: Sandbox, payload: str
) -> None:
    editor = Editor(as_ana, book()["id"])
    sandbox.fault("unprocessable", method="PUT", message=[payload] * 20)
    page = editor.save(title="Nuevo").content.decode()
    assert risks(page) == []
    assert "\0" not in page
    assert page.count("x" * 501) == 0
