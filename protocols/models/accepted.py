"""Words that lead nowhere and may stay so, because somebody said why (G5)."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from protocols.models.codes import CodeVersion, Provision
from protocols.models.immutable import agreed_before_adoption
from schoolgids.organisation.models import School
from schoolgids.organisation.scoped import BoardModel
from schoolgids.people.models import Person


class AcceptedPlace(BoardModel):
    """A link in a provision that leads nowhere and stays: of another text, not of this one.

    It holds for the provision as it read then. Other words are other words, and ask again.
    """

    school = models.ForeignKey(School, models.PROTECT, null=True, blank=True, related_name="+")
    version = models.ForeignKey(CodeVersion, models.CASCADE, related_name="accepted_places")
    provision = models.ForeignKey(Provision, models.CASCADE, related_name="accepted_places")
    words = models.CharField(max_length=700)
    text = models.TextField()  # of the provision, as it was when this was said
    reason = models.CharField(_("waarom dit zo mag blijven"), max_length=300)
    accepted_at = models.DateTimeField()
    accepted_by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["accepted_at"]
        verbose_name = _("geaccepteerde verwijzing")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["provision", "words"], name="place_accepted_once"),
            models.CheckConstraint(condition=~models.Q(reason=""), name="place_accepted_because"),
        ]
        triggers: ClassVar = agreed_before_adoption()

    def __str__(self) -> str:
        return self.words
