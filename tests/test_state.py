"""Nothing is known to one process alone: what is known is in rows."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.test_architecture import imported, modules, name_of

ROOMS = ("appointments", "audit", "people", "leadway_admin")
CHANGING = {"add", "append", "appendleft", "clear", "discard", "extend", "insert"}
CHANGING |= {"pop", "popitem", "remove", "setdefault", "update"}
# The thread that ends this process's own calls in time knows of no others.
OWN = {"appointments/leadway/http/deadline.py": {"_watchdog"}}
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
# What a process may keep: the parsed rows of one mark, which say the same for ever; the
# client of its settings; how a name stands in an address; and the markup of a picture.
KEPT = {
    "_parsed",
    "_client",
    "picture",
    "_question",
    "_part",
    "_standing",
    "bounds",
    "drawn",
}
KEPT |= {"_quoted"}
# Zones by their names, and the names of the database of zones.
KEPT |= {"_named", "_fixed", "_every_name", "_windows_names", "_places"}


def sources() -> list[Path]:
    return [path for room in ROOMS for path in modules(room)]


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def globals_of(module: ast.Module) -> set[str]:
    """Return the names that are given a value at the top of a module."""
    targets: list[ast.expr] = []
    for node in module.body:
        if isinstance(node, ast.Assign):
            targets += node.targets
        elif isinstance(node, ast.AnnAssign | ast.AugAssign):
            targets.append(node.target)
    return {one.id for target in targets for one in names_in(target)}


def names_in(node: ast.AST) -> Iterator[ast.Name]:
    yield from (one for one in ast.walk(node) if isinstance(one, ast.Name))


def changed(function: ast.AST) -> Iterator[str]:
    """Yield each name whose value is changed in a function, and not its own name."""
    own = {one.id for one in names_in(function) if isinstance(one.ctx, ast.Store)}
    own |= {one.arg for one in ast.walk(function) if isinstance(one, ast.arg)}
    for node in ast.walk(function):
        if isinstance(node, ast.Global):
            yield from node.names
        value: ast.expr | None = None
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            value = node.func.value if node.func.attr in CHANGING else None
        elif isinstance(node, ast.Attribute | ast.Subscript):
            value = None if isinstance(node.ctx, ast.Load) else node.value
        if isinstance(value, ast.Name) and value.id not in own:
            yield value.id


def changed_globals(module: ast.Module) -> set[str]:
    functions = [one for one in ast.walk(module) if isinstance(one, FUNCTIONS)]
    found = {name for function in functions for name in changed(function)}
    return found & globals_of(module)


def test_no_global_of_a_module_is_ever_changed() -> None:
    found = {name_of(path): changed_globals(tree(path)) for path in sources()}
    assert {name: names for name, names in found.items() if names} == OWN


@pytest.mark.parametrize(
    "change",
    [
        "_kept.append(1)",
        "_kept[0] = 1",
        "_kept[:] = [1]",
        "del _kept[0]",
        "_kept.until = 0.0",
        "global _kept; _kept = []",
    ],
)
def test_a_change_of_a_global_is_found(change: str) -> None:
    module = ast.parse(f"_kept = []\ndef note():\n    {change}")
    assert changed_globals(module) == {"_kept"}


def test_nothing_is_kept_in_a_cache_of_the_process() -> None:
    cached = [
        name_of(path)
        for path in sources()
        if any(name.startswith("django.core.cache") for name in imported(path))
    ]
    assert cached == []


def test_only_what_follows_from_its_arguments_is_remembered() -> None:
    remembering = {
        function.name
        for path in sources()
        for function in ast.walk(tree(path))
        if isinstance(function, ast.FunctionDef)
        for decorator in function.decorator_list
        if {one.id for one in names_in(decorator)} & {"cache", "lru_cache"}
    }
    assert remembering == KEPT
