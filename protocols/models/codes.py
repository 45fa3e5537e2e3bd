"""A code of conduct, its versions and their provisions (G3, G5, G8)."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from uuid6 import uuid7

from protocols import dated as dates
from protocols.models.immutable import (
    adopted_after_its_bodies,
    belongs_to_open_version,
    version_keeps_its_text,
)
from protocols.outline import Confidence, Kind
from protocols.querysets import CodeQuerySet, ProvisionQuerySet, VersionQuerySet
from schoolgids.files.models import StoredFile
from schoolgids.organisation.models import School
from schoolgids.organisation.scoped import BoardModel
from schoolgids.people.models import Person
from schoolgids.workflow import Staged


class Audience(models.TextChoices):
    """For whom a text is meant (A1); empty means everyone."""

    PUPILS = "pupils", _("leerlingen")
    GUARDIANS = "guardians", _("ouders")
    STAFF = "staff", _("medewerkers")
    EXTERNAL_STAFF = "external_staff", _("extern personeel")
    INTERNS = "interns", _("stagiairs")
    VOLUNTEERS = "volunteers", _("vrijwilligers")
    EXECUTIVE_BOARD = "executive_board", _("College van Bestuur")
    SUPERVISORY_BOARD = "supervisory_board", _("Raad van Toezicht")


class Precision(models.TextChoices):
    DAY = dates.Precision.DAY.value, _("dag")
    MONTH = dates.Precision.MONTH.value, _("maand")


class Stage(models.TextChoices):
    DRAFT = "draft", _("concept")
    REVIEW = "review", _("ter instemming")
    ADOPTED = "adopted", _("vastgesteld")
    SCHEDULED = "scheduled", _("gaat later in")
    IN_FORCE = "in_force", _("gepubliceerd")
    REPLACED = "replaced", _("vervangen of vervallen")


OPEN = (Stage.DRAFT, Stage.REVIEW)
PUBLISHED = (Stage.SCHEDULED, Stage.IN_FORCE, Stage.REPLACED)


class Code(BoardModel):
    """A code of conduct: of the board for all its schools, or of one school."""

    school = models.ForeignKey(School, models.PROTECT, null=True, blank=True, related_name="+")
    slug = models.SlugField(max_length=80)
    title = models.CharField(_("titel"), max_length=200)

    objects = CodeQuerySet.as_manager()

    class Meta:
        ordering = ["title"]
        verbose_name = _("gedragscode")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["board", "school", "slug"],
                name="code_slug_once",
                nulls_distinct=False,
            )
        ]

    def __str__(self) -> str:
        return self.title


class CodeVersion(Staged, BoardModel):
    """One version of a code, from draft to replaced. Adopted text never changes (trigger)."""

    school = models.ForeignKey(School, models.PROTECT, null=True, blank=True, related_name="+")
    code = models.ForeignKey(Code, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField(_("versie"))
    status = models.CharField(max_length=20, choices=Stage, default=Stage.DRAFT)
    title = models.CharField(_("titel"), max_length=200)
    citation_title = models.CharField(_("citeertitel"), max_length=200, blank=True)
    summary = models.CharField(_("wat is er nieuw"), max_length=400, blank=True)
    is_minor = models.BooleanField(_("kleine wijziging"), default=False)
    audiences = ArrayField(
        models.CharField(max_length=20, choices=Audience), default=list, blank=True
    )
    dated_on = models.DateField(_("datum van de tekst"), null=True, blank=True)
    dated_precision = models.CharField(max_length=5, choices=Precision, default=Precision.DAY)
    adopted_by = models.CharField(_("vastgesteld door"), max_length=120, blank=True)
    adopted_on = models.DateField(_("vastgesteld op"), null=True, blank=True)
    adopted_precision = models.CharField(max_length=5, choices=Precision, default=Precision.DAY)
    effective_on = models.DateField(_("geldt vanaf"), null=True, blank=True)
    until_on = models.DateField(_("geldt tot"), null=True, blank=True)  # the first day it doesn't
    # The end it was given by itself; `until_on` is earlier where the next version begins before it.
    lapses_on = models.DateField(null=True, blank=True)
    called_back_because = models.CharField(max_length=300, blank=True)
    original = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+"
    )
    remarks = models.JSONField(default=list, blank=True)  # what the import wants looked at
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    revision = models.PositiveIntegerField(default=0)  # of the outline: one more per change

    objects = VersionQuerySet.as_manager()

    class Meta:
        ordering = ["code", "-number"]
        verbose_name = _("versie")
        indexes: ClassVar = [models.Index(fields=["board", "school", "status", "effective_on"])]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["code", "number"], name="version_numbered_once"),
            models.CheckConstraint(
                condition=Q(status__in=["draft", "review"])
                | (~Q(adopted_by="") & Q(adopted_on__isnull=False)),
                name="adopted_version_says_by_whom",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["scheduled", "in_force", "replaced"])
                | Q(effective_on__isnull=False),
                name="published_version_has_a_day",
            ),
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=F("effective_on")),
                name="version_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(lapses_on=None) | Q(until_on__lte=F("lapses_on")),
                name="version_ends_when_it_lapses",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at=None, confirmed_by=None) | Q(confirmed_at__isnull=False),
                name="version_confirmed_by_somebody",
            ),
        ]
        triggers: ClassVar = [*version_keeps_its_text(), *adopted_after_its_bodies()]

    def __str__(self) -> str:
        return f"{self.title}, versie {self.number}"

    @property
    def is_open(self) -> bool:
        """Whether its text may still change."""
        return self.status == Stage.DRAFT

    @property
    def is_published(self) -> bool:
        """Whether it stands in the guide: as what will hold, holds or held."""
        return self.status in PUBLISHED

    @property
    def text_date(self) -> dates.Dated | None:
        return _dated(self.dated_on, self.dated_precision)

    @property
    def adopted(self) -> dates.Dated | None:
        return _dated(self.adopted_on, self.adopted_precision)


class Provision(BoardModel):
    """A heading, item or paragraph; its place is `order` and `depth`, its number is as printed."""

    class KindChoice(models.TextChoices):
        HEADING = Kind.HEADING.value, _("kop")
        ITEM = Kind.ITEM.value, _("regel")
        PARAGRAPH = Kind.PARAGRAPH.value, _("alinea")

    school = models.ForeignKey(School, models.PROTECT, null=True, blank=True, related_name="+")
    version = models.ForeignKey(CodeVersion, models.CASCADE, related_name="provisions")
    key = models.UUIDField(default=uuid7, editable=False)  # the same in every version
    pairing = models.CharField(max_length=8, blank=True)  # how sure that key is; see matching
    order = models.PositiveIntegerField()
    kind = models.CharField(max_length=9, choices=KindChoice)
    depth = models.PositiveSmallIntegerField(default=0)
    label = models.CharField(_("nummer zoals gedrukt"), max_length=60, blank=True)
    corrected = models.CharField(  # noqa: DJ001  empty is "no label", None is "as printed"
        _("nummer verbeterd"), max_length=60, null=True, blank=True
    )
    text = models.TextField(_("tekst"), blank=True)
    audiences = ArrayField(
        models.CharField(max_length=20, choices=Audience), default=list, blank=True
    )
    line = models.PositiveIntegerField(default=0)  # in the original
    confidence = models.CharField(max_length=8, default=Confidence.CERTAIN.value)
    dropped = models.CharField(max_length=30, blank=True)  # why it was left out; "" is kept

    objects = ProvisionQuerySet.as_manager()

    class Meta:
        ordering = ["version", "order"]
        verbose_name = _("bepaling")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["version", "order"],
                name="provision_ordered_once",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.UniqueConstraint(
                fields=["version", "key"],
                name="provision_keyed_once",
                deferrable=models.Deferrable.DEFERRED,
            ),
        ]
        triggers: ClassVar = belongs_to_open_version()

    def __str__(self) -> str:
        return f"{self.label} {self.text[:40]}".strip()


class RuleSetting(BoardModel):
    """The value of a rule in a version, and the provision it follows from."""

    school = models.ForeignKey(School, models.PROTECT, null=True, blank=True, related_name="+")
    version = models.ForeignKey(CodeVersion, models.CASCADE, related_name="rules")
    key = models.CharField(max_length=40)
    value = models.JSONField()
    provision = models.ForeignKey(Provision, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["key"]
        verbose_name = _("geldende regel")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["version", "key"], name="rule_set_once")
        ]
        triggers: ClassVar = belongs_to_open_version()

    def __str__(self) -> str:
        return self.key


def _dated(day: object, precision: str) -> dates.Dated | None:
    return dates.Dated(day, dates.Precision(precision)) if day else None  # type: ignore[arg-type]
