"""One scan of many paper forms, and the forms that were found in it (C6)."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from schoolgids.organisation.scoped import SchoolModel
from schoolgids.people.models import Person


class ScanBundle(SchoolModel):
    """A pile of forms as one PDF. Its pages are looked at some at a time, then it is taken apart."""

    file = models.OneToOneField("files.StoredFile", models.PROTECT, related_name="+")
    pages = models.PositiveIntegerField()
    marks = ArrayField(models.CharField(max_length=200), default=list)  # of the pages read so far
    submission = models.UUIDField()  # one press of the button; a second one is the same scan
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    split_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]
        verbose_name = _("scan van formulieren")
        constraints = [
            models.UniqueConstraint(fields=["board", "submission"], name="scan_bundle_once")
        ]
        indexes = [
            models.Index(
                fields=["board", "id"], condition=Q(split_at=None), name="scan_bundle_waiting"
            )
        ]

    def __str__(self) -> str:
        return f"scan bundle {self.pk}"


class ScannedForm(SchoolModel):
    """The pages of one form. Its pupil follows from the code, or is named by a person."""

    class Outcome(models.TextChoices):
        WAITING = "", _("nog invoeren")
        ENTERED = "entered", _("ingevoerd")
        SET_ASIDE = "set_aside", _("geen formulier")

    bundle = models.ForeignKey(ScanBundle, models.PROTECT, related_name="forms")
    number = models.PositiveIntegerField()
    file = models.OneToOneField("files.StoredFile", models.PROTECT, related_name="+")
    pages = models.PositiveSmallIntegerField()
    pupil = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    outcome = models.CharField(max_length=9, choices=Outcome, blank=True, default=Outcome.WAITING)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["bundle", "number"]
        verbose_name = _("formulier uit een scan")
        constraints = [
            models.UniqueConstraint(fields=["bundle", "number"], name="scanned_form_once"),
            models.CheckConstraint(
                condition=Q(outcome="", settled_at=None, settled_by=None)
                | (~Q(outcome="") & Q(settled_at__isnull=False, settled_by__isnull=False)),
                name="scanned_form_settled_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(outcome="entered") | Q(pupil__isnull=False),
                name="scanned_form_entered_for_a_pupil",
            ),
        ]

    def __str__(self) -> str:
        return f"form {self.number} of {self.bundle_id}"
