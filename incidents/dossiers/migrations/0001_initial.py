import django.db.models.deletion
import uuid6
from django.db import migrations, models

from schoolgids.organisation.isolation import Isolate


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("organisation", "0001_initial"),
        ("people", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="DossierEntry",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid6.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "room",
                    models.CharField(
                        choices=[("pupil", "leerlingdossier"), ("personnel", "personeelsdossier")],
                        max_length=9,
                    ),
                ),
                ("source", models.CharField(max_length=60)),
                ("source_id", models.UUIDField()),
                ("kind", models.CharField(max_length=40)),
                ("part", models.CharField(blank=True, max_length=20)),
                ("happened_at", models.DateTimeField()),
                ("entered_at", models.DateTimeField()),
                (
                    "retention",
                    models.CharField(
                        choices=[
                            ("pupil_file", "tot 2 jaar na uitschrijving"),
                            ("personnel_file", "tot 2 jaar na einde dienstverband"),
                            ("school_year", "tot het einde van het volgende schooljaar"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        blank=True,
                        null=True,
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
                    "entered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="dossier_entries",
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
                "verbose_name": "stuk in een dossier",
                "ordering": ["-happened_at", "-id"],
                "indexes": [
                    models.Index(
                        fields=["board", "school", "person", "room", "-happened_at"],
                        name="dossiers_do_board_i_6cdda0_idx",
                    ),
                    models.Index(
                        fields=["source", "source_id"], name="dossiers_do_source_48ba58_idx"
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("person", "room", "source", "source_id", "kind"),
                        name="dossier_entry_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("author", None),
                            models.Q(("author", models.F("person")), _negated=True),
                            _connector="OR",
                        ),
                        name="dossier_author_is_someone_else",
                    ),
                ],
            },
        ),
        Isolate("dossierentry"),
    ]
