"""Who may register what was published, and who sees which publication."""

from typing import Any

from django.db.models import QuerySet

from consent.publications.models import Publication
from schoolgids.access.actions import Action
from schoolgids.access.actor import Actor
from schoolgids.access.policy import NOT_YOUR_ROLE, YES, Decision, no, rule, visibility
from schoolgids.organisation.models import School


@rule(Action.PUBLICATION_REGISTER, Action.PUBLICATION_VIEW)
def part_of_the_role(actor: Actor, row: Any) -> Decision:
    """Whoever takes pictures for the school checks and registers them."""
    if isinstance(row, School) and row.pk not in actor.schools:
        return no(NOT_YOUR_ROLE)
    return YES


@visibility(Publication)
def ones_own_or_all(actor: Actor, publications: QuerySet[Publication]) -> QuerySet[Publication]:
    """One's own publications; all of them for who keeps the proof of consent."""
    if Action.CONSENT_PROOF_VIEW in actor.actions:
        return publications
    if Action.PUBLICATION_VIEW in actor.actions:
        return publications.filter(registered_by=actor.person_id)
    return publications.none()
