"""A page names the content of its scripts and style sheets: no other is taken."""

import base64
import hashlib
import re
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core.management import call_command
from django.template.backends.django import DjangoTemplates

from leadway_admin import templating
from people.content_hash import content_hash

TEMPLATES = Path(django_settings.BASE_DIR) / "templates"
LINKED = re.compile(r"<(?:script [^>]*src=|link [^>]*rel=\"stylesheet\")[^>]*>")
BOUND = re.compile(r"\"{% static ('[^']+') %}\" {% integrity \1 %}")
NAME, FRESH = {"NAME": "anew"}, {"csrf_token": "a-token"}
ASKED = re.compile(r'(?:href|src)="/static/([^"]+)" integrity="sha256-([^"]+)"')


def tags() -> dict[str, list[str]]:
    """Return the tags that load something, by the name of their template."""
    found = {
        path.relative_to(TEMPLATES).as_posix(): LINKED.findall(path.read_text())
        for path in TEMPLATES.rglob("*.html")
    }
    return {name: loaded for name, loaded in found.items() if loaded}


def test_every_tag_that_loads_something_names_its_content() -> None:
    assert len(tags()) > 10
    for name, loaded in tags().items():
        assert all(BOUND.search(tag) for tag in loaded), name


@pytest.fixture
def collected(settings: Any, tmp_path: Path) -> Path:
    """Static files as a server has them."""
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {
            "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        }
    }
    call_command("collectstatic", "--noinput", verbosity=0)
    return tmp_path


def drawn() -> str:
    """Draw the page for signing in by templates that are read anew."""
    [told] = templating.engines(Path(django_settings.BASE_DIR))
    engine = DjangoTemplates({k: v for k, v in told.items() if k != "BACKEND"} | NAME)
    return str(engine.get_template("people/sign_in.html").render(FRESH))


def test_it_is_that_of_the_file_that_is_asked_for(collected: Path) -> None:
    asked = ASKED.findall(drawn())
    assert len(asked) == 4
    for name, said in asked:
        digest = hashlib.sha256((collected / name).read_bytes()).digest()
        assert base64.b64encode(digest).decode() == said, name


def test_what_is_being_worked_on_is_bound_to_nothing(settings: Any) -> None:
    settings.DEBUG = True
    page = drawn()
    assert "app.css" in page
    assert 'integrity=""' in page
    assert "sha256" not in page


def test_a_file_that_is_gone_breaks_no_page(collected: Path) -> None:
    for one in collected.rglob("app.*.css"):
        one.unlink()
    assert content_hash("js/app.js").startswith("sha256-")
    assert content_hash("css/app.css") == ""
