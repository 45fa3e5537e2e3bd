"""`manage.py demo`: a fictional board with five schools, for looking around and for trying out."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from schoolgids.demo.accounts import as_table
from schoolgids.demo.services import load, loaded


class Command(BaseCommand):
    help = "Loads a fictional board with five schools; does nothing when it is there."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--pupils", type=int, default=1200)
        parser.add_argument("--incidents", type=int, default=300)

    def handle(self, *args: Any, pupils: int, incidents: int, **options: Any) -> None:
        if pupils < 1 or incidents < 0:
            raise CommandError("Geef minstens 1 leerling en 0 meldingen.")
        board = loaded() or load(pupils=pupils, incidents=incidents)
        self.stdout.write(as_table(board))
