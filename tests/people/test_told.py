"""What the trail is told of people: who came, who was kept out, who may do what."""

import json
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.db import DatabaseError
from django.test import Client
from django.utils import timezone

from audit import bounded, trail
from audit.asking import fingerprint
from audit.models import AuditEvent
from audit.verifying import verify
from people.models import Invitation, User
from tests.conftest import PASSWORD, signed_in

pytestmark = pytest.mark.django_db
P = {"password": "wrong"}


def told(action: str) -> AuditEvent:
    return AuditEvent.objects.get(action=action)


def enter(client: Client, name: str, password: str = PASSWORD) -> Any:
    return client.post("/sign-in/", {"username": name, "password": password})


def test_a_sign_in_says_who_from_where_and_in_which_session(ana: User) -> None:
    client = Client()
    answer = enter(client, "ana")
    event = told("sign_in")
    assert (event.person_id, event.person_name) == (ana.pk, "Ana Beltrán")
    assert (event.address, event.source) == ("127.0.0.1", "web")
    assert event.session == fingerprint(client.session.session_key)
    assert event.request_id == answer["X-Request-ID"]
    assert client.session.session_key not in str(vars(event))


def test_a_failure_says_whose_name_it_was_and_never_what_was_typed(ana: User) -> None:
    enter(Client(), "ana", "not the password")
    event = told("sign_in.failed")
    assert (event.person_id, event.object) == (None, f"person:{ana.pk} ana")
    assert "not the password" not in str(vars(event))


def test_of_a_name_that_nobody_has_nothing_is_kept(ana: User) -> None:
    enter(Client(), "my-password-in-the-wrong-field")
    assert told("sign_in.failed").object == "person:unknown"


def test_who_failed_too_often_is_told_as_locked(ana: User) -> None:
    for _ in range(7):
        enter(Client(), "ana", "wrong")
    outcomes = AuditEvent.objects.filter(action="sign_in.failed").order_by("number")
    assert outcomes.first().outcome == ""
    assert outcomes.last().outcome == "locked"


def test_a_sign_out_says_who_left(ana: User) -> None:
    client = Client()
    enter(client, "ana")
    client.post("/sign-out/")
    assert told("sign_out").person_id == ana.pk


def test_a_sign_in_that_cannot_be_noted_lets_nobody_in(
    ana: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.db import OperationalError

    def full(_row: object) -> None:
        raise OperationalError("database or disk is full")

    client = Client()
    with monkeypatch.context() as broken:
        broken.setattr("audit.trail._add", full)
        assert enter(client, "ana").status_code == 503
    assert client.get("/").status_code == 302
    assert not AuditEvent.objects.filter(action="sign_in").exists()


@pytest.mark.parametrize("way", ["of the person", "of the group"])
def test_a_role_that_is_given_and_taken_is_told(ana: User, way: str) -> None:
    group = Group.objects.get(name="manager")
    AuditEvent.objects.all().delete()
    if way == "of the person":
        ana.groups.add(group)
        ana.groups.remove(group)
    else:
        group.user_set.add(ana)
        group.user_set.remove(ana)
    given, taken = AuditEvent.objects.order_by("number")
    assert (given.action, taken.action) == ("role.given", "role.taken")
    for event in (given, taken):
        assert event.object == f"person:{ana.pk} ana"
        assert json.loads(event.after) == {"roles": ["manager"]}


def test_roles_that_are_taken_all_at_once_are_told(ana: User) -> None:
    ana.groups.clear()
    assert json.loads(told("role.taken").after) == {"roles": ["staff"]}


def test_a_role_that_is_held_already_is_no_news(ana: User) -> None:
    before = AuditEvent.objects.count()
    ana.groups.add(Group.objects.get(name="staff"))
    assert AuditEvent.objects.count() == before


def test_a_link_and_whoever_it_lets_in_are_told() -> None:
    call_command("signup_link", "--role", "manager")
    made = told("link.made")
    assert (made.source, json.loads(made.after)) == ("command", {"role": "manager"})
    link = Invitation.objects.get().token
    assert link not in str(vars(made))
    typed = {"username": "nuria", "password": "largo-y-sin-sentido-9"}
    typed |= {"first_name": "Nuria", "last_name": "Sanz"}
    Client().post(f"/sign-up/{link}/", typed)
    assert told("role.given").object.endswith(" nuria")
    assert told("sign_in").person_name == "Nuria Sanz"


def test_a_page_that_is_refused_is_told(as_carlos: Client, carlos: User) -> None:
    assert as_carlos.post("/edits/1/undo/").status_code == 403
    event = told("page.refused")
    assert (event.person_id, event.object) == (carlos.pk, "POST /edits/1/undo/")


def test_a_post_without_the_pages_token_is_told(carlos: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(carlos, backend="people.backends.RolesBackend")
    assert client.post("/preferences/theme/", {"theme": "dark"}).status_code == 403
    event = told("page.refused")
    assert (event.person_id, event.outcome) == (carlos.pk, "csrf")
    assert event.object == "POST /preferences/theme/"


def outcomes(action: str, **of: Any) -> list[tuple[str, str]]:
    events = AuditEvent.objects.filter(action=action, **of).order_by("number")
    return list(events.values_list("outcome", "flags"))


def test_strangers_do_not_fill_the_trail_with_forged_posts(carlos: User) -> None:
    for n in range(bounded.MOST + 5):
        stranger = Client(enforce_csrf_checks=True, REMOTE_ADDR=f"192.0.2.{n}")
        assert stranger.post("/sign-in/", {"username": "eva"}).status_code == 403
    rows = outcomes("page.refused", person_id=None)
    assert rows == [("csrf", "")] * (bounded.MOST - 1) + [("csrf", "last_for_now")]
    # Whoever is signed in is told of all the same.
    assert signed_in(carlos).get("/practice/").status_code == 403
    assert outcomes("page.refused", person_id=carlos.pk) == [("", "")]
    with time_machine.travel(timezone.now() + bounded.WITHIN):
        Client(enforce_csrf_checks=True).post("/sign-in/")
    assert len(outcomes("page.refused", person_id=None)) == bounded.MOST + 1


@pytest.mark.parametrize("name", ["ana", "eva"])
def test_nor_with_a_name_that_has_to_wait(ana: User, name: str) -> None:
    for _ in range(bounded.MOST + 10):
        answer = enter(Client(), name, "wrong")
    assert answer.status_code == 429
    assert len(outcomes("sign_in.failed")) == bounded.MOST


def test_a_wrong_password_of_somebody_is_told_whatever_was_before(ana: User) -> None:
    for n in range(bounded.MOST + 10):
        Client(REMOTE_ADDR=f"192.0.2.{n}").post("/sign-in/", {"username": f"no{n}"} | P)
    enter(Client(), "ana", "wrong")
    last = AuditEvent.objects.latest("number")
    assert (last.action, last.object) == ("sign_in.failed", f"person:{ana.pk} ana")
    assert len(outcomes("sign_in.failed")) == bounded.MOST + 1


def test_all_of_it_is_one_chain(ana: User) -> None:
    client = Client()
    enter(client, "ana")
    client.post("/sign-out/")
    assert not [one for one in verify().wrong if "row" in one]


def test_a_password_that_is_set_is_told_and_never_which(ana: User) -> None:
    ana.set_password("another correct horse")
    ana.save()
    event = told("password.set")
    assert event.object == f"person:{ana.pk} ana"
    assert "horse" not in str(vars(event))
    # What else is kept of a person is no password.
    ana.theme = User.Theme.DARK
    ana.save()
    assert AuditEvent.objects.filter(action="password.set").count() == 1


def test_a_password_that_cannot_be_told_is_not_set(
    ana: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: Any, **__: Any) -> None:
        raise DatabaseError

    ana.set_password("another correct horse")
    with monkeypatch.context() as broken:
        broken.setattr(trail, "_add", refused)
        with pytest.raises(DatabaseError):
            ana.save()
    assert User.objects.get(pk=ana.pk).check_password(PASSWORD)


def test_a_hash_that_is_renewed_at_a_sign_in_is_no_new_password(
    ana: User, settings: Any
) -> None:
    settings.PASSWORD_HASHERS = [
        "django.contrib.auth.hashers.PBKDF2PasswordHasher",
        *settings.PASSWORD_HASHERS,
    ]
    before = ana.password
    enter(Client(), "ana")
    assert User.objects.get(pk=ana.pk).password != before
    assert not AuditEvent.objects.filter(action="password.set").exists()
