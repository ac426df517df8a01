"""What is drawn by kinds is what the template draws of each."""

from types import SimpleNamespace

import pytest
from django.template.loader import render_to_string

from appointments.calendar import events
from appointments.stencil import Stencil

KINDS, TEXTS = events.LISTED_KINDS, events.LISTED_TEXTS


def thing(**fields: object) -> SimpleNamespace:
    usual = dict.fromkeys((*KINDS, *TEXTS), "") | {"icon": "check"}
    return SimpleNamespace(**usual | fields)


@pytest.mark.parametrize(
    "odd", ["", "Ana", "100 %", "{0} {a} }{", "<b>&\"'", "\ue0000\ue001"]
)
def test_a_thing_is_drawn_as_by_its_template(odd: str) -> None:
    one = thing(name=odd, event_id="a1", status_label="{1} <sure>", status="new")
    by_template = render_to_string(events.LISTED, {"event": one})
    drawn = Stencil(events.LISTED, "event", kinds=KINDS, texts=TEXTS).draw([one])
    assert drawn.split() == by_template.split()


def test_a_kind_goes_through_the_template_once(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = []

    def counted(*given: object) -> str:
        drawn.append(given)
        return render_to_string(*given)  # type: ignore[arg-type]

    monkeypatch.setattr("appointments.stencil.render_to_string", counted)
    many = [thing(name=f"Ana {n}", status=f"{n % 2}") for n in range(100)]
    text = Stencil(events.LISTED, "event", kinds=KINDS, texts=TEXTS).draw(many)
    assert [f"Ana {n}" in text for n in range(100)] == [True] * 100
    assert len(drawn) == 2
