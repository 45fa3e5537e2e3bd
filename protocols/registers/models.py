"""What a code allows once somebody asked: accounts, exceptions, class apps, lessons (G13).

One table and one workflow. What was asked and what was decided is never changed; an entry ends
by its last day, or sooner when somebody ends it.
"""

from datetime import date
from typing import ClassVar

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from protocols.models import CodeVersion, Provision
from protocols.registers.platforms import Platform, label_of
from protocols.registers.querysets import AccountQuerySet, EntryQuerySet, PlacementQuerySet
from schoolgids.organisation.append_only import append_only
from schoolgids.organisation.models import Group, School
from schoolgids.organisation.scoped import SchoolModel
from schoolgids.people.models import Person
from schoolgids.workflow import Staged

FINAL = "RAISE EXCEPTION 'What was asked and decided is not changed: %', TG_TABLE_NAME;"
ASKED = (
    "board_id", "school_id", "kind", "platform", "platform_name", "minimum_age", "name", "link",
    "lesson", "purpose", "why_not_school", "part_of_lesson", "person_id", "group_id",
    "requested_by_id", "requested_at", "from_on", "submission",
)  # fmt: skip
DECIDED = ("decided_by_id", "decided_at", "reason")


class Kind(models.TextChoices):
    ACCOUNT = "account", _("officieel account")
    EXCEPTION = "exception", _("uitzondering op de code")
    CLASS_APP = "class_app", _("klassenapp")
    LESSON = "lesson", _("sociale media in de les")


class Stage(models.TextChoices):
    REQUESTED = "requested", _("aangevraagd")
    GRANTED = "granted", _("toegestaan")
    REFUSED = "refused", _("geweigerd")
    WITHDRAWN = "withdrawn", _("ingetrokken")
    ENDED = "ended", _("beëindigd")


def final_once_decided() -> list[pgtrigger.Trigger]:
    """Nothing asked changes, nothing decided changes, and nothing is deleted."""
    asked = ", ".join(f"NEW.{name}" for name in ASKED)
    as_asked = asked.replace("NEW.", "OLD.")
    decided = ", ".join(f"NEW.{name}" for name in DECIDED)
    as_decided = decided.replace("NEW.", "OLD.")
    return [
        pgtrigger.Trigger(
            name="decision_is_final",
            when=pgtrigger.Before,
            operation=pgtrigger.Update | pgtrigger.Delete,
            func=f"""
                IF TG_OP = 'DELETE' THEN {FINAL} END IF;
                IF ROW({asked}) IS DISTINCT FROM ROW({as_asked})
                    OR (NEW.until_on IS DISTINCT FROM OLD.until_on AND NEW.status <> 'ended')
                    OR OLD.status IN ('refused', 'withdrawn', 'ended')
                    OR (OLD.decided_at IS NOT NULL
                        AND ROW({decided}) IS DISTINCT FROM ROW({as_decided}))
                THEN {FINAL} END IF;
                RETURN NEW;
            """,
        ),
        append_only()[1],  # no truncate
    ]


class Entry(Staged, SchoolModel):
    """A request, and what became of it."""

    kind = models.CharField(max_length=9, choices=Kind)
    platform = models.CharField(_("platform"), max_length=9, choices=Platform)
    platform_name = models.CharField(_("naam van het platform"), max_length=60, blank=True)
    minimum_age = models.PositiveSmallIntegerField(_("minimumleeftijd"), null=True)
    name = models.CharField(_("naam"), max_length=80, blank=True)
    link = models.URLField(_("link"), max_length=500, blank=True)
    lesson = models.CharField(_("les of lesuur"), max_length=80, blank=True)
    purpose = models.CharField(_("doel"), max_length=300)
    why_not_school = models.CharField(max_length=300, blank=True)
    part_of_lesson = models.BooleanField(default=False)
    # Who keeps the account, is excepted or teaches the lesson.
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    group = models.ForeignKey(Group, models.PROTECT, null=True, related_name="+")
    requested_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    requested_at = models.DateTimeField(_("aangevraagd om"), default=now)
    from_on = models.DateField(_("vanaf"))
    until_on = models.DateField(_("tot en met"), null=True)
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(_("besloten om"), null=True)
    reason = models.CharField(_("reden"), max_length=300, blank=True)
    ended_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(_("beëindigd om"), null=True)
    submission = models.UUIDField(unique=True)  # one press of the button

    objects = EntryQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-id"]
        verbose_name = _("registerregel")
        indexes: ClassVar = [models.Index(fields=["board", "school", "kind", "status"])]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="entry_kind_known"),
            models.CheckConstraint(condition=Q(status__in=Stage.values), name="entry_stage_known"),
            models.CheckConstraint(
                condition=Q(status__in=("requested", "withdrawn"), decided_by=None, decided_at=None)
                | Q(
                    status__in=("granted", "refused", "ended"),
                    decided_by__isnull=False,
                    decided_at__isnull=False,
                ),
                name="entry_decision_has_decider_and_time",
            ),
            models.CheckConstraint(
                condition=~Q(status="refused") | ~Q(reason=""), name="entry_refusal_has_a_reason"
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=("exception", "lesson")) | Q(until_on__isnull=False),
                name="entry_exception_and_lesson_have_an_end",
            ),
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=F("from_on")),
                name="entry_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(status="ended", ended_by__isnull=False, ended_at__isnull=False)
                | (~Q(status="ended") & Q(ended_by=None, ended_at=None)),
                name="entry_ended_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(kind="account", person__isnull=False, group=None)
                | Q(kind="exception", person__isnull=False, group=None)
                | Q(kind="exception", person=None, group__isnull=False)
                | Q(kind="class_app", person=None, group__isnull=False)
                | Q(kind="lesson", person__isnull=False, group__isnull=False),
                name="entry_says_who",
            ),
        ]
        triggers: ClassVar = final_once_decided()

    def __str__(self) -> str:
        return f"entry {self.pk}"

    @property
    def platform_label(self) -> str:
        return label_of(self.platform, self.platform_name)

    @property
    def title(self) -> str:
        """What it is called in lists: no names of people."""
        named = {
            Kind.ACCOUNT: f"{self.name} ({self.platform_label})",
            Kind.EXCEPTION: self.platform_label,
            Kind.CLASS_APP: f"{self.group}, {self.platform_label}",
            Kind.LESSON: f"{self.group}, {self.lesson}",
        }
        return named[Kind(self.kind)]

    @property
    def is_open(self) -> bool:
        return self.status == Stage.REQUESTED

    def standing(self, today: date) -> str:
        """Where it stands on a day: its stage, and of what was granted whether it holds."""
        if self.status != Stage.GRANTED:
            return self.status
        if today < self.from_on:
            return "begins"
        return "past" if self.until_on is not None and self.until_on < today else "holds"


class Ground(SchoolModel):
    """A rule by which a request was judged, as it was when it was asked or when it was decided;
    for an exception the provision that it departs from.
    """

    class When(models.TextChoices):
        ASKED = "asked", _("bij de aanvraag")
        DECIDED = "decided", _("bij het besluit")

    entry = models.ForeignKey(Entry, models.PROTECT, related_name="grounds")
    when = models.CharField(max_length=7, choices=When)
    rule = models.CharField(max_length=40, blank=True)  # "": the provision alone
    value = models.JSONField(null=True)
    # Both None: no text says it, the default holds.
    version = models.ForeignKey(CodeVersion, models.PROTECT, null=True, related_name="+")
    provision = models.ForeignKey(Provision, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["id"]
        verbose_name = _("grond")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["entry", "when", "rule"], name="entry_judged_once")
        ]
        triggers: ClassVar = append_only()

    def __str__(self) -> str:
        return f"ground {self.pk}"


class Placement(SchoolModel):
    """Whether a pupil is in a class app, and how one who is not hears the news. The last row
    about a pupil counts.
    """

    class Where(models.TextChoices):
        IN = "in", _("in de app")
        AGREED = "agreed", _("in de app, de ouders zeiden ja")
        OUT = "out", _("niet in de app")

    entry = models.ForeignKey(Entry, models.PROTECT, related_name="placements")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    where = models.CharField(max_length=6, choices=Where)
    told_how = models.CharField(
        _("hoe krijgt deze leerling het bericht"), max_length=120, blank=True
    )
    noted_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    noted_at = models.DateTimeField(default=now)

    objects = PlacementQuerySet.as_manager()

    class Meta:
        verbose_name = _("leerling bij een klassenapp")
        indexes: ClassVar = [models.Index(fields=["board", "school", "entry", "person"])]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(where__in=("in", "agreed"), told_how="")
                | (Q(where="out") & ~Q(told_how="")),
                name="placement_out_says_how_told",
            )
        ]
        triggers: ClassVar = append_only()

    def __str__(self) -> str:
        return f"placement {self.pk}"


class PublishedAccount(models.Model):
    """An official account as the public reads it: no person, so without a scope."""

    SHARED = True

    entry = models.UUIDField(primary_key=True)
    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    platform = models.CharField(max_length=9, choices=Platform)
    platform_name = models.CharField(max_length=60, blank=True)
    name = models.CharField(max_length=80)
    link = models.URLField(max_length=500, blank=True)
    from_on = models.DateField()
    until_on = models.DateField(null=True)

    objects = AccountQuerySet.as_manager()

    class Meta:
        verbose_name = _("gepubliceerd account")
        indexes: ClassVar = [models.Index(fields=["school", "from_on"])]

    def __str__(self) -> str:
        return self.name

    @property
    def platform_label(self) -> str:
        return label_of(self.platform, self.platform_name)
