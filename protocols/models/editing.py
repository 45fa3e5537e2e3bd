"""What was done to the outline of a draft, to undo it step by step (G4)."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from protocols.models.codes import CodeVersion
from protocols.models.immutable import belongs_to_open_version
from schoolgids.organisation.models import School
from schoolgids.organisation.scoped import BoardModel


class OutlineChange(BoardModel):
    """One deed in the outline editor, with each line it changed before and after."""

    school = models.ForeignKey(School, models.PROTECT, null=True, blank=True, related_name="+")
    version = models.ForeignKey(CodeVersion, models.CASCADE, related_name="changes")
    number = models.PositiveIntegerField()
    deed = models.CharField(max_length=20)
    lines = models.JSONField()  # [id, before, after] each, as outline.changes writes them
    undone = models.BooleanField(default=False)

    class Meta:
        ordering = ["version", "number"]
        verbose_name = _("wijziging van de opbouw")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["version", "number"], name="outline_change_once")
        ]
        triggers: ClassVar = belongs_to_open_version()

    def __str__(self) -> str:
        return f"{self.number}: {self.deed}"
