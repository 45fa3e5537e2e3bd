"""Asking for consent: who turned 16 and was told, rounds with their requests, codes of letters."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from consent.models import ConsentSettings
from schoolgids.organisation.models import Board, Group, School
from schoolgids.organisation.scoped import SchoolModel
from schoolgids.people.models import Person


class Sixteen(SchoolModel):
    """That a pupil turned 16 and the right to decide moved. One row per pupil, so that a night
    job that runs twice, or late, tells everybody once.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    turned_on = models.DateField(_("16 geworden op"))
    at_sixteen = models.CharField(max_length=4, choices=ConsentSettings.AtSixteen)
    found_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["turned_on", "id"]
        verbose_name = _("16e verjaardag")
        constraints = [
            models.UniqueConstraint(fields=["board", "person"], name="sixteen_once_per_pupil")
        ]
        indexes = [
            models.Index(fields=["board", "id"], condition=Q(told_at=None), name="sixteen_to_tell")
        ]

    def __str__(self) -> str:
        return f"sixteen {self.pk}"


class Round(SchoolModel):
    """A school asks everybody who has not answered: all its pupils, one group, or its staff.

    One open round per school and group at a time, so that starting twice is starting once.
    """

    class Audience(models.TextChoices):
        PUPILS = "pupils", _("leerlingen en hun ouders")
        STAFF = "staff", _("medewerkers")

    audience = models.CharField(_("wie"), max_length=6, choices=Audience, default=Audience.PUPILS)
    group = models.ForeignKey(Group, models.PROTECT, null=True, blank=True, related_name="+")
    remind_every = models.PositiveSmallIntegerField(_("dagen tussen herinneringen"), default=14)
    reminders = models.PositiveSmallIntegerField(_("aantal herinneringen"), default=2)
    started_at = models.DateTimeField()
    started_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-id"]
        verbose_name = _("ronde")
        constraints = [
            models.UniqueConstraint(
                fields=["school", "audience", "group"],
                nulls_distinct=False,
                condition=Q(closed_at=None),
                name="round_open_once",
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None, closed_by=None)
                | Q(closed_at__isnull=False, closed_by__isnull=False),
                name="round_closed_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(audience="pupils") | Q(group=None), name="round_of_staff_has_no_group"
            ),
        ]

    def __str__(self) -> str:
        return f"round {self.pk}"

    @property
    def is_open(self) -> bool:
        return self.closed_at is None


class Request(SchoolModel):
    """That somebody is asked about a pupil (or about himself) in a round, and how.

    Whether it was answered is not stored here: that is the answers' to say. Rows come by the
    tens of thousands in one statement; what they point to was read in that statement, and the
    row policy checks it again, so only the round has a constraint of its own.
    """

    class Way(models.TextChoices):
        NOT_YET = "", _("nog niet")
        MAIL = "mail", _("per mail")
        LETTER = "letter", _("per brief")

    board = models.ForeignKey(
        Board, models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    school = models.ForeignKey(
        School, models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    round = models.ForeignKey(Round, models.PROTECT, related_name="requests", db_index=False)
    pupil = models.ForeignKey(
        Person, models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    addressee = models.ForeignKey(
        Person, models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    way = models.CharField(max_length=6, choices=Way, blank=True, default=Way.NOT_YET)
    reached_at = models.DateTimeField(null=True)  # mail queued, or letter printed
    sent = models.PositiveSmallIntegerField(default=0)  # how often: the request and its reminders
    next_on = models.DateField(null=True)  # to be looked at again; None: nothing more is sent

    class Meta:
        ordering = ["id"]
        verbose_name = _("verzoek")
        constraints = [
            models.UniqueConstraint(
                fields=["round", "pupil", "addressee"], name="request_once_per_round"
            )
        ]
        indexes = [
            models.Index(
                fields=["round", "next_on"], condition=Q(next_on__isnull=False), name="request_due"
            )
        ]

    def __str__(self) -> str:
        return f"request {self.pk}"


class LetterCode(SchoolModel):
    """The one-time code on a letter: opens the answers of one pupil for one person.

    The code itself is on paper alone; here is its digest. A next letter replaces it.
    """

    request = models.ForeignKey(Request, models.PROTECT, related_name="codes")
    digest = models.BinaryField(max_length=32)
    made_at = models.DateTimeField()
    expires_on = models.DateField()
    replaced_at = models.DateTimeField(null=True)
    used_at = models.DateTimeField(null=True)
    session = models.BinaryField(max_length=32, null=True)  # digest of the key of who used it

    class Meta:
        ordering = ["id"]
        verbose_name = _("code van een brief")
        constraints = [
            models.UniqueConstraint(fields=["board", "digest"], name="letter_code_once"),
            models.UniqueConstraint(
                fields=["request"], condition=Q(replaced_at=None), name="letter_code_of_request"
            ),
            models.CheckConstraint(
                condition=Q(used_at=None, session=None)
                | Q(used_at__isnull=False, session__isnull=False),
                name="letter_code_used_by_a_session",
            ),
        ]

    def __str__(self) -> str:
        return f"letter code {self.pk}"


class PrintJob(SchoolModel):
    """Paper for many at once, made in parts outside of the page: one PDF in the end."""

    class Kind(models.TextChoices):
        LETTERS = "letters", _("brieven met een code")
        FORMS = "forms", _("formulieren")
        SHEETS = "sheets", _("klassenlijsten")

    kind = models.CharField(max_length=7, choices=Kind)
    title = models.CharField(max_length=120)
    round = models.ForeignKey(Round, models.PROTECT, null=True, related_name="jobs")
    group = models.ForeignKey(Group, models.PROTECT, null=True, related_name="+")
    submission = models.UUIDField()  # one press of the button; a second one is the same job
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    file = models.OneToOneField("files.StoredFile", models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-id"]
        verbose_name = _("afdrukopdracht")
        constraints = [
            models.UniqueConstraint(fields=["board", "submission"], name="print_job_asked_once")
        ]
        indexes = [
            models.Index(fields=["board", "id"], condition=Q(file=None), name="print_job_waiting")
        ]

    def __str__(self) -> str:
        return f"print job {self.pk}"


class PrintPart(SchoolModel):
    """Some pages of a job. Made once; what is there after a kill is not made again."""

    job = models.ForeignKey(PrintJob, models.PROTECT, related_name="parts")
    number = models.PositiveIntegerField()
    subjects = ArrayField(models.UUIDField())  # requests, pupils or groups, by the kind of the job
    file = models.OneToOneField("files.StoredFile", models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["job", "number"]
        verbose_name = _("deel van een afdrukopdracht")
        constraints = [models.UniqueConstraint(fields=["job", "number"], name="print_part_once")]

    def __str__(self) -> str:
        return f"part {self.number} of {self.job_id}"
