"""What the product promises on every page: no secret shows, and nothing is a 500."""

import logging

import pytest
from django.conf import settings as django_settings
from django.db import connection
from django.test import Client

from appointments.editor.controls import SLOTS
from appointments.edits.tables import Edit
from appointments.index import directory
from appointments.index.copies import Account, Assignee, Calendar
from appointments.index.tables import Appointment
from appointments.leadway.fields import BODY_NAMES
from people.models import User
from tests.conftest import Book, signed_in
from tests.editor_page import Editor
from tests.every_page import HTMX, everywhere, pages, said
from tests.own_day import OwnDay
from tests.sandboxed import TOKEN, Sandbox
from tests.test_permissions import TABLE

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("names")]


@pytest.mark.parametrize("odd", ["a b", "../..", "x" * 129, "\0", "é"])
def test_an_id_in_a_list_that_cannot_be_one_breaks_nothing(
    as_ana: Client, book: Book, own: OwnDay, odd: str
) -> None:
    book(raw={"id": odd})
    for name, answer in pages(as_ana, book()["id"], own):
        assert answer.status_code < 500, name


def secrets() -> tuple[str, str]:
    return TOKEN, django_settings.SECRET_KEY


# What shows nothing of an appointment, and what only changes how things are shown.
NOT_WALKED = {"sign_in", "sign_out", "sign_up", "demo_sign_in"}
NOT_WALKED |= {"set_language", "set_theme", "set_looks", "set_single_keys"}
NOT_WALKED |= {"set_automations"}
NOT_WALKED |= {"choose_columns", "save_view", "drop_view", "open_first", "try_line"}
NOT_WALKED |= {"end_session", "end_others", "end_all_of"}


def test_no_page_holds_the_token_or_the_secret_key(
    olga: User, book: Book, own: OwnDay
) -> None:
    booked, visited = book(), set()
    for name, answer in everywhere(signed_in(olga), booked["id"], own):
        assert answer.status_code < 500, name
        text = said(answer)
        for secret in secrets():
            assert secret not in text, name
        if found := answer.wsgi_request.resolver_match:
            visited.add(found.url_name)
    # A page that is new is walked to, or named as one that need not be.
    assert set(TABLE) - visited == NOT_WALKED


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
    Editor(as_ana, book()["id"]).save(title="Nuevo")
    raw = f"/edits/{Edit.objects.get().pk}/raw/"
    page = as_ana.get(raw).content.decode()
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
    slots = set(SLOTS) | {"start_time", "end_time"}
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
