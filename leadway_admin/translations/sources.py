"""Where the texts of the product are: every template, every module of the apps."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from django.conf import settings

from leadway_admin.translations import in_python, in_templates
from leadway_admin.translations.messages import Message

APPS = ("appointments", "leadway_admin", "people")
Reader = Callable[[str, str], Iterable[Message]]


def catalogue_path() -> Path:
    return Path(settings.LOCALE_PATHS[0]) / "es" / "LC_MESSAGES" / "django.po"


def used_messages() -> dict[Message, list[str]]:
    """Map every message to the files that use it, in the order of the files."""
    uses: dict[Message, list[str]] = {}
    for path, read in readable_files():
        name = path.relative_to(settings.BASE_DIR).as_posix()
        for message in read(path.read_text(encoding="utf-8"), name):
            uses.setdefault(message, []).append(name)
    return uses


def readable_files() -> Iterator[tuple[Path, Reader]]:
    base = Path(settings.BASE_DIR)
    for app in APPS:
        for path in sorted((base / app).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path, in_python.messages
    for path in sorted((base / "templates").rglob("*")):
        if path.is_file():
            yield path, in_templates.messages
