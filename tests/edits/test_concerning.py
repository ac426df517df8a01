"""Which field a message is about, whatever language Leadway speaks."""

import pytest

from appointments.edits import advice, concerning
from appointments.leadway.errors import Trouble


@pytest.mark.parametrize(
    ("named", "name"),
    [
        ("title", "title"),
        ("startTime", "start_time"),
        ("start_time", "start_time"),
        ("body.startTime", "start_time"),
        ("/data/attributes/endTime", "end_time"),
        ("appointment.assignedUserId", "assigned_user_id"),
        ("items[0].calendarId", "calendar_id"),
        ("userId", "assigned_user_id"),
        ("status", "appointment_status"),
        ("somethingElse", None),
    ],
)
def test_what_leadway_names_beside_its_words_counts(
    named: str, name: str | None
) -> None:
    assert concerning.field_of("is not good", named) == name


@pytest.mark.parametrize(
    ("message", "name"),
    [
        ("El título es demasiado largo", "title"),
        ("La descripción no es válida", "description"),
        ("La dirección es obligatoria", "address"),
        ("El estado no es válido", "appointment_status"),
        ("El usuario no forma parte del equipo del calendario", "assigned_user_id"),
        ("El horario seleccionado ya no está disponible", "start_time"),
        ("La duración no es válida para este calendario", "end_time"),
        ("El calendario no existe", "calendar_id"),
        ("Le créneau n’est plus disponible", "start_time"),
        ("Le titre est trop long", "title"),
        ("Der Titel ist zu lang", "title"),
        ("Der Kalender wurde nicht gefunden", "calendar_id"),
        ("O título é muito longo", "title"),
        ("O usuário não faz parte da equipe", "assigned_user_id"),
        ("L’indirizzo non è valido", "address"),
        ("The end time must be after the start time.", "end_time"),
        ("Algo va mal ahora", None),
        ("Something is odd", None),
    ],
)
def test_words_for_a_field_are_known_in_other_languages(
    message: str, name: str | None
) -> None:
    assert concerning.field_of(message) == name


@pytest.mark.parametrize(
    ("message", "missing"),
    [
        ("assignedUserId is required when …", True),
        ("assignedUserId should not be empty", True),
        ("El responsable es obligatorio", True),
        ("The user id not part of calendar team.", False),
        ("title is too long", False),
    ],
)
def test_what_is_missing_is_told_from_what_is_wrong(
    message: str, missing: bool
) -> None:
    assert concerning.says_missing(message) is missing


def test_each_message_reaches_its_field_and_the_rest_the_whole() -> None:
    trouble = Trouble(
        "refused",
        reason="validation",
        messages=("too long", "title is odd", "too early", "Nobody knows"),
        fields=("title", "", "startTime", ""),
    )
    said = advice.of_refusal(trouble)
    assert list(said.fields) == ["title", "start_time"]
    assert "too long" in said.fields["title"]
    assert "title is odd" in said.fields["title"]
    assert said.words == ("Nobody knows",)


def test_what_was_kept_before_fields_were_is_read() -> None:
    old = {"kind": "refused", "messages": ["title is odd"]}
    assert list(Trouble.from_json(old).said) == [("title is odd", "")]
