"""People: who may sign in, what they may do, and what they prefer."""

from django.apps import AppConfig
from django.db.models.signals import m2m_changed, post_migrate


class PeopleConfig(AppConfig):
    name = "people"

    def ready(self) -> None:
        # Late, because models may only be imported once every app is known.
        from django.contrib.auth.signals import (
            user_logged_in,
            user_logged_out,
            user_login_failed,
        )

        from people import roles, sessions, telling
        from people.models import User

        post_migrate.connect(roles.make_roles, dispatch_uid="people.roles")
        user_logged_in.connect(sessions.begin, dispatch_uid="people.sessions")
        user_logged_in.connect(telling.signed_in, dispatch_uid="trail")
        user_logged_out.connect(telling.signed_out, dispatch_uid="trail")
        user_login_failed.connect(telling.kept_out, dispatch_uid="trail")
        m2m_changed.connect(
            telling.roles_changed, sender=User.groups.through, dispatch_uid="trail"
        )
