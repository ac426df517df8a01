"""People: who may sign in, what they may do, and what they prefer."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class PeopleConfig(AppConfig):
    name = "people"

    def ready(self) -> None:
        from people import roles, sessions  # noqa: F401 - connects its signals

        post_migrate.connect(roles.make_roles, dispatch_uid="people.roles")
