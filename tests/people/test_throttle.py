"""Sign-in is slowed down per name and address, and per address."""

from datetime import timedelta

import pytest
import time_machine
from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.utils import timezone

from leadway_admin.environment import networks
from people import throttle
from tests.pages import read
from tests.people.conftest import PASSWORD
from tests.people.test_sign_in import enter


@pytest.fixture
def locked(client, person):
    person()
    answers = [enter(client, password="wrong") for _ in range(5)]
    assert [answer.status_code for answer in answers] == [422] * 4 + [429]
    return answers[-1]


def test_the_fifth_failure_says_how_long_to_wait(locked):
    assert "Try again in 15 minutes." in read(locked)
    assert locked["Retry-After"] == "900"


def test_then_the_right_password_has_to_wait_too(locked, client):
    assert enter(client).status_code == 429


def test_the_wait_ends_and_does_not_grow_by_trying(locked, client):
    with time_machine.travel(timezone.now() + timedelta(minutes=10)):
        answer = enter(client)
        assert answer.status_code == 429
        assert "Try again in 5 minutes." in read(answer)
    with time_machine.travel(timezone.now() + timedelta(minutes=16)):
        assert enter(client).status_code == 302


def test_others_are_not_affected(locked, client, person):
    person("marta")
    assert enter(client, "marta").status_code == 302


def test_the_same_name_from_another_address_is_not_affected(locked, client):
    answer = client.post(
        "/sign-in/",
        {"username": "ana", "password": PASSWORD},
        REMOTE_ADDR="192.0.2.7",
    )
    assert answer.status_code == 302


def test_success_forgets_earlier_failures(client, person):
    person()
    for _ in range(3):
        for _ in range(3):
            assert enter(client, password="wrong").status_code == 422
        assert enter(client).status_code == 302
        client.logout()


def fail_often(times: int, *, minutes_ago: float = 0) -> None:
    AccessFailureLog.objects.bulk_create(
        AccessFailureLog(username=f"name{n}", ip_address="127.0.0.1")
        for n in range(times)
    )
    when = timezone.now() - timedelta(minutes=minutes_ago)
    AccessFailureLog.objects.update(attempt_time=when)


def test_an_address_that_tries_many_names_has_to_wait(client, person):
    person()
    fail_often(throttle.ADDRESS_LIMIT, minutes_ago=3)
    answer = enter(client)
    assert answer.status_code == 429
    assert "Try again in 7 minutes." in read(answer)


def test_one_failure_less_does_not_stop_an_address(client, person):
    person()
    fail_often(throttle.ADDRESS_LIMIT - 1)
    assert enter(client).status_code == 302


def test_failures_count_towards_the_address_for_ten_minutes(client, person):
    person()
    fail_often(throttle.ADDRESS_LIMIT, minutes_ago=11)
    assert enter(client).status_code == 302


def test_failing_is_noted_for_the_address(client, db):
    enter(client, "eva", "wrong")
    noted = AccessFailureLog.objects.get()
    assert noted.ip_address == "127.0.0.1"


def test_passwords_are_never_noted(client, db):
    from axes.models import AccessAttempt

    enter(client, "eva", "very secret words")
    assert "very secret words" not in AccessAttempt.objects.get().post_data


FORGED = "203.0.113.9, 198.51.100.4"


@pytest.mark.parametrize(
    ("peer", "forwarded", "address"),
    [
        ("192.0.2.1", "", "192.0.2.1"),
        ("192.0.2.1", "203.0.113.9", "192.0.2.1"),
        ("127.0.0.1", "203.0.113.9", "127.0.0.1"),
        ("", FORGED, "198.51.100.4"),
        ("", "nonsense", ""),
        ("10.1.2.3", "", "10.1.2.3"),
        ("10.1.2.3", FORGED, "198.51.100.4"),
        ("10.1.2.3", "203.0.113.9, 10.0.0.7", "203.0.113.9"),
        ("10.1.2.3", "203.0.113.9, <b>", "10.1.2.3"),
        ("::ffff:10.1.2.3", "2001:db8::7", "2001:db8::7"),
    ],
)
def test_only_a_proxy_that_is_ours_is_believed(rf, settings, peer, forwarded, address):
    settings.TRUSTED_PROXIES = networks("10.0.0.0/8, 2001:db8:1::/48")
    request = rf.get("/", REMOTE_ADDR=peer, headers={"X-Forwarded-For": forwarded})
    assert throttle.client_address(request) == address


def test_nobody_escapes_by_another_forwarded_address(client, person):
    person()
    for n in range(5):
        told = {"X-Forwarded-For": f"203.0.113.{n}"}
        typed = {"username": "ana", "password": "wrong"}
        answer = client.post("/sign-in/", typed, headers=told)
    assert answer.status_code == 429


def test_what_was_typed_as_a_name_is_kept_nowhere(client, db):
    enter(client, "mi contraseña secreta", password="x")
    for counted in (AccessAttempt, AccessFailureLog):
        [row] = counted.objects.values()
        assert "secreta" not in str(row)
    assert not AccessLog.objects.exists()
