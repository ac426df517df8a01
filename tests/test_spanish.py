"""What Castilian office Spanish does not say, so that no text says it again."""

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parent.parent
CATALOGUE = ROOT / "locale" / "es" / "LC_MESSAGES" / "django.po"
# What has just happened stands in the perfect: "No se ha guardado".
JUST_HAPPENED = (
    "guardó|envió|escribiste|respondió|quiso mostrar|rompió|pediste|devolvió"
    "|rechazó|aceptó|pidió|leímos|anotó|aplicó|entregó|cerró|ejecutaron"
)
CALQUES = (
    r"sustituto|últimas palabras|demasiada gente|quien llev[ae]|[Ll]o tuyo|lo mío"
    r"|se queda lo|(?:tu|última|la) entrada|esté cortado|ya no vale|Aún sin saber"
    r"|Gestionar|usuario desconocido|al día de hoy|le falta el permiso|de vuelta"
    r"|un error suyo|este guardado|[Uu]n guardado|Ensayar|flujos(?! de trabajo)"
    r"|tiene cita con|Nombre para entrar|toca el mismo|tocan los mismos"
)


def texts() -> list[str]:
    with CATALOGUE.open("rb") as file:
        catalogue = read_po(file)
    found: list[str] = []
    for message in catalogue:
        if message.id:
            said = message.string
            found += said if isinstance(said, (tuple, list)) else [str(said)]
    return found


@pytest.mark.parametrize("odd", [JUST_HAPPENED, CALQUES])
def test_no_text_says_what_people_do_not_say(odd: str) -> None:
    pattern = re.compile(rf"\b(?:{odd})\b")
    assert [text for text in texts() if pattern.search(text)] == []


def test_counts_agree_in_number_and_are_no_names() -> None:
    with CATALOGUE.open("rb") as file:
        catalogue = read_po(file)
    counted = [one for one in catalogue if one.context == "tally"]
    assert counted
    for one in counted:
        for said in one.string:
            assert said == said.lower(), said
    confirmed = catalogue.get("Confirmed", context="tally")
    assert confirmed is not None
    assert tuple(confirmed.string) == ("confirmada", "confirmadas")
