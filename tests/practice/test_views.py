"""Rehearsing on the sandbox: the page, its deeds, and when it is not there."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from appointments.edits import saving
from appointments.edits.tables import Edit
from appointments.index.copies import Contact
from appointments.index.spans import Span
from people.models import User
from tests.conftest import Book, signed_in
from tests.intents import intent
from tests.pages import Part, read
from tests.sandboxed import Sandbox

HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def as_olga(olga: User, names: Any) -> Client:
    return signed_in(olga)


LINK = 'a[href="/practice/"]'


@pytest.fixture(autouse=True)
def _calm(sandbox: Sandbox) -> None:
    sandbox.clear()


def page(client: Client, query: str = "") -> Part:
    answer = client.get(reverse("practice") + query)
    assert answer.status_code == 200
    return read(answer)


def test_a_trouble_goes_on_and_off(as_olga: Client, sandbox: Sandbox) -> None:
    url = reverse("practice")
    answer = as_olga.post(url, {"trouble": "slowness", "on": "true"})
    assert (answer.status_code, answer["Location"]) == (302, url)
    assert sandbox.control("GET", "rehearsals")["slowness"] is True
    assert page(as_olga).one("#trouble-slowness")["aria-checked"] == "true"
    as_olga.post(url, {"trouble": "slowness", "on": "false"})
    assert not any(sandbox.control("GET", "rehearsals").values())


def test_every_trouble_of_the_sandbox_has_its_switch(
    as_olga: Client, sandbox: Sandbox
) -> None:
    shown = page(as_olga)
    for name in sandbox.control("GET", "rehearsals"):
        assert shown.has(f"#trouble-{name}")


def test_htmx_gets_the_part_and_hears_what_happened(as_olga: Client) -> None:
    answer = as_olga.post(reverse("practice"), {"trouble": "limit", "on": "1"}, **HTMX)
    part = read(answer)
    assert not part.has("html")
    assert part.has("#practice")
    assert "Limit reached: off" in answer["HX-Trigger"]


def test_fresh_data_makes_every_day_be_read_again(
    as_olga: Client, sandbox: Sandbox, book: Book
) -> None:
    event_id = book()["id"]
    as_olga.post(reverse("refresh_day"))
    assert Span.objects.exists()
    as_olga.post(reverse("practice"), {"deed": "start_over"})
    assert not Span.objects.exists()
    path = f"/calendars/events/appointments/{event_id}"
    assert sandbox.call("GET", path).status_code == 404


def test_the_data_is_moved_to_today(as_olga: Client) -> None:
    answer = as_olga.post(reverse("practice"), {"deed": "today"}, **HTMX)
    assert "Everything is of today already." in read(answer)


def test_a_save_is_told_field_by_field(
    as_olga: Client, sandbox: Sandbox, book: Book
) -> None:
    event_id = book(title="Antes")["id"]
    sandbox.put(event_id, title="<b>Ahora</b>", toNotify=False)
    sandbox.put(event_id, appointmentStatus="noshow")
    shown = page(as_olga)
    assert shown.has("del", "Antes")
    assert shown.has("ins", "<b>Ahora</b>")
    assert '"toNotify": false' in shown
    assert "Automations held back:" in shown
    assert "Automations that would have run:" in shown
    assert "Status is now “No-show”" in shown


def test_half_a_character_does_not_break_the_page(
    as_olga: Client, sandbox: Sandbox, book: Book
) -> None:
    path = f"/calendars/events/appointments/{book()['id']}"
    sandbox.call("PUT", path, data=b'{"title": "\\ud800"}')
    assert '"title": "?"' in page(as_olga)


def test_reads_are_shown_on_request_and_when_they_went_wrong(
    as_olga: Client, sandbox: Sandbox, book: Book
) -> None:
    event_id = book()["id"]
    sandbox.get(event_id)
    assert event_id not in page(as_olga)
    assert event_id in page(as_olga, "?reads=1")
    sandbox.fault("changed_elsewhere", times=1)
    sandbox.get(event_id)
    assert "Somebody else changed it meanwhile:" in page(as_olga)


@pytest.mark.parametrize(
    ("trouble", "changes", "state"),
    [
        ("silence", {"title": "Otro"}, Edit.State.UNKNOWN),
        ("no_slots", {"calendar_id": "Nutrición"}, Edit.State.REFUSED),
        ("no_slots", {"title": "Otro"}, Edit.State.ACCEPTED),
        ("other_values", {"title": "Otro"}, Edit.State.ACCEPTED),
        ("limit", {"title": "Otro"}, Edit.State.PENDING),
        ("no_reading", {"title": "Otro"}, Edit.State.ACCEPTED),
    ],
)
def test_each_trouble_is_met_when_saving(
    as_olga: Client,
    olga: User,
    sandbox: Sandbox,
    book: Book,
    settings: Any,
    trouble: str,
    changes: dict[str, str],
    state: str,
) -> None:
    settings.LEADWAY_DEADLINE_S = settings.LEADWAY_READ_DEADLINE_S = 0.5
    settings.LEADWAY_FRESH_S = 3600
    meant = {k: sandbox.cast()["calendars"].get(v, v) for k, v in changes.items()}
    opened = intent(book(), olga, **meant)
    as_olga.post(reverse("practice"), {"trouble": trouble, "on": "true"})
    assert saving.save(opened).state == state


@pytest.mark.parametrize(
    ("changes", "state"),
    [
        ({"title": "Otro"}, Edit.State.CONFLICTED),
        ({"address": "Sala 9"}, Edit.State.ACCEPTED),
    ],
)
def test_what_somebody_else_changed_is_met_when_saving(
    as_olga: Client,
    olga: User,
    sandbox: Sandbox,
    book: Book,
    settings: Any,
    changes: dict[str, str],
    state: str,
) -> None:
    settings.LEADWAY_FRESH_S = 0
    opened = intent(book(), olga, **changes)
    as_olga.post(reverse("practice"), {"trouble": "changes_elsewhere", "on": "true"})
    [rule] = sandbox.control("GET", "faults")
    # The same, without the wait until a record is not fresh any more.
    sandbox.clear()
    sandbox.fault(rule.pop("fault"), **rule | {"seconds": None})
    sandbox.get(opened.event_id)
    assert saving.save(opened).state == state


@pytest.mark.parametrize("fields", [{}, {"trouble": "rain"}, {"deed": "rain"}])
def test_what_is_no_deed_is_refused(as_olga: Client, fields: dict[str, str]) -> None:
    assert as_olga.post(reverse("practice"), fields).status_code == 400


def test_a_sandbox_that_is_down_is_said(as_olga: Client, sandbox: Sandbox) -> None:
    sandbox.stop()
    assert "The sandbox does not answer" in page(as_olga)
    answer = as_olga.post(reverse("practice"), {"deed": "start_over"})
    assert answer.status_code == 502
    assert "The sandbox does not answer" in read(answer)


def test_another_program_at_its_address_is_no_sandbox(
    as_olga: Client, live_server: Any, settings: Any
) -> None:
    settings.LEADWAY_BASE_URL = live_server.url
    assert "The sandbox does not answer" in page(as_olga)


def test_with_a_token_there_is_no_such_page(as_olga: Client, settings: Any) -> None:
    settings.SANDBOX = False
    assert as_olga.get(reverse("practice")).status_code == 404
    assert as_olga.post(reverse("practice")).status_code == 404
    assert not read(as_olga.get(reverse("day"))).has(LINK)


def test_only_admins_are_led_there(as_olga: Client, as_ana: Client) -> None:
    assert read(as_olga.get(reverse("day"))).has(LINK)
    of_ana = read(as_ana.get(reverse("day")))
    assert not of_ana.has(LINK)
    assert "Sandbox: invented data" in of_ana
    assert as_ana.get(reverse("practice")).status_code == 403


def test_it_costs_few_queries(
    as_olga: Client, django_assert_max_num_queries: Any
) -> None:
    page(as_olga)
    with django_assert_max_num_queries(4):
        page(as_olga)


def test_what_is_rehearsed_is_in_the_ribbon_for_everybody(
    as_olga: Client, as_carlos: Client, sandbox: Sandbox, settings: Any
) -> None:
    settings.SANDBOX = True

    def ribbons() -> set[str]:
        return {one.text for one in read(as_carlos.get("/")).all(".ribbon")}

    assert ribbons() == {"Sandbox: invented data"}
    url = reverse("practice")
    for name in ("limit", "slowness"):
        as_olga.post(url, {"trouble": name, "on": "true"})
    assert ribbons() == {"Sandbox, rehearsing: Limit reached, Answer slowly"}
    as_olga.post(url, {"trouble": "limit", "on": "false"})
    assert ribbons() == {"Sandbox, rehearsing: Answer slowly"}
    # Whoever looks at the page finds what was switched elsewhere.
    sandbox.control("POST", "rehearsals", {"slowness": False})
    as_olga.get(url)
    assert ribbons() == {"Sandbox: invented data"}


def test_fresh_data_ends_what_is_rehearsed(
    as_olga: Client, as_carlos: Client, settings: Any
) -> None:
    settings.SANDBOX = True
    as_olga.post(reverse("practice"), {"trouble": "slowness", "on": "true"})
    as_olga.post(reverse("practice"), {"deed": "start_over"})
    said = read(as_carlos.get("/")).all(".ribbon", "rehearsing")
    assert said == []


def test_a_call_says_whom_it_was_about_and_who_saved_it(
    as_olga: Client, ana: User, book: Book
) -> None:
    name = "Lucía Prados"
    booked = book()
    saving.save(intent(booked, ana, title="Otro"))
    Contact.remember(booked["contactId"], name=name, record={})
    shown = page(as_olga).all(".call")[0]
    assert f"{name} · {ana.name}" in shown
