"""`manage.py add_board`: a new board with its first person, the board's secretary."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from schoolgids.access.management.person import add_person_arguments, person_of
from schoolgids.access.scope import Scope, scoped
from schoolgids.access.services import admit
from schoolgids.organisation.models import Board
from schoolgids.organisation.starting import start_board


class Command(BaseCommand):
    help = "Adds a board and lets its secretary in, with a code by mail."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slug", help="short name in addresses: vijf-bakens")
        parser.add_argument("name", help="the name people read")
        add_person_arguments(parser)

    @transaction.atomic
    def handle(self, *, slug: str, name: str, **options: Any) -> None:
        try:
            board = Board.objects.create(slug=slug, name=name)
        except IntegrityError as error:
            raise CommandError(f"There is a board '{slug}' already.") from error
        with scoped(Scope.of_board(board)):
            start_board(board)
        admit(
            board=board,
            school=None,
            role="board_secretary",
            from_on=localdate(),
            **person_of(options),
        )
        self.stdout.write(
            f"{board.name}: sign in at /account/inloggen/code/ with {options['email']}"
        )
