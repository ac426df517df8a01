"""The troubles that people rehearse, as a client meets each of them."""

import re
import time
from typing import Any

import pytest
import requests

from tests.sandbox.process import APPOINTMENTS, LOCATION, Account
from tests.sandboxed import ROOT

FLAGS: dict[str, Any] = {"toNotify": False, "ignoreFreeSlotValidation": True}


def rehearse(leadway: Account, **names: bool) -> dict[str, bool]:
    return dict(leadway.control("POST", "rehearsals", names))


def test_none_is_on_at_first(leadway: Account) -> None:
    assert set(leadway.control("GET", "rehearsals").values()) == {False}


def test_one_goes_on_and_off_and_leaves_the_others(leadway: Account) -> None:
    leadway.fault("revoked", method="PATCH")
    assert rehearse(leadway, limit=True, slowness=True)["limit"] is True
    after = rehearse(leadway, limit=False, slowness=True)
    assert [name for name in after if after[name]] == ["slowness"]
    faults = [rule["fault"] for rule in leadway.control("GET", "faults")]
    assert faults == ["revoked", "slow"]


@pytest.mark.parametrize(
    ("name", "method"), [("silence", "PUT"), ("silent_reads", "GET")]
)
def test_silence_lasts_until_the_client_goes(
    leadway: Account, name: str, method: str
) -> None:
    booked = leadway.book()
    rehearse(leadway, **{name: True})
    url = f"{leadway.url}{APPOINTMENTS}/{booked['id']}"
    with pytest.raises(requests.ReadTimeout), requests.Session() as session:
        session.request(method, url, json={}, timeout=0.3)
    rehearse(leadway, **{name: False})
    assert leadway.record(booked["id"]) == booked


def test_silence_hits_writes_only_unless_reads_are_chosen_too(leadway: Account) -> None:
    booked = leadway.book()
    rehearse(leadway, silence=True)
    assert leadway.record(booked["id"]) == booked
    search = {"locationId": LOCATION, "pageLimit": 1}
    assert leadway.call("POST", "/contacts/search", json=search).status_code == 200
    rehearse(leadway, silence=False, silent_reads=True)
    assert leadway.put(booked["id"], title="Otro", **FLAGS).status_code == 200
    rehearse(leadway, silent_reads=False)


def test_silence_ends_by_itself(leadway: Account) -> None:
    began = time.monotonic()
    with pytest.raises(requests.ConnectionError):
        leadway.faulty_put("x", "silent;seconds=0.2")
    # Left to itself it lasts a minute.
    assert 0.2 <= time.monotonic() - began < 60


def test_every_slot_is_refused_and_other_changes_are_not(leadway: Account) -> None:
    booked = leadway.book()
    rehearse(leadway, no_slots=True)
    times = {name: booked[name] for name in ("startTime", "endTime")}
    refused = leadway.put(booked["id"], **times, **FLAGS)
    assert refused.status_code == 400
    assert refused.json()["message"].startswith("The slot you have selected")
    assert leadway.put(booked["id"], title="Otro", **FLAGS).status_code == 200


@pytest.mark.parametrize("field", ["title", "address", "description"])
def test_other_values_are_kept_for_any_text(leadway: Account, field: str) -> None:
    event_id = leadway.book()["id"]
    rehearse(leadway, other_values=True)
    leadway.put(event_id, **{field: "otro"}, **FLAGS)
    assert leadway.record(event_id)[field] == "OTRO"


def test_somebody_else_changes_what_nobody_has_read_for_a_while(
    leadway: Account,
) -> None:
    event_id = leadway.book(title="Antes")["id"]
    leadway.fault("changed_elsewhere", seconds=600)
    titles = {leadway.record(event_id)["title"] for _ in range(3)}
    assert titles == {"Antes"}
    leadway.control("DELETE", "faults")
    leadway.fault("changed_elsewhere", seconds=0.1)
    assert leadway.record(event_id)["title"] == "Antes"
    for _once in range(2):
        time.sleep(0.15)
        assert leadway.record(event_id)["title"] == "Antes (cambiado en recepción)"
    changes = [entry["changes"] for entry in leadway.journal()]
    assert [bool(one) for one in changes][-3:] == [False, True, False]


def test_the_rehearsal_waits_until_the_dashboard_reads_again(leadway: Account) -> None:
    rehearse(leadway, changes_elsewhere=True)
    [rule] = leadway.control("GET", "faults")
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    fresh = re.search(r"`LEADWAY_FRESH_S` \| (\d+) ", readme)
    assert fresh
    assert rule["seconds"] > int(fresh[1])


def test_somebody_else_changes_what_was_read_once(leadway: Account) -> None:
    event_id = leadway.book(title="Antes")["id"]
    leadway.fault("changed_elsewhere")
    titles = [leadway.record(event_id)["title"] for _ in range(3)]
    assert titles == ["Antes", *["Antes (cambiado en recepción)"] * 2]
    first, *others = leadway.journal()
    assert first["changes"][0]["elsewhere"] is True
    assert first["workflows"] == []
    assert [entry["changes"] for entry in others] == [[], []]


def test_the_field_that_changes_elsewhere_can_be_chosen(leadway: Account) -> None:
    booked = leadway.book()
    leadway.fault("changed_elsewhere", field="address", value="Sala 9")
    leadway.record(booked["id"])
    after = leadway.record(booked["id"])
    assert after == booked | {"address": "Sala 9", "dateUpdated": after["dateUpdated"]}
    assert after["dateUpdated"] > booked["dateUpdated"]


def test_without_permission_to_read_one_can_still_write(leadway: Account) -> None:
    event_id = leadway.book()["id"]
    rehearse(leadway, no_reading=True)
    assert leadway.get(f"{APPOINTMENTS}/{event_id}").status_code == 401
    search = {"locationId": LOCATION, "pageLimit": 1}
    answer = leadway.call("POST", "/contacts/search", json=search)
    assert answer.json()["message"] == "The token is not authorized for this scope."
    assert leadway.put(event_id, title="Otro", **FLAGS).status_code == 200


def test_an_unknown_rehearsal_is_refused(leadway: Account) -> None:
    url = f"{leadway.url}/__sandbox__/rehearsals"
    answer = requests.post(url, json={"rain": True}, timeout=60)
    assert answer.status_code == 422
    assert requests.post(url, json=["limit"], timeout=60).status_code == 422
