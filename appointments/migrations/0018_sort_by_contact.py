from django.db import migrations, models

from appointments.index.copies import LONGEST_NAME
from appointments.index.folding import plain

AT_ONCE = 1000
NAME = "UPDATE appointments_contact SET sort_name = %s WHERE id = %s"
WHO = (
    "UPDATE appointments_appointment SET who = (SELECT sort_name"
    " FROM appointments_contact WHERE id = appointments_appointment.contact_id)"
    " WHERE contact_id IN (SELECT id FROM appointments_contact)"
)


def fill_in(apps, schema_editor):
    """Write down by what each contact is sorted, then by what its appointments are."""
    connection = schema_editor.connection
    contacts = apps.get_model("appointments", "Contact")
    rows = contacts.objects.using(connection.alias).order_by("id")
    rows = rows.values_list("id", "name")
    part = list(rows[:AT_ONCE])
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL statement_timeout = 0")
        while part:
            names = [(plain(name)[:LONGEST_NAME], id) for id, name in part]
            cursor.executemany(NAME, names)
            part = list(rows.filter(id__gt=part[-1][0])[:AT_ONCE])
        cursor.execute(WHO)


def leave(apps, schema_editor):
    """The columns go as they came."""


class Migration(migrations.Migration):

    dependencies = [
        ('appointments', '0017_know_what_is_blocked'),
    ]

    operations = [
        migrations.AddField(
            model_name='appointment',
            name='who',
            field=models.TextField(blank=True, default=''),
        ),
        migrations.AddField(
            model_name='contact',
            name='sort_name',
            field=models.TextField(blank=True, default=''),
        ),
        migrations.RunPython(fill_in, leave),
        migrations.AddIndex(
            model_name='appointment',
            index=models.Index(fields=['who', 'position'], name='by_contact'),
        ),
    ]
