"""Who may see, ask for, allow and end what stands in the registers."""

from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from protocols.registers.models import Entry
from schoolgids.access.actions import Action
from schoolgids.access.actor import Actor
from schoolgids.access.policy import YES, Decision, no, rule, visibility

NOT_YOUR_REQUEST = _("Alleen wie dit aanvroeg, kan dat doen.")
NOT_YOURS_TO_KEEP = _("Dit kan alleen wie het aanvroeg, wie het beheert of de schoolleiding.")


@rule(Action.REGISTER_VIEW, Action.REGISTER_DECIDE)
def part_of_the_role(_actor: Actor, _row: Any) -> Decision:
    return YES


@rule(Action.REGISTER_REQUEST, Action.REGISTER_TEACH)
def the_own_request(actor: Actor, row: Any) -> Decision:
    if row is None or row.requested_by_id == actor.person_id:
        return YES
    return no(NOT_YOUR_REQUEST)


@rule(Action.REGISTER_KEEP)
def of_ones_own_or_all(actor: Actor, row: Any) -> Decision:
    """Ending an entry, and the pupils of a class app."""
    if row is None or Action.REGISTER_DECIDE in actor.actions:
        return YES
    if actor.person_id in (row.requested_by_id, row.person_id):
        return YES
    return no(NOT_YOURS_TO_KEEP)


@visibility(Entry)
def what_is_allowed_or_ones_own(actor: Actor, rows: QuerySet[Entry]) -> QuerySet[Entry]:
    """What was granted is for all staff to know; a request, and why it was refused, is between
    who asked, whom it is about and who decides.
    """
    if Action.REGISTER_DECIDE in actor.actions or actor.is_clock:
        return rows
    if Action.REGISTER_VIEW not in actor.actions:
        return rows.none()
    mine = Q(requested_by=actor.person_id) | Q(person=actor.person_id)
    return rows.filter(mine | Q(status__in=("granted", "ended")))
