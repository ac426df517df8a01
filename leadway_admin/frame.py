"""What the frame of every page shows: the account, the person, language and theme."""

from typing import Any

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest
from django.utils.translation import get_language

from appointments.index import directory
from people import preferences
from people.models import User


def frame(request: HttpRequest) -> dict[str, Any]:
    """Costs no query of its own: the person is loaded by the sign-in check already.

    Also called for answers that never reached the sign-in check, hence the defaults.
    """
    user = getattr(request, "user", None)
    person = user if isinstance(user, User) else None
    return {
        "account_name": account_name(),
        "sandbox": settings.SANDBOX,
        "person": person,
        "language": get_language(),
        "languages": preferences.LANGUAGES,
        "theme": preferences.theme_of(request, person),
        "themes": preferences.THEMES,
        "here": request.get_full_path() if request.method == "GET" else "",
    }


def account_name() -> str:
    """The account as Leadway calls it, or "" as long as nobody could read that.

    A page that says what is wrong with the database is a page all the same.
    """
    try:
        return directory.current().account_name
    except DatabaseError:
        return ""
