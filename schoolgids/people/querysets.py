"""Questions about people, named after the question."""

from datetime import date
from typing import Any, Self

from django.db.models import Q, QuerySet


class DatedQuerySet(QuerySet[Any]):
    """Rows that hold from a day up to and including another, or without an end."""

    def holding_on(self, day: date) -> Self:
        return self.filter(Q(until_on=None) | Q(until_on__gte=day), from_on__lte=day)


class PersonQuerySet(QuerySet[Any]):
    def called(self, words: str) -> Self:
        """People whose names start with each of the given words, in any order."""
        found = self
        for word in words.replace(",", " ").split()[:4]:
            found = found.filter(
                Q(given_name__istartswith=word)
                | Q(family_name__istartswith=word)
                | Q(prefix__istartswith=word)
            )
        return found

    def pupils_of(self, *, school_id: int, day: date) -> Self:
        """People enrolled at the school on the day."""
        return self.filter(
            Q(enrolments__until_on=None) | Q(enrolments__until_on__gte=day),
            enrolments__school_id=school_id,
            enrolments__from_on__lte=day,
        ).distinct()

    def staff_of(self, *, school_id: int, day: date) -> Self:
        """People with an appointment at the school on the day."""
        return self.filter(
            Q(appointments__until_on=None) | Q(appointments__until_on__gte=day),
            appointments__school_id=school_id,
            appointments__from_on__lte=day,
        ).distinct()
