"""Finds the texts of a Python module, by reading its syntax tree."""

import ast
from collections.abc import Iterator

from leadway_admin.translations.messages import (
    FUNCTIONS,
    Message,
    UncollectableTextError,
    message,
)


def messages(source: str, path: str) -> Iterator[Message]:
    """Yield what the module passes to Django's translating functions, in order.

    A function counts by what it was imported as, so `_` is found only where it
    stands for one of them.
    """
    tree = ast.parse(source, path)
    aliases = imported_functions(tree)
    calls = (node for node in ast.walk(tree) if isinstance(node, ast.Call))
    for call in sorted(calls, key=lambda call: (call.lineno, call.col_offset)):
        function = aliases.get(ast.unparse(call.func))
        if function is not None:
            yield message(function, list(literals(call, function, path)))


def imported_functions(tree: ast.AST) -> dict[str, str]:
    """Map the names of this module to Django's: {"_": "gettext_lazy"}."""
    names: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            for alias in node.names:
                known = alias.asname or alias.name
                if node.module == "django.utils.translation":
                    names[known] = alias.name
                elif (node.module, alias.name) == ("django.utils", "translation"):
                    names |= {f"{known}.{name}": name for name in FUNCTIONS}
    return {known: name for known, name in names.items() if name in FUNCTIONS}


def literals(call: ast.Call, function: str, path: str) -> Iterator[str]:
    wanted = len(FUNCTIONS[function])
    for argument in call.args[:wanted]:
        if not (isinstance(argument, ast.Constant) and isinstance(argument.value, str)):
            raise UncollectableTextError(
                f"{path}:{call.lineno}: {function}() needs its text written out"
            )
        yield argument.value
