"""Questions about incidents, named after the question."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Self
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from schoolgids.people.models import Enrolment, Guardianship


class IncidentQuerySet(QuerySet[Any]):
    def reported_by(self, person_id: UUID | None) -> Self:
        return self.filter(reporter_id=person_id)

    def own(self, person_id: UUID | None) -> Self:
        """Reported or handled by this person."""
        return self.filter(Q(reporter_id=person_id) | Q(handler_id=person_id))

    def about_groups(self, group_ids: Iterable[UUID], day: date) -> Self:
        """With a pupil of one of the groups among the people, or a child whose guardian is."""
        pupils = Enrolment.objects.holding_on(day).filter(group_id__in=list(group_ids))
        return self.filter(self._party_is(pupils.values("person_id")))

    def walled_off_from(self, person_id: UUID | None, day: date) -> Self:
        """In which this person has a part, or whose child has (I6)."""
        return self.filter(self._concerns(person_id, day))

    def not_walled_off_from(self, person_id: UUID | None, day: date) -> Self:
        return self.exclude(self._concerns(person_id, day))

    def _concerns(self, person_id: UUID | None, day: date) -> Q:
        wards = Guardianship.objects.holding_on(day).filter(guardian_id=person_id)
        own = Q(Exists(self._parties().filter(person_id=person_id)))
        return own | self._party_is(wards.values("pupil_id"))

    def _party_is(self, people: QuerySet[Any, Any]) -> Q:
        parties = self._parties()
        return Q(Exists(parties.filter(Q(person_id__in=people) | Q(ward_id__in=people))))

    def _parties(self) -> QuerySet[Any]:
        parties: QuerySet[Any] = self.model._meta.get_field("parties").related_model.objects
        return parties.filter(incident_id=OuterRef("pk"))
