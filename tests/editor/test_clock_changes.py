"""Times typed for a day on which the clock changes."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.editor.filling import asked, at, clinic, fault, fill, times

SANTIAGO = ZoneInfo("America/Santiago")


def test_a_time_that_does_not_exist_is_refused_with_a_suggestion() -> None:
    name, said = fault(fill(date="28/3/2027", start="02:30"))
    assert name == "start"
    assert "02:30 does not exist on Sunday 28 March 2027" in said
    assert "03:30 would be the same moment" in said


def test_an_end_that_does_not_exist_is_refused_at_the_end() -> None:
    before = at("2027-03-28T01:30:00+01:00", 15)
    assert fault(fill(before, end="02:30"))[0] == "end"


def test_the_length_is_real_time_over_a_clock_change() -> None:
    form = fill(at("2027-03-27T01:30:00+01:00", 60), date="28/3/2027")
    assert times(form) == ["2027-03-28 01:30:00+01:00", "2027-03-28 03:30:00+02:00"]


def test_a_time_that_happens_twice_asks_which() -> None:
    form = fill(date="31/10/2027", start="02:30")
    name, said = fault(form)
    assert name == "start"
    assert "02:30 happens twice" in said
    assert [str(one.utcoffset()) for one in form.offsets] == ["2:00:00", "1:00:00"]


@pytest.mark.parametrize(("minutes", "offset"), [("120", "+02:00"), ("60", "+01:00")])
def test_the_answer_chooses_the_offset(minutes: str, offset: str) -> None:
    form = fill(date="31/10/2027", start="02:30", start_offset=minutes)
    assert times(form)[0].endswith(offset)


@pytest.mark.parametrize("odd", ["", "0", "-", "--60", "9" * 30, "x", "6٠"])
def test_an_odd_answer_asks_again(odd: str) -> None:
    form = fill(date="31/10/2027", start="02:30", start_offset=odd)
    if odd == "6٠":  # Arabic digits are digits: sixty minutes
        assert times(form)[0].endswith("+01:00")
    else:
        assert fault(form)[0] == "start"


@pytest.mark.parametrize("offset", ["+02:00", "+01:00"])
def test_an_offset_that_is_there_is_kept_while_the_start_is_not_touched(
    offset: str,
) -> None:
    record = at(f"2027-10-31T02:30:00{offset}", 20)
    assert asked(fill(record, title="Nuevo")) == {"title": "Nuevo"}
    values = asked(fill(record, length="90"))
    assert values["start_time"] == record.start_time
    assert values["end_time"] == record.start_time + timedelta(minutes=90)


def test_both_stay_on_offer_once_one_is_chosen() -> None:
    twice = {"date": "31/10/2027", "start": "02:30", "start_offset": "60"}
    for typed in ({}, {"end": "01:00"}, {"end": "luego"}, {"title": "x" * 256}):
        form = fill(**twice | typed)
        form.is_valid()
        assert len(form.offsets or ()) == 2
    form = fill(**twice | {"start": "03:30"})
    assert form.is_valid()
    assert form.offsets == ()


def test_while_a_start_cannot_be_read_its_choice_is_left_alone() -> None:
    form = fill(date="31/", start="02:30", start_offset="60")
    form.is_valid()
    assert form.offsets is None


def test_an_end_that_happens_twice_is_the_first_after_the_start() -> None:
    before = at("2027-10-31T01:30:00+02:00", 30)
    assert times(fill(before, end="02:30"))[1] == "2027-10-31 02:30:00+02:00"
    second = at("2027-10-31T02:40:00+02:00", 10)
    assert times(fill(second, end="02:30"))[1] == "2027-10-31 02:30:00+01:00"


def test_a_midnight_that_does_not_exist_is_refused() -> None:
    form = fill(names=clinic(SANTIAGO), date="5/9/2027", start="00:00")
    name, said = fault(form)
    assert name == "start"
    assert "01:00 would be the same moment" in said
