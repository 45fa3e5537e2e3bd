"""What means the same in the guides of a board, and what readers looked for in vain (G14)."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from protocols.search.words import LONGEST_SYNONYM
from schoolgids.organisation.models import Board, School
from schoolgids.organisation.scoped import BoardModel, SchoolModel


class SynonymGroup(BoardModel):
    """Words that mean the same: in every guide of the board, or in that of one school."""

    school = models.ForeignKey(School, models.PROTECT, null=True, blank=True, related_name="+")
    words = ArrayField(models.CharField(max_length=LONGEST_SYNONYM))

    class Meta:
        ordering = ["words"]
        verbose_name = _("groep synoniemen")
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(words__len__gte=2), name="synonyms_are_two_or_more")
        ]

    def __str__(self) -> str:
        return ", ".join(self.words)


class PublishedSynonyms(models.Model):
    """A group of synonyms as the search of the public reads it: without a scope."""

    SHARED = True

    group = models.UUIDField(primary_key=True)
    board = models.ForeignKey(Board, models.PROTECT, related_name="+")
    school = models.ForeignKey(School, models.PROTECT, null=True, related_name="+")
    words = ArrayField(models.CharField(max_length=LONGEST_SYNONYM))

    class Meta:
        verbose_name = _("gepubliceerde synoniemen")
        indexes: ClassVar = [models.Index(fields=["board", "school"])]

    def __str__(self) -> str:
        return ", ".join(self.words)

    @classmethod
    def of(cls, school: School) -> list[list[str]]:
        """The groups that hold in the guide of a school. One query."""
        rows = cls.objects.filter(Q(school=None) | Q(school=school), board=school.board_id)
        return list(rows.values_list("words", flat=True))


class MissedSearch(SchoolModel):
    """Words that a guide had no answer to, with how often: never who asked or from where."""

    words = models.CharField(max_length=LONGEST_SYNONYM)
    times = models.PositiveIntegerField(default=1)
    last_on = models.DateField()

    class Meta:
        ordering = ["-times", "words"]
        verbose_name = _("zoekopdracht zonder resultaat")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["school", "words"], name="missed_words_once")
        ]

    def __str__(self) -> str:
        return self.words
