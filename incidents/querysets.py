"""Questions about incidents, named after the question."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Self
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from schoolgids.people.models import Enrolment


class IncidentQuerySet(QuerySet[Any]):
    def concern_groups(self, group_ids: Iterable[UUID], day: date) -> Q:
        """That a pupil of one of the groups has a part, or the guardian of such a pupil."""
        pupils = Enrolment.objects.holding_on(day).filter(group_id__in=list(group_ids))
        return self._someone_is(pupils.values("person_id"))

    def not_walled_off_from(self, kin: Iterable[UUID]) -> Self:
        """Without those in which one of these has a part: somebody and their children (I6)."""
        return self.exclude(self._touch(kin))

    def walled_off_from(self, kin: Iterable[UUID]) -> Self:
        """Only those in which one of these has a part: somebody and their children (I6)."""
        return self.filter(self._touch(kin))

    def with_pupil_of(self, group_id: UUID, day: date) -> Self:
        """With a pupil of this group among the people."""
        return self.filter(self.concern_groups([group_id], day))

    def own(self, person_id: UUID | None) -> Self:
        """Reported or handled by this person."""
        return self.filter(Q(reporter_id=person_id) | Q(handler_id=person_id))

    def _touch(self, kin: Iterable[UUID]) -> Q:
        return self._someone_is(list(kin))

    def _someone_is(self, people: QuerySet[Any, Any] | list[UUID]) -> Q:
        among = Q(person_id__in=people) | Q(ward_id__in=people)
        return Q(Exists(self._parties().filter(among)))

    def _parties(self) -> QuerySet[Any]:
        # The model of the parties is above this module in the order of imports.
        parties: QuerySet[Any] = self.model._meta.get_field("parties").related_model.objects
        return parties.filter(incident_id=OuterRef("pk"))
