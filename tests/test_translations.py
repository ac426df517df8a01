"""Every text is translated, and the check that says so can be believed."""

import ast
import gettext
import os
import re
import tomllib
from collections.abc import Callable, Iterator
from html import unescape
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from babel.messages.catalog import PYTHON_FORMAT, Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.frontend import CommandLineInterface, parse_keywords
from babel.messages.pofile import read_po, write_po

from leadway_admin import translations

ROOT = Path(__file__).resolve().parent.parent
SETTINGS = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["babel"]
EXTRACTION = SETTINGS["extract_messages"]
KEYWORDS = {**DEFAULT_KEYWORDS, **parse_keywords(EXTRACTION["keywords"])}


def read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale="es")


# --- the catalogue ----------------------------------------------------------------


def test_no_text_has_two_translations() -> None:
    """Git may keep both sides of a conflict, and Babel reads the first."""
    lines = (ROOT / "locale/es/LC_MESSAGES/django.po").read_text("utf-8").splitlines()
    entries = "\n".join(lines).split("\n\n")
    assert [one for one in entries if one.count("\nmsgstr ") > 1] == []


def test_every_text_of_the_product_is_in_the_spanish_catalogue(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    template = tmp_path / "django.pot"
    monkeypatch.chdir(ROOT)
    collect = ["pybabel", "--quiet", "extract", "--output-file", str(template)]
    CommandLineInterface().run(collect)
    translated = texts(read(translations.catalogue()))
    assert sorted(translated - texts(read(template))) == [], "no longer used"
    assert sorted(texts(read(template)) - translated) == [], "run script/translate"


def texts(catalogue: Catalog) -> set[tuple[str, str]]:
    return {(str(message.id), message.context or "") for message in catalogue}


def test_every_text_of_the_spanish_catalogue_is_translated() -> None:
    catalogue = read(translations.catalogue())
    faults = [fault for message in catalogue if message.id for fault in wrong(message)]
    assert faults == []
    assert [errors for _message, errors in catalogue.check()] == []


def wrong(message: Message) -> Iterator[str]:
    """Yield a line for what is not in order with the text."""
    originals, forms = list(forms_of(message.id)), list(forms_of(message.string))
    if message.fuzzy:
        yield f"to be looked at (fuzzy): {message.id!r}"
    if not all(forms):
        yield f"not translated: {message.id!r}"
        return
    wanted = placeholders(originals[-1])
    # "One change" may leave out the number that "%(count)s changes" needs.
    may_lack = wanted if message.pluralizable else set()
    for form in forms[:-1]:
        if not wanted - may_lack <= placeholders(form) <= wanted:
            yield f"other placeholders than the original: {form!r}"
    if placeholders(forms[-1]) != wanted:
        yield f"other placeholders than the original: {forms[-1]!r}"


def forms_of(text: Any) -> Iterator[str]:
    yield from [text] if isinstance(text, str) else text


def placeholders(text: str) -> set[str]:
    return {found.group() for found in PYTHON_FORMAT.finditer(text)}


PLURAL = ("One change", "%(n)s changes")


@pytest.mark.parametrize(
    ("message", "fault"),
    [
        (Message("Today", "Hoy"), None),
        (Message("Today", ""), "not translated"),
        (Message(PLURAL, ("Un cambio", "")), "not translated"),
        (Message("Today", "Hoy", flags=["fuzzy"]), "fuzzy"),
        (Message("With %(who)s", "Con %(who)s"), None),
        (Message("With %(who)s", "Con alguien"), "placeholders"),
        (Message("With %(who)s", "Con %(quien)s"), "placeholders"),
        (Message(PLURAL, ("Un cambio", "%(n)s cambios")), None),
        (Message(PLURAL, ("Un cambio", "Cambios")), "placeholders"),
    ],
)
def test_faults_are_found(message: Message, fault: str | None) -> None:
    faults = list(wrong(message))
    assert bool(faults) == bool(fault)
    assert all(str(fault) in line for line in faults)


# --- what is collected ------------------------------------------------------------


TEMPLATES = Path(__file__).resolve().parent.parent / "templates"
NAMES = {"Leadway", "Admin", "JSON", "Ctrl", "PUT", "HTTP", "curl"}
NAMES |= {"Esc", "Enter"}  # as they are printed on keys
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


MODULES = [
    path for name in EXTRACTION["input-paths"] for path in (ROOT / name).rglob("*.py")
]


def test_a_text_is_written_out_in_the_call_that_translates_it() -> None:
    """Babel passes over what is put together at run time, and over f-strings."""
    trees = {path: ast.parse(path.read_text(encoding="utf-8")) for path in MODULES}
    lines = {(str(path), line) for path in trees for line in uncollectable(trees[path])}
    assert lines == set()


def uncollectable(tree: ast.AST) -> Iterator[int]:
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            yield from (call.lineno for call in calls(node))
    for call in calls(tree):
        texts = len(KEYWORDS[name_of(call)] or [1])
        if any(not isinstance(text, ast.Constant) for text in call.args[:texts]):
            yield call.lineno


def calls(tree: ast.AST) -> list[ast.Call]:
    found = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    return [call for call in found if name_of(call) in KEYWORDS]


def name_of(call: ast.Call) -> str:
    return ast.unparse(call.func).rpartition(".")[2]


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        ('_("Today")', []),
        ('_("One "\n"two")', []),
        ('ngettext("One", "%(n)s of them", n)', []),
        ('pgettext("a button", "Cancel")', []),
        ("_(name)", [1]),
        ('\n_(f"Hello {name}")', [2]),
        ("f\"{name}: {_('Today')}\"", [1]),
        ('pgettext("a button", name)', [1]),
    ],
)
def test_a_text_that_no_catalogue_can_hold_is_found(
    source: str, lines: list[int]
) -> None:
    assert list(uncollectable(ast.parse(source))) == lines


Texts = tuple[str | tuple[str, ...], str | None]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('{% translate "Today" %}', ("Today", None)),
        ('{% translate "Today" as title %}', ("Today", None)),
        ("{% translate 'It’s \"here\"' %}", ('It’s "here"', None)),
        ('{% translate "May" context "month" %}', ("May", "month")),
        ('{% include "x.html" with title=_("People") %}', ("People", None)),
        ('{{ name|default:_("Unknown user") }}', ("Unknown user", None)),
        (
            "{% blocktranslate with who=name %}With {{ who }}{% endblocktranslate %}",
            ("With %(who)s", None),
        ),
        (
            "{% blocktranslate trimmed %}\n  One\n  two\n{% endblocktranslate %}",
            ("One two", None),
        ),
        (
            "{% blocktranslate count n=3 %}One{% plural %}{{ n }} of them"
            "{% endblocktranslate %}",
            (("One", "%(n)s of them"), None),
        ),
        (
            '{% blocktranslate context "unit" %}100 %{% endblocktranslate %}',
            ("100 %%", "unit"),
        ),
    ],
)
def test_templates_are_read_as_django_reads_them(source: str, expected: Texts) -> None:
    (method,) = (of["method"] for of in SETTINGS["mappings"] if "html" in of["pattern"])
    page = BytesIO(f"<p>\n    {source}\n  </p>".encode())
    ((_line, text, _comments, context),) = extract(method, page, keywords=KEYWORDS)
    assert (text, context) == expected


# --- what is compiled -------------------------------------------------------------


@pytest.fixture
def compiled(tmp_path: Path) -> Callable[[], bool]:
    path, catalogue = tmp_path / "django.po", Catalog(locale="es")
    catalogue.add("Today", "Hoy")
    with path.open("wb") as file:
        write_po(file, catalogue)
    return lambda: translations.compile_if_newer(path)


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
