from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('appointments', '0022_list_what_has_no_time'),
    ]

    operations = [
        migrations.CreateModel(
            name='Rehearsal',
            fields=[
                ('account', models.CharField(max_length=300, primary_key=True, serialize=False)),
                ('names', models.JSONField(default=list)),
            ],
            options={
                'default_permissions': (),
            },
        ),
    ]
