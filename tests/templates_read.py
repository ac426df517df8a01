"""What templates read: each name in them, and those that were looked up in vain."""

import logging
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.template.base import Lexer, TokenType

TEMPLATES = Path(__file__).resolve().parents[1] / "templates"
NAME = re.compile(r"(?<![\w.|:])[a-z_]\w*(?:\.\w+)*")
QUOTED = re.compile(r"'[^']*'|\"[^\"]*\"")


def names_read() -> Iterator[str]:
    """Yield each name that a template reads, as `form.title.value` is written."""
    for path in TEMPLATES.rglob("*.html"):
        for token in Lexer(path.read_text(encoding="utf-8")).tokenize():
            if token.token_type in (TokenType.VAR, TokenType.BLOCK):
                yield from NAME.findall(QUOTED.sub("", token.contents))


class Missed(logging.Handler):
    """Hears of each name that a template looked up in vain."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.names: set[object] = set()

    def emit(self, record: logging.LogRecord) -> None:
        if isinstance(record.args, tuple):
            self.names.add(record.args)


@pytest.fixture
def missed(monkeypatch: pytest.MonkeyPatch) -> Iterator[Missed]:
    logger, handler = logging.getLogger("django.template"), Missed()
    monkeypatch.setattr(logger, "level", logging.DEBUG)
    monkeypatch.setattr(logger, "propagate", False)
    logger.manager._clear_cache()
    logger.addHandler(handler)
    yield handler
    logger.removeHandler(handler)
    logger.manager._clear_cache()
