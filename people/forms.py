"""Sign in, sign up."""

from typing import Any

from django import forms
from django.contrib.auth import password_validation
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from people.models import User

PASSWORD_MAX = 128
TOO_LONG = _("128 characters at most; this has %(show_value)d.")


class SignInForm(forms.Form):
    """Only checks the form of what was typed; throttle and backends do the rest."""

    username = forms.CharField(label=_("Name"), max_length=150)
    password = forms.CharField(
        label=_("Password"),
        max_length=PASSWORD_MAX,
        strip=False,
        widget=forms.PasswordInput,
    )


class SignUpForm(forms.Form):
    """A new account from a one-time link."""

    first_name = forms.CharField(label=_("First name"), max_length=150)
    last_name = forms.CharField(label=_("Last name"), max_length=150, required=False)
    username = forms.CharField(
        label=_("Name to sign in with"),
        max_length=150,
        validators=[UnicodeUsernameValidator()],
        help_text=_("Letters, digits and @ . + - _ only."),
    )
    password = forms.CharField(
        label=_("Password"),
        max_length=PASSWORD_MAX,
        strip=False,
        widget=forms.PasswordInput,
        error_messages={"max_length": TOO_LONG},
        help_text=_("At least 12 characters. A sentence is easy to remember."),
    )

    def clean_username(self) -> str:
        username: str = User.normalize_username(self.cleaned_data["username"])
        if User.objects.filter(username__iexact=username).exists():
            raise ValidationError(_("Somebody has this name already. Choose another."))
        return username

    def clean(self) -> dict[str, Any]:
        if password := self.cleaned_data.get("password"):
            try:
                password_validation.validate_password(password, self._person())
            except ValidationError as error:
                self.add_error("password", error)
        return self.cleaned_data

    def save(self) -> User:
        person = self._person()
        person.set_password(self.cleaned_data["password"])
        person.save()
        return person

    def _person(self) -> User:
        names = ("username", "first_name", "last_name")
        return User(**{name: self.cleaned_data.get(name, "") for name in names})
