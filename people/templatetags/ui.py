"""The tags that every template has: icons, and what is the same wherever it stands.

A text without a variable is looked up once for each language, an address once, and an
icon or a file when its template is read. They are most of what is in a page.
"""

from collections.abc import Callable, Iterable
from functools import cache

from django import template
from django.conf import settings
from django.forms.utils import flatatt
from django.template import defaulttags
from django.template.base import (
    FilterExpression,
    Node,
    NodeList,
    Parser,
    TextNode,
    Token,
)
from django.template.context import Context
from django.template.library import SimpleNode
from django.templatetags import i18n
from django.templatetags import static as files
from django.urls import get_script_prefix
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from people import looks
from people.content_hash import content_hash

register = template.Library()


class Once(Node):
    """A tag without variables: rendered once for all that its words depend on."""

    def __init__(self, node: Node, depends_on: Callable[[], str | None]) -> None:
        self.node, self.depends_on = node, depends_on
        self.said: dict[str | None, str] = {}

    def render(self, context: Context) -> str:
        key = self.depends_on()
        if key not in self.said:
            self.said[key] = self.node.render(context)
        return self.said[key]


@register.tag
def translate(parser: Parser, token: Token) -> Node:
    node = i18n.do_translate(parser, token)
    if node.asvar or node.message_context or not _literal(node.filter_expression):
        return node
    return Once(node, get_language)


@register.tag
def url(parser: Parser, token: Token) -> Node:
    node = defaulttags.url(parser, token)
    if node.asvar or node.args or node.kwargs or not _constant([node.view_name]):
        return node
    return Once(node, get_script_prefix)


@register.tag
def static(parser: Parser, token: Token) -> Node:
    node = files.do_static(parser, token)
    if node.varname or not _constant([node.path]):
        return node
    return TextNode(node.render(Context()))


@register.tag
def integrity(parser: Parser, token: Token) -> Node:
    """Bind a script or a style sheet of ours to its content: `{% integrity "a.js" %}`.

    What is made anew at each request, while somebody works on it, is bound to nothing,
    nor is what a script asks for later by `import()`, which knows no such thing.
    """
    (path,) = [parser.compile_filter(one) for one in token.split_contents()[1:]]
    found = "" if settings.DEBUG else content_hash(str(path.resolve(Context())))
    return TextNode(f'integrity="{found}"')


class Drawn(Node):
    """Keeps what is in it under a name, for what a page shows in two places."""

    def __init__(self, nodelist: NodeList, name: str) -> None:
        self.nodelist, self.name = nodelist, name

    def render(self, context: Context) -> str:
        context[self.name] = self.nodelist.render(context)
        return ""


@register.tag
def drawn(parser: Parser, token: Token) -> Node:
    """Draw once: `{% drawn as menu %} … {% enddrawn %}`, then `{{ menu }}` anywhere."""
    *_, name = token.split_contents()
    nodelist = parser.parse(("enddrawn",))
    parser.delete_first_token()
    return Drawn(nodelist, name)


@cache
def picture(name: str, classes: str = "") -> SafeString:
    return format_html(
        '<svg class="icon{}{}" aria-hidden="true"><use href="{}#{}"/></svg>',
        " " if classes else "",
        classes,
        files.static("vendor/icons.svg"),
        name,
    )


@register.simple_tag(takes_context=True)
def look(context: Context, name: str, value: str) -> SafeString:
    """The attributes of a button that chooses how pages look."""
    typed_into = context.get("typed_into") or None
    token = str(context.get("csrf_token", ""))
    return flatatt(looks.attributes(name, value, typed_into, token=token))


@register.filter
def minutes(seconds: int) -> str:
    """Write a wait as count-down.js does: 1:05, or 2:01:05."""
    hours, rest = divmod(seconds, 3600)
    if hours:
        return f"{hours}:{rest // 60:02d}:{rest % 60:02d}"
    return f"{rest // 60}:{rest % 60:02d}"


@register.tag
def icon(parser: Parser, token: Token) -> Node:
    """One icon of the sprite, silent to screen readers.

    In a template: `{% icon "check" "icon--sm" %}`.

    Status shapes are named `st-new` … and take the class `icon--st`.
    """
    args = [parser.compile_filter(one) for one in token.split_contents()[1:]]
    node = SimpleNode(picture, False, args, {}, None)
    return TextNode(node.render(Context())) if _constant(args) else node


def _constant(values: Iterable[FilterExpression]) -> bool:
    return not any(one.is_var or one.filters for one in values)


def _literal(value: FilterExpression) -> bool:
    # A text to translate is made a variable of its own, which holds it.
    return not value.filters and getattr(value.var, "literal", None) is not None
