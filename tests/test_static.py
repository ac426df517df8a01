"""The front end's files: vendored as locked, in layers, light enough."""

import hashlib
import json
import re
import tomllib
from pathlib import Path
from typing import Any

import brotli
import pytest
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command
from django.http import HttpResponseNotFound
from django.templatetags.static import static
from whitenoise.middleware import WhiteNoiseMiddleware

from leadway_admin import bundles

ROOT = Path(__file__).resolve().parent.parent
STATIC = ROOT / "static"
VENDOR = STATIC / "vendor"
TEMPLATES = list((ROOT / "templates").rglob("*.html"))
STYLES = list((STATIC / "css").rglob("*.css"))
SCRIPTS = list((STATIC / "js").rglob("*.js"))
LOCK = json.loads((VENDOR / "vendor.lock.json").read_text())

CODE = re.compile(r"{%.*?%}|{{.*?}}|{#.*?#}")
# `classes` is what an include hands on; an icon's are the second word of its tag.
CLASS_ATTRIBUTE = re.compile(
    r"""(?:\bclass(?:es)?=|{% icon \S+ )"((?:{%.*?%}|{{.*?}}|[^"])*)\"""",
)

JS_BUDGET = 35_000
PAGE_BUDGET = 60_000
PAGE_BUDGET_WITH_A_PANEL = 65_000


def test_vendored_files_are_those_of_the_lock():
    found = {
        path.relative_to(VENDOR).as_posix(): _sha256(path)
        for path in VENDOR.rglob("*")
        if path.is_file() and path.name not in ("vendor.toml", "vendor.lock.json")
    }
    assert found == LOCK["files"]


def test_each_vendored_package_is_at_its_version_with_its_licence():
    plan = tomllib.loads((VENDOR / "vendor.toml").read_text())
    assert {name: p["version"] for name, p in plan["packages"].items()} == {
        name: p["version"] for name, p in LOCK["packages"].items()
    }
    for name in plan["packages"]:
        licence = VENDOR / "licences" / (name.strip("@").replace("/", "-") + ".txt")
        assert licence.stat().st_size > 300


def test_every_icon_of_a_template_is_in_the_sprite():
    used = {
        name
        for path in TEMPLATES
        for name in re.findall(r'{% icon "([a-z0-9-]+)"', path.read_text())
    }
    assert used
    assert used <= _sprite()


def test_every_shape_of_our_own_is_in_the_sprite():
    assert {path.stem for path in (STATIC / "icons").glob("*.svg")} <= _sprite()


@pytest.mark.parametrize("path", STYLES, ids=lambda p: p.relative_to(STATIC).as_posix())
def test_a_style_sheet_is_in_layers_and_names_no_colour(path: Path):
    text = re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.S)
    assert "!important" not in text
    blocks = _blocks(re.sub(r"@(font-face|page)[^{]*{[^}]*}", "", text))
    assert all(re.match(r"@layer|@media print {\s*@layer", block) for block in blocks)
    if path.name != "tokens.css":
        assert not re.search(r"#[0-9a-f]{3,8}\b|\b(rgb|hsl|oklch)a?\(", text, re.I)


@pytest.mark.parametrize(
    "path", SCRIPTS, ids=lambda p: p.relative_to(STATIC).as_posix()
)
def test_a_script_stands_alone_and_is_short(path: Path):
    text = path.read_text()
    assert len(text.splitlines()) <= 120
    assert not re.search(r"^\s*(import|export)\b", text, re.M)


# What others put onto a page: htmx while it waits, our tag for icons, and the
# grids of time, which say places as `h8 m0 for1h for30m ln0 of2`.
CLASSES_OF_CODE = re.compile(r"htmx-request|icon|(h|m|ln|of)\d+|for\d+[hm]")


def test_every_class_of_a_style_sheet_is_on_a_page():
    values = [
        value
        for path in TEMPLATES
        for value in CLASS_ATTRIBUTE.findall(path.read_text())
    ]
    begun = {name for value in values for name in re.findall(r"(\S+){{", value)}
    whole = {name for value in values for name in CODE.sub(" ", value).split()}
    unused = {
        name
        for name in set().union(*map(_classes, STYLES)) - whole
        if not CLASSES_OF_CODE.fullmatch(name) and not name.startswith(tuple(begun))
    }
    assert unused == set()


def test_every_style_sheet_and_script_reaches_a_page():
    linked = {
        name
        for path in TEMPLATES
        for name in re.findall(r"{% static '([^']+)' %}", path.read_text())
    }
    reached = {STATIC / name for name in linked}
    reached |= {part for name in bundles.BUNDLES for part in bundles.parts(name)}
    assert {path for path in STYLES + SCRIPTS if path not in reached} == set()
    assert all(
        (STATIC / name).exists() or name in bundles.BUNDLES for name in linked
    ), linked


def test_every_pattern_of_a_bundle_finds_something():
    for name, patterns in bundles.BUNDLES.items():
        assert all(list(STATIC.glob(pattern)) for pattern in patterns), name


def test_no_part_is_in_a_bundle_twice():
    for name in bundles.BUNDLES:
        parts = bundles.parts(name)
        assert len(parts) == len(set(parts))


def test_scripts_cannot_see_each_others_names():
    text = bundles.bundled("js/app.js").decode()
    ours = [part for part in bundles.parts("js/app.js") if VENDOR not in part.parents]
    assert text.count('\n(() => {\n"use strict";\n') == len(ours)


@pytest.mark.parametrize("name", bundles.BUNDLES)
def test_browsers_load_no_remarks(name: str):
    ours = bundles.bundled(name).decode().split("(() => {", 1)[-1]
    assert not re.search(r"^\s*//|^\s*$", ours.strip(), re.M)
    if name.endswith(".css"):
        assert "/*" not in ours


@pytest.mark.parametrize(
    "path", SCRIPTS, ids=lambda p: p.relative_to(STATIC).as_posix()
)
def test_no_text_of_a_script_goes_over_lines(path: Path):
    """Spaces at the beginning of a line are left out where it is loaded."""
    assert all(line.count("`") % 2 == 0 for line in path.read_text().splitlines())


@pytest.mark.parametrize(
    ("own", "budget"),
    [
        ("editor", PAGE_BUDGET),
        ("calendar", PAGE_BUDGET),
        ("rows_panel", PAGE_BUDGET_WITH_A_PANEL),
        ("calendar_panel", PAGE_BUDGET_WITH_A_PANEL),
    ],
)
def test_the_heaviest_pages_stay_within_their_budget(own: str, budget: int):
    look = {"rows_panel": "listing_panel"}.get(own, own)
    scripts = sum(_packed(f"js/{name}.js") for name in ("app", own))
    styles = sum(_packed(f"css/{name}.css") for name in ("app", look))
    sprite = len(brotli.compress((VENDOR / "icons.svg").read_bytes()))
    assert scripts <= JS_BUDGET
    # The rest of the budget is left to the page itself.
    assert scripts + styles + sprite <= budget - 12_500


def test_only_an_editor_brings_the_editors_scripts():
    everywhere, editors = (
        set(bundles.parts(f"js/{name}.js")) for name in ("app", "editor")
    )
    assert not everywhere & editors
    assert editors < set(bundles.parts("js/panel.js"))


def _blocks(text: str) -> list[str]:
    """Cut into what stands side by side outside of all braces."""
    blocks, depth, start = [], 0, 0
    for place, letter in enumerate(text):
        depth += {"{": 1, "}": -1}.get(letter, 0)
        if depth == 0 and letter in "};":
            blocks.append(text[start : place + 1].strip())
            start = place + 1
    assert depth == 0
    return [*blocks, *filter(None, [text[start:].strip()])]


def _classes(path: Path) -> set[str]:
    text = re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.S)
    selectors = re.findall(r"([^{};]+){", text)
    return {name for one in selectors for name in re.findall(r"\.([a-z_][\w-]*)", one)}


def _sprite() -> set[str]:
    return set(re.findall(r'<symbol id="([^"]+)"', (VENDOR / "icons.svg").read_text()))


def _packed(name: str) -> int:
    return len(brotli.compress(bundles.bundled(name)))


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.fixture
def collected(settings: Any, tmp_path: Path) -> Path:
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {
            "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        }
    }
    call_command("collectstatic", "--noinput", verbosity=0)
    return tmp_path


def test_collected_files_point_at_each_other_by_their_content(collected):
    style = (collected / staticfiles_storage.stored_name("css/app.css")).read_text()
    font = staticfiles_storage.stored_name("vendor/fonts/inter-latin.woff2")
    assert f'url("../{font}")' in style
    assert (collected / font).exists()
    assert re.search(r"icons\.[0-9a-f]{12}\.svg$", static("vendor/icons.svg"))


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["css/app.css", "js/app.js", "vendor/icons.svg"])
@pytest.mark.parametrize("packed", ["br", "gzip"])
def test_collected_files_are_served_packed(collected, settings, rf, name, packed):
    settings.WHITENOISE_USE_FINDERS = settings.WHITENOISE_AUTOREFRESH = False
    serve = WhiteNoiseMiddleware(lambda _request: HttpResponseNotFound())
    answer = serve(rf.get(static(name), headers={"Accept-Encoding": packed}))
    assert answer["Content-Encoding"] == packed
    answer.close()
