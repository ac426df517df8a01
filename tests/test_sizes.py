"""No file is too long to be read at once, and no function to be kept in mind."""

import ast
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = ("appointments", "audit", "leadway_admin", "people")
FOLDERS += ("sandbox", "static", "tests")
LONGEST_FILE = 260
LONGEST_FUNCTION = 50
KINDS = (".py", ".js", ".css")
# Foreign code, migrations, which are not changed any more, and a table of minutes.
NOT_OURS = ("vendor", "migrations", "timegrid.css")


def sources() -> dict[str, str]:
    """Return the text of each file of code by its name."""
    found = [path for folder in FOLDERS for path in (ROOT / folder).rglob("*")]
    found = [path for path in found if path.suffix in KINDS]
    found += [
        *ROOT.glob("*.py"),
        *(p for p in (ROOT / "script").iterdir() if p.is_file()),
    ]
    return {
        path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8")
        for path in found
        if not set(path.parts) & set(NOT_OURS)
    }


def test_no_file_of_code_is_longer_than_260_lines() -> None:
    long = {n for n, text in sources().items() if len(text.splitlines()) > LONGEST_FILE}
    assert long == set()


def test_no_function_is_longer_than_50_lines() -> None:
    long = {
        f"{name}: {node.name}"
        for name, text in sources().items()
        if name.endswith(".py")
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        if node.end_lineno is not None
        if node.end_lineno - node.lineno >= LONGEST_FUNCTION
    }
    assert long == set()
