"""A text on its way from a file to a draft (G4): what was sent, how far it is, what came of it."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from protocols.models import Code, CodeVersion
from schoolgids.organisation.models import School
from schoolgids.organisation.scoped import BoardModel
from schoolgids.people.models import Person
from schoolgids.workflow import Staged


class ImportJob(Staged, BoardModel):
    """One file or pasted text, from the upload to its drafts or the reason why there is none."""

    class Stage(models.TextChoices):
        QUEUED = "queued", _("wacht tot het aan de beurt is")
        READING = "reading", _("wordt gelezen")
        CHOOSING = "choosing", _("je moet nog kiezen")
        WRITING = "writing", _("wordt een concept")
        DONE = "done", _("ingelezen")
        REFUSED = "refused", _("niet gelukt")

    school = models.ForeignKey(School, models.PROTECT, null=True, blank=True, related_name="+")
    status = models.CharField(max_length=8, choices=Stage, default=Stage.QUEUED)
    code = models.ForeignKey(Code, models.PROTECT, null=True, related_name="+")  # a newer edition
    title = models.CharField(_("titel"), max_length=200, blank=True)
    file = models.OneToOneField("files.StoredFile", models.PROTECT, related_name="+")
    is_pasted = models.BooleanField(default=False)
    outline = models.JSONField(null=True)  # what was read, until it is a draft; see outline.wire
    total = models.PositiveIntegerField(null=True)  # provisions that were read
    parts = models.JSONField(default=list)  # [[title, provisions], …] when there are several codes
    wanted = models.JSONField(default=list)  # [[title, [audience, …]], …] of each draft, as chosen
    reasons = models.JSONField(default=list)  # why it was refused, in words
    submission = models.UUIDField()  # one press of the button; a second one is the same job
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-id"]
        verbose_name = _("inlezing van een gedragscode")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["board", "submission"], name="code_import_once"),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["board", "id"],
                condition=Q(status__in=["queued", "reading", "writing"]),
                name="code_import_waiting",
            ),
            models.Index(fields=["board", "school", "id"], name="code_import_of_place"),
        ]

    def __str__(self) -> str:
        return f"code import {self.pk}"

    @property
    def is_busy(self) -> bool:
        """Whether the portal is at work on it, so that a page looks again by itself."""
        return self.status in BUSY


BUSY = (ImportJob.Stage.QUEUED, ImportJob.Stage.READING, ImportJob.Stage.WRITING)


class ImportedDraft(BoardModel):
    """A draft that came of a job. Its number makes sure that none comes of it twice."""

    school = models.ForeignKey(School, models.PROTECT, null=True, blank=True, related_name="+")
    job = models.ForeignKey(ImportJob, models.PROTECT, related_name="drafts")
    number = models.PositiveSmallIntegerField()
    version = models.OneToOneField(CodeVersion, models.CASCADE, related_name="+")

    class Meta:
        ordering = ["job", "number"]
        verbose_name = _("ingelezen concept")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["job", "number"], name="imported_draft_once")
        ]

    def __str__(self) -> str:
        return f"draft {self.number} of {self.job_id}"
