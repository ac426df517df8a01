"""What Leadway refused stands beside the control that it is about, as text."""

from typing import Any

import pytest
from django.test import Client

from appointments.edits.tables import Edit
from tests.editor_page import Editor
from tests.pages import Part, read
from tests.sandboxed import Sandbox

pytestmark = pytest.mark.django_db


@pytest.fixture
def refused(as_ana: Client, booked: dict[str, Any], sandbox: Sandbox) -> Any:
    def page(message: Any) -> Part:
        editor = Editor(as_ana, booked["id"])
        sandbox.fault("unprocessable", method="PUT", message=message)
        editor.save(title="Lo mío")
        assert Edit.objects.get().state == Edit.State.REFUSED
        url = f"{editor.url}?edit={Edit.objects.get().pk}"
        return read(as_ana.get(url))  # type: ignore[arg-type]

    return page


@pytest.mark.parametrize(
    ("message", "slot"),
    [
        ("title must be shorter", "title"),
        (["El título es demasiado largo"], "title"),
        ([{"field": "title", "message": "demasiado largo"}], "title"),
        (
            [{"property": "title", "constraints": {"max": "<b>too</b> long"}}],
            "title",
        ),
        # Of a field that was left alone as well: Leadway may want it changed.
        ([{"field": "description", "message": "odd"}], "description"),
    ],
)
def test_words_reach_the_control(refused: Any, message: Any, slot: str) -> None:
    page = refused(message)
    assert "Leadway says" in page.one(f"#slot-{slot}")
    assert page.one(f'.receipt a[href="#f-{slot}"]')
    assert not page.has("#slot-title b, .receipt__w b")


def test_what_is_about_no_field_concerns_the_whole(refused: Any) -> None:
    page = refused(["title is odd", "Nobody knows why <i>this</i>"])
    assert "Nobody knows why this" in page.one(".receipt__w q")
    assert "title is odd" in page.one("#slot-title")
