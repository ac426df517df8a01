"""The tags that every template has: kept where nothing can differ, and only there."""

from collections.abc import Iterator

import pytest
from django.template import Context, Template
from django.urls import set_script_prefix
from django.utils import translation


def rendered(template: Template, **context: str) -> str:
    return template.render(Context(context))


def test_a_text_is_said_in_the_language_of_who_looks() -> None:
    template = Template('{% translate "Save" %}')
    said = []
    for language in ("en", "es", "en", "es"):
        with translation.override(language):
            said.append(rendered(template))
    assert said == ["Save", "Guardar"] * 2


def test_a_text_that_a_variable_holds_is_looked_up_each_time() -> None:
    template = Template("{% translate word %}")
    with translation.override("es"):
        assert rendered(template, word="Save") == "Guardar"
        assert rendered(template, word="Undo") == "Deshacer"


def test_a_text_that_is_named_is_there_each_time() -> None:
    template = Template('{% translate "Save" as said %}{{ said }}')
    assert [rendered(template), rendered(template)] == ["Save", "Save"]


@pytest.fixture
def no_prefix() -> Iterator[None]:
    yield
    set_script_prefix("/")


@pytest.mark.usefixtures("no_prefix")
def test_an_address_is_below_where_the_server_is_mounted() -> None:
    template = Template("{% url 'day' %}")
    found = []
    for prefix in ("/", "/admin/", "/"):
        set_script_prefix(prefix)
        found.append(rendered(template))
    assert found == ["/", "/admin/", "/"]


def test_an_address_with_a_variable_is_of_that_variable() -> None:
    template = Template("{% url 'appointment' one %}")
    found = [rendered(template, one=one) for one in ("a1", "b2")]
    assert found == ["/appointments/a1/", "/appointments/b2/"]


def test_an_icon_is_the_one_that_is_named() -> None:
    template = Template('{% icon "sun" "icon--sm" %}{% icon name %}')
    for name in ("check", "link"):
        said = rendered(template, name=name)
        assert 'class="icon icon--sm"' in said
        assert "icons.svg#sun" in said
        assert f"icons.svg#{name}" in said


def test_what_is_shown_in_two_places_is_drawn_once() -> None:
    drawn = []
    template = Template(
        "{% drawn as menu %}<b>{{ one }}</b>{% enddrawn %}{{ menu }}{{ menu }}"
    )

    def one() -> str:
        drawn.append(1)
        return "<"

    assert template.render(Context({"one": one})) == "<b>&lt;</b>" * 2
    assert len(drawn) == 1
