"""The catalogue of measures of a board, and who may decide on each (S1)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from incidents.sanctions import ladder
from schoolgids.organisation.scoped import BoardModel


class Level(models.TextChoices):
    """Who decides, low to high (incidents.sanctions.ladder)."""

    TEAM_LEADER = ladder.TEAM_LEADER, _("teamleider")
    HEAD = ladder.HEAD, _("schoolleider")
    BOARD = ladder.BOARD, _("bestuur")


THE = {
    Level.TEAM_LEADER: _("de teamleider"),
    Level.HEAD: _("de schoolleider"),
    Level.BOARD: _("het bestuur"),
}


def the(level: str) -> str:
    """A level as it stands in a sentence."""
    return str(THE[Level(level)])


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
