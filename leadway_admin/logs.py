"""Where log lines go and how they look: to stderr, each with the id of its request."""

import logging
from typing import Any

SAID = "%(name)s %(message)s %(request_id)s"
MOST_SAID = 200


class OneLine(logging.Filter):
    """Tell of what strangers send in one short line: it is no fault of ours."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = record.getMessage()[:MOST_SAID], ()
        record.exc_info = record.exc_text = None
        record.levelno, record.levelname = logging.WARNING, "WARNING"
        return True


def to_stderr(form: str) -> dict[str, Any]:
    """Return the setting LOGGING. `form` is "text" or "json"."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {
            "request_id": {"()": "leadway_admin.request_id.RequestIdFilter"},
            "one_line": {"()": OneLine},
        },
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
            "django.security.DisallowedHost": {"filters": ["one_line"]},
            "axes": {"level": "WARNING"},
        },
    }
