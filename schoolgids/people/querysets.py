"""Questions about people, named after the question."""

from datetime import date
from typing import Any, Self

from django.db.models import Q, QuerySet


def is_called(words: str, person: str = "") -> Q:
    """That each of the words begins a part of a name, in any order; `person` leads to whose."""
    path = f"{person}__" if person else ""
    question = Q()
    for word in words.replace(",", " ").split()[:4]:
        question &= (
            Q(**{f"{path}given_name__istartswith": word})
            | Q(**{f"{path}family_name__istartswith": word})
            | Q(**{f"{path}prefix__istartswith": word})
        )
    return question


class DatedQuerySet(QuerySet[Any]):
    """Rows that hold from a day up to and including another, or without an end."""

    def holding_on(self, day: date) -> Self:
        return self.filter(Q(until_on=None) | Q(until_on__gte=day), from_on__lte=day)


class PersonQuerySet(QuerySet[Any]):
    def called(self, words: str) -> Self:
        return self.filter(is_called(words))

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
