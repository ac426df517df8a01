"""The list of one's own sessions, ending them, and an admin ending anybody's."""

import json
from datetime import timedelta

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from audit.asking import fingerprint
from audit.models import AuditEvent
from people import open_sessions
from people.models import User
from tests.conftest import PASSWORD
from tests.pages import read

pytestmark = pytest.mark.django_db
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; rv:150.0) Gecko/20100101 Firefox/150.0"
SAFARI = "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19 Safari/605"
TYPED = {"password": PASSWORD}


def came(name: str, browser: str = FIREFOX, *, address: str = "192.0.2.1") -> Client:
    """Sign in from another computer; in Spanish where the browser is a phone's."""
    client = Client(headers={"User-Agent": browser}, REMOTE_ADDR=address)
    answer = client.post("/sign-in/", TYPED | {"username": name})
    assert answer.status_code == 302
    return client


def mark_of(client: Client) -> str:
    return fingerprint(client.session.session_key)


def is_in(client: Client) -> bool:
    return client.get("/preferences/").status_code == 200


def rows(
    client: Client, path: str = "/preferences/", language: str = "en"
) -> list[str]:
    page = read(client.get(path, headers={"Accept-Language": language}))
    return [one.text for one in page.all(".sess li")]


def end(client: Client, ended: Client) -> int:
    return client.post(f"/signed-in/{mark_of(ended)}/end/").status_code


def test_one_sees_where_one_is_signed_in(ana: User, marta: User) -> None:
    desk = came("ana")
    came("marta")
    with time_machine.travel(timezone.now() + timedelta(minutes=5)):
        came("ana", SAFARI, address="2001:db8::7")
        phone, here = rows(desk)
    assert "Safari on iPhone" in phone
    assert "2001:db8::7" in phone
    assert "End session" in phone
    assert "signed in just now" in rows(came("marta"))[0]
    assert "Firefox on Windows" in here
    assert "signed in 5" in here
    assert "this one" in here


def test_it_is_said_in_spanish_too(ana: User) -> None:
    desk = came("ana")
    with time_machine.travel(timezone.now() + timedelta(minutes=50)):
        came("ana", "something else")
        other, here = rows(desk, language="es")
    assert "Firefox en Windows" in here
    assert "abierta hace 50" in here
    assert "Un navegador" in other
    assert "activa ahora" in other


def test_the_key_of_a_session_is_on_no_page(ana: User, olga: User) -> None:
    desk, admin = came("ana"), came("olga")
    keys = set(Session.objects.values_list("session_key", flat=True))
    pages = [desk.get("/preferences/"), admin.get("/signed-in/")]
    desk.post("/signed-in/others/end/")
    told = str(list(AuditEvent.objects.values()))
    for key in keys:
        assert key not in told
        assert all(key not in page.content.decode() for page in pages)
    assert not any(key in repr(one) for one in open_sessions.of(ana) for key in keys)


def test_the_others_are_ended_and_this_one_goes_on(ana: User, marta: User) -> None:
    desk, phone, other, hers = came("ana"), came("ana"), came("ana"), came("marta")
    answer = desk.post("/signed-in/others/end/", follow=True)
    assert read(answer).one("#kept[data-focus]").text.startswith("Those sessions are")
    assert [is_in(one) for one in (desk, phone, other, hers)] == [1, 0, 0, 1]
    assert not read(desk.get("/preferences/")).has('[action="/signed-in/others/end/"]')
    event = AuditEvent.objects.get(action="session.ended")
    assert (event.person_id, event.object) == (ana.pk, f"person:{ana.pk} ana")
    assert event.session == mark_of(desk)
    assert len(json.loads(event.after)["sessions"]) == 2


def test_one_of_ones_own_is_ended_by_its_button(ana: User) -> None:
    desk, phone = came("ana"), came("ana", SAFARI)
    [form] = read(desk.get("/preferences/")).all(".sess form")
    assert form["action"] == f"/signed-in/{mark_of(phone)}/end/"
    answer = desk.post(form["action"], follow=True)
    assert "That session is ended." in read(answer).one("#kept")
    assert (is_in(desk), is_in(phone)) == (True, False)


def test_what_was_typed_in_an_ended_one_stays_on_its_page(ana: User) -> None:
    desk, phone = came("ana"), came("ana")
    desk.post("/signed-in/others/end/")
    ours = {"Origin": "http://testserver"}
    answer = phone.post("/appointments/a/", {"title": "A medias"}, headers=ours)
    assert answer.status_code == 401
    assert "A medias" in read(answer)


@pytest.mark.parametrize("name", ["carlos", "marta"])
def test_a_colleagues_is_not_ones_own(
    name: str, ana: User, carlos: User, marta: User
) -> None:
    hers, mine = came("ana"), came(name)
    assert end(mine, hers) == 403
    assert mine.post(f"/signed-in/of/{ana.pk}/end/").status_code == 403
    assert mine.get("/signed-in/").status_code == 403
    assert is_in(hers)
    assert AuditEvent.objects.filter(action="page.refused").count() == 3


def test_an_admin_sees_and_ends_anybodys(ana: User, marta: User, olga: User) -> None:
    hers, more, other, admin = came("ana"), came("ana"), came("marta"), came("olga")
    page = read(admin.get("/signed-in/"))
    names = [one.text for one in page.all(".setp__h bdi")]
    assert names == ["Ana Beltrán", "Marta Ruiz", "Olga Lledó"]
    assert len(page.all(".sess li")) == 4
    form = page.one(f'[action="/signed-in/of/{ana.pk}/end/"]')
    answer = admin.post(form["action"], {"back": form.one("[name=back]")["value"]})
    assert answer["Location"] == "/signed-in/?ended=sessions"
    assert [is_in(one) for one in (hers, more, other, admin)] == [0, 0, 1, 1]
    assert end(admin, other) == 302
    assert not is_in(other)
    events = AuditEvent.objects.filter(action="session.ended").order_by("number")
    assert [one.object for one in events] == [
        f"person:{ana.pk} ana",
        f"person:{marta.pk} marta",
    ]
    assert {one.person_id for one in events} == {olga.pk}


def test_an_admin_who_ends_all_of_their_own_stays(olga: User) -> None:
    here, there = came("olga"), came("olga")
    here.post(f"/signed-in/of/{olga.pk}/end/")
    assert (is_in(here), is_in(there)) == (True, False)


def test_what_is_over_is_on_no_list(ana: User) -> None:
    desk, phone = came("ana"), came("ana")
    with time_machine.travel(timezone.now() + timedelta(minutes=50)):
        assert is_in(desk)
    with time_machine.travel(timezone.now() + timedelta(minutes=70)):
        assert len(rows(desk)) == 1
    ana.set_password("another correct horse")
    ana.save()
    assert open_sessions.of(ana) == []
    assert not is_in(phone)


def test_nobody_who_was_shut_out_is_listed(ana: User, olga: User) -> None:
    came("ana")
    ana.is_active = False
    ana.save()
    assert len(rows(came("olga"), "/signed-in/")) == 1


def test_ending_what_is_over_is_no_trouble(ana: User) -> None:
    desk, phone = came("ana"), came("ana")
    mark = mark_of(phone)
    phone.post("/sign-out/")
    assert desk.post(f"/signed-in/{mark}/end/").status_code == 302


def test_it_costs_two_statements_however_many_are_signed_in(
    ana: User, django_assert_num_queries
) -> None:
    for _ in range(5):
        came("ana")
    with django_assert_num_queries(2):  # the sessions, and whose they are
        open_sessions.of(ana)
