"""What a person would call the same text, and what is another."""

import unicodedata

import pytest

from appointments.edits import diff
from appointments.edits.diff import Verdict
from appointments.edits.same import same
from appointments.leadway.changes import Changes
from appointments.leadway.records import AppointmentRecord


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("una  dos", "una dos"),
        ("una\u00a0dos", "una dos"),
        ("una\tdos ", "una dos"),
        ("una\r\ndos", "una\ndos"),
        ("una\rdos", "una\ndos"),
        ("una\u2028dos", "una\ndos"),
        ("una\n\ndos\n", "una\ndos"),
        ("una \n dos", "una\ndos"),
        (unicodedata.normalize("NFD", "Revisión"), "Revisión"),
        ("<p>una</p>", "una"),
        ("<p>una</p><p>dos</p>", "una\ndos"),
        ("<div>una<br>dos</div>", "una\ndos"),
        ("<strong>una</strong> dos", "una dos"),
        ("una &amp; dos", "una & dos"),
        ("una&nbsp;dos", "una dos"),
        ("\u200buna\ufeff", "una"),
    ],
)
def test_the_same_to_a_person_is_the_same(one: str, other: str) -> None:
    assert same("description", one, other)
    assert same("description", other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("una dos", "unados"),
        ("una\ndos", "una dos"),
        ("Una", "una"),
        ("revision", "revisión"),
        ("a < b", "a"),
        ("1 < 2 > 0", "1 0"),
        ("una", ""),
    ],
)
def test_what_reads_otherwise_is_another(one: str, other: str) -> None:
    assert not same("description", one, other)


@pytest.mark.parametrize(
    ("asked", "came", "verdict"),
    [
        ("una  dos", "una dos", Verdict.DIFFERS),
        ("una  dos", "una  dos", Verdict.CONFIRMED),
        ("una  dos", "una  dos\r\n", Verdict.CONFIRMED),
    ],
)
def test_spaces_count_where_they_are_what_was_changed(
    asked: str, came: str, verdict: Verdict
) -> None:
    [line] = diff.lines(
        before=AppointmentRecord(id="a", title="una dos"),
        changes=Changes(title=asked),
        returned=AppointmentRecord(id="a", title=came),
        reread=None,
    )
    assert line.verdict == verdict
