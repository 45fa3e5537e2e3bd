"""People: one person may be pupil, guardian, staff and board member at once, each with dates."""

from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from schoolgids.organisation.models import Group, School
from schoolgids.organisation.scoped import BoardModel
from schoolgids.people.querysets import DatedQuerySet, PersonQuerySet


class Person(BoardModel):
    """Someone a board knows. `school_ids` are the schools that may see this person at all.

    The row policy reads `school_ids`; only `people.services` writes it, when somebody is
    enrolled, appointed or named as guardian. Empty means: of the board as a whole.
    """

    school_ids = ArrayField(models.BigIntegerField(), default=list, blank=True)
    given_name = models.CharField(_("roepnaam"), max_length=80)
    prefix = models.CharField(_("tussenvoegsel"), max_length=20, blank=True)
    family_name = models.CharField(_("achternaam"), max_length=120)
    birth_date = models.DateField(_("geboortedatum"), null=True, blank=True)
    deceased_on = models.DateField(_("overleden op"), null=True, blank=True)
    email = models.EmailField(_("e-mailadres"), blank=True)
    phone = models.CharField(_("telefoon"), max_length=20, blank=True)
    address = models.CharField(_("adres"), max_length=200, blank=True)

    objects = PersonQuerySet.as_manager()

    class Meta:
        ordering = ["family_name", "given_name", "id"]
        verbose_name = _("persoon")
        indexes = [
            models.Index(fields=["board", "family_name", "given_name"]),
            GinIndex(fields=["school_ids"]),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """Given name first, as people say it: "Noor van Eerdmans"."""
        return " ".join(part for part in (self.given_name, self.prefix, self.family_name) if part)

    @property
    def list_name(self) -> str:
        """Family name first, as lists sort it: "Eerdmans, Noor van"."""
        return f"{self.family_name}, {self.given_name} {self.prefix}".strip()

    @property
    def short_name(self) -> str:
        """For pages that others may look over: "Noor E."."""
        return f"{self.given_name} {self.family_name[:1]}."

    def age_on(self, day: date) -> int | None:
        """Years of age on a day; None when the birth date is unknown. Born on 29 February:
        a year older on 1 March in other years.
        """
        if self.birth_date is None:
            return None
        had_birthday = (day.month, day.day) >= (self.birth_date.month, self.birth_date.day)
        return day.year - self.birth_date.year - (not had_birthday)


class Dated(BoardModel):
    """Something that holds from a day, up to and including a last day or without an end."""

    from_on = models.DateField(_("vanaf"))
    until_on = models.DateField(_("tot en met"), null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        abstract = True

    def holds_on(self, day: date) -> bool:
        return self.from_on <= day and (self.until_on is None or day <= self.until_on)


class Enrolment(Dated):
    """A pupil at a school, in a home group."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="enrolments")
    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    group = models.ForeignKey(Group, models.PROTECT, related_name="enrolments")
    number = models.CharField(_("leerlingnummer"), max_length=20, blank=True)

    class Meta:
        verbose_name = _("inschrijving")
        indexes = [
            models.Index(fields=["board", "school", "group"]),
            models.Index(fields=["person", "from_on"]),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=F("from_on")),
                name="enrolment_ends_after_it_starts",
            )
        ]

    def __str__(self) -> str:
        return f"{self.group}"


class Guardianship(Dated):
    """A guardian of a pupil. Who holds parental authority decides on consent under 16."""

    class Relation(models.TextChoices):
        MOTHER = "mother", _("moeder")
        FATHER = "father", _("vader")
        CUSTODIAN = "custodian", _("voogd")
        FOSTER = "foster", _("pleegouder")
        OTHER = "other", _("verzorger")

    pupil = models.ForeignKey(Person, models.PROTECT, related_name="guardianships")
    guardian = models.ForeignKey(Person, models.PROTECT, related_name="wards")
    relation = models.CharField(_("relatie"), max_length=9, choices=Relation)
    parental_authority = models.BooleanField(_("gezag"), default=True)
    # A parent without authority gets important facts on request (BW 1:377c), unless refused.
    information_right = models.BooleanField(_("recht op informatie"), default=True)

    class Meta:
        verbose_name = _("ouderschap")
        indexes = [
            models.Index(fields=["pupil", "from_on"]),
            models.Index(fields=["guardian", "from_on"]),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(pupil=F("guardian")), name="guardian_is_someone_else"
            ),
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=F("from_on")),
                name="guardianship_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return self.get_relation_display()


class Appointment(Dated):
    """A role of a person, at a school or (without a school) for the whole board (P3)."""

    class Tie(models.TextChoices):
        EMPLOYEE = "employee", _("in dienst")
        EXTERNAL = "external", _("extern")
        INTERN = "intern", _("stagiair")
        VOLUNTEER = "volunteer", _("vrijwilliger")
        OFFICER = "officer", _("bestuurder of toezichthouder")

    person = models.ForeignKey(Person, models.PROTECT, related_name="appointments")
    school = models.ForeignKey(School, models.PROTECT, null=True, blank=True, related_name="+")
    role = models.CharField(_("rol"), max_length=30)  # a code of schoolgids.access.roles
    tie = models.CharField(_("verband"), max_length=9, choices=Tie, default=Tie.EMPLOYEE)
    title = models.CharField(_("functie"), max_length=80, blank=True)
    # The home group a mentor or group teacher has; others have none.
    group = models.ForeignKey(
        Group, models.PROTECT, null=True, blank=True, related_name="appointments"
    )

    class Meta:
        verbose_name = _("aanstelling")
        indexes = [
            models.Index(fields=["board", "school", "role"]),
            models.Index(fields=["person", "from_on"]),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=F("from_on")),
                name="appointment_ends_after_it_starts",
            )
        ]

    def __str__(self) -> str:
        return self.title or self.role


class Hold(Dated):
    """This person may not be found from a day on, above any consent (C11): a secret address, a
    court order. Why is for few; that it is so, everybody has to know who takes a picture.
    """

    class Ground(models.TextChoices):
        SECRET_ADDRESS = "secret_address", _("geheim adres")
        COURT_ORDER = "court_order", _("uitspraak van een rechter")
        SAFETY = "safety", _("veiligheid")
        EARLIER = "earlier", _("eerder zo vastgelegd")

    person = models.ForeignKey(Person, models.PROTECT, related_name="holds")
    ground = models.CharField(_("reden"), max_length=14, choices=Ground)
    entered_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    entered_at = models.DateTimeField(_("vastgelegd om"), default=timezone.now)
    ended_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("mag niet vindbaar zijn")
        ordering = ["from_on", "id"]
        indexes = [models.Index(fields=["board", "person"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=F("from_on")),
                name="hold_ends_after_it_starts",
            )
        ]

    def __str__(self) -> str:
        return f"hold {self.pk}"
