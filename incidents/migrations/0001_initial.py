import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
import uuid6
from django.db import migrations, models

from schoolgids.organisation.isolation import Isolate


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("files", "0001_initial"),
        ("organisation", "0001_initial"),
        ("people", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Draft",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid6.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("content", models.JSONField(default=dict)),
                ("submission", models.UUIDField()),
                ("saved_at", models.DateTimeField()),
                (
                    "board",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.board",
                    ),
                ),
                (
                    "reporter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "school",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.school",
                    ),
                ),
            ],
            options={
                "verbose_name": "concept",
            },
        ),
        migrations.CreateModel(
            name="DraftFile",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid6.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("received_sha256", models.BinaryField(max_length=32)),
                ("added_at", models.DateTimeField()),
                (
                    "board",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.board",
                    ),
                ),
                (
                    "draft",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="files",
                        to="incidents.draft",
                    ),
                ),
                (
                    "file",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="files.storedfile",
                    ),
                ),
                (
                    "school",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.school",
                    ),
                ),
            ],
            options={
                "verbose_name": "bewijs bij een concept",
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="Incident",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid6.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("status", models.CharField(max_length=20)),
                ("status_since", models.DateTimeField(default=django.utils.timezone.now)),
                ("year", models.PositiveSmallIntegerField()),
                ("sequence", models.PositiveIntegerField()),
                (
                    "reported_as",
                    models.CharField(
                        choices=[
                            ("staff", "medewerker"),
                            ("guardian", "ouder of verzorger"),
                            ("pupil", "leerling"),
                        ],
                        default="staff",
                        max_length=8,
                    ),
                ),
                ("reported_at", models.DateTimeField()),
                ("happened_on", models.DateField(verbose_name="dag")),
                ("happened_time", models.TimeField(blank=True, null=True, verbose_name="tijd")),
                (
                    "time_known",
                    models.CharField(
                        choices=[
                            ("exact", "precies"),
                            ("about", "ongeveer"),
                            ("unknown", "onbekend"),
                        ],
                        default="unknown",
                        max_length=7,
                    ),
                ),
                (
                    "places",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("lesson", "In de les"),
                                ("school", "Ergens op school"),
                                ("online", "Online"),
                                ("outside", "Buiten school"),
                            ],
                            max_length=8,
                        ),
                        size=None,
                    ),
                ),
                (
                    "platform",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("snapchat", "Snapchat"),
                            ("whatsapp", "WhatsApp"),
                            ("instagram", "Instagram"),
                            ("tiktok", "TikTok"),
                            ("other", "Iets anders"),
                        ],
                        max_length=10,
                    ),
                ),
                ("platform_name", models.CharField(blank=True, max_length=60)),
                (
                    "channel",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("public", "Openbaar"),
                            ("semi_public", "Half openbaar"),
                            ("direct", "Bericht aan één persoon"),
                            ("direct_group", "Bericht in een groep"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "school_related",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("school", "Over school"),
                            ("overlap", "School en privé"),
                            ("none", "Niet over school"),
                        ],
                        max_length=7,
                    ),
                ),
                ("facts", models.TextField(verbose_name="wat er is gebeurd")),
                (
                    "what_done",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("talked", "Gesprek gevoerd"),
                                ("phoned_guardians", "Ouders gebeld"),
                                ("device_kept", "Telefoon in bewaring"),
                                ("taken_down", "Bericht laten weghalen"),
                            ],
                            max_length=16,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                ("urgent", models.BooleanField(verbose_name="vandaag nog")),
                ("provision_unknown", models.BooleanField(default=False)),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("talk", "gesprek"),
                            ("agreement", "afspraak"),
                            ("measure", "maatregel"),
                            ("nothing", "geen vervolg nodig"),
                        ],
                        max_length=10,
                    ),
                ),
                ("submission", models.UUIDField(editable=False)),
                (
                    "board",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.board",
                    ),
                ),
                (
                    "handler",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "reporter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "school",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.school",
                    ),
                ),
            ],
            options={
                "verbose_name": "melding",
                "ordering": ["-id"],
            },
        ),
        migrations.CreateModel(
            name="Evidence",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid6.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("received_sha256", models.BinaryField(max_length=32)),
                ("added_at", models.DateTimeField()),
                ("position", models.PositiveSmallIntegerField()),
                (
                    "added_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "board",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.board",
                    ),
                ),
                (
                    "file",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="files.storedfile",
                    ),
                ),
                (
                    "school",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.school",
                    ),
                ),
                (
                    "incident",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evidence",
                        to="incidents.incident",
                    ),
                ),
            ],
            options={
                "verbose_name": "bewijs",
                "ordering": ["position"],
            },
        ),
        migrations.CreateModel(
            name="IncidentKind",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid6.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("code", models.SlugField(max_length=40)),
                ("label", models.CharField(max_length=80, verbose_name="soort")),
                (
                    "category",
                    models.CharField(
                        choices=[
                            ("physical_aggression", "fysieke agressie"),
                            ("verbal_aggression", "verbale agressie"),
                            ("intimidation", "intimidatie"),
                            ("bullying", "pesten, ook online"),
                            ("discrimination", "discriminatie"),
                            ("sexual", "seksueel grensoverschrijdend"),
                            ("transgression", "grensoverschrijdend door een medewerker"),
                            ("privacy", "beeld en privacy"),
                            ("data_breach", "mogelijk datalek"),
                            ("digital_crime", "digitaal misbruik"),
                            ("theft_damage", "diefstal of vernieling"),
                            ("rules", "overtreden van schoolregels"),
                            ("other", "overig"),
                        ],
                        max_length=20,
                        verbose_name="landelijke categorie",
                    ),
                ),
                (
                    "words",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40),
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                (
                    "about_staff",
                    models.BooleanField(default=False, verbose_name="gedrag van medewerkers"),
                ),
                (
                    "evidence_is_weak",
                    models.BooleanField(default=False, verbose_name="beoordeling door de leiding"),
                ),
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("retired_on", models.DateField(blank=True, null=True)),
                (
                    "board",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.board",
                    ),
                ),
            ],
            options={
                "verbose_name": "soort melding",
                "ordering": ["position", "label"],
            },
        ),
        migrations.AddField(
            model_name="incident",
            name="kind",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="incidents",
                to="incidents.incidentkind",
            ),
        ),
        migrations.CreateModel(
            name="InvolvedParty",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid6.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("pupil", "leerling"),
                            ("staff", "medewerker"),
                            ("guardian", "ouder of verzorger"),
                            ("outsider", "iemand van buiten"),
                            ("unknown_account", "onbekend account"),
                            ("fake_account", "nepaccount"),
                        ],
                        max_length=15,
                    ),
                ),
                (
                    "part",
                    models.CharField(
                        choices=[
                            ("subject", "Betrokkene"),
                            ("maker", "Maker"),
                            ("sharer", "Verspreider"),
                            ("target", "Slachtoffer"),
                            ("witness", "Getuige"),
                        ],
                        max_length=7,
                        verbose_name="rol",
                    ),
                ),
                (
                    "named",
                    models.CharField(blank=True, max_length=120, verbose_name="naam of account"),
                ),
                (
                    "fake_claim",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("claimed", "zegt dat het een nepaccount is"),
                            ("proved", "bewezen dat het een nepaccount is"),
                        ],
                        max_length=7,
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0)),
                (
                    "board",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.board",
                    ),
                ),
                (
                    "incident",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="parties",
                        to="incidents.incident",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="incident_parts",
                        to="people.person",
                    ),
                ),
                (
                    "school",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.school",
                    ),
                ),
                (
                    "ward",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
            ],
            options={
                "verbose_name": "betrokkene",
                "ordering": ["position", "id"],
            },
        ),
        migrations.CreateModel(
            name="NumberSeries",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid6.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("year", models.PositiveSmallIntegerField()),
                ("last", models.PositiveIntegerField(default=0)),
                (
                    "board",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.board",
                    ),
                ),
                (
                    "school",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.school",
                    ),
                ),
            ],
            options={
                "verbose_name": "nummerreeks",
            },
        ),
        migrations.AddConstraint(
            model_name="draft",
            constraint=models.UniqueConstraint(
                fields=("school", "reporter"), name="draft_once_per_school"
            ),
        ),
        migrations.AddConstraint(
            model_name="draftfile",
            constraint=models.UniqueConstraint(
                fields=("draft", "received_sha256"), name="draft_file_sent_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="evidence",
            constraint=models.UniqueConstraint(
                fields=("incident", "position"), name="evidence_in_order"
            ),
        ),
        migrations.AddConstraint(
            model_name="incidentkind",
            constraint=models.UniqueConstraint(
                fields=("board", "code"), name="incident_kind_once_per_board"
            ),
        ),
        migrations.AddIndex(
            model_name="incident",
            index=models.Index(
                fields=["board", "school", "-id"], name="incidents_i_board_i_cc38c4_idx"
            ),
        ),
        migrations.AddIndex(
            model_name="incident",
            index=models.Index(
                fields=["board", "school", "status", "-id"], name="incidents_i_board_i_063e20_idx"
            ),
        ),
        migrations.AddIndex(
            model_name="incident",
            index=models.Index(fields=["reporter", "-id"], name="incidents_i_reporte_4cbd8a_idx"),
        ),
        migrations.AddIndex(
            model_name="incident",
            index=models.Index(fields=["handler", "-id"], name="incidents_i_handler_02a726_idx"),
        ),
        migrations.AddConstraint(
            model_name="incident",
            constraint=models.UniqueConstraint(
                fields=("school", "year", "sequence"), name="incident_numbered_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="incident",
            constraint=models.UniqueConstraint(
                fields=("reporter", "submission"), name="incident_submitted_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="incident",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("happened_time", None), ("time_known", "unknown")),
                    models.Q(
                        ("happened_time__isnull", False),
                        models.Q(("time_known", "unknown"), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="incident_time_or_unknown",
            ),
        ),
        migrations.AddConstraint(
            model_name="incident",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("handler", None), ("status", "reported")),
                    models.Q(
                        models.Q(("status", "reported"), _negated=True),
                        ("handler__isnull", False),
                        ("kind__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="incident_taken_up_by_someone",
            ),
        ),
        migrations.AddConstraint(
            model_name="incident",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "settled"), models.Q(("outcome", ""), _negated=True)),
                    models.Q(models.Q(("status", "settled"), _negated=True), ("outcome", "")),
                    _connector="OR",
                ),
                name="incident_settled_with_an_outcome",
            ),
        ),
        migrations.AddConstraint(
            model_name="incident",
            constraint=models.CheckConstraint(
                condition=models.Q(("places", []), _negated=True), name="incident_has_a_place"
            ),
        ),
        migrations.AddConstraint(
            model_name="incident",
            constraint=models.CheckConstraint(
                condition=models.Q(("facts", ""), _negated=True), name="incident_has_facts"
            ),
        ),
        migrations.AddIndex(
            model_name="involvedparty",
            index=models.Index(fields=["person"], name="incidents_i_person__d7d245_idx"),
        ),
        migrations.AddIndex(
            model_name="involvedparty",
            index=models.Index(fields=["ward"], name="incidents_i_ward_id_7c5b6d_idx"),
        ),
        migrations.AddConstraint(
            model_name="involvedparty",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("kind__in", ["pupil", "staff", "guardian"]),
                        ("named", ""),
                        ("person__isnull", False),
                    ),
                    models.Q(
                        ("kind__in", ["outsider", "unknown_account", "fake_account"]),
                        ("person", None),
                        models.Q(("named", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="party_is_a_person_or_named",
            ),
        ),
        migrations.AddConstraint(
            model_name="involvedparty",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "guardian"), ("ward__isnull", False)),
                    models.Q(models.Q(("kind", "guardian"), _negated=True), ("ward", None)),
                    _connector="OR",
                ),
                name="party_guardian_of_a_child",
            ),
        ),
        migrations.AddConstraint(
            model_name="involvedparty",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ward", None),
                    models.Q(("ward", models.F("person")), _negated=True),
                    _connector="OR",
                ),
                name="party_ward_is_someone_else",
            ),
        ),
        migrations.AddConstraint(
            model_name="involvedparty",
            constraint=models.UniqueConstraint(
                fields=("incident", "person"), name="party_once_per_incident"
            ),
        ),
        migrations.AddConstraint(
            model_name="numberseries",
            constraint=models.UniqueConstraint(
                fields=("school", "year"), name="number_series_once_a_year"
            ),
        ),
        Isolate("incidentkind"),
        Isolate("numberseries"),
        Isolate("incident"),
        Isolate("involvedparty"),
        Isolate("evidence"),
        Isolate("draft"),
        Isolate("draftfile"),
    ]
