"""Whether a board asks a second factor of its staff, and whether this session has one."""

from typing import TYPE_CHECKING, cast

from allauth.mfa.models import Authenticator

from schoolgids.access.models import User
from schoolgids.access.sign_in import in_each_board

if TYPE_CHECKING:
    from schoolgids.access.views import PortalRequest

SHOWN = "second_factor"  # in the session: this user has one, and so had to show it to come in


def is_missing(request: "PortalRequest") -> bool:
    """Whether the board demands a second factor from this member of staff who has none."""
    board, actor = request.board, request.actor
    if board is None or actor is None or not board.demands_second_factor:
        return False
    if not actor.is_staff_member or request.session.get(SHOWN):
        return False
    if not has_one(cast(User, request.user)):
        return True
    request.session[SHOWN] = True
    return False


def has_one(user: User) -> bool:
    """Whether a user has set up an app or a key; recovery codes alone don't count."""
    real = Authenticator.objects.exclude(type=Authenticator.Type.RECOVERY_CODES)
    return bool(real.filter(user=user).exists())


def is_demanded_from(user: User) -> bool:
    """Whether any board demands a second factor of this user, being staff there."""
    return any(
        in_each_board(
            user, lambda board, actor: board.demands_second_factor and actor.is_staff_member
        )
    )
