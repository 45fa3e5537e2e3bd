"""What is asked, in which words, and every answer to it. Answers are only ever added (C2)."""

from datetime import date

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from consent import rule
from consent.querysets import AnswerQuerySet, PurposeQuerySet, SettingsQuerySet
from schoolgids.files.models import StoredFile
from schoolgids.organisation.append_only import append_only
from schoolgids.organisation.models import School
from schoolgids.organisation.scoped import BoardModel, SchoolModel
from schoolgids.people.models import Person

CHANNEL_ICONS = {
    "website": "globe",
    "newsletter": "mail",
    "guide": "book-open",
    "social_media": "camera",
    "class_app": "smartphone",
    "closed_platform": "lock-keyhole",
    "lesson": "presentation",
    "press": "newspaper",
    "class_photo": "users",
}
FROM_THE_START = date(2000, 1, 1)


def in_language(dutch: str, english: str) -> str:
    """The text for the reader of this page; Dutch where there is no English."""
    return english if english and get_language() == "en" else dutch


class ConsentSettings(BoardModel):
    """What a board chooses where the law leaves room, from a day on: what held on a past day
    stays what it was. Without a row: the rule's own defaults.
    """

    class Enough(models.TextChoices):
        ONE = rule.Enough.ONE.value, _("één ouder met gezag is genoeg")
        ALL = rule.Enough.ALL.value, _("alle ouders met gezag")

    class AtSixteen(models.TextChoices):
        KEEP = rule.AtSixteen.KEEP.value, _("het ja van de ouders blijft gelden, met bericht")
        ASK = rule.AtSixteen.ASK.value, _("de leerling kiest opnieuw")

    enough = models.CharField(
        _("hoeveel ouders met gezag"), max_length=3, choices=Enough, default=Enough.ONE
    )
    at_sixteen = models.CharField(
        _("op de 16e verjaardag"), max_length=4, choices=AtSixteen, default=AtSixteen.KEEP
    )
    yearly_expiry = models.BooleanField(_("een ja geldt een jaar"), default=False)
    yearly_reminder = models.BooleanField(_("na een jaar vragen of het ja nog klopt"), default=True)
    second_check = models.BooleanField(_("een collega kijkt elk ja op papier na"), default=False)
    effective_on = models.DateField(_("geldt vanaf"), default=FROM_THE_START)

    objects = SettingsQuerySet.as_manager()

    class Meta:
        verbose_name = _("keuzes over toestemming")
        constraints = [
            models.UniqueConstraint(
                fields=["board", "effective_on"], name="consent_settings_once_a_day"
            )
        ]

    def __str__(self) -> str:
        return f"settings of board {self.board_id}"

    def as_rule(self) -> rule.Settings:
        return rule.Settings(
            enough=rule.Enough(self.enough),
            at_sixteen=rule.AtSixteen(self.at_sixteen),
            yearly_expiry=self.yearly_expiry,
            yearly_reminder=self.yearly_reminder,
        )


class Purpose(BoardModel):
    """One thing consent is asked for: what is made, and where it is shown (C1).

    Without a school, the board asks it for each of its schools.
    """

    class Medium(models.TextChoices):
        PHOTO = "photo", _("foto")
        VIDEO = "video", _("video")
        SOUND = "sound", _("geluid")

    class Channel(models.TextChoices):
        WEBSITE = "website", _("website")
        NEWSLETTER = "newsletter", _("nieuwsbrief")
        GUIDE = "guide", _("schoolgids")
        SOCIAL_MEDIA = "social_media", _("sociale media")
        CLASS_APP = "class_app", _("klassenapp")
        CLOSED_PLATFORM = "closed_platform", _("besloten platform")
        LESSON = "lesson", _("sociale media in de les")
        PRESS = "press", _("krant, radio of televisie")
        CLASS_PHOTO = "class_photo", _("klassenfoto")

    class Audience(models.TextChoices):
        PUBLIC = "public", _("Iedereen kan het zien")
        INSIDE = "inside", _("Alleen voor de school")

    school = models.ForeignKey(School, models.PROTECT, null=True, blank=True, related_name="+")
    media = ArrayField(models.CharField(max_length=5, choices=Medium))
    channel = models.CharField(_("kanaal"), max_length=15, choices=Channel)
    audience = models.CharField(_("te zien voor"), max_length=6, choices=Audience)
    name_nl = models.CharField(_("korte naam"), max_length=40)
    name_en = models.CharField(_("korte naam in het Engels"), max_length=40, blank=True)
    position = models.PositiveSmallIntegerField(_("volgorde"), default=0)
    retired_on = models.DateField(_("niet meer gevraagd vanaf"), null=True, blank=True)

    objects = PurposeQuerySet.as_manager()

    class Meta:
        ordering = ["-audience", "position", "id"]  # public first: the one to think about
        verbose_name = pgettext_lazy("consent", "doel")
        constraints = [
            models.CheckConstraint(condition=~Q(media=[]), name="purpose_has_a_medium"),
            models.UniqueConstraint(
                fields=["board", "school", "name_nl"],
                nulls_distinct=False,
                condition=Q(retired_on=None),
                name="purpose_named_once",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return in_language(self.name_nl, self.name_en)

    @property
    def icon(self) -> str:
        return CHANNEL_ICONS[self.channel]

    @property
    def is_public(self) -> bool:
        return self.audience == self.Audience.PUBLIC

    @property
    def media_label(self) -> str:
        return ", ".join(str(self.Medium(medium).label) for medium in self.media)


class PurposeWording(BoardModel):
    """The words of a purpose, in force from a day. Never changed: a change is a next version.

    A `material` change asks everybody again; a corrected typing error does not.
    """

    school = models.ForeignKey(School, models.PROTECT, null=True, blank=True, related_name="+")
    purpose = models.ForeignKey(Purpose, models.PROTECT, related_name="wordings")
    version = models.PositiveSmallIntegerField(_("versie"))
    title_nl = models.CharField(_("titel"), max_length=80)
    title_en = models.CharField(_("titel in het Engels"), max_length=80, blank=True)
    text_nl = models.TextField(_("uitleg"), max_length=600)
    text_en = models.TextField(_("uitleg in het Engels"), max_length=600, blank=True)
    reach_nl = models.CharField(_("wie het ziet"), max_length=120)
    reach_en = models.CharField(_("wie het ziet, in het Engels"), max_length=120, blank=True)
    effective_on = models.DateField(_("geldt vanaf"))
    material = models.BooleanField(_("vraagt iedereen opnieuw"), default=True)

    class Meta:
        ordering = ["purpose", "version"]
        verbose_name = _("tekst van een doel")
        constraints = [
            models.UniqueConstraint(fields=["purpose", "version"], name="wording_version_once"),
            models.CheckConstraint(condition=Q(version__gte=1), name="wording_counts_from_one"),
        ]
        triggers = append_only()

    def __str__(self) -> str:
        return f"{self.title} ({self.version})"

    @property
    def title(self) -> str:
        return in_language(self.title_nl, self.title_en)

    @property
    def text(self) -> str:
        return in_language(self.text_nl, self.text_en)

    @property
    def reach(self) -> str:
        return in_language(self.reach_nl, self.reach_en)


class NoConsentNeeded(SchoolModel):
    """What a school does with pictures without asking, listed so that nobody wonders (B7)."""

    text_nl = models.CharField(_("tekst"), max_length=200)
    text_en = models.CharField(_("tekst in het Engels"), max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(_("volgorde"), default=0)

    class Meta:
        ordering = ["position", "id"]
        verbose_name = _("waarvoor geen toestemming nodig is")
        constraints = [
            models.UniqueConstraint(fields=["school", "text_nl"], name="no_consent_listed_once")
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def text(self) -> str:
        return in_language(self.text_nl, self.text_en)


FITS_TOGETHER = """
    IF NOT EXISTS (
        SELECT 1 FROM consent_purposewording w JOIN consent_purpose p ON p.id = w.purpose_id
        WHERE w.id = NEW.wording_id AND p.id = NEW.purpose_id
          AND (p.school_id IS NULL OR p.school_id = NEW.school_id)
    ) THEN
        RAISE EXCEPTION 'the wording or the school does not belong to the purpose'
            USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.given_on > (NEW.recorded_at AT TIME ZONE 'Europe/Amsterdam')::date
       OR NEW.given_on <> (COALESCE(NEW.given_at AT TIME ZONE 'Europe/Amsterdam', NEW.given_on))::date
    THEN
        RAISE EXCEPTION 'an answer is given before it is recorded, on the day of its moment'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
"""


class Answer(SchoolModel):
    """What one person said about one purpose, for one pupil or member of staff (C2).

    Given for one school: who moves to another school is asked there. The constraints keep
    what must never be bent: online means that the giver pressed the button, a yes that came
    another way has its proof, and by telephone nobody says yes.
    """

    class Choice(models.TextChoices):
        YES = rule.Choice.YES.value, _("ja")
        NO = rule.Choice.NO.value, _("nee")
        WITHDRAWN = rule.Choice.WITHDRAWN.value, _("ingetrokken")

    class Capacity(models.TextChoices):
        GUARDIAN = "guardian", _("ouder of voogd met gezag")
        PUPIL = "pupil", _("leerling zelf")
        STAFF = "staff", _("medewerker zelf")

    class Route(models.TextChoices):
        PORTAL = "portal", _("zelf in het portaal")
        LETTER_CODE = "letter_code", _("zelf, met de code uit een brief")
        PAPER = "paper", _("formulier op papier")
        ENROLMENT_FORM = "enrolment_form", _("inschrijfformulier")
        TELEPHONE = "telephone", _("telefoon of gesprek")
        IMPORT = "import", _("leerlingadministratie")

    person = models.ForeignKey(Person, models.PROTECT, related_name="consent_answers")
    purpose = models.ForeignKey(Purpose, models.PROTECT, related_name="answers")
    wording = models.ForeignKey(PurposeWording, models.PROTECT, related_name="answers")
    language = models.CharField(_("taal van de tekst"), max_length=2, default="nl")
    choice = models.CharField(_("antwoord"), max_length=9, choices=Choice)
    given_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    capacity = models.CharField(_("hoedanigheid"), max_length=8, choices=Capacity)
    route = models.CharField(_("weg"), max_length=14, choices=Route)
    given_on = models.DateField(_("gegeven op"))
    given_at = models.DateTimeField(_("gegeven om"), null=True)  # paper knows the day alone
    recorded_at = models.DateTimeField(_("vastgelegd om"))
    entered_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    evidence = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    submission = models.UUIDField()  # one press of the button; a second one adds nothing
    needs_check = models.BooleanField(default=False)  # a yes on paper, as the board wanted then

    objects = AnswerQuerySet.as_manager()

    class Meta:
        ordering = ["given_on", "recorded_at", "id"]
        verbose_name = _("antwoord")
        indexes = [
            models.Index(fields=["board", "school", "person", "purpose"]),
            models.Index(fields=["person", "recorded_at"]),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "person", "purpose", "given_by"], name="answer_submitted_once"
            ),
            models.CheckConstraint(
                condition=Q(choice__in=["yes", "no", "withdrawn"]), name="answer_choice_known"
            ),
            models.CheckConstraint(
                condition=Q(
                    route__in=["portal", "letter_code"],
                    entered_by=F("given_by"),
                    given_at__isnull=False,
                    evidence=None,
                )
                | (
                    Q(route__in=["paper", "enrolment_form", "telephone", "import"], given_at=None)
                    & ~Q(entered_by=F("given_by"))
                ),
                name="answer_online_is_by_the_giver_alone",
            ),
            models.CheckConstraint(
                condition=~Q(choice="yes", route__in=["paper", "enrolment_form"], evidence=None),
                name="answer_yes_on_paper_has_its_proof",
            ),
            models.CheckConstraint(
                condition=~Q(choice="yes", route="telephone"), name="answer_yes_never_by_telephone"
            ),
            models.CheckConstraint(
                condition=(Q(capacity="guardian") & ~Q(given_by=F("person")))
                | Q(capacity__in=["pupil", "staff"], given_by=F("person")),
                name="answer_capacity_fits_the_giver",
            ),
        ]
        triggers = [
            *append_only(),
            pgtrigger.Trigger(
                name="fits_together",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=FITS_TOGETHER,
            ),
        ]

    def __str__(self) -> str:
        return f"answer {self.pk}"

    @property
    def is_own(self) -> bool:
        return self.given_by_id == self.person_id


SOMEBODY_ELSE = """
    IF EXISTS (
        SELECT 1 FROM consent_answer a WHERE a.id = NEW.answer_id
          AND (a.entered_by_id = NEW.checked_by_id OR a.given_by_id = NEW.checked_by_id)
    ) THEN
        RAISE EXCEPTION 'an answer on paper is checked by somebody else'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
"""


class AnswerCheck(SchoolModel):
    """That a colleague laid the form beside what was entered: a yes counts from then on, or never."""

    answer = models.OneToOneField(Answer, models.PROTECT, related_name="check_of")
    agreed = models.BooleanField(_("klopt"))
    checked_at = models.DateTimeField(_("nagekeken om"))
    checked_by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["checked_at"]
        verbose_name = _("controle van een antwoord")
        triggers = [
            *append_only(),
            pgtrigger.Trigger(
                name="somebody_else",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=SOMEBODY_ELSE,
            ),
        ]

    def __str__(self) -> str:
        return f"check of {self.answer_id}"
