"""Who may see and change codes. A text of the board is for its officers alone to change."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from protocols.models import Code, CodeVersion, GuideTopic, Provision
from schoolgids.access.actions import Action
from schoolgids.access.actor import Actor
from schoolgids.access.policy import YES, Decision, Rule, no, rule, visibility

LOCKED = _("Deze versie is geen concept meer. De tekst ligt vast.")
BOARD_TEXT = _("Dit is een tekst van het bestuur. Alleen het bestuur kan die wijzigen.")


@rule(Action.CODE_VIEW, Action.TOPIC_EDIT)
def part_of_the_role(_actor: Actor, _row: Any) -> Decision:
    return YES


def _owners_only(action: Action) -> Rule:
    """Judges one action: a row without a school belongs to the board."""

    @rule(action)
    def judge(actor: Actor, row: Any) -> Decision:
        if row is None or row.school_id is not None or actor.is_clock:
            return YES
        return YES if actor.acts_for_board(action) else no(BOARD_TEXT)

    return judge


for _action in (Action.CODE_EDIT, Action.CODE_ADOPT, Action.CODE_PUBLISH):
    _owners_only(_action)


@rule(Action.CODE_OUTLINE)
def outline_of_a_draft(actor: Actor, row: Any) -> Decision:
    """The tree of a version, by who may edit it, until it is laid before the councils."""
    if row is None:
        return YES
    own = row.school_id is not None or actor.is_clock
    if not own and not actor.acts_for_board(Action.CODE_OUTLINE):
        return no(BOARD_TEXT)
    return YES if row.is_open else no(LOCKED)


def _if_staff(actor: Actor, rows: QuerySet[Any]) -> QuerySet[Any]:
    return rows if Action.CODE_VIEW in actor.actions or actor.is_clock else rows.none()


@visibility(Code)
def codes(actor: Actor, rows: QuerySet[Code]) -> QuerySet[Code]:
    """The row policy keeps them to the board and the schools of the page."""
    return _if_staff(actor, rows)


@visibility(CodeVersion)
def versions(actor: Actor, rows: QuerySet[CodeVersion]) -> QuerySet[CodeVersion]:
    return _if_staff(actor, rows)


@visibility(Provision)
def provisions(actor: Actor, rows: QuerySet[Provision]) -> QuerySet[Provision]:
    return _if_staff(actor, rows)


@visibility(GuideTopic)
def topics(actor: Actor, rows: QuerySet[GuideTopic]) -> QuerySet[GuideTopic]:
    return _if_staff(actor, rows)
