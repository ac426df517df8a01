"""Loads a person with their roles and permissions in one query per request."""

from typing import Any

from django.conf import settings
from django.contrib.auth.backends import ModelBackend
from django.db.models import F
from django.http import HttpRequest
from django.utils.module_loading import import_string

from people import demo
from people.models import User


class RolesBackend(ModelBackend):
    """Permissions come from roles (groups) alone, read fresh on each request.

    Permissions given to one person directly are not looked at: a role is the only way
    to be allowed something, so that the table of roles tells the whole truth.
    """

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        **kwargs: Any,
    ) -> Any:
        """Check name and password; where no demo is offered, its password opens none.

        The accounts may be left from a time with the sandbox, and a server may start
        without `prepare`, which shuts them.
        """
        person = super().authenticate(request, username, password, **kwargs)
        closed = password == demo.PASSWORD and not demo.is_offered()
        return None if closed else person

    def get_user(self, user_id: Any) -> User | None:
        """Load who is signed in, and in the same statement what the pages need to know.

        `settings.PERSON_BRINGS` is the dotted path of a function that returns a column.
        """
        rows = list(
            User.objects.filter(pk=user_id).annotate(
                group_name=F("groups__name"),
                app=F("groups__permissions__content_type__app_label"),
                codename=F("groups__permissions__codename"),
                brought=import_string(settings.PERSON_BRINGS)(),
            )
        )
        if not rows or not self.user_can_authenticate(rows[0]):
            return None
        person = rows[0]
        person.role_names = frozenset(row.group_name for row in rows if row.group_name)
        person.granted = frozenset(
            f"{row.app}.{row.codename}" for row in rows if row.codename
        )
        return person

    def get_all_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        if not user_obj.is_active or user_obj.is_anonymous or obj is not None:
            return set()
        if user_obj.granted is None:
            user_obj.granted = frozenset(self.get_group_permissions(user_obj))
        return set(user_obj.granted)

    def get_user_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        return set()
