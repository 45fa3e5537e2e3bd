"""Incidents: what happened, who had which part, which rule it broke, and the evidence.

An incident is stored once. What a file of a person shows of it is a view (incidents.dossiers).
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from incidents.numbering import SequenceField
from incidents.querysets import IncidentQuerySet
from schoolgids.files.models import StoredFile
from schoolgids.organisation.scoped import BoardModel, SchoolModel
from schoolgids.people.models import Person
from schoolgids.workflow import Staged


class Category(models.TextChoices):
    """What the figures count, the same for every board (domain C5)."""

    PHYSICAL = "physical_aggression", _("fysieke agressie")
    VERBAL = "verbal_aggression", _("verbale agressie")
    INTIMIDATION = "intimidation", _("intimidatie")
    BULLYING = "bullying", _("pesten, ook online")
    DISCRIMINATION = "discrimination", _("discriminatie")
    SEXUAL = "sexual", _("seksueel grensoverschrijdend")
    TRANSGRESSION = "transgression", _("grensoverschrijdend door een medewerker")
    PRIVACY = "privacy", _("beeld en privacy")
    DATA_BREACH = "data_breach", _("mogelijk datalek")
    DIGITAL = "digital_crime", _("digitaal misbruik")
    THEFT = "theft_damage", _("diefstal of vernieling")
    RULES = "rules", _("overtreden van schoolregels")
    OTHER = "other", _("overig")


class IncidentKind(BoardModel):
    """A kind of incident in the words of a board, mapped to what the figures count."""

    code = models.SlugField(max_length=40)
    label = models.CharField(_("soort"), max_length=80)
    category = models.CharField(_("landelijke categorie"), max_length=20, choices=Category)
    words = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    about_staff = models.BooleanField(_("gedrag van medewerkers"), default=False)
    evidence_is_weak = models.BooleanField(_("beoordeling door de leiding"), default=False)
    position = models.PositiveSmallIntegerField(default=0)
    retired_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["position", "label"]
        verbose_name = _("soort melding")
        constraints = [
            models.UniqueConstraint(fields=["board", "code"], name="incident_kind_once_per_board"),
        ]

    def __str__(self) -> str:
        return self.label


class NumberSeries(SchoolModel):
    """The last number given out at a school in a year. Locked while a new one is taken, so that
    numbers have no gaps and no doubles.
    """

    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("nummerreeks")
        constraints = [
            models.UniqueConstraint(fields=["school", "year"], name="number_series_once_a_year"),
        ]

    def __str__(self) -> str:
        return f"{self.year}: {self.last}"


class Incident(SchoolModel, Staged):
    """One report of something that happened, filed once and then only added to."""

    class Stage(models.TextChoices):
        REPORTED = "reported", _("gemeld")
        TAKEN_UP = "taken_up", _("opgepakt")
        MEASURE_PROPOSED = "measure_proposed", _("maatregel voorgesteld")
        SETTLED = "settled", _("afgehandeld")

    class Capacity(models.TextChoices):
        STAFF = "staff", _("medewerker")
        GUARDIAN = "guardian", _("ouder of verzorger")
        PUPIL = "pupil", _("leerling")

    class TimeKnown(models.TextChoices):
        EXACT = "exact", _("precies")
        ABOUT = "about", _("ongeveer")
        UNKNOWN = "unknown", _("onbekend")

    class Place(models.TextChoices):
        LESSON = "lesson", _("In de les")
        SCHOOL = "school", _("Ergens op school")
        ONLINE = "online", _("Online")
        OUTSIDE = "outside", _("Buiten school")

    class Platform(models.TextChoices):
        SNAPCHAT = "snapchat", "Snapchat"
        WHATSAPP = "whatsapp", "WhatsApp"
        INSTAGRAM = "instagram", "Instagram"
        TIKTOK = "tiktok", "TikTok"
        OTHER = "other", _("Iets anders")

    class Channel(models.TextChoices):
        OPEN = "public", _("Openbaar")
        SEMI_OPEN = "semi_public", _("Half openbaar")
        DIRECT = "direct", _("Bericht aan één persoon")
        GROUP = "direct_group", _("Bericht in een groep")

    class Relation(models.TextChoices):
        SCHOOL = "school", _("Over school")
        OVERLAP = "overlap", _("School en privé")
        NONE = "none", _("Niet over school")

    class Done(models.TextChoices):
        TALKED = "talked", _("Gesprek gevoerd")
        PHONED = "phoned_guardians", _("Ouders gebeld")
        DEVICE_KEPT = "device_kept", _("Telefoon in bewaring")
        TAKEN_DOWN = "taken_down", _("Bericht laten weghalen")

    class Outcome(models.TextChoices):
        TALK = "talk", _("gesprek")
        AGREEMENT = "agreement", _("afspraak")
        MEASURE = "measure", _("maatregel")
        NOTHING = "nothing", _("geen vervolg nodig")

    status = models.CharField(max_length=20, choices=Stage, default=Stage.REPORTED)
    year = models.PositiveSmallIntegerField()
    sequence = SequenceField()
    kind = models.ForeignKey(
        IncidentKind, models.PROTECT, null=True, blank=True, related_name="incidents"
    )
    reporter = models.ForeignKey(Person, models.PROTECT, related_name="+")
    reported_as = models.CharField(max_length=8, choices=Capacity, default=Capacity.STAFF)
    reported_at = models.DateTimeField()
    happened_on = models.DateField(_("dag"))
    happened_time = models.TimeField(_("tijd"), null=True, blank=True)
    time_known = models.CharField(max_length=7, choices=TimeKnown, default=TimeKnown.UNKNOWN)
    places = ArrayField(models.CharField(max_length=8, choices=Place))
    platform = models.CharField(max_length=10, choices=Platform, blank=True)
    platform_name = models.CharField(max_length=60, blank=True)
    channel = models.CharField(max_length=12, choices=Channel, blank=True)
    # Empty: the reporter did not say. Place and relation are never a reason to refuse a report.
    school_related = models.CharField(max_length=7, choices=Relation, blank=True)
    facts = models.TextField(_("wat er is gebeurd"))
    what_done = ArrayField(models.CharField(max_length=16, choices=Done), default=list, blank=True)
    urgent = models.BooleanField(_("vandaag nog"))
    provision_unknown = models.BooleanField(default=False)
    handler = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)
    submission = models.UUIDField(editable=False)  # of the form: a second click is no second report

    objects = IncidentQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        verbose_name = _("melding")
        constraints = [
            models.UniqueConstraint(
                fields=["school", "year", "sequence"], name="incident_numbered_once"
            ),
            models.UniqueConstraint(
                fields=["reporter", "submission"], name="incident_submitted_once"
            ),
            models.CheckConstraint(
                condition=Q(happened_time=None, time_known="unknown")
                | (Q(happened_time__isnull=False) & ~Q(time_known="unknown")),
                name="incident_time_or_unknown",
            ),
            models.CheckConstraint(
                condition=Q(status="reported", handler=None)
                | (~Q(status="reported") & Q(handler__isnull=False, kind__isnull=False)),
                name="incident_taken_up_by_someone",
            ),
            models.CheckConstraint(
                condition=(Q(status="settled") & ~Q(outcome=""))
                | (~Q(status="settled") & Q(outcome="")),
                name="incident_settled_with_an_outcome",
            ),
            models.CheckConstraint(condition=~Q(places=[]), name="incident_has_a_place"),
            models.CheckConstraint(condition=~Q(facts=""), name="incident_has_facts"),
        ]
        indexes = [
            models.Index(fields=["board", "school", "-id"]),
            models.Index(fields=["board", "school", "status", "-id"]),
            models.Index(fields=["reporter", "-id"]),
            models.Index(fields=["handler", "-id"]),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        return f"{self.year}-{self.sequence:04}"

    @property
    def place_labels(self) -> list[str]:
        return [str(self.Place(place).label) for place in self.places]

    @property
    def done_labels(self) -> list[str]:
        return [str(self.Done(deed).label) for deed in self.what_done]

    @property
    def people_in_short(self) -> str:
        """For a list others may look over: "Sem A., Yara T. en 2 anderen"; witnesses left out."""
        names = [
            party.person.short_name if party.person else party.named
            for party in self.parties.all()
            if party.part != InvolvedParty.Part.WITNESS
        ]
        if len(names) <= 3:
            return ", ".join(names)
        rest = _("%(names)s en %(number)d anderen")
        return str(rest) % {"names": ", ".join(names[:2]), "number": len(names) - 2}

    @property
    def platform_label(self) -> str:
        return self.platform_name or self.get_platform_display()


class InvolvedParty(SchoolModel):
    """Someone with a part in an incident: a person of the school, an outsider or an account."""

    class Kind(models.TextChoices):
        PUPIL = "pupil", _("leerling")
        STAFF = "staff", _("medewerker")
        GUARDIAN = "guardian", _("ouder of verzorger")
        OUTSIDER = "outsider", _("iemand van buiten")
        UNKNOWN_ACCOUNT = "unknown_account", _("onbekend account")
        FAKE_ACCOUNT = "fake_account", _("nepaccount")

    class Part(models.TextChoices):
        SUBJECT = "subject", _("Betrokkene")
        MAKER = "maker", _("Maker")
        SHARER = "sharer", _("Verspreider")
        TARGET = "target", _("Slachtoffer")
        WITNESS = "witness", _("Getuige")

    class FakeClaim(models.TextChoices):
        CLAIMED = "claimed", _("zegt dat het een nepaccount is")
        PROVED = "proved", _("bewezen dat het een nepaccount is")

    PEOPLE = ("pupil", "staff", "guardian")

    incident = models.ForeignKey(Incident, models.PROTECT, related_name="parties")
    kind = models.CharField(max_length=15, choices=Kind)
    part = models.CharField(_("rol"), max_length=7, choices=Part)
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="incident_parts"
    )
    # A guardian's conduct goes to the file of this child: who did it is not whose file it is.
    ward = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    named = models.CharField(_("naam of account"), max_length=120, blank=True)
    # Claimed or proved fake: proved clears the pupil (domain A3).
    fake_claim = models.CharField(max_length=7, choices=FakeClaim, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        verbose_name = _("betrokkene")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["pupil", "staff", "guardian"], person__isnull=False, named="")
                | (
                    Q(kind__in=["outsider", "unknown_account", "fake_account"], person=None)
                    & ~Q(named="")
                ),
                name="party_is_a_person_or_named",
            ),
            models.CheckConstraint(
                condition=Q(kind="guardian", ward__isnull=False)
                | (~Q(kind="guardian") & Q(ward=None)),
                name="party_guardian_of_a_child",
            ),
            models.CheckConstraint(
                condition=Q(ward=None) | ~Q(ward=F("person")), name="party_ward_is_someone_else"
            ),
            models.UniqueConstraint(fields=["incident", "person"], name="party_once_per_incident"),
        ]
        indexes = [models.Index(fields=["person"]), models.Index(fields=["ward"])]

    def __str__(self) -> str:
        return f"{self.get_part_display()}"

    @property
    def name(self) -> str:
        return self.person.name if self.person else self.named


class IncidentProvision(SchoolModel):
    """The rule that was broken: a provision of the version in force on the day (I3).

    `label`, `words`, `title` and `version_number` are how it was cited: the words with the items
    that go on from them.
    """

    incident = models.ForeignKey(Incident, models.PROTECT, related_name="provisions")
    provision = models.ForeignKey("protocols.Provision", models.PROTECT, related_name="+")
    label = models.CharField(max_length=120)
    words = models.TextField()
    title = models.CharField(max_length=200)
    version_number = models.PositiveIntegerField()
    cited_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    cited_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        verbose_name = _("overtreden regel")
        constraints = [
            models.UniqueConstraint(fields=["incident", "provision"], name="provision_cited_once"),
        ]

    def __str__(self) -> str:
        return self.label


class Evidence(SchoolModel):
    """A piece of evidence. `received_sha256` is of the file as it came, before cleaning."""

    incident = models.ForeignKey(Incident, models.PROTECT, related_name="evidence")
    file = models.OneToOneField(StoredFile, models.PROTECT, related_name="+")
    received_sha256 = models.BinaryField(max_length=32)
    added_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]
        verbose_name = _("bewijs")
        constraints = [
            models.UniqueConstraint(fields=["incident", "position"], name="evidence_in_order"),
        ]

    def __str__(self) -> str:
        return f"evidence {self.position}"


class Draft(SchoolModel):
    """What a reporter typed so far, as typed. Nobody else sees it; gone once it is filed."""

    reporter = models.ForeignKey(Person, models.CASCADE, related_name="+")
    content = models.JSONField(default=dict)  # name of the input: the values sent
    submission = models.UUIDField()
    saved_at = models.DateTimeField()

    class Meta:
        verbose_name = _("concept")
        constraints = [
            models.UniqueConstraint(fields=["school", "reporter"], name="draft_once_per_school"),
        ]

    def __str__(self) -> str:
        return f"draft {self.pk}"


class DraftFile(SchoolModel):
    """An image that came with a draft: kept, so that a fault elsewhere does not lose it."""

    draft = models.ForeignKey(Draft, models.CASCADE, related_name="files")
    file = models.OneToOneField(StoredFile, models.PROTECT, related_name="+")
    received_sha256 = models.BinaryField(max_length=32)
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        verbose_name = _("bewijs bij een concept")
        constraints = [
            models.UniqueConstraint(
                fields=["draft", "received_sha256"], name="draft_file_sent_once"
            ),
        ]

    def __str__(self) -> str:
        return f"draft file {self.pk}"
