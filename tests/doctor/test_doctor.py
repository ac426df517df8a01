"""The page of the connection: known from our own rows, and tells no secret."""

from datetime import timedelta
from hashlib import sha256
from typing import Any

import pytest
from django.conf import settings as ours
from django.db import connection
from django.test import Client
from django.utils import timezone

from appointments.edits import saving
from appointments.index import passing, reference
from appointments.index.pulse import Pulse
from appointments.index.subjects import Subject
from appointments.leadway.errors import Trouble
from appointments.work.worker import work_off
from people.models import User
from tests.conftest import Book, signed_in
from tests.intents import intent
from tests.pages import Part, read
from tests.sandboxed import Sandbox

pytestmark = pytest.mark.django_db
SECRET = "pit-1234-secret-of-the-tests"


@pytest.fixture
def as_olga(olga: User) -> Client:
    return signed_in(olga)


def page(client: Client) -> Part:
    answer = client.get("/connection/")
    assert answer.status_code == 200
    return read(answer)


def scopes(client: Client) -> dict[str, str]:
    """Return what is said of each permission, by its name in Leadway."""
    rows = page(client).all(".scopes li")
    return {one.one(".mono").text: one.one(".nowrap").text for one in rows}


def test_nothing_is_called_to_draw_it(as_olga: Client, sandbox: Sandbox) -> None:
    reference.refresh(even_if_recent=True)
    sandbox.clear()
    page(as_olga)
    assert sandbox.journal() == []


def test_a_token_is_told_by_its_fingerprint_alone(
    as_olga: Client, settings: Any
) -> None:
    settings.LEADWAY_TOKEN, settings.SANDBOX = SECRET, False
    answer = as_olga.get("/connection/")
    assert sha256(SECRET.encode()).hexdigest()[:8] in read(answer)
    text = answer.content.decode()
    assert SECRET not in text
    assert sha256(SECRET.encode()).hexdigest()[:9] not in text


def test_what_was_answered_works_and_what_was_not_needed_is_not_known(
    as_olga: Client, sandbox: Sandbox
) -> None:
    before = scopes(as_olga)
    assert set(before.values()) == {"not needed so far"}
    assert "Leadway has not been asked for anything yet" not in page(as_olga)
    work_off()
    after = scopes(as_olga)
    assert after.pop("calendars/events.write") == "not needed so far"
    assert all(said.startswith("worked ") for said in after.values()), after
    assert "Connected, and nothing to put right" in page(as_olga)


def test_a_save_tells_whether_saving_works(
    as_olga: Client, ana: User, book: Book, sandbox: Sandbox
) -> None:
    saving.save(intent(book(), ana, title="Después"))
    assert scopes(as_olga)["calendars/events.write"].startswith("worked ")
    sandbox.fault("scope", method="PUT", times=1)
    with passing.knowing():
        saving.save(intent(book(), ana, title="Después"))
    assert scopes(as_olga)["calendars/events.write"].startswith("refused ")
    assert "calendars/events.write" in page(as_olga).one(".doctor__wrong")
    passing.forget()
    assert scopes(as_olga)["calendars/events.write"].startswith("refused ")
    saving.save(intent(book(), ana, title="Después"))
    assert scopes(as_olga)["calendars/events.write"].startswith("worked ")


def test_a_refused_reading_is_named_with_what_to_do(
    as_olga: Client, sandbox: Sandbox
) -> None:
    work_off()
    people = Subject.objects.get(name="assignees")
    people.note(Trouble("refused", status=401, reason="scope"), asked_at=timezone.now())
    assert scopes(as_olga)["users.readonly"].startswith("refused ")
    wrong = page(as_olga).one(".doctor__wrong")
    assert "The token lacks users.readonly: grant it in Leadway" in wrong


def test_it_says_when_a_worker_was_seen_last(as_olga: Client) -> None:
    assert "No worker is running" in page(as_olga)
    work_off([])
    assert "No worker is running" not in page(as_olga)
    long_ago = (timezone.now() - timedelta(hours=2)).isoformat()
    Pulse.objects.update(said=f'{{"seen_at": "{long_ago}"}}')
    assert "No worker is running" in page(as_olga)


def test_it_names_the_database_and_what_its_tables_lack(as_olga: Client) -> None:
    kind = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}[connection.vendor]
    shown = page(as_olga).one("section[aria-labelledby=doctor-database]")
    assert kind in shown
    assert "of this version" in shown
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'axes'")
    shown = page(as_olga).one("section[aria-labelledby=doctor-database]")
    assert "missing" in shown
    assert "manage.py prepare" in page(as_olga).one(".doctor__wrong")


def test_it_names_address_and_account(as_olga: Client, names: Any) -> None:
    shown = page(as_olga)
    assert ours.LEADWAY_LOCATION_ID in shown
    assert ours.LEADWAY_BASE_URL in shown
    assert "Europe/Madrid" in shown


def test_only_admins_are_led_there(as_marta: Client, as_olga: Client) -> None:
    assert not read(as_marta.get("/outbox/")).has('a[href="/connection/"]')
    assert read(as_olga.get("/outbox/")).has('nav a[href="/connection/"]')
    # On a phone it is in one's own menu.
    assert read(as_olga.get("/outbox/")).has('.menu a[href="/connection/"]')
    assert as_marta.get("/connection/").status_code == 403
