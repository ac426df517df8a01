"""Finding appointments by any part of what is known of them, on either database."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.utils import timezone

from appointments.index import contacts, listing
from appointments.index.tables import Appointment
from appointments.leadway.records import AppointmentRecord

pytestmark = pytest.mark.django_db
START = datetime(2027, 3, 1, 9, tzinfo=UTC)
PEOPLE = {
    "contactAna": ("Ana Muñoz Peña", "ana.munoz@example.com", "+34 600 111 222"),
    "contactJurgen": ("Jürgen Groß", "groß@straße.de", "0049 (0)171 2345678"),
    "contactIpek": ("İpek IŞIK", "", ""),
}


@pytest.fixture(autouse=True)
def known() -> None:
    """Three appointments with people, and one with nobody."""
    told = [
        (id, name, {"email": email, "phone": phone})
        for id, (name, email, phone) in PEOPLE.items()
    ]
    contacts.remember(told)
    remember("shoulder", "contactAna", title="Rehabilitación de hombro")
    remember("Xy-Z_170", "contactJurgen", title="50 % off_today", address="Sala 2")
    remember("back", "contactIpek", description='Dolor "agudo" AND OR NOT * \\ ^')
    remember("alone", None, title="Ｒｅｕｎｉóｎ", description="ﬁn de mes")


def remember(id: str, contact: str | None, *, day: int = 0, **texts: str) -> None:
    record = AppointmentRecord(
        id=id,
        contact_id=contact,
        start_time=START + timedelta(days=day, minutes=len(id)),
        **texts,
    )
    Appointment.remember(record, seen_at=timezone.now())


def found(text: str) -> set[str]:
    return {row.event_id for row in listing.page(Appointment.objects.all(), text).rows}


EVERYTHING = {"shoulder", "Xy-Z_170", "back", "alone"}


@pytest.mark.parametrize(
    ("typed", "ids"),
    [
        ("munoz", {"shoulder"}),
        ("MUÑOZ", {"shoulder"}),
        ("mun\u0303oz", {"shoulder"}),
        ("uño", {"shoulder"}),
        ("habilit", {"shoulder"}),
        ("gross", {"Xy-Z_170"}),
        ("Groß", {"Xy-Z_170"}),
        ("strasse.de", {"Xy-Z_170"}),
        ("ipek isik", {"back"}),
        ("IPEK ışık", {"back"}),
        ("reunion", {"alone"}),
        ("fin", {"alone"}),
        ("munoz@exam", {"shoulder"}),
        ("sala", {"Xy-Z_170"}),
        ("xy-z_1", {"Xy-Z_170"}),
        ("houlde", {"shoulder"}),
    ],
)
def test_any_part_is_found_without_accents_and_case(typed: str, ids: set[str]) -> None:
    assert found(typed) == ids


@pytest.mark.parametrize(
    ("typed", "ids"),
    [
        ("mu", {"shoulder"}),
        ("ñ", {"back"}),
        ("p", {"shoulder"}),
        ("ip", {"back"}),
        ("pe", {"shoulder"}),
        ("z_", {"Xy-Z_170"}),
        ("ou", set()),
        ("%", {"Xy-Z_170"}),
        ("22", {"shoulder"}),
    ],
)
def test_one_or_two_letters_are_the_beginning_of_a_word(
    typed: str, ids: set[str]
) -> None:
    assert found(typed) == ids


@pytest.mark.parametrize(
    ("typed", "ids"),
    [
        ("muñoz hombro", {"shoulder"}),
        ("hombro ana", {"shoulder"}),
        ("hombro gross", set()),
        ("a m hom", {"shoulder"}),
        ("", EVERYTHING),
        ("  \n ", EVERYTHING),
        ("\u200b", EVERYTHING),
    ],
)
def test_each_of_several_words_has_to_be_there(typed: str, ids: set[str]) -> None:
    assert found(typed) == ids


@pytest.mark.parametrize(
    "typed",
    [
        "+34 600 111 222",
        "600111222",
        "600 11 12 22",
        "(600) 111-222",
        "0034600111222",
        "0034 600111222",
        "+34600111222",
        "34600111222",
        "111222",
        "600 11",
        "+34 600",
        "ana 600.111.222",
        "600.111.222 hombro",
    ],
)
def test_a_phone_number_is_found_however_it_is_typed(typed: str) -> None:
    assert found(typed) == {"shoulder"}


@pytest.mark.parametrize(
    "typed", ["0171 2345678", "+49 171 2345678", "0049 (0)171/2345678", "2345678"]
)
def test_a_number_that_is_kept_with_its_country_is_found(typed: str) -> None:
    assert found(typed) == {"Xy-Z_170"}


@pytest.mark.parametrize(
    ("typed", "ids"),
    [
        ("%%%", set()),
        ("___", set()),
        ("m_noz", set()),
        ("mu%oz", set()),
        ("off_today", {"Xy-Z_170"}),
        ("offXtoday", set()),
        ("50 %", {"Xy-Z_170"}),
        ("AND", {"back"}),
        ("munoz OR gross", set()),
        ("munoz NOT gross", set()),
        ('"agudo"', {"back"}),
        ('"', {"back"}),
        ('"""', set()),
        ("agud*", set()),
        ("folded:munoz", set()),
        ("(munoz", set()),
        ("NEAR(munoz", set()),
        ("mun'oz", set()),
        ("'; DROP TABLE x", set()),
        ("\\", {"back"}),
        ("an\0hom", {"shoulder"}),
        ("x" * 5000, set()),
        ("x " * 5000, {"Xy-Z_170"}),
    ],
)
def test_what_is_typed_is_plain_text(typed: str, ids: set[str]) -> None:
    assert found(typed) == ids


# --- what is found is what was written last ---


def test_a_changed_text_is_found_and_the_old_one_is_not() -> None:
    remember("shoulder", "contactAna", title="Espalda")
    assert found("espalda") == {"shoulder"}
    assert found("hombro") == set()
    assert found("munoz") == {"shoulder"}


def test_an_answer_of_a_save_is_found() -> None:
    record = AppointmentRecord(
        id="shoulder", contact_id="contactJurgen", start_time=START, title="Rodilla"
    )
    Appointment.finish(record)
    assert found("rodilla gross") == {"shoulder"}
    assert found("munoz") == set()


def test_a_list_that_is_read_is_found() -> None:
    read = [
        AppointmentRecord(id=id, title=title, contact_id="contactAna", start_time=START)
        for id, title in [("shoulder", "Cadera"), ("another", "Tobillo")]
    ]
    Appointment.remember_all(read, seen_at=timezone.now())
    assert found("cadera") == {"shoulder"}
    assert found("tobillo munoz") == {"another"}
    assert found("hombro") == set()


def test_a_contact_who_is_renamed_is_found_by_the_new_name() -> None:
    remember("next", "contactAna", day=7, title="Control")
    told = {"email": "ana@example.com", "phone": "600 999 888"}
    contacts.remember([("contactAna", "Ana Lledó", told)])
    assert found("lledo") == {"shoulder", "next"}
    assert found("999888") == {"shoulder", "next"}
    assert found("munoz") == set()
    assert found("lledo hombro") == {"shoulder"}


def test_a_contact_who_is_read_after_the_appointment_is_found() -> None:
    remember("stranger", "contactLate", title="Primera visita")
    contacts.remember([("contactLate", "Núria Vidal", {})])
    assert found("nuria primera") == {"stranger"}


def test_what_is_removed_is_not_found() -> None:
    Appointment.objects.filter(event_id="shoulder").delete()
    assert found("munoz") == set()
    remember("shoulder", "contactAna")
    assert found("munoz") == {"shoulder"}


def test_it_combines_with_any_other_condition() -> None:
    remember("later", "contactAna", day=7, title="Control")
    rows = Appointment.objects.filter(start_time__gt=START + timedelta(days=1))
    assert [row.event_id for row in listing.page(rows, "munoz").rows] == ["later"]


def test_two_that_stand_at_the_same_place_stay_apart() -> None:
    """Their numbers come from their ids, and may be the same by chance."""
    remember("twin", "contactAna", title="Gemela")
    Appointment.objects.filter(event_id__in=["twin", "back"]).update(position=7)
    assert found("gemela") == {"twin"}
    assert found("agudo") == {"back"}
    Appointment.objects.filter(event_id="twin").delete()
    assert found("gemela") == set()
    assert found("agudo") == {"back"}
    assert found("ipek") == {"back"}


@pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite's own check")
def test_the_pieces_are_those_of_the_texts() -> None:
    remember("back", None, day=3, title="Otra cosa")
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO appointments_found (appointments_found, rank)"
            " VALUES ('integrity-check', 1)"
        )
