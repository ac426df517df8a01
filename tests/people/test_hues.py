"""The colours of people."""

from people.hues import HUES, hue_of


def test_a_colour_comes_from_the_id_alone() -> None:
    assert [hue_of(one) for one in ("marta", "james", "7", 7)] == [6, 1, 3, 3]


def test_every_colour_is_given() -> None:
    assert {hue_of(number) for number in range(100)} == set(range(1, HUES + 1))
