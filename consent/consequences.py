"""What follows from new answers, in the transaction that adds them: both happen, or neither.

An app that has to do something with answers says so in its module `followers`:

    @after_answers
    def open_tasks(actor: Actor, answers: Sequence[Answer]) -> None: ...
"""

from collections.abc import Callable, Sequence

from consent.models import Answer
from schoolgids.access.actor import Actor

Follower = Callable[[Actor, Sequence[Answer]], None]
FOLLOWERS: list[Follower] = []


def after_answers(function: Follower) -> Follower:
    """Registers what is done after answers were added."""
    FOLLOWERS.append(function)
    return function


def follow(actor: Actor, answers: Sequence[Answer]) -> None:
    """Does everything that follows from these answers."""
    for function in FOLLOWERS:
        function(actor, answers)
