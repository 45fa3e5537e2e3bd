"""What the public reads: copies of published text, without a scope, without personal data (P5)."""

from typing import ClassVar
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from protocols import dated as dates
from protocols.models.codes import Audience, Precision
from protocols.querysets import PublishedVersionQuerySet
from schoolgids.organisation.models import Board, School


class PublishedVersion(models.Model):
    """A version of a code as the public may read it."""

    SHARED = True

    version = models.UUIDField(primary_key=True)
    code = models.UUIDField()
    board = models.ForeignKey(Board, models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    citation_title = models.CharField(max_length=200, blank=True)
    summary = models.CharField(max_length=400, blank=True)
    is_minor = models.BooleanField(default=False)  # corrects, and asks nobody to read it again
    audiences = ArrayField(models.CharField(max_length=20, choices=Audience), default=list)
    adopted_by = models.CharField(max_length=120)
    adopted_on = models.DateField()
    adopted_precision = models.CharField(max_length=5, choices=Precision)
    consents = models.JSONField(default=list)  # [body, day, precision]
    effective_on = models.DateField()
    until_on = models.DateField(null=True)
    published_at = models.DateTimeField(default=now)
    changed_at = models.DateTimeField(default=now)  # also when it begins or ends; for the feeds

    objects = PublishedVersionQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        verbose_name = _("gepubliceerde versie")
        indexes: ClassVar = [models.Index(fields=["code", "-effective_on"])]

    def __str__(self) -> str:
        return f"{self.title}, versie {self.number}"

    @property
    def adopted(self) -> dates.Dated:
        return dates.Dated(self.adopted_on, dates.Precision(self.adopted_precision))


class PublishedProvision(models.Model):
    """A provision as the public may read it; `path` is how it is cited, `anchor` its place."""

    SHARED = True

    id = models.BigAutoField(primary_key=True)
    version = models.ForeignKey(PublishedVersion, models.CASCADE, related_name="provisions")
    key = models.UUIDField()
    order = models.PositiveIntegerField()
    kind = models.CharField(max_length=9)
    depth = models.PositiveSmallIntegerField()
    label = models.CharField(max_length=60, blank=True)
    path = models.CharField(max_length=200, blank=True)
    anchor = models.CharField(max_length=210)
    text = models.TextField(blank=True)
    audiences = ArrayField(models.CharField(max_length=20), default=list)
    references = models.JSONField(default=list)  # [words, anchor]
    search = SearchVectorField(null=True)

    class Meta:
        ordering = ["version", "order"]
        verbose_name = _("gepubliceerde bepaling")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["version", "order"], name="published_in_order")
        ]
        indexes: ClassVar = [
            GinIndex(fields=["search"], name="provision_search"),
            GinIndex(fields=["text"], opclasses=["gin_trgm_ops"], name="provision_trigrams"),
        ]

    def __str__(self) -> str:
        return f"{self.path} {self.text[:40]}".strip()

    @property
    def stable_anchor(self) -> str:
        return stable_anchor(self.key)


class PublishedTopic(models.Model):
    """An entry of a school's A–Z as the public may read it."""

    SHARED = True

    topic = models.UUIDField(primary_key=True)
    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    code = models.UUIDField(null=True)
    slug = models.SlugField(max_length=80)
    letter = models.CharField(max_length=1)
    title = models.CharField(max_length=120)
    lede = models.CharField(max_length=300, blank=True)
    in_short = models.TextField(blank=True)
    own_text = models.TextField(blank=True)
    related = ArrayField(models.SlugField(max_length=80), default=list)
    owner = models.CharField(max_length=120, blank=True)
    legal_basis = models.CharField(max_length=200, blank=True)
    review_on = models.DateField(null=True)
    review_precision = models.CharField(max_length=5, choices=Precision)
    is_withdrawn = models.BooleanField(default=False)  # kept, so that the guide's age moves on
    changed_at = models.DateTimeField()
    search = SearchVectorField(null=True)

    class Meta:
        ordering = ["letter", "title"]
        verbose_name = _("gepubliceerd onderwerp")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["school", "slug"], name="published_slug_once")
        ]
        indexes: ClassVar = [
            models.Index(fields=["school", "-changed_at"]),
            models.Index(fields=["code"]),
            GinIndex(fields=["search"], name="topic_search"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def review(self) -> dates.Dated | None:
        if self.review_on is None:
            return None
        return dates.Dated(self.review_on, dates.Precision(self.review_precision))


class PublishedPaper(models.Model):
    """A page of the guide as PDF, made once: public text, in the colours of one school."""

    SHARED = True

    school = models.ForeignKey(School, models.CASCADE, related_name="+")
    address = models.CharField(max_length=300)  # of the page, with the audience
    language = models.CharField(max_length=7)
    made_from = models.CharField(max_length=64)  # of all that it shows; another one is made anew
    content = models.BinaryField()
    made_at = models.DateTimeField()

    class Meta:
        verbose_name = _("gids op papier")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["school", "address", "language"], name="paper_made_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.address} ({self.language})"


def stable_anchor(key: UUID) -> str:
    """Where a provision is on its page, in every version: from the end of its key, its random part."""
    return f"r-{key.hex[-10:]}"
