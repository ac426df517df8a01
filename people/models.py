"""A person who signs in: account, role and the few things they prefer."""

from datetime import timedelta
from typing import Any, Self

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.core import signing
from django.db import models
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from audit import trail
from people import roles
from people.hues import hue_of


class User(AbstractUser):
    """One person. Roles are groups, read fresh on each request (see backends)."""

    class Theme(models.TextChoices):
        LIGHT = "light", _("Light")
        DARK = "dark", _("Dark")
        AUTO = "auto", _("As the system")

    language = models.CharField(
        max_length=2, blank=True, default="", choices=settings.LANGUAGES
    )
    theme = models.CharField(max_length=5, choices=Theme, default=Theme.AUTO)
    # Off at every new form, unless somebody wants them on at each.
    automations_pinned = models.BooleanField(default=False)
    # One letter acts on the row with the focus: in the way of who dictates.
    single_keys = models.BooleanField(default=True)
    # The columns of the list, as the list spells them; empty: the usual ones.
    list_columns = models.CharField(max_length=100, blank=True, default="")

    # What the roles allow, as "app.codename"; RolesBackend fills it without a query.
    granted: frozenset[str] | None = None

    class Meta(AbstractUser.Meta):
        permissions = [
            ("manage_people", "Can manage people and their roles"),
            ("manage_connection", "Can manage the connection to Leadway"),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Tell the trail of a password that is set, in the transaction that keeps it.

        Of a hash that is only renewed, because somebody signed in, nothing is told.
        """
        if getattr(self, "_password", None) is None:
            super().save(*args, **kwargs)
            return
        with trail.together():
            super().save(*args, **kwargs)
            trail.note("password.set", f"person:{self.pk} {self.username}")

    @property
    def name(self) -> str:
        return self.get_full_name() or self.username

    @property
    def initials(self) -> str:
        words = self.name.split()
        return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()

    @property
    def decides_on_automations(self) -> bool:
        """Whether they say if automations run: everybody, or only who may override."""
        return not settings.RESERVE_AUTOMATIONS or self.has_perm(roles.OVERRIDE)

    @property
    def hue(self) -> int:
        """One of the eight colours of people, kept for ever."""
        return hue_of(self.pk)

    @cached_property
    def role_names(self) -> frozenset[str]:
        """The groups this person is in; RolesBackend fills it without a query."""
        return frozenset(self.groups.values_list("name", flat=True))

    @property
    def role(self) -> str:
        """The highest role, or "" for somebody who may sign in and see nothing."""
        held = [name for name in roles.ROLES if name in self.role_names]
        return held[-1] if held else ""

    @property
    def role_label(self) -> str:
        return str(roles.LABELS[self.role])


class Invitation(models.Model):
    """A one-time link with which somebody makes an account of their own.

    The link carries a signed reference to this row; the row says whether it was used.
    """

    LIFETIME = timedelta(hours=24)
    SALT = "people.invitation"

    role = models.CharField(max_length=20, choices=[(r, r) for r in roles.ROLES])
    created_at = models.DateTimeField(auto_now_add=True)
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.role}, {self.created_at:%Y-%m-%d %H:%M}"

    @property
    def token(self) -> str:
        return signing.dumps(self.pk, salt=self.SALT)

    @classmethod
    def from_token(cls, token: str) -> Self | None:
        """Return the invitation if the link is genuine, young enough and unused."""
        try:
            pk = signing.loads(token, salt=cls.SALT, max_age=cls.LIFETIME)
        except signing.BadSignature:
            return None
        return cls.objects.filter(pk=pk, used_at=None).first()

    def claim(self) -> bool:
        """Use the link up; False for everybody but the first."""
        unused = type(self).objects.filter(pk=self.pk, used_at=None)
        return unused.update(used_at=timezone.now()) == 1
