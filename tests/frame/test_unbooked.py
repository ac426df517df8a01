"""The palette finds contacts who have no appointment, too."""

from typing import Any

import pytest
from django.test import Client

from appointments.index import contacts
from appointments.index.copies import Contact
from appointments.index.tables import Appointment
from tests.frame.found import found, keep
from tests.pages import Part

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("names")]


@pytest.fixture(autouse=True)
def nothing_yet(names: Any) -> None:
    """Only what a test keeps is found."""
    Appointment.objects.all().delete()


def people(part: Part) -> list[str]:
    options = part.all("[aria-labelledby=pal-people] a")
    return [one.text for one in options]


def test_who_has_no_appointment_is_found_too(as_ana: Client) -> None:
    keep("one", "Nuria Serra", 24)
    told = {"email": "nuria@example.org", "phone": "+34 600 123 456"}
    contacts.remember([("unbooked1", "Núria Solé", told)])
    for typed in ("@nuria", "nuri", "600123", "@example.org"):
        (named,) = [text for text in people(found(as_ana, typed)) if "Solé" in text]
        assert "+34 600 123 456 · nuria@example.org" in named
        assert "No appointments known" in named
    (booked,) = [t for t in people(found(as_ana, "@nuria")) if "Serra" in t]
    assert "1 appointment" in booked


def test_without_three_letters_nobody_else_is_looked_for(as_ana: Client) -> None:
    contacts.remember([("unbooked1", "Núria Solé", {})])
    assert people(found(as_ana, "@nu")) == []


def test_whom_leadway_has_no_more_is_not_found(as_ana: Client) -> None:
    contacts.remember([("unbooked1", "Núria Solé", {})])
    Contact.mark_gone(["unbooked1"])
    assert people(found(as_ana, "@nuria")) == []


def test_who_had_an_appointment_far_away_is_not_said_to_have_none(
    as_ana: Client,
) -> None:
    for n in range(70):
        keep(f"many{n}", "Nuria Serra", 24 + n)
    keep("last", "Nuria Vidal", 24 * 300)
    assert "No appointments known" not in found(as_ana, "@nuria").text
