"""Answers when something is not as it should be: a page, or a fragment for htmx.

Whatever the trouble, what the person typed stays: htmx leaves the inputs alone and
gets a banner; a plain browser gets a page that shows the fields and can send them again.
"""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render, resolve_url
from django.template import loader
from django.urls import NoReverseMatch
from django.views.decorators.csrf import requires_csrf_token

# The banner lands in the page's own place for answers, or where none is, in the
# strip that every page has. The selector picks exactly one of them.
ANSWER_PLACE = "#answer, body:not(:has(#answer)) #alerts"
# Never shown again, and never sent again.
SECRET_FIELDS = {"csrfmiddlewaretoken", "password", "password1", "password2"}


@requires_csrf_token
def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _page(request, "400.html", status=400)


@requires_csrf_token
def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    if getattr(request, "htmx", False):
        return _banner(request, "forbidden", status=403)
    return _page(request, "403.html", status=403, kept=_kept(request))


@requires_csrf_token
def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _page(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Render without context processors: the database may be what broke."""
    context = {"request_id": request.META.get("REQUEST_ID", "")}
    return HttpResponse(loader.render_to_string("500.html", context), status=500)


def too_many(request: HttpRequest, *, wait_minutes: int) -> HttpResponse:
    response = _page(request, "429.html", status=429, wait_minutes=wait_minutes)
    response["Retry-After"] = str(wait_minutes * 60)
    return response


@requires_csrf_token
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The page's token is not this session's: usually a sign-in in another tab."""
    if getattr(request, "htmx", False) or request.headers.get("HX-Request"):
        return _banner(request, "stale", status=403)
    return _page(request, "people/stale.html", status=403, kept=_kept(request))


@requires_csrf_token
def signed_out(request: HttpRequest) -> HttpResponse:
    """Say 401 to whoever would lose what they typed by being sent to sign in."""
    if getattr(request, "htmx", False):
        return _banner(request, "signed_out", status=401)
    return _page(request, "people/signed_out.html", status=401, kept=_kept(request))


def _banner(request: HttpRequest, what: str, *, status: int) -> HttpResponse:
    context = {"what": what, "sign_in": resolve_url(settings.LOGIN_URL)}
    response = render(request, "people/_banner.html", context, status=status)
    response["HX-Retarget"] = ANSWER_PLACE
    response["HX-Reswap"] = "innerHTML"
    return response


def _page(
    request: HttpRequest, template: str, *, status: int, **context: object
) -> HttpResponse:
    """Inside the frame for who is signed in, on a bare page for everybody else."""
    person = getattr(request, "user", None)
    inside = person is not None and person.is_authenticated
    context["layout"] = "layout/page.html" if inside else "layout/gate.html"
    context["status"] = status
    return render(request, template, context, status=status)


def _kept(request: HttpRequest) -> list[tuple[str, str]]:
    """What was typed, to be shown and sent again.

    Only for a form of our own: another site must not get its values onto a page of
    ours that offers to send them.
    """
    if request.method != "POST" or not _is_ours(request):
        return []
    return [
        (name, value)
        for name, values in _fields(request).lists()
        if name not in SECRET_FIELDS
        for value in values
    ]


def _is_ours(request: HttpRequest) -> bool:
    origin = request.headers.get("Origin", "")
    return origin == f"{request.scheme}://{request.get_host()}"


def _fields(request: HttpRequest) -> QueryDict:
    return request.POST
