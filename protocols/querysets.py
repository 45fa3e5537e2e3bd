"""Questions about codes, versions and provisions."""

from datetime import date
from functools import reduce
from operator import or_
from typing import Any

from django.db import models
from django.db.models import Q

from protocols.outline.references import POINTING, SIGNS


class CodeQuerySet(models.QuerySet[Any]):
    def of_school(self, school_id: int) -> "CodeQuerySet":
        """The school's own codes and those of its board."""
        return self.filter(Q(school=school_id) | Q(school=None))


class VersionQuerySet(models.QuerySet[Any]):
    def in_force_on(self, day: date) -> "VersionQuerySet":
        """Published, begun and not yet ended on a day. By its dates: its stage follows them, and
        may be late.
        """
        return self.filter(
            Q(until_on=None) | Q(until_on__gt=day),
            status__in=("scheduled", "in_force", "replaced"),
            effective_on__lte=day,
        )

    def of_school(self, school_id: int) -> "VersionQuerySet":
        """Versions that hold for a school: its own and those of its board."""
        return self.filter(Q(school=school_id) | Q(school=None))


class ProvisionQuerySet(models.QuerySet[Any]):
    def kept(self) -> "ProvisionQuerySet":
        """Without the lines that were left out."""
        return self.filter(dropped="")

    def maybe_open(self) -> "ProvisionQuerySet":
        """Those in which there may be something to fill in or repair: few of many."""
        signs = (Q(text__contains=sign) for sign in SIGNS)
        return self.kept().filter(reduce(or_, signs)).order_by("order")

    def maybe_pointing(self) -> "ProvisionQuerySet":
        """Those in which words may point to another provision."""
        return self.kept().filter(text__iregex=POINTING)


class PublishedVersionQuerySet(models.QuerySet[Any]):
    def in_force_on(self, day: date) -> "PublishedVersionQuerySet":
        """Begun and not yet ended on a day."""
        return self.filter(Q(until_on=None) | Q(until_on__gt=day), effective_on__lte=day)
