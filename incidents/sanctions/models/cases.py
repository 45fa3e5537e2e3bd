"""A sanction case: one measure for one person, from the proposal to the end (S2)."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from incidents.models import Incident
from incidents.sanctions import ladder, terms
from incidents.sanctions.models.catalogue import Level, Measure, Target
from incidents.sanctions.querysets import CaseQuerySet
from schoolgids.organisation.scoped import SchoolModel
from schoolgids.people.models import Person
from schoolgids.workflow import Staged


class SanctionCase(SchoolModel, Staged):
    """One measure for one person, from the proposal to the end.

    What the measure and the code asked when it was proposed is copied in, so that a later change
    of the catalogue or a new version of the code changes no running case.
    """

    class Stage(models.TextChoices):
        PROPOSED = "proposed", _("voorgesteld")
        HEARD = "heard", _("gehoord")
        DECIDED = "decided", _("besluit genomen")
        COMMUNICATED = "communicated", _("bekendgemaakt")
        OBJECTED = "objected", _("bezwaar in behandeling")
        RULED = "ruled", _("op bezwaar beslist")
        CLOSED = "closed", _("gesloten")
        WITHDRAWN = "withdrawn", _("ingetrokken")
        LAPSED = "lapsed", _("vervallen")

    class Outcome(models.TextChoices):
        IMPOSED = "imposed", _("De maatregel wordt opgelegd")
        NONE = "none", _("Er komt geen maatregel")

    class Route(models.TextChoices):
        POST = "post", _("Per post")
        HANDED = "handed", _("In handen gegeven")
        MAIL = "mail", _("Per beveiligde e-mail")

    UNDECIDED: ClassVar = ("proposed", "heard")
    SETTLED: ClassVar = ("decided", "communicated", "objected", "ruled")
    OPEN: ClassVar = (*UNDECIDED, *SETTLED)

    year = models.PositiveSmallIntegerField()
    sequence = models.PositiveIntegerField()
    submission = models.UUIDField(unique=True)  # of the form: a second click is no second case
    incident = models.ForeignKey(Incident, models.PROTECT, related_name="sanction_cases")
    person = models.ForeignKey(Person, models.PROTECT, related_name="sanction_cases")
    measure = models.ForeignKey(Measure, models.PROTECT, related_name="cases")
    target = models.CharField(max_length=8, choices=Target)
    is_exclusion = models.BooleanField()
    mandate = models.CharField(max_length=11, choices=Level)
    # Where the code asks it, these are decisions of their own, with reasons (domain A4).
    asks_about_board = models.BooleanField(default=False)  # is the board told?
    asks_who_decides = models.BooleanField(default=False)  # the leadership, or the board?

    days = models.PositiveSmallIntegerField(_("aantal schooldagen"), null=True, blank=True)
    first_on = models.DateField(_("eerste dag"), null=True, blank=True)
    last_on = models.DateField(_("laatste dag"), null=True, blank=True)
    facts = models.TextField(_("wat is er gebeurd"))
    grounds = models.TextField(_("waarom dit voorstel"))
    arrangements = models.TextField(_("hoe het onderwijs doorgaat"), blank=True)
    proposed_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()

    # With whom the case lies now, since when, and the last day for the next step.
    level = models.CharField(_("ligt bij"), max_length=11, choices=Level)
    escalated_at = models.DateTimeField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)

    outcome = models.CharField(_("besluit"), max_length=7, choices=Outcome, blank=True)
    motivation = models.TextField(_("motivering"), blank=True)
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    communicated_on = models.DateField(_("bekendgemaakt op"), null=True, blank=True)
    communicated_how = models.CharField(_("hoe"), max_length=9, choices=Route, blank=True)
    objection_until = models.DateField(null=True, blank=True)
    end_reason = models.TextField(_("reden van het einde"), blank=True)

    objects = CaseQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        verbose_name = _("zaak")
        constraints = [
            models.UniqueConstraint(fields=["school", "year", "sequence"], name="case_numbered_once"),
            models.CheckConstraint(
                condition=Q(is_exclusion=False) | Q(target="pupil"), name="case_excludes_only_pupils"
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["decided", "communicated", "objected", "ruled"])
                | (~Q(outcome="") & ~Q(motivation="") & Q(decided_by__isnull=False)
                   & Q(decided_at__isnull=False)),
                name="case_decided_with_reasons_by_someone",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["communicated", "objected", "ruled"])
                | Q(communicated_on__isnull=False),
                name="case_communicated_on_a_day",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["withdrawn", "lapsed"]) | ~Q(end_reason=""),
                name="case_ends_early_with_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(first_on=None, last_on=None)
                | Q(first_on__isnull=False, last_on__gte=F("first_on"), days__gte=1),
                name="case_lasts_whole_days",
            ),
            models.UniqueConstraint(
                fields=["incident", "person", "measure"],
                condition=~Q(status__in=["closed", "withdrawn", "lapsed"]),
                name="case_open_once_per_measure",
            ),
            models.CheckConstraint(condition=~Q(grounds="") & ~Q(facts=""), name="case_has_grounds"),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["board", "school", "status", "-id"]),
            models.Index(
                fields=["board", "due_on"],
                condition=Q(status__in=["proposed", "heard"]),
                name="case_due",
            ),
            models.Index(fields=["person", "-id"]),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        return f"{self.year}-{self.sequence:04}"

    @property
    def decider(self) -> str:
        """The level that decides: the mandate, or higher when the case was passed up."""
        return ladder.highest(self.mandate, self.level)

    @property
    def decider_label(self) -> str:
        return str(Level(self.decider).label)

    @property
    def level_label(self) -> str:
        return str(Level(self.level).label)

    @property
    def stage_label(self) -> str:
        return str(self.Stage(self.status).label)

    @property
    def is_open(self) -> bool:
        return self.status in self.OPEN

    @property
    def asks_leadership(self) -> bool:
        """Whether the leadership has something to weigh before the decision."""
        return self.asks_about_board or self.asks_who_decides

    @property
    def is_suspension(self) -> bool:
        return self.is_exclusion and self.measure.max_days is not None

    def concerns_minor(self, day: date) -> bool:
        """Whether guardians stand beside the person: a pupil under 18, or of unknown age."""
        return self.target == Target.PUPIL and terms.is_minor(self.person.age_on(day))
