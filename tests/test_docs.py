"""What the documents say can be done can be done, and their links lead somewhere."""

import os
import re
from pathlib import Path

import pytest

BASE = Path(__file__).resolve().parent.parent
DOCUMENTS = [
    *sorted(BASE.glob("*.md")),
    *sorted((BASE / "docs").rglob("*.md")),
]
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)


def name_of(path: Path) -> str:
    return path.relative_to(BASE).as_posix()


@pytest.mark.parametrize("document", DOCUMENTS, ids=name_of)
def test_links_inside_the_project_lead_somewhere(document: Path) -> None:
    for link in LINK.findall(document.read_text(encoding="utf-8")):
        if re.match(r"[a-z]+:", link):
            continue
        path, _, anchor = link.partition("#")
        target = (document.parent / path).resolve() if path else document
        assert target.exists(), f"{link} leads nowhere"
        if anchor:
            assert anchor in anchors(target), f"{link} has no such heading"


def anchors(document: Path) -> set[str]:
    """Return the anchors of the headings, by the rule that code hosts share."""
    headings = HEADING.findall(document.read_text(encoding="utf-8"))
    return {
        re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
        for heading in headings
    }


@pytest.mark.parametrize("document", DOCUMENTS, ids=name_of)
def test_every_script_that_is_named_can_be_run(document: Path) -> None:
    named = re.findall(r"\bscript/[a-z-]+\b", document.read_text(encoding="utf-8"))
    for script in sorted(set(named)):
        assert os.access(BASE / script, os.X_OK), f"{script} cannot be run"


@pytest.mark.parametrize("document", DOCUMENTS, ids=name_of)
def test_every_file_that_is_named_exists(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    folders = "appointments|leadway_admin|people|sandbox|tests|deploy|docs|templates"
    for name in set(re.findall(rf"`((?:{folders})/[\w./-]*)`", text)):
        assert (BASE / name).exists(), f"{name} is not there"


def test_every_command_that_is_named_exists() -> None:
    commands = {path.stem for path in BASE.glob("*/management/commands/[a-z]*.py")} | {
        "migrate",
        "check",
        "shell",
    }
    for document in [*DOCUMENTS, *sorted((BASE / "deploy").iterdir())]:
        text = document.read_text(encoding="utf-8")
        named = set(re.findall(r"manage\.py ([a-z_]+)", text))
        assert named <= commands, f"{document.name} names {named - commands}"


def test_every_test_that_is_named_exists() -> None:
    tests = "\n".join(
        path.read_text(encoding="utf-8") for path in (BASE / "tests").rglob("test_*.py")
    )
    for document in DOCUMENTS:
        named = re.findall(r"`(test_\w+)`", document.read_text(encoding="utf-8"))
        missing = [name for name in named if f"def {name}(" not in tests]
        assert not missing, f"{document.name} names tests that are not there"


def test_of_each_way_of_leadway_it_is_said_what_we_do() -> None:
    text = (BASE / "docs/leadway-api.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (?!Claim|---)(.*) \|$", text, re.MULTILINE)
    assert len(rows) > 40
    assert [row[:60] for row in rows if "**" not in row] == []


def test_every_script_says_what_it_does() -> None:
    for script in (BASE / "script").iterdir():
        if os.access(script, os.X_OK) and script.is_file():
            first, second, *_ = script.read_text(encoding="utf-8").splitlines()
            assert first.startswith("#!"), script.name
            assert second.startswith(("# ", '"""')), script.name


def test_decisions_are_at_most_a_page() -> None:
    for record in (BASE / "docs" / "adr").glob("*.md"):
        assert len(record.read_text(encoding="utf-8").splitlines()) <= 60, record.name
