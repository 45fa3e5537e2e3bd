"""The bodies that a version is laid before, and what each of them said (G5)."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from protocols import dated as dates
from protocols.models.codes import CodeVersion, Precision
from protocols.models.immutable import agreed_before_adoption
from schoolgids.organisation.models import School
from schoolgids.organisation.scoped import BoardModel


class CouncilConsent(BoardModel):
    """A body that consented: GMR po, Platform Medezeggenschap, … its name is free text."""

    school = models.ForeignKey(School, models.PROTECT, null=True, blank=True, related_name="+")
    version = models.ForeignKey(CodeVersion, models.CASCADE, related_name="consents")
    body = models.CharField(_("wie stemde in"), max_length=120)
    consented_on = models.DateField(_("op"))
    precision = models.CharField(max_length=5, choices=Precision, default=Precision.DAY)

    class Meta:
        ordering = ["consented_on", "body"]
        verbose_name = _("instemming")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["version", "body"], name="body_consents_once")
        ]
        triggers: ClassVar = agreed_before_adoption()

    def __str__(self) -> str:
        return f"{self.body}, {self.consented}"

    @property
    def consented(self) -> dates.Dated:
        return dates.Dated(self.consented_on, dates.Precision(self.precision))


class ExpectedConsent(BoardModel):
    """A body that has to consent before the adoption, and what it said instead, if it did.

    The consent itself is a `CouncilConsent` of the same name; whoever consented waits no more.
    """

    class Answer(models.TextChoices):
        WAITING = "", _("nog niet ingestemd")
        RESERVED = "reserved", _("heeft bedenkingen")
        REFUSED = "refused", _("stemt niet in")
        NOT_ASKED = "not_asked", _("niet gevraagd")

    school = models.ForeignKey(School, models.PROTECT, null=True, blank=True, related_name="+")
    version = models.ForeignKey(CodeVersion, models.CASCADE, related_name="expected")
    body = models.CharField(_("wie moet instemmen"), max_length=120)
    note = models.CharField(_("toelichting"), max_length=200, blank=True)
    answer = models.CharField(max_length=9, choices=Answer, default=Answer.WAITING, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    precision = models.CharField(max_length=5, choices=Precision, default=Precision.DAY)
    remark = models.CharField(max_length=300, blank=True)  # what it said, or why it was not asked

    class Meta:
        ordering = ["body"]
        verbose_name = _("verwachte instemming")
        constraints: ClassVar = [
            models.UniqueConstraint("version", Lower("body"), name="body_expected_once"),
            models.CheckConstraint(
                condition=Q(answer="", answered_on=None, remark="")
                | Q(answer__in=["reserved", "refused"], answered_on__isnull=False)
                | (Q(answer="not_asked", answered_on=None) & ~Q(remark="")),
                name="body_answers_whole",
            ),
        ]
        triggers: ClassVar = agreed_before_adoption()

    def __str__(self) -> str:
        return self.body

    @property
    def answered(self) -> dates.Dated | None:
        if self.answered_on is None:
            return None
        return dates.Dated(self.answered_on, dates.Precision(self.precision))
