"""How templates are found and read, and what each of them knows."""

from pathlib import Path
from typing import Any


def engines(base: Path) -> list[dict[str, Any]]:
    """Return the setting TEMPLATES."""
    return [
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "DIRS": [base / "templates"],
            "APP_DIRS": False,
            "OPTIONS": {
                "context_processors": [
                    "django.template.context_processors.request",
                    "django.contrib.auth.context_processors.auth",
                    "leadway_admin.frame.frame",
                ],
                "loaders": [
                    (
                        "django.template.loaders.cached.Loader",
                        ["leadway_admin.bare_templates.Loader"],
                    )
                ],
                "builtins": [
                    "django.templatetags.i18n",
                    "django.templatetags.static",
                    "people.templatetags.ui",
                ],
            },
        }
    ]
