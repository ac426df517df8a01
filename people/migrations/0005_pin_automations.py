from django.db import migrations, models


class Migration(migrations.Migration):
    """What a save left on was remembered; from now on it is pinned, or it is off."""

    dependencies = [
        ('people', '0004_choose_columns_of_the_list'),
    ]

    operations = [
        migrations.AddField(
            model_name='user',
            name='automations_pinned',
            field=models.BooleanField(default=False),
        ),
        migrations.RemoveField(
            model_name='user',
            name='run_automations',
        ),
    ]
