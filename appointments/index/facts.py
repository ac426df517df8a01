"""What is kept of a person or an account."""

from dataclasses import asdict
from datetime import datetime
from typing import Any


def facts(one: Any) -> dict[str, Any]:
    """Return plain values by our names, for a column of JSON."""
    return {
        name: value.isoformat() if isinstance(value, datetime) else value
        for name, value in asdict(one).items()
    }
