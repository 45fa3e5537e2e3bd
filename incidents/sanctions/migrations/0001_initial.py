import django.db.models.deletion
import django.utils.timezone
import uuid6
from django.db import migrations, models

from schoolgids.organisation.isolation import Isolate


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('incidents', '0001_initial'),
        ('organisation', '0001_initial'),
        ('people', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Measure',
            fields=[
                ('id', models.UUIDField(default=uuid6.uuid7, editable=False, primary_key=True, serialize=False)),
                ('code', models.SlugField(max_length=40)),
                ('name', models.CharField(max_length=80, verbose_name='naam')),
                ('explanation', models.CharField(blank=True, max_length=200, verbose_name='toelichting')),
                ('target', models.CharField(choices=[('pupil', 'leerling'), ('guardian', 'ouder of verzorger'), ('staff', 'medewerker')], max_length=8, verbose_name='voor wie')),
                ('mandate', models.CharField(choices=[('team_leader', 'teamleider'), ('head', 'schoolleider'), ('board', 'bestuur')], max_length=11, verbose_name='wie besluit')),
                ('needs_hearing', models.BooleanField(default=False, verbose_name='eerst hoor en wederhoor')),
                ('needs_guardian_contact', models.BooleanField(default=False, verbose_name='eerst contact met de ouders')),
                ('asks_about_board', models.BooleanField(default=False, verbose_name='afwegen of het bestuur wordt ingelicht')),
                ('is_exclusion', models.BooleanField(default=False, verbose_name='schorsing of verwijdering')),
                ('max_days', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='hooguit schooldagen')),
                ('hear_within', models.PositiveSmallIntegerField(default=3, verbose_name='horen binnen schooldagen')),
                ('decide_within', models.PositiveSmallIntegerField(default=2, verbose_name='besluiten binnen schooldagen')),
                ('letter', models.CharField(blank=True, choices=[('', 'geen brief'), ('warning', 'waarschuwing'), ('suspension', 'schorsing'), ('expulsion', 'verwijdering'), ('other', 'ander besluit')], default='', max_length=10, verbose_name='brief')),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('is_active', models.BooleanField(default=True, verbose_name='in gebruik')),
                ('board', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.board')),
            ],
            options={
                'verbose_name': 'maatregel',
                'ordering': ['target', 'position', 'name'],
            },
        ),
        migrations.CreateModel(
            name='SanctionCase',
            fields=[
                ('id', models.UUIDField(default=uuid6.uuid7, editable=False, primary_key=True, serialize=False)),
                ('status', models.CharField(max_length=20)),
                ('status_since', models.DateTimeField(default=django.utils.timezone.now)),
                ('year', models.PositiveSmallIntegerField()),
                ('sequence', models.PositiveIntegerField()),
                ('submission', models.UUIDField(unique=True)),
                ('target', models.CharField(choices=[('pupil', 'leerling'), ('guardian', 'ouder of verzorger'), ('staff', 'medewerker')], max_length=8)),
                ('is_exclusion', models.BooleanField()),
                ('mandate', models.CharField(choices=[('team_leader', 'teamleider'), ('head', 'schoolleider'), ('board', 'bestuur')], max_length=11)),
                ('days', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='aantal schooldagen')),
                ('first_on', models.DateField(blank=True, null=True, verbose_name='eerste dag')),
                ('last_on', models.DateField(blank=True, null=True, verbose_name='laatste dag')),
                ('facts', models.TextField(verbose_name='wat is er gebeurd')),
                ('grounds', models.TextField(verbose_name='waarom dit voorstel')),
                ('arrangements', models.TextField(blank=True, verbose_name='hoe het onderwijs doorgaat')),
                ('proposed_at', models.DateTimeField()),
                ('level', models.CharField(choices=[('team_leader', 'teamleider'), ('head', 'schoolleider'), ('board', 'bestuur')], max_length=11, verbose_name='ligt bij')),
                ('escalated_at', models.DateTimeField(blank=True, null=True)),
                ('due_on', models.DateField(blank=True, null=True)),
                ('outcome', models.CharField(blank=True, choices=[('imposed', 'De maatregel wordt opgelegd'), ('none', 'Er komt geen maatregel')], max_length=7, verbose_name='besluit')),
                ('motivation', models.TextField(blank=True, verbose_name='motivering')),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('communicated_on', models.DateField(blank=True, null=True, verbose_name='bekendgemaakt op')),
                ('communicated_how', models.CharField(blank=True, choices=[('post', 'Per post'), ('handed', 'In handen gegeven'), ('mail', 'Per beveiligde e-mail')], max_length=9, verbose_name='hoe')),
                ('objection_until', models.DateField(blank=True, null=True)),
                ('end_reason', models.TextField(blank=True, verbose_name='reden van het einde')),
                ('board', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.board')),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('incident', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sanction_cases', to='incidents.incident')),
                ('measure', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='cases', to='sanctions.measure')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sanction_cases', to='people.person')),
                ('proposed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('school', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.school')),
            ],
            options={
                'verbose_name': 'zaak',
                'ordering': ['-id'],
            },
        ),
        migrations.CreateModel(
            name='Objection',
            fields=[
                ('id', models.UUIDField(default=uuid6.uuid7, editable=False, primary_key=True, serialize=False)),
                ('recorded_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('received_on', models.DateField(verbose_name='ontvangen op')),
                ('is_late', models.BooleanField(default=False, verbose_name='na de termijn')),
                ('grounds', models.TextField(verbose_name='waarom bezwaar')),
                ('ruling_due_on', models.DateField()),
                ('ruling', models.CharField(blank=True, choices=[('upheld', 'Het besluit blijft staan'), ('changed', 'Het besluit wordt aangepast'), ('annulled', 'Het besluit wordt teruggedraaid'), ('inadmissible', 'Het bezwaar is te laat of niet volledig')], max_length=12, verbose_name='beslissing')),
                ('ruling_reason', models.TextField(blank=True, verbose_name='motivering')),
                ('ruled_at', models.DateTimeField(blank=True, null=True)),
                ('board', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.board')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('ruled_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('school', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.school')),
                ('case', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='objection', to='sanctions.sanctioncase')),
            ],
            options={
                'verbose_name': 'bezwaar',
                'ordering': ['recorded_at'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Hearing',
            fields=[
                ('id', models.UUIDField(default=uuid6.uuid7, editable=False, primary_key=True, serialize=False)),
                ('recorded_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('purpose', models.CharField(choices=[('decision', 'voor het besluit'), ('objection', 'over het bezwaar')], default='decision', max_length=9)),
                ('planned_at', models.DateTimeField(blank=True, null=True, verbose_name='gepland op')),
                ('place', models.CharField(blank=True, max_length=80, verbose_name='plaats')),
                ('with_whom', models.CharField(max_length=200, verbose_name='met wie')),
                ('held_at', models.DateTimeField(blank=True, null=True, verbose_name='gehouden op')),
                ('minutes', models.TextField(blank=True, verbose_name='verslag')),
                ('absence', models.TextField(blank=True, verbose_name='waarom niet gekomen')),
                ('board', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.board')),
                ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('school', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.school')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='hearings', to='sanctions.sanctioncase')),
            ],
            options={
                'verbose_name': 'hoorgesprek',
                'ordering': ['recorded_at'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Escalation',
            fields=[
                ('id', models.UUIDField(default=uuid6.uuid7, editable=False, primary_key=True, serialize=False)),
                ('recorded_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('from_level', models.CharField(choices=[('team_leader', 'teamleider'), ('head', 'schoolleider'), ('board', 'bestuur')], max_length=11)),
                ('to_level', models.CharField(choices=[('team_leader', 'teamleider'), ('head', 'schoolleider'), ('board', 'bestuur')], max_length=11)),
                ('by_clock', models.BooleanField(default=False)),
                ('reason', models.TextField(verbose_name='reden')),
                ('board', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.board')),
                ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('school', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.school')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='escalations', to='sanctions.sanctioncase')),
            ],
            options={
                'verbose_name': 'doorzetting',
                'ordering': ['recorded_at'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Duty',
            fields=[
                ('id', models.UUIDField(default=uuid6.uuid7, editable=False, primary_key=True, serialize=False)),
                ('recorded_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('kind', models.CharField(choices=[('guardians', 'Ouders bereiken'), ('inspectorate', 'Inspectie informeren'), ('confidential_inspector', 'Vertrouwensinspecteur bellen'), ('police', 'Aangifte bij de politie'), ('attendance_officer', 'Leerplichtambtenaar informeren'), ('privacy_officer', 'Functionaris gegevensbescherming informeren')], max_length=22)),
                ('level', models.CharField(choices=[('team_leader', 'teamleider'), ('head', 'schoolleider'), ('board', 'bestuur')], max_length=11, verbose_name='wie zorgt ervoor')),
                ('due_on', models.DateField(verbose_name='uiterlijk')),
                ('is_legal', models.BooleanField(default=False, verbose_name='wettelijke plicht')),
                ('why', models.CharField(blank=True, max_length=200)),
                ('done_on', models.DateField(blank=True, null=True, verbose_name='gedaan op')),
                ('how', models.CharField(blank=True, max_length=120, verbose_name='hoe')),
                ('reference', models.CharField(blank=True, max_length=120, verbose_name='kenmerk of bewijs')),
                ('waived_reason', models.TextField(blank=True, verbose_name='waarom niet nodig')),
                ('board', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.board')),
                ('done_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('school', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.school')),
                ('waived_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='duties', to='sanctions.sanctioncase')),
            ],
            options={
                'verbose_name': 'plicht',
                'verbose_name_plural': 'plichten',
                'ordering': ['recorded_at'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Contact',
            fields=[
                ('id', models.UUIDField(default=uuid6.uuid7, editable=False, primary_key=True, serialize=False)),
                ('recorded_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('contacted_at', models.DateTimeField(verbose_name='wanneer')),
                ('how', models.CharField(choices=[('phone', 'Telefoon'), ('talk', 'Gesprek op school'), ('mail', 'E-mail of bericht'), ('letter', 'Brief')], max_length=6, verbose_name='hoe')),
                ('reached', models.BooleanField(verbose_name='gesproken')),
                ('note', models.TextField(blank=True, verbose_name='wat is er besproken')),
                ('board', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.board')),
                ('guardian', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('school', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.school')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='contacts', to='sanctions.sanctioncase')),
            ],
            options={
                'verbose_name': 'contact met een ouder',
                'ordering': ['recorded_at'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='BoardInforming',
            fields=[
                ('id', models.UUIDField(default=uuid6.uuid7, editable=False, primary_key=True, serialize=False)),
                ('recorded_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('informed', models.BooleanField(verbose_name='het bestuur wordt ingelicht')),
                ('reason', models.TextField(verbose_name='reden')),
                ('board', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.board')),
                ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('school', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.school')),
                ('case', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='board_informing', to='sanctions.sanctioncase')),
            ],
            options={
                'verbose_name': 'afweging over het bestuur',
                'ordering': ['recorded_at'],
                'abstract': False,
            },
        ),
        migrations.AddConstraint(
            model_name='measure',
            constraint=models.UniqueConstraint(fields=('board', 'code'), name='measure_once_per_board'),
        ),
        migrations.AddConstraint(
            model_name='measure',
            constraint=models.CheckConstraint(condition=models.Q(('is_exclusion', False), ('target', 'pupil'), _connector='OR'), name='measure_excludes_only_pupils'),
        ),
        migrations.AddIndex(
            model_name='sanctioncase',
            index=models.Index(fields=['board', 'school', 'status', '-id'], name='sanctions_s_board_i_f56b3f_idx'),
        ),
        migrations.AddIndex(
            model_name='sanctioncase',
            index=models.Index(condition=models.Q(('status__in', ['proposed', 'heard'])), fields=['board', 'due_on'], name='case_due'),
        ),
        migrations.AddIndex(
            model_name='sanctioncase',
            index=models.Index(fields=['person', '-id'], name='sanctions_s_person__01d270_idx'),
        ),
        migrations.AddConstraint(
            model_name='sanctioncase',
            constraint=models.UniqueConstraint(fields=('school', 'year', 'sequence'), name='case_numbered_once'),
        ),
        migrations.AddConstraint(
            model_name='sanctioncase',
            constraint=models.CheckConstraint(condition=models.Q(('is_exclusion', False), ('target', 'pupil'), _connector='OR'), name='case_excludes_only_pupils'),
        ),
        migrations.AddConstraint(
            model_name='sanctioncase',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status__in', ['decided', 'communicated', 'objected', 'ruled']), _negated=True), models.Q(models.Q(('outcome', ''), _negated=True), models.Q(('motivation', ''), _negated=True), ('decided_by__isnull', False), ('decided_at__isnull', False)), _connector='OR'), name='case_decided_with_reasons_by_someone'),
        ),
        migrations.AddConstraint(
            model_name='sanctioncase',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status__in', ['communicated', 'objected', 'ruled']), _negated=True), ('communicated_on__isnull', False), _connector='OR'), name='case_communicated_on_a_day'),
        ),
        migrations.AddConstraint(
            model_name='sanctioncase',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status__in', ['withdrawn', 'lapsed']), _negated=True), models.Q(('end_reason', ''), _negated=True), _connector='OR'), name='case_ends_early_with_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='sanctioncase',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('first_on', None), ('last_on', None)), models.Q(('days__gte', 1), ('first_on__isnull', False), ('last_on__gte', models.F('first_on'))), _connector='OR'), name='case_lasts_whole_days'),
        ),
        migrations.AddConstraint(
            model_name='sanctioncase',
            constraint=models.UniqueConstraint(condition=models.Q(('status__in', ['closed', 'withdrawn', 'lapsed']), _negated=True), fields=('incident', 'person', 'measure'), name='case_open_once_per_measure'),
        ),
        migrations.AddConstraint(
            model_name='sanctioncase',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('grounds', ''), _negated=True), models.Q(('facts', ''), _negated=True)), name='case_has_grounds'),
        ),
        migrations.AddConstraint(
            model_name='objection',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ruled_at', None), ('ruled_by', None), ('ruling', ''), ('ruling_reason', '')), models.Q(models.Q(('ruling', ''), _negated=True), models.Q(('ruling_reason', ''), _negated=True), ('ruled_at__isnull', False), ('ruled_by__isnull', False)), _connector='OR'), name='objection_ruled_with_reasons_by_someone'),
        ),
        migrations.AddConstraint(
            model_name='hearing',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('held_at', None), ('minutes', '')), models.Q(('held_at__isnull', False), models.Q(('minutes', ''), _negated=True)), _connector='OR'), name='hearing_held_with_minutes'),
        ),
        migrations.AddConstraint(
            model_name='hearing',
            constraint=models.CheckConstraint(condition=models.Q(('held_at', None), ('absence', ''), _connector='OR'), name='hearing_held_or_absent'),
        ),
        migrations.AddConstraint(
            model_name='hearing',
            constraint=models.CheckConstraint(condition=models.Q(('planned_at__isnull', False), ('held_at__isnull', False), models.Q(('absence', ''), _negated=True), _connector='OR'), name='hearing_is_about_a_moment'),
        ),
        migrations.AddConstraint(
            model_name='escalation',
            constraint=models.UniqueConstraint(fields=('case', 'from_level'), name='escalation_once_per_level'),
        ),
        migrations.AddConstraint(
            model_name='escalation',
            constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='escalation_has_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='escalation',
            constraint=models.CheckConstraint(condition=models.Q(('by_clock', True), ('recorded_by__isnull', False), _connector='OR'), name='escalation_by_someone_or_the_clock'),
        ),
        migrations.AddIndex(
            model_name='duty',
            index=models.Index(condition=models.Q(('done_on', None), ('waived_by', None)), fields=['board', 'school', 'due_on'], name='duty_open'),
        ),
        migrations.AddConstraint(
            model_name='duty',
            constraint=models.UniqueConstraint(fields=('case', 'kind'), name='duty_once_per_case'),
        ),
        migrations.AddConstraint(
            model_name='duty',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('done_by', None), ('done_on', None)), models.Q(('done_by__isnull', False), ('done_on__isnull', False), models.Q(('how', ''), _negated=True)), _connector='OR'), name='duty_done_by_someone_somehow'),
        ),
        migrations.AddConstraint(
            model_name='duty',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'inspectorate'), _negated=True), ('done_on', None), models.Q(('reference', ''), _negated=True), _connector='OR'), name='duty_inspectorate_with_proof'),
        ),
        migrations.AddConstraint(
            model_name='duty',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('waived_by', None), ('waived_reason', '')), models.Q(models.Q(('waived_reason', ''), _negated=True), ('done_on', None), ('is_legal', False), ('waived_by__isnull', False)), _connector='OR'), name='duty_waived_with_reason_unless_legal'),
        ),
        migrations.AddConstraint(
            model_name='boardinforming',
            constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='board_informing_has_a_reason'),
        ),
        Isolate("measure"),
        Isolate("sanctioncase"),
        Isolate("hearing"),
        Isolate("contact"),
        Isolate("escalation"),
        Isolate("boardinforming"),
        Isolate("duty"),
        Isolate("objection"),
    ]
