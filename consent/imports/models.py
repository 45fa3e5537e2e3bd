"""Answers that come in by the pile, out of the pupil administration (C13)."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from consent.imports.judging import Columns, Outcome
from schoolgids.organisation.scoped import SchoolModel
from schoolgids.people.models import Person
from schoolgids.workflow import Staged


class AnswerImport(SchoolModel, Staged):
    """One file, from upload to what became of each row. Nothing is added before a person agrees."""

    class Stage(models.TextChoices):
        MAPPING = "mapping", _("kolommen kiezen")
        CHECKING = "checking", _("wordt nagekeken")
        CHECKED = "checked", _("nagekeken")
        ADDING = "adding", _("wordt overgenomen")
        DONE = "done", _("overgenomen")
        STOPPED = "stopped", _("gestopt")

    status = models.CharField(max_length=8, choices=Stage, default=Stage.MAPPING)
    file = models.OneToOneField("files.StoredFile", models.PROTECT, related_name="+")
    heads = models.JSONField(default=list)
    columns = models.JSONField(default=dict)  # what each column says, see `plain_columns`
    total = models.PositiveIntegerField(null=True)  # rows below the heads, once they are read
    submission = models.UUIDField()  # one press of the button; a second one is the same import
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    agreed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-id"]
        verbose_name = _("ingelezen bestand met antwoorden")
        constraints = [
            models.UniqueConstraint(fields=["board", "submission"], name="answer_import_once"),
            models.CheckConstraint(
                condition=~Q(status__in=["adding", "done"]) | Q(agreed_by__isnull=False),
                name="answer_import_agreed_by_somebody",
            ),
        ]
        indexes = [
            models.Index(
                fields=["board", "id"],
                condition=Q(status__in=["checking", "adding"]),
                name="answer_import_waiting",
            )
        ]

    def __str__(self) -> str:
        return f"answer import {self.pk}"

    @property
    def is_busy(self) -> bool:
        return self.status in (self.Stage.CHECKING, self.Stage.ADDING)

    @property
    def plain_columns(self) -> Columns:
        """Which column says what, as plain values."""
        chosen: dict[str, Any] = dict(self.columns)
        day = chosen.pop("day", None)
        purposes = {UUID(key): at for key, at in chosen.pop("purposes", {}).items()}
        return Columns(purposes=purposes, day=date.fromisoformat(day) if day else None, **chosen)


class ImportRow(SchoolModel):
    """One row of a file, and what it comes to. Emptied once it is taken over."""

    class Verdict(models.TextChoices):
        NEW = Outcome.NEW.value, _("nieuw antwoord")
        SAME = Outcome.SAME.value, _("al bekend")
        NOTHING = Outcome.NOTHING.value, _("geen antwoord ingevuld")
        UNKNOWN_PUPIL = Outcome.UNKNOWN_PUPIL.value, _("deze leerling staat niet op school")
        SEVERAL_PUPILS = Outcome.SEVERAL_PUPILS.value, _("meer leerlingen heten zo")
        NO_DATE = Outcome.NO_DATE.value, _("geen datum te lezen")
        FUTURE = Outcome.FUTURE.value, _("de datum is nog niet geweest")
        BEFORE_BIRTH = Outcome.BEFORE_BIRTH.value, _("de datum ligt vóór de geboorte")
        UNKNOWN_WORD = Outcome.UNKNOWN_WORD.value, _("geen ja of nee")
        UNKNOWN_GIVER = Outcome.UNKNOWN_GIVER.value, _("deze ouder is niet bekend")
        SEVERAL_GIVERS = (
            Outcome.SEVERAL_GIVERS.value,
            _("welke ouder antwoordde, staat er niet bij"),
        )
        NO_AUTHORITY = Outcome.NO_AUTHORITY.value, _("op die dag geen gezag")
        WAS_SIXTEEN = Outcome.WAS_SIXTEEN.value, _("de leerling was 16 en kiest zelf")
        NOT_YET_SIXTEEN = Outcome.NOT_YET_SIXTEEN.value, _("een ja van een leerling onder de 16")
        OWN_FORM = Outcome.OWN_FORM.value, _("je eigen antwoord: laat een collega dit inlezen")
        NEWER = Outcome.NEWER.value, _("er is al een later antwoord")
        DIFFERS = Outcome.DIFFERS.value, _("op dezelfde dag is iets anders vastgelegd")

    source = models.ForeignKey(AnswerImport, models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()  # as a spreadsheet counts: the heads are row 1
    cells = models.JSONField()
    verdict = models.CharField(max_length=15, choices=Verdict, blank=True)  # "": not judged yet
    detail = models.CharField(max_length=200, blank=True)
    answers = models.PositiveSmallIntegerField(default=0)
    added_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["source", "number"]
        verbose_name = _("rij van een bestand")
        constraints = [models.UniqueConstraint(fields=["source", "number"], name="import_row_once")]
        indexes = [
            models.Index(fields=["source", "verdict", "number"], name="import_row_by_verdict")
        ]

    def __str__(self) -> str:
        return f"row {self.number} of {self.source_id}"
