"""The pages, the views and the deeds of the palette."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from appointments.frame.options import Group, Option, fits, label
from appointments.listing import bar


@dataclass(frozen=True, slots=True)
class _Deed:
    """A line and the words that find it besides its own: people mix languages."""

    label: object
    icon: str
    also: str
    address: str
    name: str = ""
    value: str = ""


_PAGES = (
    _Deed(gettext_lazy("Today"), "sun", "hoy today dia day", "day"),
    _Deed(gettext_lazy("Calendar"), "calendar-days", "calendario calendar", "calendar"),
    _Deed(gettext_lazy("Appointments"), "list", "citas lista list", "listing"),
    _Deed(
        gettext_lazy("Your preferences"),
        *("sliders-horizontal", "preferencias ajustes settings", "preferences"),
    ),
    _Deed(
        gettext_lazy("Keyboard shortcuts"),
        *("keyboard", "teclas atajos keys shortcuts", "keys"),
    ),
)
_DEEDS = (
    _Deed(
        gettext_lazy("Light theme"),
        *("sun", "tema claro theme light", "set_theme", "theme", "light"),
    ),
    _Deed(
        gettext_lazy("Dark theme"),
        *("moon", "tema oscuro theme dark", "set_theme", "theme", "dark"),
    ),
    _Deed(
        gettext_lazy("Theme as the system"),
        *("monitor", "tema sistema system auto", "set_theme", "theme", "auto"),
    ),
    _Deed(
        "Español",
        *("languages", "idioma language spanish", "set_language", "language", "es"),
    ),
    _Deed(
        "English",
        *("languages", "idioma language ingles", "set_language", "language", "en"),
    ),
    _Deed(
        gettext_lazy("Sign out"), "log-out", "salir cerrar sesion log out", "sign_out"
    ),
)


def pages(typed: Iterable[str]) -> list[Option]:
    """Return the pages and views that were typed, all of them for nothing typed."""
    found = [_page(one, typed) for one in _PAGES if _is_meant(one, typed)]
    root = reverse("listing")
    views = [
        Option(label(str(name), typed), icon, f"{root}?{view.query()}")
        for name, icon, view in (*bar.VIEWS, bar.MINE)
        if fits(str(name), typed)
    ]
    return [one for one in found if one.url] + views


def deeds(typed: Iterable[str], here: str) -> list[Option]:
    """Return what can be done at once; `here` is opened a second time, too."""
    window = _Deed(
        _("New window"), "arrow-up-right", "ventana nueva tab pestana", "day"
    )
    found = [_deed(one, typed) for one in _DEEDS if _is_meant(one, typed)]
    if _is_meant(window, typed):
        name = label(str(window.label), typed)
        found.append(Option(name, window.icon, here, new_window=True))
    return found


def group(key: str, title: str, options: list[Option]) -> list[Group]:
    """Return a group, or none where there is nothing in it."""
    return [Group(key, title, options)] if options else []


def _is_meant(one: _Deed, typed: Iterable[str]) -> bool:
    return fits(f"{one.label} {one.also}", typed)


def _page(one: _Deed, typed: Iterable[str]) -> Option:
    try:
        url = reverse(one.address)
    except NoReverseMatch:
        url = ""
    return Option(label(str(one.label), typed), one.icon, url)


def _deed(one: _Deed, typed: Iterable[str]) -> Option:
    shown, action = label(str(one.label), typed), reverse(one.address)
    return Option(shown, one.icon, action=action, name=one.name, value=one.value)
