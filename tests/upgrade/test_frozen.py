"""A migration that somebody may have run is never edited: a change is a new one."""

import hashlib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FROZEN = Path(__file__).with_name("frozen.sha256")


def test_no_migration_is_edited_and_a_new_one_is_frozen_with_its_commit() -> None:
    """For a new one: sha256sum */migrations/0*.py > tests/upgrade/frozen.sha256."""
    frozen = dict(reversed(line.split()) for line in FROZEN.read_text().splitlines())
    found = {
        path.relative_to(ROOT).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(ROOT.glob("*/migrations/0*.py"))
    }
    assert found == frozen
