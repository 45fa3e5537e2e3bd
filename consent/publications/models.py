"""What was published where, with whom in the picture, and what was allowed on that day (C8).

A publication is never changed: it is the proof of what was checked.
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from consent import rule
from consent.models import Purpose
from consent.publications.querysets import PublicationQuerySet, TakeDownQuerySet
from schoolgids.organisation.append_only import append_only
from schoolgids.organisation.scoped import SchoolModel
from schoolgids.people.models import Person
from schoolgids.workflow import Staged


class Publication(SchoolModel):
    """A photo, film or recording that was published for one purpose."""

    purpose = models.ForeignKey(Purpose, models.PROTECT, related_name="publications")
    title = models.CharField(_("korte omschrijving"), max_length=80)
    published_on = models.DateField(_("geplaatst op"))
    unknown_people = models.BooleanField(_("iemand zonder naam"), default=False)
    allowed = models.BooleanField(_("mocht op die dag"))
    registered_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    registered_at = models.DateTimeField(_("vastgelegd om"))
    submission = models.UUIDField(unique=True)  # one press of the button

    objects = PublicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("publicatie")
        indexes = [models.Index(fields=["board", "school", "id"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(allowed=False) | Q(unknown_people=False),
                name="publication_of_unknown_people_is_not_allowed",
            )
        ]
        triggers = append_only()

    def __str__(self) -> str:
        return self.title


class Place(SchoolModel):
    """Where a publication stands: an account, a page, a printed issue."""

    publication = models.ForeignKey(Publication, models.PROTECT, related_name="places")
    label = models.CharField(_("plek"), max_length=80)
    link = models.URLField(_("link"), max_length=500, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("plek")
        ordering = ["publication", "position", "id"]
        triggers = append_only()

    def __str__(self) -> str:
        return self.label


class Appearance(SchoolModel):
    """One person in the picture, with the verdict of the day of publication as it was kept."""

    publication = models.ForeignKey(Publication, models.PROTECT, related_name="appearances")
    person = models.ForeignKey(Person, models.PROTECT, related_name="appearances")
    adult = models.BooleanField(default=False)
    state = models.CharField(max_length=10)
    code = models.CharField(max_length=24)
    before_sixteen = models.BooleanField(default=False)
    since = models.DateField(null=True)

    class Meta:
        verbose_name = _("persoon in beeld")
        indexes = [models.Index(fields=["board", "school", "person"])]
        constraints = [
            models.UniqueConstraint(
                fields=["publication", "person"], name="appears_once_in_a_publication"
            ),
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in rule.State]),
                name="appearance_state_known",
            ),
        ]
        triggers = append_only()

    def __str__(self) -> str:
        return f"appearance {self.pk}"

    @property
    def verdict(self) -> rule.Verdict:
        """The verdict as it was given then."""
        because = rule.Because(
            code=rule.Code(self.code), since=self.since, before_sixteen=self.before_sixteen
        )
        return rule.Verdict(rule.State(self.state), because)


class TakeDown(Staged, SchoolModel):
    """One person has to disappear from one place of a publication, with an honest outcome."""

    class Stage(models.TextChoices):
        OPEN = "open", _("nog weghalen")
        REMOVED = "removed", _("weggehaald")
        KEPT = "kept", _("kan niet weg")

    class Cause(models.TextChoices):
        REFUSED = "refused", _("toestemming ingetrokken of geweigerd")
        NO_CONSENT = "no_consent", _("geplaatst zonder toestemming")
        HOLD = "hold", _("mag niet meer vindbaar zijn")

    appearance = models.ForeignKey(Appearance, models.PROTECT, related_name="take_downs")
    place = models.ForeignKey(Place, models.PROTECT, related_name="take_downs")
    cause = models.CharField(_("aanleiding"), max_length=10, choices=Cause)
    asked_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    asked_on = models.DateField(_("gevraagd op"))
    due_on = models.DateField(_("uiterlijk"))
    settled_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    settled_on = models.DateField(_("afgerond op"), null=True)
    explanation = models.CharField(_("toelichting"), max_length=300, blank=True)

    objects = TakeDownQuerySet.as_manager()

    class Meta:
        verbose_name = _("verzoek om weghalen")
        ordering = ["due_on", "id"]
        indexes = [
            models.Index(
                fields=["board", "school", "due_on"],
                condition=Q(status="open"),
                name="take_down_open",
            ),
            models.Index(fields=["board", "asked_by"]),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["appearance", "place"],
                condition=Q(status__in=["open", "removed"]),
                name="taken_down_once",
            ),
            models.CheckConstraint(
                condition=Q(status="open", settled_on=None, settled_by=None)
                | Q(status="removed", settled_on__isnull=False, settled_by__isnull=False)
                | (
                    Q(status="kept", settled_on__isnull=False, settled_by__isnull=False)
                    & ~Q(explanation="")
                ),
                name="take_down_outcome_is_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"take down {self.pk}"

    @property
    def is_open(self) -> bool:
        return self.status == self.Stage.OPEN

    @property
    def stage_label(self) -> str:
        return str(self.Stage(self.status).label)
