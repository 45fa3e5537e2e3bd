"""Questions about cases and duties, named after the question."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Self
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery

from schoolgids.people.models import Enrolment


class CaseQuerySet(QuerySet[Any]):
    def open(self) -> Self:
        return self.filter(status__in=self.model.OPEN)

    def undecided(self) -> Self:
        return self.filter(status__in=self.model.UNDECIDED)

    def overdue(self, today: date) -> Self:
        """Undecided, and the last day for the next step has passed."""
        return self.undecided().filter(due_on__lt=today)

    def unopposed(self, today: date) -> Self:
        """Made known, and the term to object has passed without an objection."""
        return self.filter(status="communicated", objection_until__lt=today)

    def of_groups(self, group_ids: Iterable[UUID], day: date) -> Self:
        """About a pupil of one of the groups."""
        pupils = Enrolment.objects.holding_on(day).filter(group_id__in=list(group_ids))
        return self.filter(target="pupil", person_id__in=pupils.values("person_id"))

    def not_about(self, kin: Iterable[UUID]) -> Self:
        """About none of these: somebody and their children (I6)."""
        return self.exclude(person_id__in=list(kin))

    def with_group(self, day: date) -> Self:
        """With the name of the home group of the person as `group_name`."""
        enrolled = Enrolment.objects.holding_on(day).filter(person_id=OuterRef("person_id"))
        return self.annotate(group_name=Subquery(enrolled.values("group__name")[:1]))


class DutyQuerySet(QuerySet[Any]):
    def open(self) -> Self:
        return self.filter(done_on=None, waived_by=None)
