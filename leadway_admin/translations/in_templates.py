"""Finds the texts of a template, with the reader that Django itself has for this."""

import ast
import re
from collections.abc import Iterator

from django.utils.translation import templatize

from leadway_admin.translations.messages import Message, message

STRING = r"""u?(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
CALL = re.compile(
    rf"\b(_|gettext|ngettext|pgettext|npgettext)\(\s*({STRING}(?:\s*,\s*{STRING})*)",
    re.DOTALL,
)


def messages(source: str, path: str) -> Iterator[Message]:
    """Yield the texts of translate, blocktranslate and `_("…")`, in order.

    `templatize` turns a template into what looks like calls of gettext among filler.
    """
    for found in CALL.finditer(templatize(source, origin=path)):
        function, arguments = found.groups()
        texts = list(ast.literal_eval(f"[{arguments}]"))
        yield message("gettext" if function == "_" else function, texts)
