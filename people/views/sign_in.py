"""Sign in, sign in as one of the demo people, sign out."""

from django.conf import settings
from django.contrib.auth import authenticate, login, logout
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from audit import trail
from people import demo, looks, throttle
from people.forms import SignInForm
from people.links import safe_next
from people.looks import TypedInto
from people.models import User
from people.views.sign_in_again import is_asked, sign_in_again

NO_MATCH = gettext_lazy(
    "That name and password do not match. Check both and try again."
)
BACKEND = "people.backends.RolesBackend"


@sensitive_post_parameters("password")
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    if is_asked(request):
        return sign_in_again(request)
    if request.user.is_authenticated:
        return redirect(_destination(request))
    if request.method == "POST":
        return looks.shown_anew(request, lambda: _again(request)) or _check(request)
    return _page(request, SignInForm())


@login_not_required
@require_POST
def demo_sign_in(request: HttpRequest) -> HttpResponse:
    """One click, on invented data only; anywhere else this address does not exist."""
    if not demo.is_offered():
        raise Http404
    person = demo.person(request.POST.get("role", ""))
    if person is None:
        return _page(request, SignInForm(), _("That demo account does not exist yet."))
    with trail.together():
        login(request, person, backend=BACKEND)
    return redirect(_destination(request))


@login_not_required
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    with trail.together():
        logout(request)
    return redirect("sign_in")


def _check(request: HttpRequest) -> HttpResponse:
    if wait := throttle.address_wait(request):
        return throttle.too_many(request, wait)
    form = SignInForm(request.POST)
    # An unknown name costs the same time and gets the same words as a wrong password.
    person = authenticate(request, **form.cleaned_data) if form.is_valid() else None
    if isinstance(person, User):
        with trail.together():
            login(request, person)
        return redirect(_destination(request))
    return _page(request, form, NO_MATCH)


def _again(request: HttpRequest) -> HttpResponse:
    """The page with what was typed, and what was wrong with it."""
    form = SignInForm(initial={"username": request.POST.get("username", "")})
    return _page(request, form, NO_MATCH if "refused" in request.POST else "")


def _page(request: HttpRequest, form: SignInForm, problem: object = "") -> HttpResponse:
    context = {
        "form": form,
        "problem": problem,
        "next": safe_next(request, default=""),
        "typed_into": TypedInto("gate-form", request.path),
        "demo_roles": demo.roles_offered() if demo.is_offered() else [],
    }
    status = 422 if problem else 200
    return render(request, "people/sign_in.html", context, status=status)


def _destination(request: HttpRequest) -> str:
    return safe_next(request, default=resolve_url(settings.LOGIN_REDIRECT_URL))
