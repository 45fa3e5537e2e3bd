"""Who may see who was given a text: everybody the own row, who keeps the codes those of all."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from protocols.receipts.models import HandedOut
from schoolgids.access.actions import Action
from schoolgids.access.actor import Actor
from schoolgids.access.policy import YES, Decision, no, rule, visibility

NOT_YOURS = _("Alleen wie de tekst kreeg, kan bevestigen dat die is gelezen.")


@rule(Action.CODE_READ)
def the_own_copy(actor: Actor, row: Any) -> Decision:
    if row is None or row.person_id == actor.person_id:
        return YES
    return no(NOT_YOURS)


@rule(Action.CODE_RECEIPT_VIEW)
def part_of_the_role(_actor: Actor, _row: Any) -> Decision:
    return YES


@visibility(HandedOut)
def receipts(actor: Actor, rows: QuerySet[HandedOut]) -> QuerySet[HandedOut]:
    if Action.CODE_RECEIPT_VIEW in actor.actions or actor.is_clock:
        return rows
    return rows.filter(person=actor.person_id)
