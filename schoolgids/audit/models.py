"""What happened, append-only, and the seals that prove nothing was changed since (P6)."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils.translation import gettext_lazy as _
from uuid6 import uuid7

from schoolgids.organisation.append_only import append_only


class Event(models.Model):
    """One thing somebody did, read or was refused.

    No foreign keys, so it never blocks a deletion and outlives what it tells of; the actor's
    name and role are copied in as they were. `digest` covers every other field.
    """

    class Kind(models.TextChoices):
        CHANGE = "change", _("wijziging")
        VIEW = "view", _("inzage")
        REFUSAL = "refusal", _("weigering")
        SIGN_IN = "sign_in", _("aanmelding")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    board_id = models.BigIntegerField()
    school_id = models.BigIntegerField(null=True)
    at = models.DateTimeField()
    kind = models.CharField(max_length=8, choices=Kind)
    name = models.CharField(max_length=60)
    actor_id = models.UUIDField(null=True)
    actor_name = models.CharField(max_length=240, blank=True)
    actor_role = models.CharField(max_length=240, blank=True)
    about_type = models.CharField(max_length=60, blank=True)
    about_id = models.CharField(max_length=40, blank=True)
    person_ids = ArrayField(models.UUIDField(), default=list)  # whose data it was
    facts = models.JSONField(default=dict)
    digest = models.BinaryField(max_length=32)

    class Meta:
        verbose_name = _("gebeurtenis")
        indexes: ClassVar = [
            models.Index(fields=["board_id", "-at"]),
            models.Index(fields=["about_id"]),
            GinIndex(fields=["person_ids"]),
        ]
        triggers: ClassVar = append_only()

    def __str__(self) -> str:
        return self.name


class Seal(models.Model):
    """One link of a board's chain: the hash of the previous link and of the sealed digests."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    board_id = models.BigIntegerField()
    number = models.BigIntegerField()
    at = models.DateTimeField()
    previous = models.BinaryField(max_length=32)
    digest = models.BinaryField(max_length=32)
    event_ids = ArrayField(models.UUIDField())

    class Meta:
        verbose_name = _("zegel")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["board_id", "number"], name="seal_numbered_once")
        ]
        triggers: ClassVar = append_only()

    def __str__(self) -> str:
        return f"seal {self.number}"
