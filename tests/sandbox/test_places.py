"""Where a meeting is held: type, address and the calendar's own places."""

from typing import Any

from tests.sandbox.process import Account

FLAGS: dict[str, Any] = {"toNotify": False, "ignoreFreeSlotValidation": True}


def put(leadway: Account, **body: Any) -> dict[str, Any]:
    answer = leadway.put(leadway.book(address="Sala 2")["id"], **body, **FLAGS)
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def test_an_address_alone_makes_the_place_custom(leadway: Account) -> None:
    answer = put(leadway, address="Calle Mayor 1")
    assert answer["meetingLocationType"] == "custom"
    assert answer["address"] == "Calle Mayor 1"


def test_a_type_beside_the_address_stays(leadway: Account) -> None:
    answer = put(
        leadway,
        meetingLocationType="phone",
        address="+34600000000",
        overrideLocationConfig=True,
    )
    assert answer["meetingLocationType"] == "phone"
    assert answer["address"] == "+34600000000"


def test_an_address_may_make_the_place_custom_whatever_type_is_beside_it(
    leadway: Account,
) -> None:
    leadway.switch(type_beside_address=False)
    answer = put(
        leadway,
        meetingLocationType="phone",
        address="+34600000000",
        overrideLocationConfig=True,
    )
    assert answer["meetingLocationType"] == "custom"
    assert answer["address"] == "+34600000000"


def test_a_type_is_echoed(leadway: Account) -> None:
    answer = put(leadway, meetingLocationType="zoom", overrideLocationConfig=True)
    assert answer["meetingLocationType"] == "zoom"


def test_a_type_without_the_override_is_ignored(leadway: Account) -> None:
    answer = put(leadway, meetingLocationType="zoom", overrideLocationConfig=False)
    assert answer.get("meetingLocationType") != "zoom"


def test_an_id_takes_the_place_from_the_calendar(leadway: Account) -> None:
    answer = put(leadway, meetingLocationId="custom_0", overrideLocationConfig=False)
    assert answer["address"] == "Piscina municipal, calle 3"
    assert answer["meetingLocationType"] == "custom"
    assert "meetingLocationId" not in answer


def test_an_id_of_a_member_is_known_too(leadway: Account) -> None:
    member = leadway.calendar("Fisioterapia")["teamMembers"][1]
    key = member["locationConfigurations"][0]["meetingId"]
    answer = put(leadway, meetingLocationId=key, overrideLocationConfig=False)
    assert answer["address"] == "Sala 1"
    assert answer["meetingLocationType"] == "address"


def test_an_id_with_the_override_leaves_the_address(leadway: Account) -> None:
    answer = put(leadway, meetingLocationId="custom_0", overrideLocationConfig=True)
    assert answer["address"] == "Sala 2"


def test_the_default_id_is_always_known(leadway: Account) -> None:
    assert put(leadway, meetingLocationId="default")["address"] == "Sala 2"


def test_an_unknown_id_is_refused(leadway: Account) -> None:
    booked = leadway.book()
    answer = leadway.put(booked["id"], meetingLocationId="nowhere", **FLAGS)
    assert answer.status_code == 400
    assert "nowhere" in answer.json()["message"]


def test_an_id_belongs_to_its_calendar(leadway: Account) -> None:
    answer = leadway.put(leadway.book()["id"], meetingLocationId="zoom_0", **FLAGS)
    assert answer.status_code == 400
