"""Where a published text has to stand, and whether it does (G12)."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from protocols.models.codes import CodeVersion
from schoolgids.organisation.models import School
from schoolgids.organisation.scoped import BoardModel
from schoolgids.people.models import Person


class Placement(BoardModel):
    """One place of a version: the website, the intranet, the site of a school."""

    school = models.ForeignKey(School, models.PROTECT, null=True, blank=True, related_name="+")
    version = models.ForeignKey(CodeVersion, models.PROTECT, related_name="placements")
    name = models.CharField(_("plek"), max_length=80)
    link = models.URLField(_("link"), max_length=500, blank=True)
    placed_on = models.DateField(_("geplaatst op"), null=True)
    placed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["name"]
        verbose_name = _("plek van een tekst")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["version", "name"], name="placement_named_once"),
            models.CheckConstraint(
                condition=Q(placed_on=None, placed_by=None, link="")
                | Q(placed_on__isnull=False, placed_by__isnull=False),
                name="placed_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return self.name
