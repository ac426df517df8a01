"""Texts as search compares them."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appointments.index.folding import BREAK, MARK, digits, folded, marked, plain


@pytest.mark.parametrize(
    ("written", "compared"),
    [
        ("Muñoz", "munoz"),
        ("MUN\u0303OZ", "munoz"),
        ("Straße", "strasse"),
        ("STRASSE", "strasse"),
        ("oﬃce", "office"),
        ("Ｆｕｌｌ　ｗｉｄｔｈ", "full width"),
        ("İstanbul", "istanbul"),
        ("ISTANBUL", "istanbul"),
        ("Iğdır", "igdir"),
        ("Ångström", "angstrom"),
        ("Smørrebrød", "smorrebrod"),
        ("Łódź", "lodz"),
        ("Æther, Œuvre", "aether, oeuvre"),
        ("ΣΊΣΥΦΟΣ", "σισυφοσ"),
        ("Σίσυφος", "σισυφοσ"),
        ("Ёлка", "елка"),
        ("①②½", "121⁄2"),
        ("co\u00adope\u200dra\u200b", "coopera"),
        ("مُحَمَّد", "محمد"),
        ("a\0b", "a b"),
        ("  uno\n\tdos\u00a0tres ", "uno dos tres"),
        ("👩\u200d⚕️ 100%_", "👩⚕ 100%_"),
    ],
)
def test_what_is_written_differently_is_compared_as_one(
    written: str, compared: str
) -> None:
    assert plain(written) == compared


def test_each_word_is_marked_also_within_an_address() -> None:
    assert folded("Ana Muñoz", "", "a.m@x.es") == "  ana  munoz\n  a.  m@  x.  es"


@given(st.text(), st.integers(0, 20), st.integers(1, 20))
def test_any_part_of_a_text_is_a_part_of_it_marked(
    text: str, start: int, length: int
) -> None:
    whole = plain(text)
    part = whole[start : start + length]
    assert marked(part) in folded(text)


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert plain(plain(text)) == plain(text)
    assert folded(unicodedata.normalize("NFD", text)) == folded(text)
    assert BREAK not in marked(plain(text))
    assert "   " not in folded(text)


@given(st.text(), st.text())
def test_a_short_beginning_is_found_where_a_word_begins(one: str, other: str) -> None:
    whole = plain(f"{one} {other}")
    for word in whole.split():
        assert MARK + marked(word[:2]) in folded(f"{one} {other}")


@pytest.mark.parametrize(
    "phone", ["+34 600 111 222", "(34) 600-11-12-22", "34.600.111.222", "３４600111222"]
)
def test_of_a_phone_only_the_digits_count(phone: str) -> None:
    assert digits(phone) == "34600111222"


def test_the_digit_that_is_only_dialled_at_home_does_not_count() -> None:
    assert digits("+44 (0)20 7946 0958") == "442079460958"
