"""When codes are evaluated and talked about, and what came of it (G11).

A plan is stopped, never changed: its successor is another row. Outcomes and ticks are only ever
added; a correction names the row that it replaces.
"""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from protocols.calendar.querysets import CurrentQuerySet, MomentQuerySet, PlanQuerySet
from protocols.calendar.terms import Occurrence, Recurrence, Schedule
from protocols.dated import Dated
from protocols.dated import Precision as DatedPrecision
from protocols.models import Code, CodeVersion, Precision
from schoolgids.organisation.append_only import append_only
from schoolgids.organisation.models import Group, School
from schoolgids.organisation.scoped import BoardModel, SchoolModel
from schoolgids.people.models import Person


class Planned(BoardModel):
    """Something planned for a code: of the board for all its schools, or of one school."""

    school = models.ForeignKey(School, models.PROTECT, null=True, blank=True, related_name="+")
    code = models.ForeignKey(Code, models.PROTECT, related_name="+")
    planned_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    planned_at = models.DateTimeField(_("gepland om"))
    stopped_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    stopped_at = models.DateTimeField(_("gestopt om"), null=True)

    objects = PlanQuerySet.as_manager()

    class Meta:
        abstract = True


class Evaluation(Planned):
    """When a code is evaluated, and with whom."""

    class Comes(models.TextChoices):
        ONCE = Recurrence.ONCE.value, _("één keer")
        YEARLY = Recurrence.YEARLY.value, _("elk jaar")

    first_on = models.DateField(_("eerste keer"))
    precision = models.CharField(max_length=5, choices=Precision, default=Precision.DAY)
    recurrence = models.CharField(_("hoe vaak"), max_length=6, choices=Comes)
    with_role = models.CharField(_("samen met"), max_length=120, blank=True)
    with_person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["first_on", "id"]
        verbose_name = _("evaluatie")
        indexes: ClassVar = [models.Index(fields=["board", "school", "code"])]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["code", "first_on", "precision", "recurrence"],
                condition=Q(stopped_at=None),
                name="evaluation_planned_once",
            )
        ]

    def __str__(self) -> str:
        return f"evaluation {self.pk}"

    @property
    def schedule(self) -> Schedule:
        return Schedule(
            Dated(self.first_on, DatedPrecision(self.precision)), Recurrence(self.recurrence)
        )

    @property
    def settled(self) -> "Outcome | None":
        """The outcome that counts of the last time it was evaluated. Reads `outcomes`, whole."""
        counts = [row for row in self.outcomes.all() if row.counts]
        return max(counts, key=lambda row: row.occurrence, default=None)

    @property
    def open_occurrence(self) -> Occurrence | None:
        """What is to be done next; None when nothing is."""
        last = self.settled
        if self.stopped_at is not None or (last and last.result == Outcome.Result.DROPPED):
            return None
        return self.schedule.next_open((last.occurrence, last.done_on) if last else None)

    def due_of(self, number: int) -> Dated:
        """When the one with a number is due."""
        found = self.schedule.occurrence(number)
        return found.due if found else self.schedule.first


class Outcome(BoardModel):
    """What came of an evaluation, one time that it came round."""

    class Result(models.TextChoices):
        UNCHANGED = "unchanged", _("niets veranderd")
        CHANGED = "changed", _("aangepast")
        DROPPED = "dropped", _("de code vervalt")
        WITHDRAWN = "withdrawn", _("toch niet geëvalueerd")  # only ever a correction

    school = models.ForeignKey(School, models.PROTECT, null=True, blank=True, related_name="+")
    evaluation = models.ForeignKey(Evaluation, models.PROTECT, related_name="outcomes")
    occurrence = models.PositiveSmallIntegerField()
    done_on = models.DateField(_("geëvalueerd op"))
    result = models.CharField(_("uitkomst"), max_length=9, choices=Result)
    version = models.ForeignKey(
        CodeVersion, models.PROTECT, null=True, blank=True, related_name="+"
    )
    notes = models.TextField(_("toelichting"), blank=True)
    recorded_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(_("vastgelegd om"))
    replaces = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="replaced_by"
    )

    objects = CurrentQuerySet.as_manager()

    class Meta:
        ordering = ["-recorded_at", "-id"]
        verbose_name = _("uitkomst van een evaluatie")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["evaluation", "occurrence"],
                condition=Q(replaces=None),
                name="occurrence_settled_once",
            ),
            models.CheckConstraint(
                condition=~Q(result="withdrawn") | Q(replaces__isnull=False),
                name="withdrawn_outcome_replaces_one",
            ),
        ]
        triggers: ClassVar = append_only()

    def __str__(self) -> str:
        return f"outcome {self.pk}"

    @property
    def is_current(self) -> bool:
        """Whether no correction came after it."""
        return not hasattr(self, "replaced_by")

    @property
    def counts(self) -> bool:
        return self.is_current and self.result != self.Result.WITHDRAWN


class DiscussionPlan(Planned):
    """Which groups talk about a code, at the moments of each school year."""

    year_groups = ArrayField(models.CharField(max_length=2), default=list, blank=True)
    group_ids = ArrayField(models.UUIDField(), default=list, blank=True)  # of one school year

    class Meta:
        ordering = ["id"]
        verbose_name = _("plan voor groepsgesprekken")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(year_groups=[]) | ~Q(group_ids=[]), name="plan_names_groups"
            ),
            models.UniqueConstraint(
                fields=["code", "year_groups", "group_ids"],
                condition=Q(stopped_at=None),
                name="discussions_planned_once",
            ),
        ]

    def __str__(self) -> str:
        return f"discussion plan {self.pk}"

    def is_for(self, group: Group) -> bool:
        """Whether a group takes part."""
        return group.year_group in self.year_groups or group.pk in self.group_ids


class Moment(BoardModel):
    """A time in a school year at which the groups talk: a week that has another date each year."""

    school = models.ForeignKey(School, models.PROTECT, null=True, blank=True, related_name="+")
    plan = models.ForeignKey(DiscussionPlan, models.PROTECT, related_name="moments")
    school_year = models.CharField(_("schooljaar"), max_length=9)
    name = models.CharField(_("moment"), max_length=80)
    from_on = models.DateField(_("vanaf"))
    until_on = models.DateField(_("tot en met"))
    added_at = models.DateTimeField()

    objects = MomentQuerySet.as_manager()

    class Meta:
        ordering = ["from_on", "id"]
        verbose_name = _("gespreksmoment")
        indexes: ClassVar = [models.Index(fields=["board", "school", "school_year"])]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["plan", "school_year", "name"], name="moment_named_once_a_year"
            ),
            models.CheckConstraint(
                condition=Q(until_on__gte=F("from_on")), name="moment_ends_after_it_begins"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Discussion(SchoolModel):
    """That a group talked at a moment, ticked by a person; without a day the tick is taken back."""

    moment = models.ForeignKey(Moment, models.PROTECT, related_name="discussions")
    group = models.ForeignKey(Group, models.PROTECT, related_name="+")
    held_on = models.DateField(_("gesproken op"), null=True)
    ticked_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    ticked_at = models.DateTimeField(_("afgevinkt om"))
    replaces = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="replaced_by"
    )

    objects = CurrentQuerySet.as_manager()

    class Meta:
        ordering = ["-ticked_at", "-id"]
        verbose_name = _("groepsgesprek")
        indexes: ClassVar = [models.Index(fields=["board", "school", "moment"])]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["moment", "group"],
                condition=Q(replaces=None),
                name="discussion_ticked_once",
            ),
            models.CheckConstraint(
                condition=Q(held_on__isnull=False) | Q(replaces__isnull=False),
                name="tick_taken_back_was_there",
            ),
        ]
        triggers: ClassVar = append_only()

    def __str__(self) -> str:
        return f"discussion {self.pk}"


class AgendaItem(Planned):
    """A standing item on the agenda of the team: "elke teamvergadering"."""

    class Every(models.TextChoices):
        MEETING = "meeting", _("elke teamvergadering, zonder vaste dag")
        WEEK = "week", _("elke week")
        FORTNIGHT = "fortnight", _("om de week")
        MONTH = "month", _("elke maand")

    text = models.CharField(_("agendapunt"), max_length=200)
    every = models.CharField(_("hoe vaak"), max_length=9, choices=Every)
    from_on = models.DateField(_("vanaf"))

    class Meta:
        ordering = ["from_on", "id"]
        verbose_name = _("agendapunt")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["code", "text"], condition=Q(stopped_at=None), name="agenda_item_once"
            )
        ]

    def __str__(self) -> str:
        return self.text


class Feed(BoardModel):
    """The secret address at which a person's own calendar program reads; only its digest."""

    school = models.ForeignKey(School, models.PROTECT, null=True, blank=True, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    digest = models.BinaryField(max_length=32)
    made_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("agenda-abonnement")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["digest"], name="feed_address_once"),
            models.UniqueConstraint(
                fields=["board", "school", "person"],
                condition=Q(revoked_at=None),
                nulls_distinct=False,
                name="feed_of_person_once",
            ),
        ]

    def __str__(self) -> str:
        return f"feed {self.pk}"
