"""Who may take answers over from the administration: who enters answers on paper."""

from django.db.models import QuerySet

from consent.imports.models import AnswerImport
from schoolgids.access.actions import Action
from schoolgids.access.actor import Actor
from schoolgids.access.policy import visibility


@visibility(AnswerImport)
def imports_of_who_enters_answers(
    actor: Actor, rows: QuerySet[AnswerImport]
) -> QuerySet[AnswerImport]:
    return rows if Action.CONSENT_RECORD in actor.actions or actor.is_clock else rows.none()
