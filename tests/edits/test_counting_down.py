"""What Leadway asks to wait with says for how long."""

from typing import Any

import pytest
from django.test import Client

from appointments.edits import resending, saving
from appointments.edits.tables import Edit
from people.models import User
from tests.intents import intent
from tests.pages import read
from tests.sandboxed import Sandbox

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("names")]
HTMX = {"HX-Request": "true"}


@pytest.fixture
def busy(booked: dict[str, Any], ana: User, sandbox: Sandbox) -> Edit:
    """An edit that Leadway asked to wait with."""
    wanted = intent(booked, ana, title="Luego")
    sandbox.fault("rate_burst", method="PUT", times=1, retry_after=90)
    return saving.save(wanted)


@pytest.mark.parametrize("where", ["", "?in_line=1"])
def test_it_counts_down_until_it_is_sent(
    busy: Edit, as_ana: Client, where: str
) -> None:
    said = read(as_ana.get(f"/edits/{busy.pk}/_receipt/{where}", headers=HTMX))
    wait = said.one("count-down")
    assert 0 < int(wait["data-seconds"]) <= 90
    assert wait.text.startswith("It is sent again in 1:")
    assert wait["data-over"] == "It is sent again now."


def test_what_does_not_go_by_itself_can_be_sent_then(
    busy: Edit, as_ana: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("appointments.edits.resending.goes_by_itself", lambda _: False)
    said = read(as_ana.get(f"/edits/{busy.pk}/_receipt/", headers=HTMX))
    assert said.one("count-down").text.startswith("You can send it again in 1:")


def test_nothing_is_counted_once_the_time_is_over(busy: Edit, as_ana: Client) -> None:
    busy.not_before = busy.made_at
    busy.save(update_fields=["not_before"])
    said = read(as_ana.get(f"/edits/{busy.pk}/_receipt/", headers=HTMX))
    assert not said.has("count-down")


def test_a_day_that_is_used_up_is_waited_for_by_a_person(
    booked: dict[str, Any], ana: User, as_ana: Client, sandbox: Sandbox
) -> None:
    wanted = intent(booked, ana, title="Luego")
    sandbox.fault("rate_daily", method="PUT", times=1)
    edit = saving.save(wanted)
    assert edit.waiting
    assert not resending.goes_by_itself(edit)
    said = read(as_ana.get(f"/edits/{edit.pk}/_receipt/", headers=HTMX))
    assert "takes no more calls of ours today" in said
    # The sandbox's day begins anew in 40,000 s.
    assert said.one("count-down").text.startswith("You can send it again in 11:0")
