"""Who and what the calendar's tests are about."""

from typing import Any

import pytest

from tests.sandboxed import Sandbox


@pytest.fixture
def cast(sandbox: Sandbox) -> dict[str, Any]:
    """Who and what is in the sandbox, by name."""
    return sandbox.cast()
