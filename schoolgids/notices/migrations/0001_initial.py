import django.db.models.deletion
import django.utils.timezone
import uuid6
from django.db import migrations, models

from schoolgids.organisation.isolation import Isolate


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('organisation', '0001_initial'),
        ('people', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Notice',
            fields=[
                ('id', models.UUIDField(default=uuid6.uuid7, editable=False, primary_key=True, serialize=False)),
                ('key', models.CharField(max_length=120)),
                ('tone', models.CharField(choices=[('colleague', 'collega of leerling: je'), ('guardian', 'ouder: u')], default='colleague', max_length=9)),
                ('path', models.CharField(max_length=200)),
                ('queued_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('sent_at', models.DateTimeField(null=True)),
                ('given_up_at', models.DateTimeField(null=True)),
                ('tries', models.PositiveSmallIntegerField(default=0)),
                ('next_try_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('board', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.board')),
                ('recipient', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
            ],
            options={
                'verbose_name': 'bericht',
                'indexes': [models.Index(condition=models.Q(('given_up_at', None), ('sent_at', None)), fields=['board', 'next_try_at'], name='notice_waiting')],
                'constraints': [models.UniqueConstraint(fields=('board', 'key', 'recipient'), name='notice_once'), models.CheckConstraint(condition=models.Q(('sent_at', None), ('given_up_at', None), _connector='OR'), name='notice_sent_or_given_up')],
            },
        ),
        Isolate("notice"),
    ]
