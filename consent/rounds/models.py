"""Asking for consent: who turned 16 and was told."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from consent.models import ConsentSettings
from schoolgids.organisation.scoped import SchoolModel
from schoolgids.people.models import Person


class Sixteen(SchoolModel):
    """That a pupil turned 16 and the right to decide moved. One row per pupil, so that a night
    job that runs twice, or late, tells everybody once.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    turned_on = models.DateField(_("16 geworden op"))
    at_sixteen = models.CharField(max_length=4, choices=ConsentSettings.AtSixteen)
    found_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["turned_on", "id"]
        verbose_name = _("16e verjaardag")
        constraints = [
            models.UniqueConstraint(fields=["board", "person"], name="sixteen_once_per_pupil")
        ]
        indexes = [
            models.Index(fields=["board", "id"], condition=Q(told_at=None), name="sixteen_to_tell")
        ]

    def __str__(self) -> str:
        return f"sixteen {self.pk}"
