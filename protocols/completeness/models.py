"""Who keeps a topic of the guide and when it was last looked at; what the law asks of it (G15)."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from protocols.models import GuideTopic
from schoolgids.organisation.append_only import append_only
from schoolgids.organisation.models import School
from schoolgids.organisation.scoped import BoardModel, SchoolModel
from schoolgids.people.models import Person

KEY_LONGEST = 40


class TopicFacts(SchoolModel):
    """What is known of one topic beside its text: who keeps it, why it is there, when to look."""

    topic = models.OneToOneField(GuideTopic, models.PROTECT, related_name="facts")
    owner_role = models.CharField(_("rol die dit beheert"), max_length=40, blank=True)
    owner = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="+", verbose_name=_("wie beheert dit")
    )
    legal_basis = models.CharField(_("grondslag"), max_length=200, blank=True)
    legal_link = models.URLField(_("link naar de grondslag"), max_length=500, blank=True)
    requirement = models.CharField(max_length=KEY_LONGEST, blank=True)  # that the basis is of
    checked_on = models.DateField(_("nagekeken op"), null=True)
    checked_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    check_again_on = models.DateField(_("opnieuw nakijken op"), null=True)

    class Meta:
        verbose_name = _("gegevens van een onderwerp")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(owner=None) | Q(owner_role=""), name="topic_kept_by_one"
            ),
            models.CheckConstraint(
                condition=Q(checked_on=None, checked_by=None)
                | Q(checked_on__isnull=False, checked_by__isnull=False),
                name="topic_checked_by_somebody",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["board", "school", "check_again_on"])]

    def __str__(self) -> str:
        return f"facts of topic {self.topic_id}"


class TopicCheck(SchoolModel):
    """That somebody looked at a topic and found that it still holds."""

    topic = models.ForeignKey(GuideTopic, models.PROTECT, related_name="checks")
    on = models.DateField(_("nagekeken op"))
    checked_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    check_again_on = models.DateField(_("opnieuw nakijken op"))

    class Meta:
        ordering = ["-on", "-id"]
        verbose_name = _("nagekeken onderwerp")
        indexes: ClassVar = [models.Index(fields=["board", "school", "topic"])]
        triggers: ClassVar = append_only()

    def __str__(self) -> str:
        return f"check {self.pk}"


class PublishedCheck(models.Model):
    """What the public reads of the facts: when a topic was looked at, never by whom."""

    SHARED = True

    topic = models.UUIDField(primary_key=True)
    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    checked_on = models.DateField(null=True)
    legal_link = models.URLField(max_length=500, blank=True)

    class Meta:
        verbose_name = _("gepubliceerde controle")

    def __str__(self) -> str:
        return f"check of topic {self.topic}"


class OwnRequirement(BoardModel):
    """What a board asks of the guides of its schools beside the law."""

    sector = models.CharField(_("sector"), max_length=2, choices=School.Sector, blank=True)
    title = models.CharField(_("wat moet erin staan"), max_length=120)
    explanation = models.CharField(_("uitleg"), max_length=300, blank=True)
    source = models.CharField(_("waar staat dat"), max_length=200, blank=True)
    from_on = models.DateField(_("vanaf"))
    until_on = models.DateField(_("tot"), null=True)  # the first day it is not asked any more

    class Meta:
        ordering = ["title", "id"]
        verbose_name = _("eigen onderdeel")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=F("from_on")),
                name="own_requirement_ends_after_it_begins",
            )
        ]

    def __str__(self) -> str:
        return self.title


class Decision(SchoolModel):
    """What a person said of one item at one school. The newest counts; none is ever changed."""

    class Kind(models.TextChoices):
        TOPIC = "topic", _("staat in dit onderwerp")
        NOT_APPLICABLE = "n/a", _("niet van toepassing")
        OPEN = "open", _("weer open")

    requirement = models.CharField(max_length=KEY_LONGEST)
    kind = models.CharField(max_length=5, choices=Kind)
    topic = models.ForeignKey(GuideTopic, models.PROTECT, null=True, related_name="+")
    reason = models.CharField(_("waarom niet"), max_length=300, blank=True)
    decided_at = models.DateTimeField()
    decided_by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-decided_at", "-id"]
        verbose_name = _("besluit over een onderdeel")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(kind="topic", topic__isnull=False, reason="")
                | (Q(kind="n/a", topic=None) & ~Q(reason=""))
                | Q(kind="open", topic=None, reason=""),
                name="decision_says_what_it_is",
            )
        ]
        indexes: ClassVar = [models.Index(fields=["board", "school", "requirement", "-decided_at"])]
        triggers: ClassVar = append_only()

    def __str__(self) -> str:
        return f"{self.requirement}: {self.kind}"
