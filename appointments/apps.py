from django.apps import AppConfig
from django.db.models.signals import post_migrate


class AppointmentsConfig(AppConfig):
    name = "appointments"

    def ready(self) -> None:
        """Let the budget hear what each call of Leadway says about the limit.

        Let the line say which calls may begin, and hear how they end. Let the history
        hear what a reading found changed, and let each migration be followed by what
        search needs.
        """
        from appointments import connection
        from appointments.edits import outside
        from appointments.index import budget, counting, keeping, passing, trigrams

        connection.called.connect(budget.note, dispatch_uid="budget")
        connection.begun.connect(passing.begin, dispatch_uid="begun")
        connection.called.connect(counting.hear, dispatch_uid="burst")
        connection.begun.connect(counting.begin, dispatch_uid="counted")
        connection.ended.connect(passing.end, dispatch_uid="ended")
        connection.ended.connect(counting.end, dispatch_uid="told_when")
        keeping.changed.connect(outside.note, dispatch_uid="outside")
        post_migrate.connect(trigrams.prepare, sender=self, dispatch_uid="trigrams")
