"""Who else on this machine may read what is secret: our files, and those of secrets."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from leadway_admin.environment import Environment

OTHERS = stat.S_IRWXG | stat.S_IRWXO


def keep_to_ourselves() -> None:
    """Let nobody else read what is written from here on, nor what was before."""
    os.umask(OTHERS)
    for path in _ours():
        if _is_open(path):
            path.chmod(path.stat().st_mode & ~OTHERS)


def readable_by_others() -> list[Path]:
    """Return the files of secrets that somebody else made, and others may read."""
    names = sorted(Environment.SECRETS)
    named = [os.environ.get(f"{name}_FILE", "") for name in names]
    paths = [settings.BASE_DIR / ".env", *(Path(name) for name in named if name)]
    return [path for path in paths if _is_open(path)]


def _ours() -> Iterator[Path]:
    if settings.OWN_SECRET_KEY:
        yield settings.OWN_SECRET_KEY
    database = settings.DATABASES["default"]
    if database["ENGINE"].endswith("sqlite3"):
        name = Path(database["NAME"])
        yield from (name.with_name(name.name + end) for end in ("", "-wal", "-shm"))


def _is_open(path: Path) -> bool:
    return path.is_file() and bool(path.stat().st_mode & OTHERS)
