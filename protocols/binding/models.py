"""Which schools a code of the board does not bind, from which day, and why (G2)."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from protocols.binding.querysets import PeriodQuerySet
from protocols.models import Code
from schoolgids.organisation.models import School
from schoolgids.organisation.scoped import SchoolModel
from schoolgids.people.models import Person


class NotBound(SchoolModel):
    """A period in which a code of the board does not hold at one school."""

    code = models.ForeignKey(Code, models.PROTECT, related_name="not_bound")
    reason = models.CharField(_("waarom niet"), max_length=300)
    from_on = models.DateField(_("geldt niet vanaf"))
    until_on = models.DateField(_("geldt weer vanaf"), null=True)
    recorded_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    ended_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    objects = PeriodQuerySet.as_manager()

    class Meta:
        ordering = ["-from_on", "id"]
        verbose_name = _("school waarvoor een code niet geldt")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=F("from_on")),
                name="not_bound_ends_after_it_begins",
            ),
            models.UniqueConstraint(
                fields=["code", "school"], condition=Q(until_on=None), name="not_bound_open_once"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["board", "school", "code"])]

    def __str__(self) -> str:
        return f"not bound {self.pk}"


class PublishedNotBound(models.Model):
    """The same period as the public guide needs it: without a scope, a reason or a person."""

    SHARED = True

    row = models.UUIDField(primary_key=True)
    code = models.UUIDField()
    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    from_on = models.DateField()
    until_on = models.DateField(null=True)

    objects = PeriodQuerySet.as_manager()

    class Meta:
        verbose_name = _("gepubliceerde uitzondering")
        indexes: ClassVar = [models.Index(fields=["school", "code"])]

    def __str__(self) -> str:
        return f"not bound {self.row}"
