"""Templates and style sheets are written so that a change of a word can be reviewed."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
STYLES = sorted((ROOT / "static" / "css").rglob("*.css"))
WIDEST = 120

CODE = re.compile(r"{%.*?%}|{{.*?}}|{#.*?#}")
# Three elements that never stand alone: they hold text inside of another one.
TAG = re.compile(r"<(?!(?:bdi|b|q)>)[a-z!][^<]*")
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
STRING = re.compile(r'"(?:[^"\\]|\\.)*"', re.DOTALL)


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _lines(text: str) -> list[tuple[int, str]]:
    return list(enumerate(text.splitlines(), 1))


def _blank(found: re.Match[str]) -> str:
    return "\n" * found.group().count("\n")


@pytest.mark.parametrize("path", TEMPLATES + STYLES, ids=_name)
def test_no_line_is_wider_than_120_columns(path: Path) -> None:
    lines = _lines(path.read_text(encoding="utf-8"))
    assert [at for at, line in lines if len(line) > WIDEST] == []


@pytest.mark.parametrize("path", TEMPLATES, ids=_name)
def test_a_template_has_one_tag_a_line(path: Path) -> None:
    lines = _lines(CODE.sub("", path.read_text(encoding="utf-8")))
    assert [at for at, line in lines if len(TAG.findall(line)) > 1] == []


@pytest.mark.parametrize("path", STYLES, ids=_name)
def test_a_style_sheet_has_one_declaration_a_line(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    lines = _lines(STRING.sub(_blank, COMMENT.sub(_blank, text)))
    assert [at for at, line in lines if line.count(";") > 1] == []
    assert [at for at, line in lines if line.count("{") > 1] == []


@pytest.mark.parametrize("path", STYLES, ids=_name)
def test_a_style_sheet_ends_each_declaration(path: Path) -> None:
    text = STRING.sub(_blank, COMMENT.sub(_blank, path.read_text(encoding="utf-8")))
    assert re.findall(r"[^;{}\s]\s*}", text) == []
