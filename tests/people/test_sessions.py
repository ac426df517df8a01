"""A session ends after an idle hour and after twelve hours in any case."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.models import Group
from django.contrib.sessions.models import Session
from django.utils import timezone

from people import sessions
from people.models import User


@pytest.fixture
def signed_in(client, person):
    client.force_login(person())
    return client


def is_in(client, **headers) -> bool:
    answer = client.get("/nowhere/", headers=headers)
    return answer.wsgi_request.user.is_authenticated


def test_an_hour_without_use_ends_it(signed_in):
    with time_machine.travel(timezone.now() + timedelta(minutes=61)):
        assert not is_in(signed_in)
        assert not signed_in.session.keys()


def test_use_keeps_it_alive(signed_in):
    start = timezone.now()
    for minutes in (50, 100, 150):
        with time_machine.travel(start + timedelta(minutes=minutes)):
            assert is_in(signed_in)


def test_twelve_hours_end_it_whatever_the_use(signed_in):
    start = timezone.now()
    for minutes in range(50, 12 * 60, 50):
        with time_machine.travel(start + timedelta(minutes=minutes)):
            assert is_in(signed_in)
    with time_machine.travel(start + timedelta(minutes=12 * 60 + 1)):
        assert not is_in(signed_in)


def test_what_a_page_does_by_itself_is_not_use(signed_in):
    start = timezone.now()
    with time_machine.travel(start + timedelta(minutes=50)):
        assert is_in(signed_in, **{"X-Background": "1"})
    with time_machine.travel(start + timedelta(minutes=61)):
        assert not is_in(signed_in)


def test_a_request_soon_after_another_writes_nothing(
    signed_in, django_assert_num_queries
):
    is_in(signed_in)
    with django_assert_num_queries(3):  # the session, the person, what is beside pages
        is_in(signed_in)


def test_a_session_from_before_these_limits_is_over(signed_in):
    session = signed_in.session
    del session[sessions.STARTED]
    session.save()
    assert not is_in(signed_in)


@pytest.mark.django_db
def test_a_session_that_was_never_given_is_not_taken_up(client):
    client.cookies["session"] = "a" * 32
    answer = client.get("/sign-in/")
    assert answer.wsgi_request.session.session_key != "a" * 32
    assert not answer.wsgi_request.session.keys()


def test_a_session_whose_time_in_the_database_is_over_is_none(signed_in):
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    assert not is_in(signed_in)


@pytest.mark.parametrize("role", ["manager", ""])
def test_other_roles_bring_another_id_and_the_same_session(signed_in, role):
    before, started = signed_in.session.session_key, signed_in.session["started_at"]
    person = User.objects.get()
    person.groups.set(Group.objects.filter(name=role))
    assert is_in(signed_in, **{"X-Background": "1"})
    assert signed_in.session.session_key == before
    assert is_in(signed_in)
    after = signed_in.session.session_key
    assert after != before
    assert signed_in.session["started_at"] == started
    assert not Session.objects.filter(session_key=before).exists()
    assert is_in(signed_in)
    assert signed_in.session.session_key == after
