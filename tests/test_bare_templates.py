"""What templates are read without, and what stays."""

from pathlib import Path
from typing import Any

from django.template import Context, Engine

WRITTEN = """<ul>
  {% for one in names %}
    <li>
      {{ one }}
      <textarea>
{{ one }}</textarea>
    </li>
  {% endfor %}
</ul>
"""


def drawn(folder: Path, **context: Any) -> str:
    (folder / "list.html").write_text(WRITTEN)
    engine = Engine(
        dirs=[folder], loaders=["leadway_admin.bare_templates.Loader"], autoescape=True
    )
    return engine.get_template("list.html").render(Context(context))


def test_indentation_is_not_sent_and_lines_stay_lines(tmp_path: Path) -> None:
    page = drawn(tmp_path, names=["Ana"])
    assert "\n " not in page
    assert "<li>\nAna\n<textarea>" in page
    assert page.count("\n") == WRITTEN.count("\n")


def test_what_people_wrote_keeps_its_own_spaces(tmp_path: Path) -> None:
    assert "<textarea>\n  two\n    lines</textarea>" in drawn(
        tmp_path, names=["  two\n    lines"]
    )
