"""Another language or theme of a page that somebody types into and is not kept."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.utils import translation

from people import preferences
from people.models import User


@dataclass(frozen=True, slots=True)
class TypedInto:
    """A page's form, by its id, that goes along with a choice to `address`."""

    form: str
    address: str


def attributes(
    name: str, value: str, typed_into: TypedInto | None
) -> dict[str, str | bool]:
    """Return those of a button that chooses `value`, whatever it looks like."""
    chosen: dict[str, str | bool] = {"name": name, "value": value}
    if typed_into is None:
        return chosen
    return chosen | {
        "form": typed_into.form,
        "formaction": typed_into.address,
        "formmethod": "post",
        "formnovalidate": True,
    }


def shown_anew(
    request: HttpRequest, page: Callable[[], HttpResponse]
) -> HttpResponse | None:
    """Return the same page as it was just chosen to look, or None for no choice.

    What was typed is in the request, so that the page can show it again. The browser
    has the choice with this answer only; the page is of the choice already.
    """
    chosen = preferences.choices(request)
    if not chosen:
        return None
    request.COOKIES = request.COOKIES | {
        preferences.cookie_of(name): value for name, value in chosen.items()
    }
    person = request.user if isinstance(request.user, User) else None
    if person:
        person.language = chosen.get("language", person.language)
        person.theme = chosen.get("theme", person.theme)
    language = chosen.get("language") or translation.get_language() or ""
    with translation.override(language):
        response = page()
    response["Content-Language"] = language
    preferences.keep(person, response, chosen)
    return response
