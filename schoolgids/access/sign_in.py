"""The trace of sign-ins: who came in, who failed, who was locked out, for each board of a user."""

from collections.abc import Callable
from typing import Any, TypeVar

import structlog
from allauth.account.signals import login_code_rejected, user_logged_in
from allauth.mfa.signals import authentication_failed as second_factor_failed
from django.dispatch import receiver
from django.utils.timezone import localdate

from schoolgids.access.actor import Actor, load_actor
from schoolgids.access.models import Account, User
from schoolgids.access.scope import Scope, scoped
from schoolgids.audit.services import record_sign_in
from schoolgids.organisation.models import Board

log = structlog.get_logger()
T = TypeVar("T")

DONE = "sign_in.done"
FAILED = "sign_in.failed"
LOCKED = "sign_in.locked"


def in_each_board(user: User, deed: Callable[[Board, Actor], T]) -> list[T]:
    """What `deed` answers for each board the user belongs to, within the scope of that board."""
    answers = []
    for account in Account.objects.filter(user=user).select_related("board"):
        scope = Scope.of_board(account.board)
        with scoped(scope):
            actor = load_actor(
                person_id=account.person_id,
                board_id=account.board_id,
                schools=scope.schools,
                day=localdate(),
            )
            if actor is not None:
                answers.append(deed(account.board, actor))
    return answers


def record_for_user(name: str, user: User, **facts: Any) -> None:
    """Writes a sign-in event in every board the user belongs to."""
    in_each_board(
        user, lambda board, actor: record_sign_in(name, board_id=board.pk, actor=actor, **facts)
    )


def record_for_address(name: str, address: str, **facts: Any) -> None:
    """The same for an address somebody typed; of an unknown one only the event is logged."""
    user = User.objects.filter(email__iexact=address).first()
    if user is None:
        log.info(name, known=False)
    else:
        record_for_user(name, user, **facts)


@receiver(user_logged_in, dispatch_uid="sign_in.done")
def _came_in(sender: Any, user: User, **_kwargs: Any) -> None:
    record_for_user(DONE, user)


@receiver(login_code_rejected, dispatch_uid="sign_in.code")
def _wrong_code(sender: Any, user: User, *, last_attempt: bool, **_kwargs: Any) -> None:
    record_for_user(LOCKED if last_attempt else FAILED, user, method="code")


@receiver(second_factor_failed, dispatch_uid="sign_in.second_factor")
def _wrong_second_factor(sender: Any, user: User, **_kwargs: Any) -> None:
    record_for_user(FAILED, user, method="second_factor")
