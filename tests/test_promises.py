"""What the product promises on every page: all is text, no secret shows, no 500."""

import logging
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.db import connection
from django.test import Client

from appointments.editor import page as editor_view
from appointments.edits.tables import Edit
from appointments.index import directory
from appointments.index.copies import Account, Assignee, Calendar, Contact
from appointments.index.tables import Appointment
from appointments.leadway.fields import BODY_NAMES
from tests.conftest import Book
from tests.editor_page import Editor
from tests.intents import puts
from tests.own_day import OwnDay
from tests.sandboxed import TOKEN, Sandbox

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("names")]
HTMX = {"HX-Request": "true"}
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


def pages(client: Client, event_id: str, day: OwnDay) -> Iterator[tuple[str, Any]]:
    """Yield every page and fragment that shows an appointment of that day."""
    yield "refresh", client.post(f"/_refresh/?date={day}", headers=HTMX)
    yield "day", client.get(f"/?date={day}")
    opened = Editor(client, event_id)
    yield "editor", opened.page
    yield "review", opened.review(description="Otra")
    yield "availability", opened.post("_availability/")
    yield "fresh", opened.post("_fresh/")
    yield "contact", client.get(f"{opened.url}_contact/")
    yield "invalid", opened.save(start="nonsense")
    yield "saved", opened.save(description="Otra", appointment_status="confirmed")
    for edit in Edit.objects.filter(event_id=event_id):
        yield "receipt", client.get(f"/edits/{edit.pk}/_receipt/", headers=HTMX)
        yield "address", client.get(f"{opened.url}?edit={edit.pk}")
        yield "undone", client.post(f"/edits/{edit.pk}/undo/", headers=HTMX)


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


@pytest.mark.parametrize("odd", ["a b", "../..", "x" * 129, "\0", "é"])
def test_an_id_in_a_list_that_cannot_be_one_breaks_nothing(
    as_ana: Client, book: Book, own: OwnDay, odd: str
) -> None:
    book(raw={"id": odd})
    for name, answer in pages(as_ana, book()["id"], own):
        assert answer.status_code < 500, name


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


# --- secrets ---


def secrets() -> tuple[str, str]:
    return TOKEN, django_settings.SECRET_KEY


def test_no_page_holds_the_token_or_the_secret_key(
    as_marta: Client, book: Book, own: OwnDay
) -> None:
    booked = book()
    for name, answer in pages(as_marta, booked["id"], own):
        said = answer.content.decode() + str(answer.headers)
        for secret in secrets():
            assert secret not in said, name


def test_no_log_holds_the_token_or_what_people_wrote(
    as_ana: Client,
    book: Book,
    sandbox: Sandbox,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    editor = Editor(as_ana, book(title="Dolor lumbar")["id"])
    for fault in ("unprocessable", "drop_before", "html_200", "rate_burst", "redirect"):
        sandbox.clear()
        sandbox.fault(fault, method="PUT", message="se rechaza Dolor lumbar")
        editor.follow(editor.save(title="Migraña con aura"))
    ours = [r for r in caplog.records if not r.name.startswith("django.db")]
    logged = "\n".join(f"{one.getMessage()} {one.exc_text}" for one in ours)
    for secret in (*secrets(), "Migraña", "Dolor lumbar", "Bearer"):
        assert secret not in logged


def test_no_row_of_the_database_holds_the_token(
    as_ana: Client, book: Book, own: OwnDay
) -> None:
    for _page in pages(as_ana, book()["id"], own):
        pass
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            rows = str(cursor.fetchall())
            assert all(secret not in rows for secret in secrets()), table


def test_the_command_for_developers_hides_the_token(as_ana: Client, book: Book) -> None:
    page = Editor(as_ana, book()["id"]).save(title="Nuevo").content.decode()
    assert "curl" in page
    assert "$LEADWAY_TOKEN" in page


# --- nothing makes a 500 ---


@pytest.mark.parametrize(
    "name",
    [
        "form_key",
        "baseline",
        "acknowledged",
        "only",
        "anyway",
        "date",
        "start",
        "end",
        "length",
        "start_offset",
        "assigned_user_id",
        "calendar_id",
        "place",
        "meeting_location_id",
        "meeting_location_type",
        "address",
        "appointment_status",
        "title",
        "description",
        "rrule",
        "override_location_config",
        "to_notify",
        "team_of",
        "keep_title",
        "refused",
    ],
)
def test_no_control_breaks_a_save_or_a_fragment(
    as_marta: Client, book: Book, name: str
) -> None:
    editor = Editor(as_marta, book()["id"])
    for odd in ("", "\0", "²", "-1", "9" * 400, "../.."):
        for fragment in ("_review/", "_availability/", "_slots_free/", ""):
            answer = editor.post(fragment, **{"title": "N", name: odd, "form_key": ""})
            assert answer.status_code < 500, (fragment, odd)


@pytest.mark.parametrize("fragment", ["", "_review/", "_fresh/", "_availability/"])
def test_an_empty_post_breaks_nothing(
    as_marta: Client, book: Book, fragment: str
) -> None:
    url = Editor(as_marta, book()["id"]).url
    for headers in ({}, HTMX):
        answer = as_marta.post(url + fragment, headers=headers)
        assert answer.status_code in (200, 204, 400)


def test_a_clinic_that_nobody_could_read_is_a_page_all_the_same(
    as_marta: Client, book: Book, sandbox: Sandbox
) -> None:
    """No calendars, no people, no account: ids take the place of names."""
    for model in (Account, Assignee, Calendar):
        model.objects.all().delete()
    directory.forget()
    booked = book()
    editor = Editor(as_marta, booked["id"])
    assert editor.page.status_code == 200
    assert editor.fields["calendar_id"] == booked["calendarId"]
    assert editor.save(title="Nuevo").status_code == 200
    sandbox.fault("scope", method="GET")
    assert as_marta.get("/").status_code == 200


# --- each word of the API ---


def test_every_field_of_the_api_has_a_control_and_a_name(
    as_marta: Client, book: Book
) -> None:
    page = Editor(as_marta, book()["id"]).html
    controls = {"start_time": "start", "end_time": "end"}
    for name in BODY_NAMES:
        assert f'name="{controls.get(name, name)}"' in page, name
    slots = set(editor_view.SLOTS) | {"start_time", "end_time"}
    attributes = set(BODY_NAMES) - {
        "to_notify",
        "ignore_date_range",
        "ignore_free_slot_validation",
        "override_location_config",
    }
    assert attributes <= slots


def test_a_record_that_is_nothing_but_an_id_is_a_page(as_ana: Client) -> None:
    Appointment.objects.create(event_id="bare", record={"id": "bare"})
    assert Editor(as_ana, "bare").page.status_code == 200
