"""Who was given which version of a code, and who says to have read it (G10).

Both are proof: rows are only ever added.
"""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from protocols.models import CodeVersion, Stage
from protocols.receipts.querysets import HandedOutQuerySet
from schoolgids.organisation.append_only import append_only
from schoolgids.organisation.scoped import SchoolModel
from schoolgids.people.models import Person


class HandedOut(SchoolModel):
    """A version that was put before somebody, at a school.

    Who works at two schools is given a text of the board at both: a school sees its own rows
    alone, and has to be able to prove it by itself.
    """

    class Route(models.TextChoices):
        MAIL = "mail", _("mail met een link")
        PORTAL = "portal", _("alleen in het portaal")  # who has no address

    version = models.ForeignKey(CodeVersion, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    on = models.DateField(_("uitgedeeld op"))
    route = models.CharField(max_length=6, choices=Route)

    objects = HandedOutQuerySet.as_manager()

    class Meta:
        ordering = ["-on", "id"]
        verbose_name = _("uitgedeelde tekst")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["version", "person", "school"], name="version_handed_out_once"
            )
        ]
        indexes: ClassVar = [models.Index(fields=["board", "school", "person"])]
        triggers: ClassVar = append_only()

    def __str__(self) -> str:
        return f"handed out {self.pk}"

    @property
    def is_unread(self) -> bool:
        """Whether it still has to be read; see `unread` of the queryset."""
        waits = self.version.status in (Stage.ADOPTED, Stage.SCHEDULED, Stage.IN_FORCE)
        return waits and not hasattr(self, "confirmation")


class ReadConfirmation(SchoolModel):
    """That the person who was given a text says to have read it, and which text that was."""

    handed_out = models.OneToOneField(HandedOut, models.PROTECT, related_name="confirmation")
    confirmed_at = models.DateTimeField(_("bevestigd om"))
    sha256 = models.CharField(max_length=64)  # as in the trail at the adoption; see proof

    class Meta:
        verbose_name = _("leesbevestiging")
        triggers: ClassVar = append_only()

    def __str__(self) -> str:
        return f"read {self.handed_out_id}"
