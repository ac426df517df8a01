"""Many small style sheets and scripts in the source, few requests in the browser.

A bundle is its parts, one after the other, made whenever static files are looked for:
by collectstatic once, in development and tests on each request. Nothing is built.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.checks import CheckMessage
from django.core.files.storage import FileSystemStorage

from leadway_admin.whole_files import write_whole

_REMARK = re.compile(r"/\*.*?\*/", re.DOTALL)
# A declaration's space after its name, and the one before a brace.
_ROOM = re.compile(r"^([\w-]+:) | ({)$", re.MULTILINE)
_END = re.compile(r"([{};])\n")
SOURCE = Path(settings.BASE_DIR) / "static"
VENDOR = SOURCE / "vendor"

PANEL_STYLES = ("css/timegrid.css", "css/pages/editor/*.css", "css/pages/panel/*.css")
PANEL_SCRIPTS = ("js/editor/*.js", "js/panel/*.js")
# Bundle to parts; a pattern stands for its files in the order of their names.
BUNDLES = {
    "css/app.css": (
        "css/layers.css",
        "css/fonts.css",
        "css/tokens.css",
        "css/roles.css",
        "css/base.css",
        "css/helpers.css",
        "css/layout/sidebar.css",
        "css/layout/month.css",
        "css/layout/sheet.css",
        "css/layout/narrow.css",
        "css/layout/large.css",
        "css/components/[!t]*.css",
        "css/components/t[!o]*.css",
        "css/components/touch.css",
        "css/print.css",
    ),
    "css/today.css": (
        "css/timegrid.css",
        "css/pages/today/*.css",
    ),
    "css/calendar.css": ("css/timegrid.css", "css/pages/calendar/*.css"),
    "css/month.css": ("css/pages/month.css",),
    "css/listing.css": ("css/pages/listing/*.css",),
    "css/doctor.css": ("css/pages/hero.css", "css/pages/doctor.css"),
    "css/practice.css": ("css/pages/hero.css", "css/pages/practice.css"),
    "css/editor.css": ("css/timegrid.css", "css/pages/editor/*.css"),
    # Asked for when the first panel opens, over a page that has only its own.
    "css/panel.css": PANEL_STYLES,
    # A page that comes with a panel over it has both in one: fewer to ask for, and
    # what is alike in them weighs once.
    "css/today_panel.css": (*PANEL_STYLES, "css/pages/today/*.css"),
    "css/calendar_panel.css": (*PANEL_STYLES, "css/pages/calendar/*.css"),
    "css/listing_panel.css": (*PANEL_STYLES, "css/pages/listing/*.css"),
    "js/calendar.js": ("js/live/*.js", "js/calendar/*.js"),
    "js/calendar_panel.js": ("js/live/*.js", "js/calendar/*.js", *PANEL_SCRIPTS),
    # Trusted Types must be set up after htmx and before anything else.
    "js/app.js": (
        "vendor/htmx.min.js",
        "js/secure.js",
        "js/elements/*.js",
    ),
    # What only lists of rows need.
    "js/rows.js": ("js/live/*.js", "js/rows/*.js"),
    "js/rows_panel.js": ("js/live/*.js", "js/rows/*.js", *PANEL_SCRIPTS),
    "js/editor.js": ("js/editor/*.js",),
    # Asked for like its styles: the editor's scripts come along.
    "js/panel.js": PANEL_SCRIPTS,
    "js/gate.js": ("js/gate/*.js",),
    "js/repeat.js": ("js/repeat/*.js",),
}


class BundleFinder(BaseFinder):
    """Offers each bundle as if it were a file in static/."""

    def __init__(
        self, app_names: Iterable[str] | None = None, *a: Any, **k: Any
    ) -> None:
        self.storage = FileSystemStorage(location=settings.VAR / "bundles")
        super().__init__()

    def check(self, **kwargs: Any) -> list[CheckMessage]:
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        if path not in BUNDLES:
            return []
        self._make(path)
        found = self.storage.path(path)
        return [found] if find_all else found

    def list(
        self, ignore_patterns: Iterable[str] | None
    ) -> Iterator[tuple[str, FileSystemStorage]]:
        for path in BUNDLES:
            self._make(path)
            yield path, self.storage

    def _make(self, path: str) -> None:
        content = bundled(path)
        target = Path(self.storage.path(path))
        if target.exists() and target.read_bytes() == content:
            return
        # Several threads and processes may get here at once, and others be reading it.
        write_whole(target, content)


def parts(path: str) -> list[Path]:
    return [part for pattern in BUNDLES[path] for part in sorted(SOURCE.glob(pattern))]


def bundled(path: str) -> bytes:
    return b"\n".join(_part(part) for part in parts(path)) + b"\n"


def _part(part: Path) -> bytes:
    """One part. A script of ours gets a scope of its own: names cannot collide."""
    content = part.read_text(encoding="utf-8").strip()
    if VENDOR in part.parents:
        return content.encode()
    if part.suffix == ".js":
        content = f'(() => {{\n"use strict";\n{_bare(content)}\n}})();'
    elif part.suffix == ".css":
        content = _tight(_bare(_REMARK.sub("", content)))
    return content.encode()


def _bare(content: str) -> str:
    """Leave out what only people read: a tenth of what a page loads."""
    lines = (line.strip() for line in content.splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("//"))


def _tight(styles: str) -> str:
    """Leave out the room that only readers need: after a name, and between rules."""
    tight = _ROOM.sub(lambda found: found[1] or found[2], styles)
    return _END.sub(r"\1", tight)
