from django.apps import AppConfig
from django.db.models.signals import post_migrate


class AppointmentsConfig(AppConfig):
    name = "appointments"

    def ready(self) -> None:
        """Let the budget hear what each call of Leadway says about the limit.

        And let each migration be followed by what search needs.
        """
        from appointments import connection
        from appointments.index import budget, trigrams

        connection.called.connect(budget.note, dispatch_uid="budget")
        post_migrate.connect(trigrams.prepare, sender=self, dispatch_uid="trigrams")
