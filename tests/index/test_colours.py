"""A colleague who comes or goes changes nobody else's colour."""

import pytest
from django.utils import timezone

from appointments.index import directory
from appointments.index.copies import Assignee

pytestmark = pytest.mark.django_db


def know(*names: str) -> None:
    for name in names:
        seen_at = timezone.now()
        Assignee.objects.create(id=f"id-of-{name}", name=name, seen_at=seen_at)
    directory.forget()


def test_a_new_colleague_leaves_every_colour_as_it_was() -> None:
    know("Berta", "Carlos", "Daniel", "Elena")
    before = {id: directory.current().hue(id) for id in directory.current().assignees}
    know("Ana")
    after = directory.current()
    assert {id: after.hue(id) for id in before} == before


def test_who_is_not_known_has_no_colour() -> None:
    know("Berta")
    assert directory.current().hue("somebody") == 0
