"""People: who may sign in, what they may do, and what they prefer."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class PeopleConfig(AppConfig):
    name = "people"

    def ready(self) -> None:
        # Late, because models may only be imported once every app is known.
        from django.contrib.auth.signals import user_logged_in

        from people import roles, sessions

        post_migrate.connect(roles.make_roles, dispatch_uid="people.roles")
        user_logged_in.connect(sessions.begin, dispatch_uid="people.sessions")
