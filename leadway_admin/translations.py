"""The Spanish catalogue without GNU gettext: Babel collects, checks and compiles it.

Its settings are in pyproject.toml, [tool.babel]; see docs/adr/0005.
"""

from collections.abc import Collection, Iterator, Mapping
from io import BytesIO
from pathlib import Path
from typing import IO, Any

from django.conf import settings

from leadway_admin.whole_files import write_whole


def catalogue() -> Path:
    return Path(settings.LOCALE_PATHS[0]) / "es" / "LC_MESSAGES" / "django.po"


def compile_if_newer(path: Path) -> bool:
    """Write the .mo beside the .po, unless it is there and newer."""
    target = path.with_suffix(".mo")
    if target.exists() and target.stat().st_mtime_ns >= path.stat().st_mtime_ns:
        return False
    # Late, because most starts have nothing to compile.
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    compiled = BytesIO()
    with path.open("rb") as file:
        write_mo(compiled, read_po(file, locale="es"))
    # A process that starts now must not read half a file.
    write_whole(target, compiled.getvalue())
    return True


def template_texts(
    file: IO[bytes],
    keywords: Mapping[str, Any],
    comment_tags: Collection[str],
    options: Any,
) -> Iterator[Any]:
    """Find the texts of a template, as an extractor of Babel's.

    Django's own `templatize` turns a template into calls of gettext among filler.
    """
    from babel.messages.extract import extract_python
    from django.utils.translation import templatize

    # In brackets, lines need not be indented as those of a program are.
    calls = f"({templatize(file.read().decode('utf-8'))}\n)"
    return extract_python(BytesIO(calls.encode()), keywords, comment_tags, options)
