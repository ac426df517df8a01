"""Text as people type it: kept as it is, or refused with the numbers that help."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.editor.filling import (
    asked,
    fault,
    fill,
)


@pytest.mark.parametrize(
    ("name", "most"),
    [("title", 255), ("address", 2_000), ("description", 10_000)],
)
def test_a_text_may_be_so_long_and_no_longer(name: str, most: int) -> None:
    place = {"place": "own"} if name == "address" else {}
    assert asked(fill(**place, **{name: "ñ" * most})) == {name: "ñ" * most}
    at, said = fault(fill(**place, **{name: "ñ" * (most + 1)}))
    assert at == name
    assert f"{most + 1:d}" in said.replace(",", "")


@pytest.mark.parametrize(
    "text", ["a\0b", "\x07", "a\x1bb", "\x7f", "\x80", "\x9f", "\ud800"]
)
@pytest.mark.parametrize("name", ["title", "description"])
def test_characters_that_nobody_sees_are_refused_by_position(
    name: str, text: str
) -> None:
    at, said = fault(fill(**{name: f"x{text}"}))
    assert at == name
    assert "invisible character at position" in said


@pytest.mark.parametrize(
    "text",
    ["🦶 ✅", "موعد – ليلى", "e\u0301 no se compone", "a\u00a0b", "<b>&amp;</b>", "¿?"],
)
def test_every_other_character_is_sent_as_it_was_typed(text: str) -> None:
    assert asked(fill(title=text)) == {"title": text}


def test_a_tab_is_for_long_texts_only() -> None:
    assert asked(fill(description="a\tb")) == {"description": "a\tb"}
    assert fault(fill(title="a\tb"))[0] == "title"


def test_line_ends_become_one_kind_and_only_lines_lose_their_ends() -> None:
    assert asked(fill(description=" a\r\nb\rc \n")) == {"description": " a\nb\nc \n"}
    assert asked(fill(title="  Nuevo  ")) == {"title": "Nuevo"}


@pytest.mark.parametrize("text", ["Revisión", "  Revisión ", "Revisión\r\n"])
def test_what_differs_only_at_its_ends_is_no_change(text: str) -> None:
    assert asked(fill(title=text)) == {}


@given(
    text=st.text(
        st.characters(exclude_categories=("Cc", "Cs")), min_size=1, max_size=80
    )
)
def test_any_text_without_controls_comes_out_as_it_went_in(text: str) -> None:
    assert asked(fill(description=text)) == {"description": text}
    assert asked(fill(title=text)) in ({"title": text.strip()}, {})
