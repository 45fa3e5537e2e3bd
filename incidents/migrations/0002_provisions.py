import django.db.models.deletion
import uuid6
from django.db import migrations, models

from schoolgids.organisation.isolation import Isolate


class Migration(migrations.Migration):

    dependencies = [
        ('incidents', '0001_initial'),
        ('organisation', '0001_initial'),
        ('people', '0001_initial'),
        ('protocols', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='IncidentProvision',
            fields=[
                ('id', models.UUIDField(default=uuid6.uuid7, editable=False, primary_key=True, serialize=False)),
                ('label', models.CharField(max_length=120)),
                ('words', models.TextField()),
                ('title', models.CharField(max_length=200)),
                ('version_number', models.PositiveIntegerField()),
                ('cited_at', models.DateTimeField()),
                ('board', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.board')),
                ('cited_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('incident', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='provisions', to='incidents.incident')),
                ('provision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='protocols.provision')),
                ('school', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.school')),
            ],
            options={
                'verbose_name': 'overtreden regel',
                'ordering': ['id'],
                'constraints': [models.UniqueConstraint(fields=('incident', 'provision'), name='provision_cited_once')],
            },
        ),
        Isolate("incidentprovision"),
    ]
