"""The outbox: mail that says only that something is waiting, and where (P7)."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from schoolgids.notices.querysets import NoticeQuerySet
from schoolgids.organisation.scoped import BoardModel


class Notice(BoardModel):
    """One mail to one person. Nothing in it is about anybody; what it is about stays behind the
    link. `key` names the occasion, so that telling twice makes one mail.
    """

    class Tone(models.TextChoices):
        COLLEAGUE = "colleague", _("collega of leerling: je")
        GUARDIAN = "guardian", _("ouder: u")

    key = models.CharField(max_length=120)
    recipient = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    tone = models.CharField(max_length=9, choices=Tone, default=Tone.COLLEAGUE)
    path = models.CharField(max_length=200)  # of the page behind the sign-in
    queued_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True)
    given_up_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(default=timezone.now)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("bericht")
        constraints = [
            models.UniqueConstraint(fields=["board", "key", "recipient"], name="notice_once"),
            models.CheckConstraint(
                condition=Q(sent_at=None) | Q(given_up_at=None), name="notice_sent_or_given_up"
            ),
        ]
        indexes = [
            models.Index(
                fields=["board", "next_try_at"],
                condition=Q(sent_at=None, given_up_at=None),
                name="notice_waiting",
            )
        ]

    def __str__(self) -> str:
        return f"notice {self.pk}"
