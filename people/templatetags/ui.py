"""The tags that every template has: icons."""

from functools import cache

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
@cache
def icon(name: str, classes: str = "") -> SafeString:
    """One icon of the sprite, silent to screen readers.

    In a template: `{% icon "check" "icon--sm" %}`.

    Status shapes are named `st-new` … and take the class `icon--st`.
    """
    return format_html(
        '<svg class="icon{}{}" aria-hidden="true"><use href="{}#{}"/></svg>',
        " " if classes else "",
        classes,
        static("vendor/icons.svg"),
        name,
    )
