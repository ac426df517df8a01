"""How tests read pages: as a person does."""

import pytest

from tests.pages import read

PAGE = read(
    """<!doctype html>
    <title>Day</title>
    <style>.row { color: red }</style>
    <h1 class="big bold">Today</h1>
    <p hidden>Not yet.</p>
    <ul><li data-n="1"><b>Ana</b>, at&nbsp;12:00</li><li>Marta &lt;b&gt;</li></ul>
    <!-- Nobody reads this. -->"""
)


def test_text_is_what_can_be_read() -> None:
    assert PAGE.text == "Day Today Ana, at 12:00 Marta <b>"
    assert "Not yet" not in PAGE


def test_parts_are_found_by_selector_and_by_what_they_say() -> None:
    assert PAGE.texts("li") == ["Ana, at 12:00", "Marta <b>"]
    assert PAGE.one("li", "Ana")["data-n"] == "1"
    assert PAGE.one("h1")["class"] == "big bold"
    assert PAGE.one("h1").get("id") is None
    assert PAGE.has("li", "Marta")
    assert not PAGE.has("li", "Carlos")


def test_what_is_missing_or_there_twice_fails_with_what_can_be_read() -> None:
    with pytest.raises(AssertionError, match="2 of li in: Day Today"):
        PAGE.one("li")
    with pytest.raises(AssertionError, match="0 of li saying 'Carlos'"):
        PAGE.one("li", "Carlos")
