"""A topic of the guide on its way to the public, and each text that was published of it (G2)."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from protocols.models import Code, GuideTopic
from schoolgids.organisation.append_only import append_only
from schoolgids.organisation.scoped import SchoolModel
from schoolgids.people.models import Person


class TopicText(SchoolModel):
    """What a topic says."""

    title = models.CharField(_("onderwerp"), max_length=120)
    lede = models.CharField(_("inleiding in één zin"), max_length=300, blank=True)
    in_short = models.TextField(_("in het kort"), blank=True)
    own_text = models.TextField(_("eigen tekst van de school"), blank=True)
    related = ArrayField(models.SlugField(max_length=80), default=list, blank=True)

    class Meta:
        abstract = True


class TopicDraft(TopicText):
    """A text that only staff see yet: of a new topic, or for one that is in the guide."""

    topic = models.OneToOneField(GuideTopic, models.PROTECT, null=True, related_name="draft")
    code = models.ForeignKey(Code, models.PROTECT, null=True, related_name="+")
    requirement = models.CharField(max_length=40, blank=True)  # for which it is written
    revision = models.PositiveIntegerField(default=1)  # one more each time it is saved
    submission = models.UUIDField(null=True)  # the page that saved it last
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["title", "id"]
        verbose_name = _("concept van een onderwerp")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["school", "submission"], name="topic_draft_once")
        ]
        indexes: ClassVar = [models.Index(fields=["board", "school"])]

    def __str__(self) -> str:
        return self.title


class TopicEdition(TopicText):
    """A text as it was put in the guide, or that the topic was taken out. Rows are only added."""

    topic = models.ForeignKey(GuideTopic, models.PROTECT, related_name="editions")
    code = models.ForeignKey(Code, models.PROTECT, null=True, related_name="+")
    number = models.PositiveIntegerField()
    is_out = models.BooleanField(default=False)
    reason = models.CharField(_("waarom"), max_length=300, blank=True)
    submission = models.UUIDField(null=True)  # one press of the button
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-number"]
        verbose_name = _("uitgave van een onderwerp")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["topic", "number"], name="topic_edition_numbered_once"),
            models.UniqueConstraint(fields=["school", "submission"], name="topic_edition_once"),
        ]
        indexes: ClassVar = [models.Index(fields=["board", "school", "topic"])]
        triggers: ClassVar = append_only()

    def __str__(self) -> str:
        return f"{self.title}, {self.number}"
