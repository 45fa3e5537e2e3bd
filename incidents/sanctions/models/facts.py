"""What happened in a case: hearings, contacts, escalations, duties, an objection. Rows with a
life of their own; guards look at them.
"""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from incidents.sanctions.models.cases import SanctionCase
from incidents.sanctions.models.catalogue import Level
from incidents.sanctions.querysets import DutyQuerySet
from schoolgids.organisation.scoped import SchoolModel
from schoolgids.people.models import Person


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
    # Where the code leaves it to the leadership who decides; "" when that was not asked.
    decider = models.CharField(_("wie beslist"), max_length=11, choices=Level, blank=True)
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
    # The code leaves it to the school: yes, and it was done; or no, with the reason.
    is_weighed = models.BooleanField(_("afwegen"), default=False)
    why = models.CharField(max_length=200, blank=True)
    # What in the code asks it, when it does.
    provision = models.ForeignKey(
        "protocols.Provision", models.PROTECT, null=True, blank=True, related_name="+"
    )
    done_on = models.DateField(_("gedaan op"), null=True, blank=True)
    done_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    how = models.CharField(_("hoe"), max_length=120, blank=True)
    reference = models.CharField(_("kenmerk of bewijs"), max_length=120, blank=True)
    # Of a phone call, as with the confidential inspector.
    phone = models.CharField(_("nummer"), max_length=20, blank=True)
    caller = models.CharField(_("wie belde"), max_length=120, blank=True)
    called_at = models.DateTimeField(_("wanneer"), null=True, blank=True)
    advice = models.TextField(_("advies"), blank=True)
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
                condition=~Q(kind="confidential_inspector") | Q(done_on=None)
                | (Q(called_at__isnull=False) & ~Q(phone="") & ~Q(caller="") & ~Q(advice="")),
                name="duty_inspector_with_the_call",
            ),
            models.CheckConstraint(
                condition=Q(is_legal=False) | Q(is_weighed=False), name="duty_of_the_law_unweighed"
            ),
            models.CheckConstraint(
                condition=Q(waived_reason="", waived_by=None)
                | (~Q(waived_reason="") & Q(waived_by__isnull=False, done_on=None, is_legal=False)),
                name="duty_waived_with_reason_unless_legal",
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(
                fields=["board", "school", "due_on"],
                condition=Q(done_on=None, waived_by=None),
                name="duty_open",
            )
        ]

    def __str__(self) -> str:
        if self.is_weighed and self.is_open:
            return gettext("Afwegen: %(duty)s") % {"duty": str(self.get_kind_display()).lower()}
        return str(self.get_kind_display())

    @property
    def is_phoned(self) -> bool:
        return self.kind == self.Kind.CONFIDENTIAL_INSPECTOR

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
