"""Who may do what: every address, every method, every role. A new view needs a row."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from appointments.edits import saving
from appointments.edits.tables import Edit
from appointments.index import reading
from appointments.leadway.changes import Changes, WriteOptions
from people.models import User
from people.roles import ADMIN, MANAGER, ROLES, STAFF, VIEWER
from tests.conftest import Book, person, signed_in
from tests.intents import intent
from tests.pages import read
from tests.sandboxed import Sandbox

ANYONE = "anyone"
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE")
LADDER = (None, "", *ROLES)  # not signed in, no role, and the four roles

LOOK = {"GET": VIEWER, "HEAD": VIEWER}
OPEN = {"GET": ANYONE, "HEAD": ANYONE}
# By the name of the address: which methods there are, and from which role on.
TABLE: dict[str, dict[str, str]] = {
    "day": LOOK,
    "refresh_day": {"POST": VIEWER},
    "listing": LOOK,
    "month": LOOK,
    "view_counts": LOOK,
    "sync": LOOK,
    "try_line": {"POST": ADMIN},
    "live_list": LOOK,
    "history": LOOK,
    "history_csv": dict.fromkeys(("GET", "HEAD"), MANAGER),
    "outbox": LOOK,
    "live_outbox": LOOK,
    "choose_columns": {"POST": VIEWER},
    "save_view": {"POST": VIEWER},
    "drop_view": {"POST": VIEWER},
    "open_first": {"POST": MANAGER},
    "found": {"POST": VIEWER},
    "search": LOOK | {"POST": VIEWER},
    "listing_csv": dict.fromkeys(("GET", "HEAD", "POST"), MANAGER),
    "open": LOOK | {"POST": VIEWER},
    "appointment": LOOK | {"POST": STAFF},
    "review": {"POST": STAFF},
    "discard": {"POST": STAFF},
    "fresh": {"POST": VIEWER},
    "present": {"POST": VIEWER},
    "renewed": {"POST": VIEWER},
    "read_series": LOOK,
    "raw_record": LOOK,
    "raw_edit": LOOK,
    "team": dict.fromkeys(("GET", "HEAD"), STAFF),
    "contact": LOOK,
    "record": LOOK,
    "rule_builder": LOOK,
    "panel": LOOK,
    "notes": LOOK | {"POST": STAFF},
    "note": {"POST": STAFF},
    "availability": {"POST": VIEWER},
    "slots_free": {"POST": VIEWER},
    "save_anyway": {"POST": STAFF},
    "receipt": LOOK,
    "read_whole": LOOK,
    "send_edit": {"POST": STAFF},
    "send_quietly": {"POST": STAFF},
    "check_edit": {"POST": STAFF},
    "undo_edit": {"POST": STAFF},
    "edit_again": {"POST": STAFF},
    "leave_edit": {"POST": STAFF},
    "look": {"POST": STAFF},
    "press": {"POST": STAFF},
    "live_day": LOOK,
    "calendar": LOOK,
    "refresh_calendar": {"POST": VIEWER},
    "live_calendar": LOOK,
    "free_in_calendar": {"POST": STAFF},
    "withdraw_edit": {"POST": STAFF},
    "drop_edit": {"POST": STAFF},
    "doctor": {"GET": ADMIN, "HEAD": ADMIN},
    "practice": {"GET": ADMIN, "HEAD": ADMIN, "POST": ADMIN},
    "sign_in": OPEN | {"POST": ANYONE},
    "demo_sign_in": {"POST": ANYONE},
    "sign_out": {"POST": ANYONE},
    "sign_up": OPEN | {"POST": ANYONE},
    "set_language": {"POST": ANYONE},
    "set_theme": {"POST": ANYONE},
    "set_looks": {"POST": ANYONE},
    "preferences": LOOK,
    "set_single_keys": {"POST": VIEWER},
    "set_automations": {"POST": STAFF},
    "signed_in": dict.fromkeys(("GET", "HEAD"), ADMIN),
    "end_session": {"POST": VIEWER},
    "end_others": {"POST": VIEWER},
    "end_all_of": {"POST": ADMIN},
    "keys": LOOK,
}


def patterns(resolver: URLResolver | None = None) -> Iterator[URLPattern]:
    for one in (resolver or get_resolver("leadway_admin.urls")).url_patterns:
        if isinstance(one, URLResolver):
            yield from patterns(one)
        else:
            yield one


def test_every_address_has_a_name_and_a_row() -> None:
    assert {one.name for one in patterns()} == set(TABLE)


def expected(name: str, method: str, role: str | None) -> str:
    """Say what the table means for one request."""
    least = TABLE[name].get(method)
    if least == ANYONE:
        return "allowed"
    if role is None and ANYONE not in TABLE[name].values():
        return "sign in"
    if least is None:
        return "no such method"
    roles = list(ROLES)
    may = role in roles and roles.index(role) >= roles.index(least)
    return "allowed" if may else "refused"


def said(answer: HttpResponse) -> str:
    """Say the same of what was answered."""
    if answer.status_code == 401 or "/sign-in/?next=" in answer.get("Location", ""):
        return "sign in"
    return {403: "refused", 405: "no such method"}.get(answer.status_code, "allowed")


def client_of(user: User | None) -> Client:
    return signed_in(user) if user else Client()


def url_of(name: str, booked: dict[str, Any], user: User | None) -> str:
    """Return an address that works: an appointment that is there, an edit of theirs."""
    match next(one for one in patterns() if one.name == name).pattern.converters:
        case {"event_id": _, "note_id": _}:
            return reverse(name, args=[booked["id"], "a-note-that-is-gone"])
        case {"event_id": _}:
            return reverse(name, args=[booked["id"]])
        case {"pk": _}:
            return reverse(name, args=[an_edit(booked, user).pk])
        case {"mark": _}:
            return reverse(name, args=["a-session-that-is-over"])
        case {"person_id": _}:
            return reverse(name, args=[user.pk if user else 1])
        case {"token": _}:
            return reverse(name, args=["a-link-that-is-over"])
        case _:
            return reverse(name)


def an_edit(booked: dict[str, Any], user: User | None) -> Edit:
    record = reading.load(booked["id"]).record
    return Edit.objects.create(
        event_id=booked["id"],
        person=user,
        person_name="somebody",
        state=Edit.State.ACCEPTED,
        baseline=record,
        changes=Changes(title=record.title),
        options=WriteOptions(),
        returned=record,
        reread=record,
    )


@pytest.fixture
def people(db: None) -> dict[str | None, User | None]:
    """One person for each role, one without any, and nobody."""
    made: dict[str | None, User | None] = {None: None}
    for role in ("", *ROLES):
        made[role] = person(f"one-{role}", role, "Una", role.title() or "Nadie")
    return made


@pytest.mark.parametrize("name", TABLE)
def test_each_role_may_what_the_table_says_and_nothing_else(
    name: str,
    people: dict[str | None, User | None],
    book: Book,
    names: Any,
) -> None:
    booked = book()
    walked, wanted = {}, {}
    for role in LADDER:
        url = url_of(name, booked, people[role])
        for method in METHODS:
            # A client of its own each time: some of these sign in or out.
            answer = client_of(people[role]).generic(method, url)
            walked[role, method] = said(answer)
            wanted[role, method] = expected(name, method, role)
    assert walked == wanted


@pytest.mark.parametrize("name", [n for n in TABLE if "POST" in TABLE[n]])
def test_no_post_counts_without_the_pages_own_token(
    name: str, people: dict[str | None, User | None], book: Book, names: Any
) -> None:
    admin = people["admin"]
    assert admin is not None
    client = Client(enforce_csrf_checks=True)
    client.force_login(admin, backend="people.backends.RolesBackend")
    assert client.post(url_of(name, book(), admin)).status_code == 403


@pytest.mark.parametrize("role", ["", VIEWER])
@pytest.mark.parametrize("name", [n for n in TABLE if TABLE[n].get("POST") == STAFF])
def test_a_refused_write_asks_leadway_nothing_and_notes_nothing(
    name: str,
    role: str,
    people: dict[str | None, User | None],
    book: Book,
    names: Any,
    sandbox: Sandbox,
) -> None:
    booked = book()
    url = url_of(name, booked, people[role])
    before = Edit.objects.count()
    sandbox.clear()
    answer = client_of(people[role]).post(url, {"title": "No debería"})
    assert answer.status_code == 403
    assert sandbox.journal() == []
    assert Edit.objects.count() == before


def test_a_role_that_was_taken_away_ends_at_once(
    ana: User, as_ana: Client, book: Book, names: Any
) -> None:
    url = reverse("appointment", args=[book()["id"]])
    assert as_ana.get(url).status_code == 200
    ana.groups.clear()
    assert as_ana.get(url).status_code == 403


def test_what_somebody_else_noted_is_not_shown_to_who_may_not_look(
    ana: User, nadie: User, book: Book, names: Any
) -> None:
    edit = saving.save(intent(book(), ana, title="Secreto"))
    answer = signed_in(nadie).get(reverse("receipt", args=[edit.pk]))
    assert answer.status_code == 403
    assert "Secreto" not in read(answer)
