"""By what a browser knows that a file is the one that its page means."""

import base64
import hashlib
from pathlib import Path

from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage


def content_hash(name: str) -> str:
    """Return the hash of a static file, as `integrity` has it, or "" where it is gone.

    Of the file as it was collected: its addresses of others are in its content.
    """
    stored = getattr(staticfiles_storage, "stored_name", str)
    try:
        content = _read(stored(name), name)
    except (OSError, ValueError):
        # Another version may be collecting its own at this moment.
        return ""
    digest = base64.b64encode(hashlib.sha256(content).digest()).decode()
    return f"sha256-{digest}"


def _read(stored: str, name: str) -> bytes:
    if stored != name or staticfiles_storage.exists(stored):
        with staticfiles_storage.open(stored) as file:
            return bytes(file.read())
    found = finders.find(name)
    if not found:
        raise FileNotFoundError(name)
    return Path(str(found)).read_bytes()
