from django.apps import AppConfig
from django.db.models.signals import post_migrate


class AuditConfig(AppConfig):
    name = "audit"

    def ready(self) -> None:
        """Let each migration be followed by the guards: on SQLite a table that is
        altered is made anew, and loses its triggers.
        """
        from audit import guards

        post_migrate.connect(guards.prepare, sender=self, dispatch_uid="audit.guards")
