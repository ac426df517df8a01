"""Another language or theme of a page that somebody types into and is not kept."""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import parse_qsl

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.utils.http import urlencode

from people import preferences
from people.links import safe_next
from people.models import User

# What goes along with a search, and is none of it.
UNASKED = ("csrfmiddlewaretoken", "next", "language", "theme")


@dataclass(frozen=True, slots=True)
class TypedInto:
    """A page's form, by its id, that goes along with a choice to `address`.

    One that `asks` is sent by GET, so that it holds no token: the address would.
    """

    form: str
    address: str
    asks: bool = False

    @classmethod
    def asking(cls, form: str, *, here: str, beside: str) -> "TypedInto":
        """Return a form whose fields are the address of its page, `here`.

        `beside` are the names, with spaces, of what that may say besides.
        """
        query = urlencode({"beside": beside, "next": here})
        return cls(form, f"{reverse('set_looks')}?{query}", asks=True)


def asked_anew(request: HttpRequest) -> str:
    """Return the address of a page that a form asks for, as that is filled in by now.

    Where it asks for nothing else, that is the page's own with all else that it says.
    """
    here = safe_next(request, default="/")
    filled = [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name not in UNASKED
    ]
    said = [(name, value) for name, value in filled if value]
    path, _mark, query = here.partition("?")
    beside = request.GET.get("beside", "").split()
    asked = [pair for pair in parse_qsl(query) if pair[0] not in beside]
    if sorted(said) == sorted(asked):
        return here
    # What is empty says that nothing is asked for, where that is all there is.
    return f"{path}?{urlencode(said or filled)}"


def attributes(
    name: str, value: str, typed_into: TypedInto | None, *, token: str
) -> dict[str, str | bool]:
    """Return those of a button that chooses `value`, whatever it looks like.

    The one that is pressed brings the token to a form that has none.
    """
    said: dict[str, str | bool] = {"name": name, "value": value, "data-look": value}
    if typed_into is None:
        return said
    address = typed_into.address
    said |= {"form": typed_into.form, "formaction": address, "formnovalidate": True}
    if typed_into.asks:
        said |= {"name": "csrfmiddlewaretoken", "value": token, "formmethod": "post"}
        said["formaction"] = f"{address}&{name}={value}"
    return said


def shown_anew(
    request: HttpRequest, page: Callable[[], HttpResponse]
) -> HttpResponse | None:
    """Return the same page as it was just chosen to look, or None for no choice.

    What was typed is in the request, so that the page can show it again. The browser
    has the choice with this answer only; the page is of the choice already.
    """
    chosen = preferences.choices(request.POST)
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
