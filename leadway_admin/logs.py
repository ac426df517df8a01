"""Where log lines go and how they look: to stderr, each with the id of its request."""

from typing import Any

SAID = "%(name)s %(message)s %(request_id)s"


def to_stderr(form: str) -> dict[str, Any]:
    """Return the setting LOGGING. `form` is "text" or "json"."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"request_id": {"()": "leadway_admin.request_id.RequestIdFilter"}},
        "formatters": {
            "text": {"format": "%(levelname).1s %(name)s %(message)s [%(request_id)s]"},
            "json": {
                "()": "pythonjsonlogger.json.JsonFormatter",
                "format": f"%(asctime)s %(levelname)s {SAID}",
            },
        },
        "handlers": {
            "stderr": {
                "class": "logging.StreamHandler",
                "filters": ["request_id"],
                "formatter": form,
            }
        },
        "root": {"handlers": ["stderr"], "level": "INFO"},
        "loggers": {
            "django.server": {"handlers": ["stderr"], "propagate": False},
            "axes": {"level": "WARNING"},
        },
    }
