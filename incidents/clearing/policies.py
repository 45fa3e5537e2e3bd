"""Who may read how it is known that a pupil did not do it: whoever may read the report."""

from django.db.models import QuerySet

from incidents.clearing.models import FakeAccountProof
from incidents.models import Incident
from schoolgids.access.actor import Actor
from schoolgids.access.policy import visibility, visible


@visibility(FakeAccountProof)
def proofs_of_known_incidents(
    actor: Actor, proofs: QuerySet[FakeAccountProof]
) -> QuerySet[FakeAccountProof]:
    return proofs.filter(incident__in=visible(actor, Incident.objects.all()))
