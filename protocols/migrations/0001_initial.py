
import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.constraints
import django.db.models.deletion
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
import protocols.models.guide
import uuid6
from django.contrib.postgres.operations import TrigramExtension
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
        TrigramExtension(),
        migrations.CreateModel(
            name='Code',
            fields=[
                ('id', models.UUIDField(default=uuid6.uuid7, editable=False, primary_key=True, serialize=False)),
                ('slug', models.SlugField(max_length=80)),
                ('title', models.CharField(max_length=200, verbose_name='titel')),
                ('board', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.board')),
                ('school', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.school')),
            ],
            options={
                'verbose_name': 'gedragscode',
                'ordering': ['title'],
            },
        ),
        migrations.CreateModel(
            name='CodeVersion',
            fields=[
                ('id', models.UUIDField(default=uuid6.uuid7, editable=False, primary_key=True, serialize=False)),
                ('status_since', models.DateTimeField(default=django.utils.timezone.now)),
                ('number', models.PositiveIntegerField(verbose_name='versie')),
                ('status', models.CharField(choices=[('draft', 'concept'), ('review', 'ter instemming'), ('adopted', 'vastgesteld'), ('in_force', 'gepubliceerd'), ('replaced', 'vervangen of vervallen')], default='draft', max_length=20)),
                ('title', models.CharField(max_length=200, verbose_name='titel')),
                ('citation_title', models.CharField(blank=True, max_length=200, verbose_name='citeertitel')),
                ('summary', models.CharField(blank=True, max_length=400, verbose_name='wat is er nieuw')),
                ('audiences', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('pupils', 'leerlingen'), ('guardians', 'ouders'), ('staff', 'medewerkers'), ('external_staff', 'extern personeel'), ('interns', 'stagiairs'), ('volunteers', 'vrijwilligers'), ('executive_board', 'College van Bestuur'), ('supervisory_board', 'Raad van Toezicht')], max_length=20), blank=True, default=list, size=None)),
                ('dated_on', models.DateField(blank=True, null=True, verbose_name='datum van de tekst')),
                ('dated_precision', models.CharField(choices=[('day', 'dag'), ('month', 'maand')], default='day', max_length=5)),
                ('adopted_by', models.CharField(blank=True, max_length=120, verbose_name='vastgesteld door')),
                ('adopted_on', models.DateField(blank=True, null=True, verbose_name='vastgesteld op')),
                ('adopted_precision', models.CharField(choices=[('day', 'dag'), ('month', 'maand')], default='day', max_length=5)),
                ('effective_on', models.DateField(blank=True, null=True, verbose_name='geldt vanaf')),
                ('until_on', models.DateField(blank=True, null=True, verbose_name='geldt tot')),
                ('remarks', models.JSONField(blank=True, default=list)),
                ('confirmed_at', models.DateTimeField(blank=True, null=True)),
                ('board', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.board')),
                ('code', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='protocols.code')),
                ('confirmed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('original', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.storedfile')),
                ('school', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.school')),
            ],
            options={
                'verbose_name': 'versie',
                'ordering': ['code', '-number'],
            },
        ),
        migrations.CreateModel(
            name='CouncilConsent',
            fields=[
                ('id', models.UUIDField(default=uuid6.uuid7, editable=False, primary_key=True, serialize=False)),
                ('body', models.CharField(max_length=120, verbose_name='wie stemde in')),
                ('consented_on', models.DateField(verbose_name='op')),
                ('precision', models.CharField(choices=[('day', 'dag'), ('month', 'maand')], default='day', max_length=5)),
                ('board', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.board')),
                ('school', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.school')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='consents', to='protocols.codeversion')),
            ],
            options={
                'verbose_name': 'instemming',
                'ordering': ['consented_on', 'body'],
            },
        ),
        migrations.CreateModel(
            name='GuideTopic',
            fields=[
                ('id', models.UUIDField(default=uuid6.uuid7, editable=False, primary_key=True, serialize=False)),
                ('slug', models.SlugField(max_length=80, validators=[protocols.models.guide.refuse_reserved])),
                ('title', models.CharField(max_length=120, verbose_name='onderwerp')),
                ('lede', models.CharField(blank=True, max_length=300, verbose_name='inleiding in één zin')),
                ('in_short', models.TextField(blank=True, verbose_name='in het kort')),
                ('own_text', models.TextField(blank=True, verbose_name='eigen tekst van de school')),
                ('related', django.contrib.postgres.fields.ArrayField(base_field=models.SlugField(max_length=80), blank=True, default=list, size=None)),
                ('owner', models.CharField(blank=True, max_length=120, verbose_name='wie beheert dit')),
                ('legal_basis', models.CharField(blank=True, max_length=200, verbose_name='grondslag')),
                ('is_withdrawn', models.BooleanField(default=False)),
                ('review_on', models.DateField(blank=True, null=True, verbose_name='volgende evaluatie')),
                ('review_precision', models.CharField(choices=[('day', 'dag'), ('month', 'maand')], default='day', max_length=5)),
                ('board', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.board')),
                ('code', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='topics', to='protocols.code')),
                ('school', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.school')),
            ],
            options={
                'verbose_name': 'onderwerp',
                'ordering': ['title'],
            },
        ),
        migrations.CreateModel(
            name='Provision',
            fields=[
                ('id', models.UUIDField(default=uuid6.uuid7, editable=False, primary_key=True, serialize=False)),
                ('key', models.UUIDField(default=uuid6.uuid7, editable=False)),
                ('order', models.PositiveIntegerField()),
                ('kind', models.CharField(choices=[('heading', 'kop'), ('item', 'regel'), ('paragraph', 'alinea')], max_length=9)),
                ('depth', models.PositiveSmallIntegerField(default=0)),
                ('label', models.CharField(blank=True, max_length=60, verbose_name='nummer zoals gedrukt')),
                ('corrected', models.CharField(blank=True, max_length=60, null=True, verbose_name='nummer verbeterd')),
                ('text', models.TextField(blank=True, verbose_name='tekst')),
                ('audiences', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('pupils', 'leerlingen'), ('guardians', 'ouders'), ('staff', 'medewerkers'), ('external_staff', 'extern personeel'), ('interns', 'stagiairs'), ('volunteers', 'vrijwilligers'), ('executive_board', 'College van Bestuur'), ('supervisory_board', 'Raad van Toezicht')], max_length=20), blank=True, default=list, size=None)),
                ('line', models.PositiveIntegerField(default=0)),
                ('confidence', models.CharField(default='certain', max_length=8)),
                ('dropped', models.CharField(blank=True, max_length=30)),
                ('board', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.board')),
                ('school', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.school')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='provisions', to='protocols.codeversion')),
            ],
            options={
                'verbose_name': 'bepaling',
                'ordering': ['version', 'order'],
            },
        ),
        migrations.CreateModel(
            name='PublishedTopic',
            fields=[
                ('topic', models.UUIDField(primary_key=True, serialize=False)),
                ('code', models.UUIDField(null=True)),
                ('slug', models.SlugField(max_length=80)),
                ('letter', models.CharField(max_length=1)),
                ('title', models.CharField(max_length=120)),
                ('lede', models.CharField(blank=True, max_length=300)),
                ('in_short', models.TextField(blank=True)),
                ('own_text', models.TextField(blank=True)),
                ('related', django.contrib.postgres.fields.ArrayField(base_field=models.SlugField(max_length=80), default=list, size=None)),
                ('owner', models.CharField(blank=True, max_length=120)),
                ('legal_basis', models.CharField(blank=True, max_length=200)),
                ('review_on', models.DateField(null=True)),
                ('review_precision', models.CharField(choices=[('day', 'dag'), ('month', 'maand')], max_length=5)),
                ('is_withdrawn', models.BooleanField(default=False)),
                ('changed_at', models.DateTimeField()),
                ('search', django.contrib.postgres.search.SearchVectorField(null=True)),
                ('school', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.school')),
            ],
            options={
                'verbose_name': 'gepubliceerd onderwerp',
                'ordering': ['letter', 'title'],
            },
        ),
        migrations.CreateModel(
            name='PublishedVersion',
            fields=[
                ('version', models.UUIDField(primary_key=True, serialize=False)),
                ('code', models.UUIDField()),
                ('number', models.PositiveIntegerField()),
                ('title', models.CharField(max_length=200)),
                ('citation_title', models.CharField(blank=True, max_length=200)),
                ('summary', models.CharField(blank=True, max_length=400)),
                ('audiences', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('pupils', 'leerlingen'), ('guardians', 'ouders'), ('staff', 'medewerkers'), ('external_staff', 'extern personeel'), ('interns', 'stagiairs'), ('volunteers', 'vrijwilligers'), ('executive_board', 'College van Bestuur'), ('supervisory_board', 'Raad van Toezicht')], max_length=20), default=list, size=None)),
                ('adopted_by', models.CharField(max_length=120)),
                ('adopted_on', models.DateField()),
                ('adopted_precision', models.CharField(choices=[('day', 'dag'), ('month', 'maand')], max_length=5)),
                ('consents', models.JSONField(default=list)),
                ('effective_on', models.DateField()),
                ('until_on', models.DateField(null=True)),
                ('board', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.board')),
            ],
            options={
                'verbose_name': 'gepubliceerde versie',
                'ordering': ['-number'],
            },
        ),
        migrations.CreateModel(
            name='PublishedProvision',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('key', models.UUIDField()),
                ('order', models.PositiveIntegerField()),
                ('kind', models.CharField(max_length=9)),
                ('depth', models.PositiveSmallIntegerField()),
                ('label', models.CharField(blank=True, max_length=60)),
                ('path', models.CharField(blank=True, max_length=200)),
                ('anchor', models.CharField(max_length=210)),
                ('text', models.TextField(blank=True)),
                ('audiences', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), default=list, size=None)),
                ('references', models.JSONField(default=list)),
                ('search', django.contrib.postgres.search.SearchVectorField(null=True)),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='provisions', to='protocols.publishedversion')),
            ],
            options={
                'verbose_name': 'gepubliceerde bepaling',
                'ordering': ['version', 'order'],
            },
        ),
        migrations.CreateModel(
            name='RuleSetting',
            fields=[
                ('id', models.UUIDField(default=uuid6.uuid7, editable=False, primary_key=True, serialize=False)),
                ('key', models.CharField(max_length=40)),
                ('value', models.JSONField()),
                ('board', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.board')),
                ('provision', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='protocols.provision')),
                ('school', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.school')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rules', to='protocols.codeversion')),
            ],
            options={
                'verbose_name': 'geldende regel',
                'ordering': ['key'],
            },
        ),
        migrations.AddConstraint(
            model_name='code',
            constraint=models.UniqueConstraint(fields=('board', 'school', 'slug'), name='code_slug_once', nulls_distinct=False),
        ),
        migrations.AddIndex(
            model_name='codeversion',
            index=models.Index(fields=['board', 'school', 'status', 'effective_on'], name='protocols_c_board_i_ad34b4_idx'),
        ),
        migrations.AddConstraint(
            model_name='codeversion',
            constraint=models.UniqueConstraint(fields=('code', 'number'), name='version_numbered_once'),
        ),
        migrations.AddConstraint(
            model_name='codeversion',
            constraint=models.CheckConstraint(condition=models.Q(('status__in', ['draft', 'review']), models.Q(models.Q(('adopted_by', ''), _negated=True), ('adopted_on__isnull', False)), _connector='OR'), name='adopted_version_says_by_whom'),
        ),
        migrations.AddConstraint(
            model_name='codeversion',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status__in', ['in_force', 'replaced']), _negated=True), ('effective_on__isnull', False), _connector='OR'), name='published_version_has_a_day'),
        ),
        migrations.AddConstraint(
            model_name='codeversion',
            constraint=models.CheckConstraint(condition=models.Q(('until_on', None), ('until_on__gte', models.F('effective_on')), _connector='OR'), name='version_ends_after_it_begins'),
        ),
        migrations.AddConstraint(
            model_name='codeversion',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('confirmed_at', None), ('confirmed_by', None)), ('confirmed_at__isnull', False), _connector='OR'), name='version_confirmed_by_somebody'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='codeversion',
            trigger=pgtrigger.compiler.Trigger(name='adopted_is_final', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n                IF OLD.status IN ('draft', 'review') THEN\n                    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;\n                    RETURN NEW;\n                END IF;\n                IF TG_OP = 'DELETE' THEN RAISE EXCEPTION 'An adopted text is not changed: %', TG_TABLE_NAME; END IF;\n                IF NEW.status IN ('draft', 'review')\n                    OR (OLD.effective_on IS NOT NULL AND NEW.effective_on IS DISTINCT FROM OLD.effective_on)\n                    OR ROW(NEW.board_id, NEW.school_id, NEW.code_id, NEW.number, NEW.title,\n                           NEW.citation_title, NEW.audiences, NEW.dated_on, NEW.dated_precision,\n                           NEW.adopted_by, NEW.adopted_on, NEW.adopted_precision, NEW.original_id)\n                       IS DISTINCT FROM\n                       ROW(OLD.board_id, OLD.school_id, OLD.code_id, OLD.number, OLD.title,\n                           OLD.citation_title, OLD.audiences, OLD.dated_on, OLD.dated_precision,\n                           OLD.adopted_by, OLD.adopted_on, OLD.adopted_precision, OLD.original_id)\n                THEN RAISE EXCEPTION 'An adopted text is not changed: %', TG_TABLE_NAME; END IF;\n                RETURN NEW;\n            ", hash='8b999053039684c7cdf284dbdaa09434fac9a9f7', operation='UPDATE OR DELETE', pgid='pgtrigger_adopted_is_final_b2e44', table='protocols_codeversion', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='councilconsent',
            constraint=models.UniqueConstraint(fields=('version', 'body'), name='body_consents_once'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='councilconsent',
            trigger=pgtrigger.compiler.Trigger(name='adopted_is_final', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE closed bigint;', func="\n                SELECT count(*) INTO closed FROM protocols_codeversion v\n                WHERE v.status NOT IN ('draft', 'review') AND (\n                    (TG_OP <> 'INSERT' AND v.id = OLD.version_id)\n                    OR (TG_OP <> 'DELETE' AND v.id = NEW.version_id)\n                );\n                IF closed > 0 THEN RAISE EXCEPTION 'An adopted text is not changed: %', TG_TABLE_NAME; END IF;\n                IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;\n                RETURN NEW;\n            ", hash='ef8725ca8b3f728023eef88f0790b5fe986b64c6', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_adopted_is_final_75ef5', table='protocols_councilconsent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='guidetopic',
            constraint=models.UniqueConstraint(fields=('school', 'slug'), name='topic_slug_once'),
        ),
        migrations.AddConstraint(
            model_name='provision',
            constraint=models.UniqueConstraint(deferrable=django.db.models.constraints.Deferrable['DEFERRED'], fields=('version', 'order'), name='provision_ordered_once'),
        ),
        migrations.AddConstraint(
            model_name='provision',
            constraint=models.UniqueConstraint(fields=('version', 'key'), name='provision_keyed_once'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='provision',
            trigger=pgtrigger.compiler.Trigger(name='adopted_is_final', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE closed bigint;', func="\n                SELECT count(*) INTO closed FROM protocols_codeversion v\n                WHERE v.status NOT IN ('draft', 'review') AND (\n                    (TG_OP <> 'INSERT' AND v.id = OLD.version_id)\n                    OR (TG_OP <> 'DELETE' AND v.id = NEW.version_id)\n                );\n                IF closed > 0 THEN RAISE EXCEPTION 'An adopted text is not changed: %', TG_TABLE_NAME; END IF;\n                IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;\n                RETURN NEW;\n            ", hash='471d7053c27dfa1b35c1ad237aabbc34f607f049', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_adopted_is_final_5bf3f', table='protocols_provision', when='BEFORE')),
        ),
        migrations.AddIndex(
            model_name='publishedtopic',
            index=models.Index(fields=['school', '-changed_at'], name='protocols_p_school__259274_idx'),
        ),
        migrations.AddIndex(
            model_name='publishedtopic',
            index=models.Index(fields=['code'], name='protocols_p_code_9066b3_idx'),
        ),
        migrations.AddIndex(
            model_name='publishedtopic',
            index=django.contrib.postgres.indexes.GinIndex(fields=['search'], name='topic_search'),
        ),
        migrations.AddConstraint(
            model_name='publishedtopic',
            constraint=models.UniqueConstraint(fields=('school', 'slug'), name='published_slug_once'),
        ),
        migrations.AddIndex(
            model_name='publishedversion',
            index=models.Index(fields=['code', '-effective_on'], name='protocols_p_code_7d9b98_idx'),
        ),
        migrations.AddIndex(
            model_name='publishedprovision',
            index=django.contrib.postgres.indexes.GinIndex(fields=['search'], name='provision_search'),
        ),
        migrations.AddIndex(
            model_name='publishedprovision',
            index=django.contrib.postgres.indexes.GinIndex(fields=['text'], name='provision_trigrams', opclasses=['gin_trgm_ops']),
        ),
        migrations.AddConstraint(
            model_name='publishedprovision',
            constraint=models.UniqueConstraint(fields=('version', 'order'), name='published_in_order'),
        ),
        migrations.AddConstraint(
            model_name='rulesetting',
            constraint=models.UniqueConstraint(fields=('version', 'key'), name='rule_set_once'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='rulesetting',
            trigger=pgtrigger.compiler.Trigger(name='adopted_is_final', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE closed bigint;', func="\n                SELECT count(*) INTO closed FROM protocols_codeversion v\n                WHERE v.status NOT IN ('draft', 'review') AND (\n                    (TG_OP <> 'INSERT' AND v.id = OLD.version_id)\n                    OR (TG_OP <> 'DELETE' AND v.id = NEW.version_id)\n                );\n                IF closed > 0 THEN RAISE EXCEPTION 'An adopted text is not changed: %', TG_TABLE_NAME; END IF;\n                IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;\n                RETURN NEW;\n            ", hash='24468183dcf745b049f60e9a462589eb93e73022', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_adopted_is_final_69d24', table='protocols_rulesetting', when='BEFORE')),
        ),
        Isolate("code"),
        Isolate("codeversion"),
        Isolate("councilconsent"),
        Isolate("provision"),
        Isolate("rulesetting"),
        Isolate("guidetopic"),
    ]
