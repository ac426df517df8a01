"""A series saved as a whole of which Leadway made something else, or tells nothing."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from appointments.edits import saving
from appointments.edits.tables import Edit
from people.models import User
from tests.edits.whole.series import DAY, at, one, rows, told
from tests.intents import intent
from tests.own_day import OwnDay
from tests.pages import Part
from tests.sandboxed import Sandbox

NONE_OF_THEM = "0 of 5 appointments are as you asked, 5 differ."


def head(part: Part) -> tuple[str, str]:
    return part.one("h3")["data-tone"], part.one("h3").text


def put_title(
    sandbox: Sandbox, master: dict[str, Any], own: OwnDay, titles: list[str]
) -> None:
    """Give the first of its appointments titles of their own, past us."""
    for day, title in enumerate(titles):
        sandbox.put(one(master, own, day), title=title)


def test_another_value_in_all_of_them_is_not_as_asked(
    save: Callable[..., Edit], as_ana: Client, sandbox: Sandbox
) -> None:
    sandbox.fault("keeps_other_value", method="PUT")
    part = told(as_ana, save(title="Otra cosa"))
    assert head(part) == ("warn", NONE_OF_THEM)
    cells = rows(part)["differs"]
    assert ["Otra cosa" in cells[2], "OTRA COSA" in cells[3]] == [True, True]


def test_where_the_series_alone_changed_none_is_as_asked(
    save: Callable[..., Edit],
    master: dict[str, Any],
    as_ana: Client,
    own: OwnDay,
    sandbox: Sandbox,
) -> None:
    before = sandbox.get(master["id"])["title"]
    edit = save(title="Otra cosa")
    put_title(sandbox, master, own, [before] * 5)
    assert head(told(as_ana, edit)) == ("warn", NONE_OF_THEM)


def test_a_title_of_its_own_is_left_as_it_is(
    save: Callable[..., Edit],
    master: dict[str, Any],
    as_ana: Client,
    own: OwnDay,
    sandbox: Sandbox,
) -> None:
    put_title(sandbox, master, own, ["Propia"])
    part = told(as_ana, save(title="Otra cosa"))
    assert head(part) == ("ok", "All 4 appointments are as you asked.")
    kept = rows(part)["kept"]
    assert kept[2] == "nothing"
    assert kept[1] == kept[3] == "12:00 – 12:45 · Propia"


def test_where_each_has_its_own_nothing_is_called_as_asked(
    save: Callable[..., Edit],
    master: dict[str, Any],
    as_ana: Client,
    own: OwnDay,
    sandbox: Sandbox,
) -> None:
    put_title(sandbox, master, own, [f"Propia {n}" for n in range(5)])
    tone, said = head(told(as_ana, save(title="Otra cosa")))
    assert tone == "warn"
    assert said.startswith("None of the 5 appointments is as you asked")


def test_a_series_of_which_none_is_left_is_not_as_asked(
    save: Callable[..., Edit],
    master: dict[str, Any],
    as_ana: Client,
    own: OwnDay,
    sandbox: Sandbox,
) -> None:
    edit = save(title="Otra cosa")
    told(as_ana, edit)
    for day in range(5):
        sandbox.call("DELETE", f"/calendars/events/{one(master, own, day)}", json={})
    said = "There is no appointment of this series any more."
    assert head(told(as_ana, edit)) == ("info", said)


@pytest.mark.parametrize("echo", ["asked", "stored"])
def test_a_time_that_did_not_come_about_is_not_as_asked(
    save: Callable[..., Edit], as_ana: Client, own: OwnDay, sandbox: Sandbox, echo: str
) -> None:
    sandbox.fault("ignore_write", method="PUT", echo=echo)
    part = told(as_ana, save(**at(own, 16)))
    assert head(part) == ("warn", NONE_OF_THEM)
    old = "12:00 – 12:45"
    assert rows(part)["differs"][1:4] == [old, "16:00 – 16:45", old]


def test_a_length_that_did_not_come_about_is_not_as_asked(
    save: Callable[..., Edit], as_ana: Client, own: OwnDay, sandbox: Sandbox
) -> None:
    sandbox.fault("ignore_write", method="PUT")
    start = own.at(12)
    longer = {"start_time": start, "end_time": start + timedelta(minutes=90)}
    part = told(as_ana, save(**longer))
    assert head(part) == ("warn", NONE_OF_THEM)
    old = "12:00 – 12:45"
    assert rows(part)["differs"][1:4] == [old, "12:00 – 13:30", old]


def test_a_rule_that_did_not_come_about_is_not_as_asked(
    save: Callable[..., Edit], as_ana: Client, sandbox: Sandbox
) -> None:
    sandbox.fault("ignore_write", method="PUT")
    part = told(as_ana, save(rrule="FREQ=DAILY;COUNT=3"))
    assert head(part) == ("warn", NONE_OF_THEM)


def test_another_day_is_said_with_its_date(
    save: Callable[..., Edit], as_ana: Client, own: OwnDay, sandbox: Sandbox
) -> None:
    sandbox.fault("ignore_write", method="PUT")
    start = own.at(12) + 7 * DAY
    part = told(as_ana, save(start_time=start, end_time=start + timedelta(minutes=45)))
    asked = rows(part)["differs"][2]
    assert asked.endswith(", 12:00 – 12:45")


# --- what readings do not tell ---


def test_what_is_not_told_back_is_not_called_verified(
    save: Callable[..., Edit], as_ana: Client
) -> None:
    part = told(as_ana, save(meeting_location_type="phone"))
    said = "Sent for all 5 appointments: Leadway does not tell it back."
    assert head(part) == ("mute", said)
    cells = rows(part)["not_echoed"]
    assert cells[3].endswith("Leadway does not say")
    assert cells[4] == "Not told back"


def test_beside_what_is_told_back_the_rest_is_named(
    save: Callable[..., Edit], as_ana: Client
) -> None:
    part = told(as_ana, save(title="Otra cosa", meeting_location_type="phone"))
    said = "All 5 appointments are as you asked, as far as Leadway tells it back."
    assert head(part) == ("ok", said)
    assert set(rows(part)) == {"not_echoed"}


def test_what_only_its_own_save_told_before_proves_nothing(
    save: Callable[..., Edit],
    master: dict[str, Any],
    as_ana: Client,
    own: OwnDay,
    ana: User,
    sandbox: Sandbox,
) -> None:
    alone = sandbox.get(one(master, own, 1))
    saving.save(intent(alone, ana, meeting_location_type="zoom"))
    part = told(as_ana, save(meeting_location_type="phone"))
    assert set(rows(part)) == {"not_echoed"}


def test_it_is_said_in_spanish(save: Callable[..., Edit], as_ana: Client) -> None:
    as_ana.defaults["HTTP_ACCEPT_LANGUAGE"] = "es"
    part = told(as_ana, save(meeting_location_type="phone"))
    assert "Leadway no lo devuelve" in part.one("h3").text
