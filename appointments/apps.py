from django.apps import AppConfig


class AppointmentsConfig(AppConfig):
    name = "appointments"

    def ready(self) -> None:
        """Let the budget hear what each call of Leadway says about the limit."""
        from appointments import connection
        from appointments.index import budget

        connection.called.connect(budget.note, dispatch_uid="budget")
