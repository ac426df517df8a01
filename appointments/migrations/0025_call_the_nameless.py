from django.db import migrations

from appointments.index.copies import LONGEST_NAME
from appointments.index.folding import plain
from appointments.leadway.readers import visible

CALL = "UPDATE appointments_contact SET name = %s, sort_name = %s WHERE id = %s"
WHO = "UPDATE appointments_appointment SET who = %s WHERE contact_id = %s"


def call(apps, schema_editor):
    """Call who has no name by a number or an address, as whoever is read from now on.

    What is in `name` may be blanks alone; those few are found by its beginning.
    """
    connection = schema_editor.connection
    contacts = apps.get_model("appointments", "Contact")
    rows = contacts.objects.using(connection.alias).order_by("id")
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL statement_timeout = 0")
        for id, name, record in rows.values_list("id", "name", "record").iterator():
            if visible(name):
                continue
            told = [visible(record.get(key)) for key in ("phone", "email")]
            called = next(filter(None, told), "")
            if called == name:
                continue
            sort_name = plain(called)[:LONGEST_NAME]
            cursor.execute(CALL, [called, sort_name, id])
            cursor.execute(WHO, [sort_name, id])


def leave(apps, schema_editor):
    """What they are called may stay: it is the name of nobody else."""


class Migration(migrations.Migration):

    dependencies = [
        ('appointments', '0024_leave_what_leadway_has'),
    ]

    operations = [
        migrations.RunPython(call, leave),
    ]
