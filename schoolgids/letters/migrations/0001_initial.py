import django.db.models.deletion
import uuid6
from django.db import migrations, models

from schoolgids.organisation.isolation import Isolate


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('files', '0001_initial'),
        ('organisation', '0001_initial'),
        ('people', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Letter',
            fields=[
                ('id', models.UUIDField(default=uuid6.uuid7, editable=False, primary_key=True, serialize=False)),
                ('source', models.UUIDField()),
                ('kind', models.CharField(max_length=30)),
                ('addressee', models.CharField(max_length=40)),
                ('address', models.TextField(verbose_name='geadresseerde')),
                ('title', models.CharField(max_length=200, verbose_name='onderwerp')),
                ('cites', models.JSONField(default=list)),
                ('made_at', models.DateTimeField()),
                ('about', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('board', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.board')),
                ('file', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.storedfile')),
                ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('school', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.school')),
            ],
            options={
                'verbose_name': 'brief',
                'ordering': ['made_at', 'addressee'],
                'indexes': [models.Index(fields=['board', 'about'], name='letters_let_board_i_5808d0_idx')],
                'constraints': [models.UniqueConstraint(fields=('board', 'source', 'kind', 'addressee'), name='letter_made_once')],
            },
        ),
        Isolate("letter"),
    ]
