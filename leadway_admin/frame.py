"""What the frame of every page shows: the account, the person, language and theme."""

from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.translation import get_language

from appointments.index.tables import Account
from people import preferences
from people.models import User

ACCOUNT_NAME_KEY = "account_name"


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
    """The account as Leadway calls it, once it was read; kept for a minute."""
    name = cache.get(ACCOUNT_NAME_KEY)
    if name is None:
        rows = Account.objects.filter(id=settings.LEADWAY_LOCATION_ID)
        name = rows.values_list("name", flat=True).first() or ""
        cache.set(ACCOUNT_NAME_KEY, name, 60 if name else 5)
    return str(name)
