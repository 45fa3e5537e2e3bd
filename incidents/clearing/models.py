"""How it is known that a pupil did not do it. Words about a pupil never stand in the audit trail,
which nobody can change: they stand here, as long as the report itself.
"""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from incidents.models import Incident, InvolvedParty
from schoolgids.organisation.scoped import SchoolModel
from schoolgids.people.models import Person


class FakeAccountProof(SchoolModel):
    """From what it shows that somebody else made the account, and who wrote that down."""

    incident = models.ForeignKey(Incident, models.PROTECT, related_name="fake_account_proofs")
    party = models.OneToOneField(InvolvedParty, models.PROTECT, related_name="fake_account_proof")
    text = models.TextField(_("waaruit blijkt dat het een nepaccount was"))
    recorded_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["id"]
        verbose_name = _("bewijs van een nepaccount")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~models.Q(text=""), name="fake_account_proof_says_how"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["board", "school", "incident"])]

    def __str__(self) -> str:
        return f"proof {self.pk}"
