"""Loads a person with their roles and permissions in one query per request."""

from typing import Any

from django.conf import settings
from django.contrib.auth.backends import ModelBackend
from django.http import HttpRequest
from django.utils.module_loading import import_string

from people import demo
from people.models import User

# Each request makes it: written down, because to compose it takes ten times as long.
_LOAD = """SELECT person.*, role.name AS role_name, app.app_label AS app,
        permission.codename, %s
    FROM people_user person
    LEFT JOIN people_user_groups held ON held.user_id = person.id
    LEFT JOIN auth_group role ON role.id = held.group_id
    LEFT JOIN auth_group_permissions allowed ON allowed.group_id = role.id
    LEFT JOIN auth_permission permission ON permission.id = allowed.permission_id
    LEFT JOIN django_content_type app ON app.id = permission.content_type_id
    WHERE person.id = %%s
"""


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

        `settings.PERSON_BRINGS` is the dotted path of a function that returns, by the
        names of the person's attributes, columns in SQL and their values.
        """
        brings = import_string(settings.PERSON_BRINGS)(user_id)
        columns = ", ".join(
            f"{column} AS {name}" for name, (column, _) in brings.items()
        )
        values = [value for _, given in brings.values() for value in given]
        rows = list(User.objects.raw(_LOAD % columns, [*values, user_id]))
        if not rows or not self.user_can_authenticate(rows[0]):
            return None
        person, held = rows[0], [vars(row) for row in rows]
        person.role_names = frozenset(
            row["role_name"] for row in held if row["role_name"]
        )
        person.granted = frozenset(
            f"{row['app']}.{row['codename']}" for row in held if row["codename"]
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
