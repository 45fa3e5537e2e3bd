"""Where a user begins: the work list of each school for staff, the own pages for others."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from schoolgids.access.actions import Action
from schoolgids.access.actor import Actor
from schoolgids.access.models import User
from schoolgids.access.roles import ROLES
from schoolgids.access.sign_in import in_each_board
from schoolgids.interface.navigation import address
from schoolgids.organisation.models import Board, School


@dataclass(frozen=True)
class Start:
    """One place to begin."""

    label: str | Promise
    place: str
    icon: str
    href: str


def starts_of(user: User) -> list[Start]:
    """Every place where this user has something to do, boards in order."""
    return [start for starts in in_each_board(user, starts_in) for start in starts]


def starts_in(board: Board, actor: Actor) -> list[Start]:
    """The places within one board. Call in the scope of the board."""
    found = []
    if actor.is_board_wide:
        found.append(_board_start(board, actor))
    school_ids = {school for role, school in actor.roles_by_school if school and ROLES[role].staff}
    for school in School.objects.filter(pk__in=school_ids):
        href = address("sanctions:worklist", {"school": school.slug})
        found.append(Start(_("Werkvoorraad"), school.name, "inbox", href))
    if Action.CONSENT_OWN_VIEW in actor.actions and {"guardian", "pupil"} & actor.roles:
        href = address("consent:my_children", {"board": board.slug})
        found.append(Start(_("Foto’s en video’s"), board.name, "image", href))
    return [start for start in found if start.href]


def _board_start(board: Board, actor: Actor) -> Start:
    """An officer of the board begins at its work list, or else at the trail."""
    own = {"board": board.slug}
    if Action.WORKLIST_VIEW in actor.actions:
        href = address("sanctions:board_worklist", own)
        return Start(_("Werkvoorraad van het bestuur"), board.name, "inbox", href)
    return Start(_("Verantwoording"), board.name, "scroll-text", address("audit:board_events", own))
