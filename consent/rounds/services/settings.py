"""What a board chooses where the law leaves room, from today on."""

from django.db import transaction
from django.utils.timezone import localdate

from consent.models import ConsentSettings
from schoolgids.access.actions import Action
from schoolgids.access.actor import Actor
from schoolgids.access.policy import require
from schoolgids.audit.services import record
from schoolgids.organisation.models import Board

FIELDS = ("enough", "at_sixteen", "yearly_expiry", "yearly_reminder", "second_check")


def chosen(board_id: int) -> ConsentSettings:
    """The board's choices of today; not saved when it never chose. One query."""
    found = ConsentSettings.objects.holding_on(localdate()).filter(board_id=board_id).first()
    return found or ConsentSettings(board_id=board_id)


@transaction.atomic
def choose(
    *,
    actor: Actor,
    board: Board,
    enough: str,
    at_sixteen: str,
    yearly_expiry: bool,
    yearly_reminder: bool = True,
    second_check: bool = False,
) -> ConsentSettings:
    """Other choices from today on; a past day keeps those it had. The same again is nothing."""
    require(actor, Action.CONSENT_SETTINGS_CHANGE)
    Board.objects.select_for_update().get(pk=board.pk)
    before = chosen(board.pk)
    wanted = {
        "enough": enough,
        "at_sixteen": at_sixteen,
        "yearly_expiry": yearly_expiry,
        "yearly_reminder": yearly_reminder,
        "second_check": second_check,
    }
    was = {name: getattr(before, name) for name in FIELDS}
    if was == wanted:
        return before
    row, _new = ConsentSettings.objects.update_or_create(
        board_id=board.pk, effective_on=localdate(), defaults=wanted
    )
    changed = {
        name: [str(was[name]), str(wanted[name])] for name in FIELDS if was[name] != wanted[name]
    }
    record("consent.settings", actor=actor, about=row, changed=changed)
    return row
