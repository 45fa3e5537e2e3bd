"""Measures and sanction cases. Facts with a life of their own (a hearing, a call, a duty, an
objection) are rows; the status of a case is only the summary of them.
"""

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from incidents.models import Incident
from incidents.sanctions import ladder
from incidents.sanctions.querysets import CaseQuerySet, DutyQuerySet
from schoolgids.organisation.scoped import BoardModel, SchoolModel
from schoolgids.people.models import Person
from schoolgids.workflow import Staged


class Level(models.TextChoices):
    """Who decides, low to high (incidents.sanctions.ladder)."""

    TEAM_LEADER = ladder.TEAM_LEADER, _("teamleider")
    HEAD = ladder.HEAD, _("schoolleider")
    BOARD = ladder.BOARD, _("bestuur")


class Target(models.TextChoices):
    PUPIL = "pupil", _("leerling")
    GUARDIAN = "guardian", _("ouder of verzorger")
    STAFF = "staff", _("medewerker")


class Measure(BoardModel):
    """A measure that a board knows, with the mandate and what has to come first. The ladder is
    no fixed order: any active measure may be proposed.
    """

    class Letter(models.TextChoices):
        NONE = "", _("geen brief")
        WARNING = "warning", _("waarschuwing")
        SUSPENSION = "suspension", _("schorsing")
        EXPULSION = "expulsion", _("verwijdering")
        OTHER = "other", _("ander besluit")

    code = models.SlugField(max_length=40)
    name = models.CharField(_("naam"), max_length=80)
    explanation = models.CharField(_("toelichting"), max_length=200, blank=True)
    target = models.CharField(_("voor wie"), max_length=8, choices=Target)
    mandate = models.CharField(_("wie besluit"), max_length=11, choices=Level)
    needs_hearing = models.BooleanField(_("eerst hoor en wederhoor"), default=False)
    needs_guardian_contact = models.BooleanField(_("eerst contact met de ouders"), default=False)
    # Where the code asks it, whether the board is told is a decision of its own, with reasons.
    asks_about_board = models.BooleanField(
        _("afwegen of het bestuur wordt ingelicht"), default=False
    )
    is_exclusion = models.BooleanField(_("schorsing of verwijdering"), default=False)
    max_days = models.PositiveSmallIntegerField(_("hooguit schooldagen"), null=True, blank=True)
    hear_within = models.PositiveSmallIntegerField(_("horen binnen schooldagen"), default=3)
    decide_within = models.PositiveSmallIntegerField(_("besluiten binnen schooldagen"), default=2)
    letter = models.CharField(_("brief"), max_length=10, choices=Letter, blank=True, default="")
    position = models.PositiveSmallIntegerField(default=0)
    is_active = models.BooleanField(_("in gebruik"), default=True)

    class Meta:
        ordering = ["target", "position", "name"]
        verbose_name = _("maatregel")
        constraints = [
            models.UniqueConstraint(fields=["board", "code"], name="measure_once_per_board"),
            models.CheckConstraint(
                condition=Q(is_exclusion=False) | Q(target="pupil"),
                name="measure_excludes_only_pupils",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class SanctionCase(SchoolModel, Staged):
    """One measure for one person, from the proposal to the end.

    What the measure asked when it was proposed is copied in, so that a later change of the
    catalogue changes no running case.
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
    def is_suspension(self) -> bool:
        return self.is_exclusion and self.measure.max_days is not None

    def concerns_minor(self, day: date) -> bool:
        """Whether guardians stand beside the person: a pupil under 18, or of unknown age."""
        age = self.person.age_on(day)
        return self.target == Target.PUPIL and (age is None or age < 18)


class CaseFact(SchoolModel):
    """Something that happened in a case."""

    recorded_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)

    class Meta:
        abstract = True
        ordering = ["recorded_at"]


class Hearing(CaseFact):
    """Hearing those concerned: planned, held with minutes, or not come with the reason."""

    class Purpose(models.TextChoices):
        DECISION = "decision", _("voor het besluit")
        OBJECTION = "objection", _("over het bezwaar")

    case = models.ForeignKey(SanctionCase, models.PROTECT, related_name="hearings")
    purpose = models.CharField(max_length=9, choices=Purpose, default=Purpose.DECISION)
    planned_at = models.DateTimeField(_("gepland op"), null=True, blank=True)
    place = models.CharField(_("plaats"), max_length=80, blank=True)
    with_whom = models.CharField(_("met wie"), max_length=200)
    held_at = models.DateTimeField(_("gehouden op"), null=True, blank=True)
    minutes = models.TextField(_("verslag"), blank=True)
    absence = models.TextField(_("waarom niet gekomen"), blank=True)

    class Meta(CaseFact.Meta):
        verbose_name = _("hoorgesprek")
        constraints = [
            models.CheckConstraint(
                condition=Q(held_at=None, minutes="") | (Q(held_at__isnull=False) & ~Q(minutes="")),
                name="hearing_held_with_minutes",
            ),
            models.CheckConstraint(
                condition=Q(held_at=None) | Q(absence=""), name="hearing_held_or_absent"
            ),
            models.CheckConstraint(
                condition=Q(planned_at__isnull=False) | Q(held_at__isnull=False) | ~Q(absence=""),
                name="hearing_is_about_a_moment",
            ),
        ]

    def __str__(self) -> str:
        return f"hearing {self.pk}"

    @property
    def is_over(self) -> bool:
        return self.held_at is not None or bool(self.absence)


class Contact(CaseFact):
    """A contact with a guardian, or an attempt that nobody answered."""

    class How(models.TextChoices):
        PHONE = "phone", _("Telefoon")
        TALK = "talk", _("Gesprek op school")
        MAIL = "mail", _("E-mail of bericht")
        LETTER = "letter", _("Brief")

    case = models.ForeignKey(SanctionCase, models.PROTECT, related_name="contacts")
    guardian = models.ForeignKey(Person, models.PROTECT, related_name="+")
    contacted_at = models.DateTimeField(_("wanneer"))
    how = models.CharField(_("hoe"), max_length=6, choices=How)
    reached = models.BooleanField(_("gesproken"))
    note = models.TextField(_("wat is er besproken"), blank=True)

    class Meta(CaseFact.Meta):
        verbose_name = _("contact met een ouder")

    def __str__(self) -> str:
        return f"contact {self.pk}"


class Escalation(CaseFact):
    """A case that went up: by hand with a reason, or by the clock when a term had passed."""

    case = models.ForeignKey(SanctionCase, models.PROTECT, related_name="escalations")
    from_level = models.CharField(max_length=11, choices=Level)
    to_level = models.CharField(max_length=11, choices=Level)
    by_clock = models.BooleanField(default=False)
    reason = models.TextField(_("reden"))

    class Meta(CaseFact.Meta):
        verbose_name = _("doorzetting")
        constraints = [
            models.UniqueConstraint(
                fields=["case", "from_level"], name="escalation_once_per_level"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="escalation_has_a_reason"),
            models.CheckConstraint(
                condition=Q(by_clock=True) | Q(recorded_by__isnull=False),
                name="escalation_by_someone_or_the_clock",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.from_level} → {self.to_level}"


class BoardInforming(CaseFact):
    """The decision whether the board is told of a case, with the reason (domain A4, S4 11)."""

    case = models.OneToOneField(SanctionCase, models.PROTECT, related_name="board_informing")
    informed = models.BooleanField(_("het bestuur wordt ingelicht"))
    reason = models.TextField(_("reden"))

    class Meta(CaseFact.Meta):
        verbose_name = _("afweging over het bestuur")
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="board_informing_has_a_reason")
        ]

    def __str__(self) -> str:
        return f"board informed: {self.informed}"


class Duty(CaseFact):
    """Something that must be done before a day, and the proof that it was."""

    class Kind(models.TextChoices):
        GUARDIANS = "guardians", _("Ouders bereiken")
        INSPECTORATE = "inspectorate", _("Inspectie informeren")
        CONFIDENTIAL_INSPECTOR = "confidential_inspector", _("Vertrouwensinspecteur bellen")
        POLICE = "police", _("Aangifte bij de politie")
        ATTENDANCE_OFFICER = "attendance_officer", _("Leerplichtambtenaar informeren")
        PRIVACY_OFFICER = "privacy_officer", _("Functionaris gegevensbescherming informeren")

    case = models.ForeignKey(SanctionCase, models.PROTECT, related_name="duties")
    kind = models.CharField(max_length=22, choices=Kind)
    level = models.CharField(_("wie zorgt ervoor"), max_length=11, choices=Level)
    due_on = models.DateField(_("uiterlijk"))
    is_legal = models.BooleanField(_("wettelijke plicht"), default=False)
    why = models.CharField(max_length=200, blank=True)
    done_on = models.DateField(_("gedaan op"), null=True, blank=True)
    done_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    how = models.CharField(_("hoe"), max_length=120, blank=True)
    reference = models.CharField(_("kenmerk of bewijs"), max_length=120, blank=True)
    waived_reason = models.TextField(_("waarom niet nodig"), blank=True)
    waived_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")

    objects = DutyQuerySet.as_manager()

    class Meta(CaseFact.Meta):
        verbose_name = _("plicht")
        verbose_name_plural = _("plichten")
        constraints = [
            models.UniqueConstraint(fields=["case", "kind"], name="duty_once_per_case"),
            models.CheckConstraint(
                condition=Q(done_on=None, done_by=None)
                | (Q(done_on__isnull=False, done_by__isnull=False) & ~Q(how="")),
                name="duty_done_by_someone_somehow",
            ),
            models.CheckConstraint(
                condition=~Q(kind="inspectorate") | Q(done_on=None) | ~Q(reference=""),
                name="duty_inspectorate_with_proof",
            ),
            models.CheckConstraint(
                condition=Q(waived_reason="", waived_by=None)
                | (~Q(waived_reason="") & Q(waived_by__isnull=False, done_on=None, is_legal=False)),
                name="duty_waived_with_reason_unless_legal",
            ),
        ]
        indexes = [
            models.Index(
                fields=["board", "school", "due_on"],
                condition=Q(done_on=None, waived_by=None),
                name="duty_open",
            )
        ]

    def __str__(self) -> str:
        return self.get_kind_display()

    @property
    def is_open(self) -> bool:
        return self.done_on is None and self.waived_by_id is None


class Objection(CaseFact):
    """An objection to a decision, and the ruling on it."""

    class Ruling(models.TextChoices):
        UPHELD = "upheld", _("Het besluit blijft staan")
        CHANGED = "changed", _("Het besluit wordt aangepast")
        ANNULLED = "annulled", _("Het besluit wordt teruggedraaid")
        INADMISSIBLE = "inadmissible", _("Het bezwaar is te laat of niet volledig")

    case = models.OneToOneField(SanctionCase, models.PROTECT, related_name="objection")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    received_on = models.DateField(_("ontvangen op"))
    is_late = models.BooleanField(_("na de termijn"), default=False)
    grounds = models.TextField(_("waarom bezwaar"))
    ruling_due_on = models.DateField()
    ruling = models.CharField(_("beslissing"), max_length=12, choices=Ruling, blank=True)
    ruling_reason = models.TextField(_("motivering"), blank=True)
    ruled_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    ruled_at = models.DateTimeField(null=True, blank=True)

    class Meta(CaseFact.Meta):
        verbose_name = _("bezwaar")
        constraints = [
            models.CheckConstraint(
                condition=Q(ruling="", ruling_reason="", ruled_by=None, ruled_at=None)
                | (~Q(ruling="") & ~Q(ruling_reason="")
                   & Q(ruled_by__isnull=False, ruled_at__isnull=False)),
                name="objection_ruled_with_reasons_by_someone",
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"objection {self.pk}"
