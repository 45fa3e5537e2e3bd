"""An entry in a file is a pointer: what is shown of its source is a view per reader (D1)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from incidents.dossiers.querysets import DossierEntryQuerySet
from schoolgids.organisation.scoped import SchoolModel
from schoolgids.people.models import Person


class DossierEntry(SchoolModel):
    """That a source row concerns a person, and stands in that person's file."""

    class Room(models.TextChoices):
        """Different rooms with different readers (D2)."""

        PUPIL = "pupil", _("leerlingdossier")
        PERSONNEL = "personnel", _("personeelsdossier")

    class Retention(models.TextChoices):
        """How long: the terms per board belong to D5, the kind is fixed when it is entered."""

        PUPIL_FILE = "pupil_file", _("tot 2 jaar na uitschrijving")
        PERSONNEL_FILE = "personnel_file", _("tot 2 jaar na einde dienstverband")
        SCHOOL_YEAR = "school_year", _("tot het einde van het volgende schooljaar")

    person = models.ForeignKey(Person, models.PROTECT, related_name="dossier_entries")
    room = models.CharField(max_length=9, choices=Room)
    source = models.CharField(max_length=60)  # label of a model: "incidents.incident"
    source_id = models.UUIDField()
    kind = models.CharField(max_length=40)  # what about the source: "report", "decision" …
    part = models.CharField(max_length=20, blank=True)  # the person's part in it
    # Conduct of a guardian in the file of the child: who did it (author is not subject).
    author = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    happened_at = models.DateTimeField()
    entered_at = models.DateTimeField()
    entered_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    retention = models.CharField(max_length=20, choices=Retention)

    objects = DossierEntryQuerySet.as_manager()

    class Meta:
        ordering = ["-happened_at", "-id"]
        verbose_name = _("stuk in een dossier")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "room", "source", "source_id", "kind"],
                name="dossier_entry_once",
            ),
            models.CheckConstraint(
                condition=Q(author=None) | ~Q(author=F("person")),
                name="dossier_author_is_someone_else",
            ),
        ]
        indexes = [
            models.Index(fields=["board", "school", "person", "room", "-happened_at"]),
            models.Index(fields=["source", "source_id"]),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.source}"
