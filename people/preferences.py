"""What somebody prefers: language, theme. On the account, or before it in a cookie."""

from collections.abc import Mapping

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.translation import gettext_lazy as _

from people.models import User

COOKIE_AGE_S = 365 * 24 * 3600

# Each language by its own name, whatever the page's language is.
LANGUAGES = [("es", "Español"), ("en", "English")]
THEMES = [
    (User.Theme.LIGHT.value, _("Light"), "sun"),
    (User.Theme.DARK.value, _("Dark"), "moon"),
    (User.Theme.AUTO.value, _("As the system"), "monitor"),
]


def theme_of(request: HttpRequest, person: User | None) -> str:
    if person is not None:
        return person.theme
    chosen = request.COOKIES.get(settings.THEME_COOKIE_NAME, "")
    return chosen if chosen in User.Theme.values else User.Theme.AUTO.value


def keep_language(person: User | None, response: HttpResponse, language: str) -> None:
    _keep(person, response, settings.LANGUAGE_COOKIE_NAME, language, "language")


def keep_theme(person: User | None, response: HttpResponse, theme: str) -> None:
    _keep(person, response, settings.THEME_COOKIE_NAME, theme, "theme")


def keep_single_keys(person: User, on: bool) -> None:
    person.single_keys = on
    person.save(update_fields=["single_keys"])


def keep_automations(person: User, pinned: bool) -> None:
    person.automations_pinned = pinned
    person.save(update_fields=["automations_pinned"])


def keep_list_columns(person: User, columns: str) -> None:
    person.list_columns = columns
    person.save(update_fields=["list_columns"])


def choices(said: QueryDict) -> dict[str, str]:
    """Return what of these was just chosen, each as one that there is."""
    offered = {"language": dict(LANGUAGES), "theme": User.Theme.values}
    asked = {name: str(said.get(name, "")) for name in offered}
    return {name: value for name, value in asked.items() if value in offered[name]}


def keep(
    person: User | None, response: HttpResponse, chosen: Mapping[str, str]
) -> None:
    if language := chosen.get("language"):
        keep_language(person, response, language)
    if theme := chosen.get("theme"):
        keep_theme(person, response, theme)


def cookie_of(name: str) -> str:
    return (
        settings.LANGUAGE_COOKIE_NAME
        if name == "language"
        else settings.THEME_COOKIE_NAME
    )


def _keep(
    person: User | None, response: HttpResponse, cookie: str, value: str, field: str
) -> None:
    """Remember on the account, and in this browser for the next sign-in page."""
    if person is not None:
        User.objects.filter(pk=person.pk).update(**{field: value})
    response.set_cookie(
        cookie,
        value,
        max_age=COOKIE_AGE_S,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
