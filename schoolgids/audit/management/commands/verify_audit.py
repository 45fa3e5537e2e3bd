"""`manage.py verify_audit`: is the trail as it was sealed? Exit code 1 when not."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from schoolgids.access.scope import Scope, scoped
from schoolgids.audit.models import Event, Seal
from schoolgids.audit.services import verify
from schoolgids.organisation.models import Board


class Command(BaseCommand):
    help = "Recomputes the hash chain of every board and names what was changed, removed or added."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--board", help="slug of one board; all boards when left out")
        parser.add_argument(
            "--hashes-only", action="store_true", help="read no content, only hashes"
        )

    def handle(self, *, board: str | None, hashes_only: bool, **_options: Any) -> None:
        boards = Board.objects.filter(slug=board) if board else Board.objects.all()
        if board and not boards:
            raise CommandError(f"There is no board '{board}'.")
        found = 0
        for one in boards:
            with scoped(Scope.of_board(one)):
                for finding in verify(one.pk, content=not hashes_only):
                    found += 1
                    self.stdout.write(f"{one.slug}: {finding.what} {finding.where}")
                events = Event.objects.filter(board_id=one.pk).count()
                seals = Seal.objects.filter(board_id=one.pk).count()
            self.stdout.write(f"{one.slug}: {events} events, {seals} seals checked")
        if found:
            raise CommandError(f"{found} findings: the trail is not as it was sealed.")
