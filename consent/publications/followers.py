"""What publications do after an answer: what was refused has to disappear."""

from collections.abc import Sequence

from consent.consequences import after_answers
from consent.models import Answer
from consent.publications.take_downs import open_for_answers
from schoolgids.access.actor import Actor


@after_answers
def take_down_what_was_refused(actor: Actor, answers: Sequence[Answer]) -> None:
    """Opens a task per place for who is in the picture and no longer agrees."""
    open_for_answers(actor, answers)
