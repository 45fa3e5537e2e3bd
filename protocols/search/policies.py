"""Who may see and settle what the search of a guide knows: those who keep its codes."""

from django.db.models import QuerySet

from protocols.search.models import MissedSearch, SynonymGroup
from schoolgids.access.actions import Action
from schoolgids.access.actor import Actor
from schoolgids.access.policy import visibility


@visibility(SynonymGroup)
def synonyms(actor: Actor, rows: QuerySet[SynonymGroup]) -> QuerySet[SynonymGroup]:
    return rows if Action.CODE_VIEW in actor.actions else rows.none()


@visibility(MissedSearch)
def missed(actor: Actor, rows: QuerySet[MissedSearch]) -> QuerySet[MissedSearch]:
    return rows if Action.CODE_EDIT in actor.actions else rows.none()
