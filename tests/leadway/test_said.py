"""Words of a refusal in every shape: who says what, and of which field."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appointments.leadway import said
from appointments.leadway.errors import Refused
from tests.leadway.conftest import ID, SECRET, Play
from tests.leadway.peer import answer, http

TOO_LONG = "must be shorter"
OF_TITLE = [(TOO_LONG, "title")]


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ({"message": "no"}, [("no", "")]),
        ({"message": ["no", "never"]}, [("no", ""), ("never", "")]),
        (["no"], [("no", "")]),
        ({"error": "no"}, [("no", "")]),
        ({"error": {"message": TOO_LONG, "field": "title"}}, OF_TITLE),
        ({"message": {"message": TOO_LONG, "field": "title"}}, OF_TITLE),
        ({"message": [{"message": TOO_LONG, "field": "title"}]}, OF_TITLE),
        ({"message": TOO_LONG, "field": "title"}, OF_TITLE),
        ({"message": TOO_LONG, "param": "title", "error": "Bad Request"}, OF_TITLE),
        ([{"property": "title", "constraints": {"maxLength": TOO_LONG}}], OF_TITLE),
        (
            {"message": [{"property": "title", "constraints": {"max": TOO_LONG}}]},
            OF_TITLE,
        ),
        (
            {
                "message": "Validation failed",
                "errors": [
                    {
                        "property": "appointment",
                        "children": [
                            {"property": "title", "constraints": {"max": TOO_LONG}}
                        ],
                    }
                ],
            },
            [(TOO_LONG, "appointment.title")],
        ),
        ({"errors": {"title": [TOO_LONG]}}, OF_TITLE),
        (
            {"errors": {"title": TOO_LONG}, "message": "Invalid"},
            [*OF_TITLE, ("Invalid", "")],
        ),
        (
            {"errors": [{"detail": TOO_LONG, "source": {"pointer": "/data/title"}}]},
            [(TOO_LONG, "/data/title")],
        ),
        (
            {"issues": [{"path": ["body", "title"], "message": TOO_LONG}]},
            [(TOO_LONG, "body.title")],
        ),
        (
            {"detail": [{"loc": ["body", "title"], "msg": TOO_LONG}]},
            [(TOO_LONG, "body.title")],
        ),
        ({"title": [TOO_LONG]}, OF_TITLE),
        ({"message": json.dumps([{"message": TOO_LONG, "field": "title"}])}, OF_TITLE),
        (
            {"message": "no", "name": "HttpException", "path": "/calendars/events"},
            [("no", "")],
        ),
        # What was sent, said once more, is nobody's refusal.
        ({"title": "Revisión", "startTime": "2026"}, []),
        ({"message": 5}, []),
        (None, []),
    ],
)
def test_words_are_found_in_every_shape(body: Any, found: list[said.Said]) -> None:
    assert said.said(body) == found


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("<b>Title</b> is too long", "Title is too long"),
        ("a &lt; b &amp; c", "a < b & c"),
        ("5 < 6 and 7 > 6", "5 < 6 and 7 > 6"),
        (
            "<!DOCTYPE html><html><head><title>400</title><style>p{}</style></head>"
            "<body><script>alert(1)</script><h1>Bad Request</h1>\n<p>El título es largo"
            "</p></body></html>",
            "Bad Request El título es largo",
        ),
        ("<!-- nobody sees -->so", "so"),
    ],
)
def test_markup_is_read_and_never_shown(text: str, words: str) -> None:
    assert said.plain(text) == words


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: (
        st.lists(inner)
        | st.dictionaries(
            st.sampled_from(
                ["message", "errors", "field", "constraints", "children", "a"]
            ),
            inner,
        )
    ),
)


@given(json_values)
def test_no_answer_is_too_odd_to_be_read(value: Any) -> None:
    for text, field in said.said(value):
        assert text
        assert text == said.plain(text)
        assert len(field) <= 100


def test_an_error_brings_words_and_what_they_are_about(play: Play) -> None:
    body = {"message": [{"message": TOO_LONG, "field": "title"}, "Something is odd"]}
    leadway, _ = play(answer(body, 422))
    with pytest.raises(Refused) as caught:
        leadway.send_update(ID, {})
    assert caught.value.messages == (TOO_LONG, "Something is odd")
    assert caught.value.fields == ("title", "")


@pytest.mark.parametrize("status", [400, 422])
def test_a_page_in_the_place_of_json_is_read(play: Play, status: int) -> None:
    leadway, _ = play(http(status, b"<html><p>The title is too long</p></html>"))
    with pytest.raises(Refused) as caught:
        leadway.send_update(ID, {})
    assert caught.value.messages == ("The title is too long",)


def test_a_secret_that_markup_stands_in_is_hidden_all_the_same(play: Play) -> None:
    parted = f"{SECRET[:6]}<b></b>{SECRET[6:]}"
    leadway, _ = play(answer({"message": f"no: {parted}"}, 400))
    with pytest.raises(Refused) as caught:
        leadway.send_update(ID, {})
    assert caught.value.messages == ("no: ***",)
