"""A press and a drop on an old page: what somebody else changed beside it is kept."""

from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from appointments.index import reading
from tests.intents import puts
from tests.own_day import OwnDay
from tests.sandboxed import Sandbox

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("names")]
STATUS = {"was_appointment_status": "confirmed", "appointment_status": "showed"}


def press(client: Client, booked: dict[str, Any], **posted: str) -> HttpResponse:
    address = f"/appointments/{booked['id']}/press/"
    return client.post(address, posted, headers={"HX-Request": "true"})


def test_what_a_colleague_changed_beside_it_is_kept_by_a_press_and_a_drop(
    as_ana: Client, booked: dict[str, Any], own: OwnDay, sandbox: Sandbox
) -> None:
    as_ana.get(f"/appointments/{booked['id']}/")
    sandbox.put(booked["id"], title="De Marta", appointmentStatus="confirmed")
    reading.current(booked["id"], within_s=0)
    assert press(as_ana, booked, **STATUS).status_code == 200
    start = own.at(16).isoformat()
    assert press(as_ana, booked, start=start).status_code == 200
    now = sandbox.get(booked["id"])
    assert (now["title"], now["appointmentStatus"]) == ("De Marta", "showed")
    assert now["startTime"] == start
    assert all("title" not in body for body in puts(sandbox, booked["id"])[1:])
