"""A Leadway that repeats our token: no page, no row and no log has it afterwards."""

import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.db import connection
from django.test import Client

from appointments.edits.tables import Edit
from people.models import User
from tests.conftest import PASSWORD, Book, signed_in
from tests.editor_page import Editor
from tests.every_page import everywhere
from tests.leadway.test_hiding import assert_no_token
from tests.own_day import OwnDay
from tests.sandboxed import TOKEN, Sandbox

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("names")]
HTMX = {"HX-Request": "true"}


def rows() -> Iterator[str]:
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            yield str(cursor.fetchall())


def shown(client: Client, event_id: str, day: OwnDay) -> Iterator[Any]:
    """Yield what a save answers, and what shows it afterwards."""
    editor = Editor(client, event_id)
    yield editor.save(title="Nuevo")
    for edit in Edit.objects.filter(event_id=event_id):
        yield client.get(f"/edits/{edit.pk}/_receipt/", headers=HTMX)
        yield client.get(f"{editor.url}?edit={edit.pk}")
    yield editor.post("_fresh/")
    yield Editor(client, event_id).page
    yield client.post(f"/_refresh/?date={day}", headers=HTMX)


@pytest.mark.parametrize(
    ("fault", "rule"),
    [
        ("echo_refused", {"status": 400, "method": "PUT"}),
        ("echo_refused", {"status": 401}),
        ("echo_refused", {"status": 500}),
        ("echo_refused", {"status": 302}),
        ("echo_record", {}),
    ],
)
def test_what_repeats_the_token_leaves_it_nowhere(
    as_marta: Client,
    book: Book,
    sandbox: Sandbox,
    caplog: pytest.LogCaptureFixture,
    fault: str,
    rule: dict[str, Any],
    own: OwnDay,
) -> None:
    caplog.set_level(logging.DEBUG)
    booked = book()
    Editor(as_marta, booked["id"])
    sandbox.fault(fault, **rule)
    pages = [one.content.decode() for one in shown(as_marta, booked["id"], own)]
    assert any("***" in page for page in pages) or rule.get("status") == 302
    for text in (*pages, *rows(), caplog.text):
        assert_no_token(text, TOKEN)


@pytest.mark.django_db(transaction=True)
def test_no_byte_of_the_database_is_one_of_our_secrets(
    olga: User, book: Book, sandbox: Sandbox, own: OwnDay
) -> None:
    """Nor of a row that is gone by now: the file holds it until it is written over."""
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL keeps its files to itself")
    wrong = "not-the-password-of-olga"
    for password in (wrong, PASSWORD):
        Client().post("/sign-in/", {"username": "olga", "password": password})
    client, booked = signed_in(olga), book()
    Editor(client, booked["id"])
    sandbox.fault("echo_refused", method="PUT", status=400)
    for _page in shown(client, booked["id"], own):
        pass
    sandbox.clear()
    sandbox.fault("echo_record")
    for _page in everywhere(client, booked["id"], own):
        pass
    path = str(connection.settings_dict["NAME"])
    written = "".join(
        one.read_bytes().decode("latin-1")
        for one in (Path(path), Path(f"{path}-wal"))
        if one.exists()
    )
    assert booked["id"] in written
    assert_no_token(written, TOKEN)
    for secret in (django_settings.SECRET_KEY, PASSWORD, wrong):
        assert secret not in written


def test_a_refusal_that_names_the_secret_key_does_not_show_it(
    as_ana: Client, book: Book, sandbox: Sandbox
) -> None:
    editor = Editor(as_ana, book()["id"])
    said = f"Your key {django_settings.SECRET_KEY} is known"
    sandbox.fault("unprocessable", method="PUT", message=[said])
    page = editor.save(title="Nuevo").content.decode()
    assert "Your key *** is known" in page
    for text in (page, *rows()):
        assert django_settings.SECRET_KEY not in text
