"""Which place was set here last: what a reading does not tell, and when that was."""

import re
from typing import Any

import pytest
from django.test import Client

from appointments.index import reading
from tests.editor_page import Editor
from tests.pages import read
from tests.sandboxed import Sandbox

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("names")]


def kept(client: Client, booked: dict[str, Any]) -> str:
    return Editor(client, booked["id"]).shown.one(".where__keep").text


def test_a_kind_of_place_that_was_set_here_is_told_with_its_time(
    as_ana: Client, booked: dict[str, Any]
) -> None:
    assert "set here" not in kept(as_ana, booked)
    editor = Editor(as_ana, booked["id"])
    answer = editor.save(place="own", meeting_location_type="zoom", address="")
    said = kept(as_ana, booked)
    assert re.match(r"Zoom · .+, set here \d\d:\d\d\.", said) or "Zoom, set" in said
    # The form that is renewed after the save tells it as well.
    assert "set here" in read(editor.renew(answer)).one(".where__keep").text


def test_a_place_that_was_written_anew_in_leadway_since_is_not_told_as_ours(
    as_ana: Client, booked: dict[str, Any], sandbox: Sandbox
) -> None:
    Editor(as_ana, booked["id"]).save(place="own", address="Sala 9")
    assert re.match(r"Sala 9, set here \d\d:\d\d\.", kept(as_ana, booked))
    sandbox.put(booked["id"], address="Sala 1", appointmentStatus="confirmed")
    reading.refresh(booked["id"])
    said = kept(as_ana, booked)
    assert said.startswith("Sala 1.")
    assert "set here" not in said
