"""That a yes is a year old: found once, told once."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from consent.models import Answer
from schoolgids.organisation.scoped import BoardModel, SchoolModel
from schoolgids.people.models import Person


class YearPassed(SchoolModel):
    """On a day, a yes about somebody had stood for a year, or another one. One row per person,
    per who may answer now and per day, so that a job that runs twice tells everybody once.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    addressee = models.ForeignKey(Person, models.PROTECT, related_name="+")
    capacity = models.CharField(max_length=8, choices=Answer.Capacity)
    passed_on = models.DateField(_("een jaar geleden op"))
    expired = models.BooleanField(_("geldt niet meer"))  # or is only asked after
    found_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["passed_on", "id"]
        verbose_name = _("ja van een jaar oud")
        constraints = [
            models.UniqueConstraint(
                fields=["board", "school", "person", "addressee", "passed_on", "expired"],
                name="year_passed_once",
            )
        ]
        indexes = [
            models.Index(fields=["board", "id"], condition=Q(told_at=None), name="year_to_tell")
        ]

    def __str__(self) -> str:
        return f"year passed {self.pk}"


class YearSweep(BoardModel):
    """Up to and including which day the answers of a board were looked at."""

    swept_on = models.DateField()

    class Meta:
        verbose_name = _("nagegaan tot en met")
        constraints = [models.UniqueConstraint(fields=["board"], name="year_sweep_per_board")]

    def __str__(self) -> str:
        return f"board {self.board_id} up to {self.swept_on}"
