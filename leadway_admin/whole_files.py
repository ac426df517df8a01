"""Files that are there whole or not at all, whoever reads or writes at that moment."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4


def write_whole(path: Path, content: bytes) -> None:
    """Put the content in place at once; of several writers, the last one wins."""
    with _draft(path, content) as draft:
        draft.replace(path)


def write_first(path: Path, content: bytes, *, mode: int) -> bool:
    """Put the content in place unless a file is there already; tell whether it did."""
    with _draft(path, content, mode) as draft:
        try:
            os.link(draft, path)
        except FileExistsError:
            return False
        return True


@contextmanager
def _draft(path: Path, content: bytes, mode: int = 0o666) -> Iterator[Path]:
    """Write under a name of this call's own: threads of one process share their id."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{uuid4().hex}")
    try:
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        yield draft
    finally:
        draft.unlink(missing_ok=True)
