"""The night work of asking: each case in a scope of its own, so that one can't hold up the rest."""

from typing import Any
from uuid import UUID

from celery import shared_task
from django.conf import settings
from django.utils import translation
from django.utils.timezone import localdate, now

from consent.rounds.models import Round
from consent.rounds.services import printing, rounds, sending, sixteen
from schoolgids.access.actor import Actor
from schoolgids.access.scope import Scope, scoped
from schoolgids.organisation.models import Board

MOST = 5_000  # per board and run


@shared_task(name="rounds.sixteen")
def run_sixteen(**_later: Any) -> None:
    """Tells who turned 16, and their guardians, that the pupil chooses now."""
    for board in Board.objects.all():
        scope = Scope.of_board(board)
        actor = Actor.clock(board.pk, scope.schools)
        with scoped(scope):
            sixteen.find(board_id=board.pk, moment=now(), day=localdate())
            waiting = sixteen.to_tell(board_id=board.pk, most=MOST)
        for pk in waiting:
            with scoped(scope):
                sixteen.tell_about(actor=actor, pk=pk, moment=now())


@shared_task(name="rounds.round")
def send_round(*, pk: str, board_id: int, **_later: Any) -> None:
    """Sends what is due in one round, some requests at a time."""
    scope = Scope.of_board(board_id)
    actor, more = Actor.clock(board_id, scope.schools), 1
    while more:
        with scoped(scope):
            more = sending.send_some(actor=actor, pk=UUID(pk), moment=now(), day=localdate())


@shared_task(name="rounds.run")
def run_rounds(**_later: Any) -> None:
    """Asks who came since, and sends what is due: the first requests and the reminders."""
    for board in Board.objects.all():
        scope = Scope.of_board(board)
        with scoped(scope):
            for pk in sending.open_rounds(board_id=board.pk):
                rounds.fill(Round.objects.get(pk=pk), day=localdate())
            due = sending.due_rounds(board_id=board.pk, day=localdate())
            jobs = printing.waiting_jobs(board_id=board.pk)
        for pk in due:
            send_round(pk=str(pk), board_id=board.pk)
        for pk in jobs:
            make_paper(pk=str(pk), board_id=board.pk)


@shared_task(name="rounds.printjob")
def make_paper(*, pk: str, board_id: int, **_later: Any) -> None:
    """Makes what is left of a print job, part by part."""
    scope = Scope.of_board(board_id)
    actor, more = Actor.clock(board_id, scope.schools), True
    while more:
        with scoped(scope), translation.override(settings.LANGUAGE_CODE):
            more = printing.make_part(actor=actor, pk=UUID(pk), moment=now())
