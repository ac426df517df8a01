"""Who takes an appointment, changed where it stands in the list."""

from typing import Any

import pytest
from django.test import Client

from appointments.index.tables import Appointment
from tests.intents import puts
from tests.listing.test_status import HTMX, address, listed, row
from tests.own_day import OwnDay
from tests.pages import Part, read
from tests.sandboxed import Sandbox

__all__ = ["address", "row"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("names")]


def team_of(client: Client, address: str, row: str) -> Part:
    """Open the menu of a row, which asks for the team then."""
    asked = listed(client, address).one(f"{row} .c-as details")["hx-get"]
    return read(client.get(asked, headers=HTMX)).one("form")


def test_a_list_does_not_grow_with_the_staff(
    as_ana: Client, address: str, row: str
) -> None:
    shown = listed(as_ana, address).one(f"{row} .c-as")
    assert not shown.has("button")


def test_the_menu_holds_the_team_of_the_calendar(
    as_ana: Client, address: str, row: str, own: OwnDay, names: Any
) -> None:
    menu = team_of(as_ana, address, row)
    assert menu.has("button", own.colleague)
    assert own.person in menu.one("p:has(.vh)", "current")
    (calendar,) = (
        id for id, one in names.calendars.items() if one.name == "Fisioterapia"
    )
    offered = {one["value"] for one in menu.all("button")}
    assert offered < set(names.team(calendar))


def test_one_press_reassigns_and_the_line_stands_in_the_row(
    as_ana: Client, address: str, row: str, own: OwnDay, sandbox: Sandbox
) -> None:
    form = team_of(as_ana, address, row)
    values = {one["name"]: one["value"] for one in form.all("input")}
    button = form.one("button", own.colleague)
    posted = values | {button["name"]: button["value"]}
    answer = as_ana.post(form["hx-post"], posted, headers=HTMX)
    said = read(answer)
    assert f"{own.colleague}. Confirmed by Leadway" in said
    id = row.removeprefix("#row-")
    assert form["hx-target"] == f"#st-{id}"
    (sent,) = puts(sandbox, id)
    assert sent["assignedUserId"] == button["value"]


def test_who_may_only_look_sees_a_name_and_no_menu(
    as_carlos: Client, address: str, row: str, own: OwnDay
) -> None:
    shown = listed(as_carlos, address).one(f"{row} .c-as")
    assert own.person in shown
    assert not shown.has("details")


def test_of_whom_nothing_is_known_the_title_stands_once(
    as_ana: Client, address: str, row: str
) -> None:
    rows = Appointment.objects.filter(event_id=row.removeprefix("#row-"))
    for contact, name in ((None, "No contact"), ("nobody", "Name not read yet")):
        rows.update(contact_id=contact)
        shown = listed(as_ana, address).one(row)
        assert name in shown.one(".c-who a")
        assert shown.one(".c-title").text == "Rehabilitación de hombro"
