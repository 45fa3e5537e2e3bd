"""Base classes of every table that belongs to a board; see `isolation` for what the database adds."""

from django.db import models
from uuid6 import uuid7


class BoardModel(models.Model):
    """A row of one board. A subclass may add a nullable `school`: empty means the whole board."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    board = models.ForeignKey("organisation.Board", models.PROTECT, related_name="+")

    class Meta:
        abstract = True


class SchoolModel(BoardModel):
    """A row of one school."""

    school = models.ForeignKey("organisation.School", models.PROTECT, related_name="+")

    class Meta:
        abstract = True
