"""Every text is translated, and the command that says so can be believed."""

import gettext
import os
import re
from collections.abc import Callable
from html import unescape
from pathlib import Path

import polib
import pytest

from leadway_admin.translations import catalogue, in_python, in_templates, sources
from leadway_admin.translations.messages import Message, UncollectableTextError


def test_every_text_of_the_product_is_in_the_spanish_catalogue() -> None:
    loaded = catalogue.load(sources.catalogue_path())
    assert list(catalogue.faults(loaded, sources.used_messages())) == []


TEMPLATES = Path(__file__).resolve().parent.parent / "templates"
NAMES = {"Leadway", "Admin", "JSON", "Ctrl", "PUT", "HTTP", "curl"}
NAMES |= {"overrideLocationConfig", "true", "false"}  # as the API spells them
TEMPLATE_CODE = re.compile(
    r"{% blocktranslate.*?endblocktranslate %}|{%.*?%}|{{.*?}}|{#.*?#}", re.DOTALL
)
READ_ATTRIBUTES = re.compile(r"\b(?:aria-label|title|placeholder|alt)=\"([^\"]*)\"")
CODE = re.compile(r"<(script|style|code)\b.*?</\1>|class=\"mono\">[^<]*<", re.DOTALL)


@pytest.mark.parametrize(
    "path", sorted(TEMPLATES.rglob("*.html")), ids=lambda path: path.name
)
def test_a_template_holds_no_text_outside_the_catalogue(path: Path) -> None:
    markup = CODE.sub("<", TEMPLATE_CODE.sub("", path.read_text(encoding="utf-8")))
    texts = [re.sub(r"<[^>]*>", " ", markup), *READ_ATTRIBUTES.findall(markup)]
    words = re.findall(r"(?<![/\w{])[^\W\d_]{2,}(?![/\w])", unescape(" ".join(texts)))
    assert [word for word in words if word not in NAMES] == []


# --- collecting -------------------------------------------------------------------


def in_module(source: str) -> list[Message]:
    return list(in_python.messages(source, "module.py"))


def in_page(source: str) -> list[Message]:
    return list(in_templates.messages(source, "page.html"))


def test_python_is_read_by_what_a_name_was_imported_as() -> None:
    source = """
from django.utils.translation import gettext_lazy as _, ngettext, pgettext
LABEL = _("Assignee")
def count(n): return ngettext("One change", "%(n)s changes", n) % {"n": n}
VERB = pgettext("a button", "Cancel")
"""
    assert in_module(source) == [
        Message("Assignee"),
        Message("One change", plural="%(n)s changes"),
        Message("Cancel", context="a button"),
    ]


def test_the_translation_module_itself_may_be_imported() -> None:
    source = 'from django.utils import translation\ntranslation.gettext("Today")'
    assert in_module(source) == [Message("Today")]


def test_an_underscore_of_another_kind_is_not_a_text() -> None:
    assert in_module('for _ in range(3): _("not a text")') == []


def test_strings_on_several_lines_are_one_text() -> None:
    source = 'from django.utils.translation import gettext as _\n_("One "\n "two")'
    assert in_module(source) == [Message("One two")]


def test_a_text_put_together_at_run_time_is_refused_with_its_line() -> None:
    source = 'from django.utils.translation import gettext as _\n_(f"Hello {name}")'
    with pytest.raises(UncollectableTextError, match=r"module\.py:2"):
        in_module(source)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('{% translate "Today" %}', Message("Today")),
        ('{% translate "Today" as title %}', Message("Today")),
        ("{% translate 'It’s \"here\"' %}", Message('It’s "here"')),
        ('{% translate "May" context "month" %}', Message("May", context="month")),
        ('{% include "x.html" with title=_("People") %}', Message("People")),
        ('{{ name|default:_("Unknown user") }}', Message("Unknown user")),
        (
            "{% blocktranslate with who=name %}With {{ who }}{% endblocktranslate %}",
            Message("With %(who)s"),
        ),
        (
            "{% blocktranslate trimmed %}\n  One\n  two\n{% endblocktranslate %}",
            Message("One two"),
        ),
        (
            "{% blocktranslate count n=3 %}One{% plural %}{{ n }} of them"
            "{% endblocktranslate %}",
            Message("One", plural="%(n)s of them"),
        ),
        (
            '{% blocktranslate context "unit" %}100 %{% endblocktranslate %}',
            Message("100 %%", context="unit"),
        ),
    ],
)
def test_templates_are_read_as_django_reads_them(
    source: str, expected: Message
) -> None:
    assert in_page(source) == [expected]


# --- the catalogue ----------------------------------------------------------------


def entry(text: str, translation: str, **others: object) -> polib.POEntry:
    return polib.POEntry(msgid=text, msgstr=translation, **others)


def catalogue_of(*entries: polib.POEntry) -> polib.POFile:
    made = polib.POFile()
    made.extend(entries)
    return made


def used(*messages: Message) -> dict[Message, list[str]]:
    return {message: ["page.html"] for message in messages}


def test_updating_keeps_translations_and_drops_what_nobody_uses() -> None:
    old = catalogue_of(entry("Today", "Hoy"), entry("Gone for good", "Perdido"))
    new = catalogue.updated(old, used(Message("Today"), Message("Outbox")))
    assert [(e.msgid, e.msgstr) for e in new] == [("Today", "Hoy"), ("Outbox", "")]


def test_a_reworded_text_brings_its_translation_along_to_be_looked_at() -> None:
    old = catalogue_of(entry("Choose another time", "Elegir otra hora"))
    (found,) = catalogue.updated(old, used(Message("Choose another time.")))
    assert found.msgstr == "Elegir otra hora"
    assert found.fuzzy


def test_updating_twice_changes_nothing(tmp_path: Path) -> None:
    uses = used(Message("Today"), Message("One", plural="%(n)s"))
    path = tmp_path / "django.po"
    catalogue.updated(catalogue.load(path), uses).save(str(path))
    first = path.read_bytes()
    catalogue.updated(catalogue.load(path), uses).save(str(path))
    assert path.read_bytes() == first


PLURAL = Message("One change", plural="%(n)s changes")


@pytest.mark.parametrize(
    ("found", "message", "fault"),
    [
        (entry("Today", "Hoy"), Message("Today"), None),
        (entry("Today", ""), Message("Today"), "not translated"),
        (entry("Today", "Hoy", flags=["fuzzy"]), Message("Today"), "fuzzy"),
        (entry("Today", "Hoy"), Message("Outbox"), "not in the catalogue"),
        (entry("With %(who)s", "Con %(who)s"), Message("With %(who)s"), None),
        (entry("With %(who)s", "Con alguien"), Message("With %(who)s"), "placeholders"),
        (entry("{n} of {m}", "{n} de {x}"), Message("{n} of {m}"), "placeholders"),
        (
            entry(
                "One change",
                "",
                msgid_plural="%(n)s changes",
                msgstr_plural={0: "Un cambio", 1: "%(n)s cambios"},
            ),
            PLURAL,
            None,
        ),
        (
            entry(
                "One change",
                "",
                msgid_plural="%(n)s changes",
                msgstr_plural={0: "Un cambio", 1: "Cambios"},
            ),
            PLURAL,
            "placeholders",
        ),
    ],
)
def test_faults_are_found(
    found: polib.POEntry, message: Message, fault: str | None
) -> None:
    faults = list(catalogue.faults(catalogue_of(found), used(message)))
    assert bool(faults) == bool(fault)
    if fault:
        assert fault in faults[0]


def test_a_text_that_is_no_longer_used_is_a_fault() -> None:
    faults = list(catalogue.faults(catalogue_of(entry("Today", "Hoy")), {}))
    assert faults == ["no longer used: 'Today'"]


@pytest.fixture
def compiled(tmp_path: Path) -> Callable[[], bool]:
    path = tmp_path / "django.po"
    new = catalogue.updated(catalogue_of(entry("Today", "Hoy")), used(Message("Today")))
    new.save(str(path))
    return lambda: catalogue.compile_if_newer(path)


def test_what_was_compiled_is_what_gettext_reads(
    compiled: Callable[[], bool], tmp_path: Path
) -> None:
    assert compiled()
    with (tmp_path / "django.mo").open("rb") as file:
        assert gettext.GNUTranslations(file).gettext("Today") == "Hoy"


def test_only_a_newer_catalogue_is_compiled(
    compiled: Callable[[], bool], tmp_path: Path
) -> None:
    assert compiled()
    assert not compiled()
    later = (tmp_path / "django.mo").stat().st_mtime_ns + 1_000_000_000
    os.utime(tmp_path / "django.po", ns=(later, later))
    assert compiled()
