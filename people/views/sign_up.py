"""The page behind a one-time link: choose a name and a password."""

from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import Group
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from audit import trail
from people import looks, roles
from people.forms import SignUpForm
from people.looks import TypedInto
from people.models import Invitation, User
from people.views.sign_in import BACKEND


@sensitive_post_parameters("password")
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def sign_up(request: HttpRequest, token: str) -> HttpResponse:
    invitation = Invitation.from_token(token)
    if invitation is None:
        return render(request, "people/link_over.html", status=410)
    if request.method != "POST":
        return _page(request, SignUpForm(), invitation)
    again = looks.shown_anew(request, lambda: _again(request, invitation))
    return again or _try(request, invitation)


def _try(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    form = SignUpForm(request.POST)
    if form.is_valid() and (person := _make(invitation, form)):
        with trail.together():
            login(request, person, backend=BACKEND)
        return redirect("day")
    return _page(request, form, invitation)


def _again(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    """The page with what was typed, and what was wrong with it if that was said."""
    refused = "refused" in request.POST
    typed = request.POST.dict()
    form = SignUpForm(typed) if refused else SignUpForm(initial=typed)
    return _page(request, form, invitation)


def _page(
    request: HttpRequest, form: SignUpForm, invitation: Invitation
) -> HttpResponse:
    context = {
        "form": form,
        "role": roles.LABELS[invitation.role],
        "typed_into": TypedInto("gate-form", request.path),
    }
    status = 422 if form.errors else 200
    return render(request, "people/sign_up.html", context, status=status)


@trail.together()
def _make(invitation: Invitation, form: SignUpForm) -> User | None:
    """Make the account, unless the link was used in the meantime."""
    if not invitation.claim():
        return None
    person = form.save()
    person.groups.add(Group.objects.get(name=invitation.role))
    return person
