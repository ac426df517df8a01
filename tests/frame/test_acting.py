"""What the palette can do at once about the first appointment that it finds."""

import pytest
from django.test import Client

from people.models import User
from tests.conftest import signed_in
from tests.frame.test_found import found, keep, nothing_yet
from tests.pages import Part, read

__all__ = ["nothing_yet"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("names")]


def top(part: Part) -> list[str]:
    return [one.text for one in part.all("[aria-labelledby=pal-top] [role=option]")]


def test_the_outcome_of_what_is_meant_is_posted_from_there(
    as_ana: Client, carlos: User
) -> None:
    keep("meant", "Elena Márquez", -2, appointment_status="confirmed")
    keep("other", "Elena Quintero", -72)
    part = found(as_ana, "elena")
    assert "Elena Márquez" in part.one("#pal-top").text
    said = ["Mark as showed S", "Mark as no-show N", "Cancel the appointment X"]
    assert top(part) == [*said, "Move…", "Reassign…", "Copy the id"]
    button = part.one("button[value=showed]")
    assert button["formaction"] == "/appointments/meant/press/"
    assert button["form"] == "pal-post"
    sent = {one["name"]: one["value"] for one in part.all("input[form=pal-post]")}
    assert sent["was_appointment_status"] == "confirmed"
    assert sent["form_key"]
    assert sent["back"] == "/appointments/?q=x"
    assert top(found(signed_in(carlos), "elena")) == ["Copy the id"]


def test_what_is_ahead_can_be_confirmed_and_what_is_over_can_be_opened(
    as_ana: Client,
) -> None:
    keep("ahead", "Elena Márquez", 24, appointment_status="new")
    keep("over", "Rafael Telera", -24, appointment_status="showed")
    assert top(found(as_ana, "elena"))[:1] == ["Confirm the appointment"]
    assert top(found(as_ana, "rafael")) == ["Move…", "Reassign…", "Copy the id"]
    move = found(as_ana, "elena").one("[aria-labelledby=pal-top] a", "Move…")
    assert move["href"] == "/appointments/ahead/#f-start"
    assert not top(found(as_ana, "nobody"))


def test_a_press_leads_back_only_to_a_page_that_tells_of_it(as_ana: Client) -> None:
    keep("meant", "Elena Márquez", -2, appointment_status="confirmed")
    answer = as_ana.post("/_found/", {"q": "elena", "next": "/preferences/"})
    assert read(answer).one("input[name=back]")["value"] == ""
