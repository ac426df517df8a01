"""A template that is drawn once for each kind of thing, and filled in for each thing.

The blocks of a week are hundreds, and of a few dozen kinds: with a status, a size, with
or without a title. What is the same in a kind goes through the template once; what
each one has of its own is put into its places afterwards.
"""

import re
from collections.abc import Sequence
from operator import attrgetter
from types import SimpleNamespace
from typing import Any

from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

_PLACE = re.compile("\ue000([0-9]+)\ue001")
# Indentation is for those who read the template.
_INDENTED = re.compile(r"\n\s*")


class Stencil:
    """Draws things that the template calls `name`, in the language of the moment.

    `kinds` are the attributes by which the template decides; `texts` are those that it
    only writes, or asks whether there are any.
    """

    def __init__(
        self, template: str, name: str, *, kinds: Sequence[str], texts: Sequence[str]
    ) -> None:
        self._template, self._name = template, name
        self._kinds, self._texts = kinds, texts
        self._kind_of, self._texts_of = attrgetter(*kinds), attrgetter(*texts)
        self._cut: dict[Any, str] = {}

    def draw(self, things: Sequence[object]) -> SafeString:
        """Return all of these, one after the other."""
        return format_html_join("", "{}", ((self._filled_in(one),) for one in things))

    def _filled_in(self, thing: object) -> SafeString:
        texts = self._texts_of(thing)
        key = self._kind_of(thing), tuple(map(bool, texts))
        if key not in self._cut:
            self._cut[key] = self._cut_out(*key)
        return format_html(self._cut[key], *texts)

    def _cut_out(self, kind: tuple[Any, ...], there: tuple[bool, ...]) -> str:
        """Return one kind as a format of its texts, by their numbers."""
        places = [f"\ue000{n}\ue001" if is_ else "" for n, is_ in enumerate(there)]
        values = zip((*self._kinds, *self._texts), (*kind, *places), strict=True)
        one = SimpleNamespace(**dict(values))
        drawn = _INDENTED.sub("\n", render_to_string(self._template, {self._name: one}))
        return _PLACE.sub(r"{\1}", drawn.replace("{", "{{").replace("}", "}}"))
