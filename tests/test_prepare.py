"""What `manage.py prepare` does, and leaves alone, before each start."""

import os
from collections.abc import Iterator
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import Settings

from appointments.edits.drafts import Draft
from appointments.edits.tables import Edit
from appointments.leadway.changes import Changes, WriteOptions
from appointments.leadway.records import AppointmentRecord
from leadway_admin import modes
from leadway_admin.management.commands.prepare import collect_static_if_changed
from people import demo
from people.models import User


@pytest.fixture
def source(settings: Settings, tmp_path: Path) -> Iterator[Path]:
    """A folder with one static file, and places of its own for what is written."""
    before = os.umask(0o022)
    source = tmp_path / "source"
    source.mkdir()
    (source / "page.css").write_text("body { color: black }")
    settings.VAR = tmp_path
    settings.STATIC_ROOT = tmp_path / "static"
    settings.STATICFILES_FINDERS = [
        "django.contrib.staticfiles.finders.FileSystemFinder"
    ]
    settings.STATICFILES_DIRS = [source]
    yield source
    os.umask(before)


def test_static_files_are_collected_when_one_of_them_changed(source: Path) -> None:
    collected = source.parent / "static" / "page.css"
    collect_static_if_changed()
    assert collected.read_text() == "body { color: black }"
    collected.unlink()
    collect_static_if_changed()
    assert not collected.exists()
    (source / "page.css").write_text("body { color: navy }")
    collect_static_if_changed()
    assert collected.read_text() == "body { color: navy }"


def test_static_files_are_collected_when_the_folder_is_gone(source: Path) -> None:
    collect_static_if_changed()
    (source.parent / "static" / "page.css").unlink()
    (source.parent / "static").rmdir()
    collect_static_if_changed()
    assert (source.parent / "static" / "page.css").exists()


def prepared() -> str:
    output = StringIO()
    call_command("prepare", stdout=output)
    return output.getvalue()


@pytest.mark.django_db
def test_in_the_sandbox_there_are_names_to_enter_with(source: Path) -> None:
    for name in ("viewer", "staff", "manager", "admin"):
        assert f"  {name} / leadway-demo" in prepared()


@pytest.mark.django_db
def test_with_a_token_the_first_administrator_gets_a_link(
    source: Path, settings: Settings
) -> None:
    settings.DEMO_ACCOUNTS = settings.SANDBOX = False
    assert f"  http://127.0.0.1:{settings.PORT}/sign-up/" in prepared()
    settings.HTTPS = True
    settings.ALLOWED_HOSTS = ["dashboard.example.com"]
    assert "  https://dashboard.example.com/sign-up/" in prepared()
    assert not User.objects.exists()


@pytest.mark.django_db
def test_where_an_administrator_is_there_is_nothing_to_say(
    source: Path, settings: Settings
) -> None:
    settings.DEMO_ACCOUNTS = settings.SANDBOX = False
    settings.LEADWAY_TIME_ZONE = "Europe/Madrid"
    olga = User.objects.create_user("olga")
    olga.groups.add(Group.objects.get(name="admin"))
    assert prepared() == ""
    olga.is_active = False
    olga.save()
    assert "/sign-up/" in prepared()


@pytest.mark.django_db
def test_a_start_without_a_zone_names_the_setting(
    source: Path, settings: Settings
) -> None:
    assert "LEADWAY_TIME_ZONE" not in prepared()
    settings.DEMO_ACCOUNTS = settings.SANDBOX = False
    assert "LEADWAY_TIME_ZONE" in prepared()


@pytest.mark.django_db
def test_drafts_that_nobody_came_back_to_are_let_go(ana: User) -> None:
    Draft.keep(ana.pk, "old", {"title": "a"})
    Draft.keep(ana.pk, "new", {"title": "b"})
    long_ago = timezone.now() - timedelta(days=15)
    Draft.objects.filter(event_id="old").update(saved_at=long_ago)
    call_command("prepare", stdout=StringIO())
    assert list(Draft.objects.values_list("event_id", flat=True)) == ["new"]


@pytest.mark.django_db
def test_what_was_on_its_way_at_the_last_end_is_not_known(ana: User) -> None:
    sent = timezone.now() - timedelta(minutes=2)
    edit = Edit.objects.create(
        event_id="abc",
        person=ana,
        baseline=AppointmentRecord(id="abc"),
        changes=Changes(title="Después"),
        options=WriteOptions(),
        sent_at=sent,
    )
    call_command("prepare", stdout=StringIO())
    edit.refresh_from_db()
    assert edit.state == Edit.State.UNKNOWN


@pytest.mark.django_db
def test_the_demo_people_are_shut_out_once_there_is_a_token(
    source: Path, settings: Settings
) -> None:
    prepared()
    person = Client()
    person.post("/sign-in/", {"username": "admin", "password": demo.PASSWORD})
    assert person.get("/").status_code == 200
    settings.DEMO_ACCOUNTS = settings.SANDBOX = False
    assert "/sign-up/" in prepared()
    assert person.get("/").status_code == 302
    assert not User.objects.filter(is_active=True).exists()


def mode_of(path: Path) -> int:
    return path.stat().st_mode & 0o777


@pytest.mark.django_db
def test_nobody_else_on_the_machine_reads_our_data(
    source: Path, settings: Settings
) -> None:
    ours = source.parent / "secret_key"
    ours.write_text("key")
    ours.chmod(0o644)
    settings.OWN_SECRET_KEY = ours
    modes.keep_to_ourselves()
    made = source.parent / "made"
    made.write_text("data")
    assert (mode_of(ours), mode_of(made)) == (0o600, 0o600)


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["LEADWAY_TOKEN", "SECRET_KEY", "DATABASE_URL"])
def test_a_file_of_secrets_that_others_may_read_is_named(
    source: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    token = source.parent / "token"
    token.write_text("not to be told")
    token.chmod(0o640)
    monkeypatch.setenv(f"{name}_FILE", str(token))
    assert f"chmod 600 {token}" in prepared()
    token.chmod(0o600)
    assert str(token) not in prepared()
