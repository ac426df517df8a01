from datetime import datetime

import appointments.connection
from django.conf import settings
from django.db import migrations, models


def fill_in(apps, schema_editor):
    """Tell of each edit what the new columns hold, from what it was made on."""
    alias = schema_editor.connection.alias
    copies = apps.get_model("appointments", "Appointment").objects.using(alias)
    edits = apps.get_model("appointments", "Edit").objects.using(alias)
    source = apps.get_model("appointments", "Source").objects.using(alias).first()
    # A row that was only claimed held an empty object; nothing is nothing now.
    copies.filter(seen_at=None).update(record=None)
    account = source and f"{source.location_id} at {source.base_url}"
    for edit in edits.only("pk", "account", "baseline").iterator(chunk_size=500):
        start = edit.baseline.get("start_time")
        edits.filter(pk=edit.pk).update(
            account=account or edit.account,
            start_time=start and datetime.fromisoformat(start),
            contact_id=(edit.baseline.get("contact_id") or "")[:128],
        )
    moved = edits.filter(state="accepted").exclude(returned_id="").order_by("made_at")
    for old, new in moved.values_list("event_id", "returned_id"):
        if old != new:
            copies.filter(event_id=old).update(moved_to=new)


class Migration(migrations.Migration):

    dependencies = [
        ('appointments', '0003_note_what_was_read'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='appointment',
            name='doubted_until',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='appointment',
            name='moved_to',
            field=models.CharField(blank=True, default='', max_length=128),
        ),
        migrations.AddField(
            model_name='edit',
            name='account',
            field=models.CharField(default=appointments.connection.account, max_length=300),
        ),
        migrations.AddField(
            model_name='edit',
            name='batch',
            field=models.UUIDField(null=True),
        ),
        migrations.AddField(
            model_name='edit',
            name='contact_id',
            field=models.CharField(blank=True, default='', max_length=128),
        ),
        migrations.AddField(
            model_name='edit',
            name='start_time',
            field=models.DateTimeField(null=True),
        ),
        migrations.AlterField(
            model_name='appointment',
            name='record',
            field=models.JSONField(null=True),
        ),
        migrations.AddIndex(
            model_name='edit',
            index=models.Index(fields=['account', 'made_at'], name='edit_in_account'),
        ),
        migrations.AddIndex(
            model_name='edit',
            index=models.Index(fields=['person', 'made_at'], name='edit_by_person'),
        ),
        migrations.AddIndex(
            model_name='edit',
            index=models.Index(fields=['batch'], name='edit_in_batch'),
        ),
        migrations.RunPython(fill_in, migrations.RunPython.noop),
    ]
