"""`manage.py add_school`: a school of a board."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from schoolgids.access.scope import Scope, scoped
from schoolgids.organisation.models import Board, School
from schoolgids.organisation.starting import start_school


class Command(BaseCommand):
    help = "Adds a school to a board; its head comes with add_person."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slug", help="short name in addresses: stormlamp")
        parser.add_argument("name", help="the name people read")
        parser.add_argument("--board", required=True, help="slug of the board")
        parser.add_argument("--sector", required=True, choices=School.Sector.values)
        parser.add_argument("--governance", required=True, choices=School.Governance.values)
        parser.add_argument("--place", default="")
        parser.add_argument("--brin", default="", help="four characters: 12AB")

    def handle(self, *, board: str, **options: Any) -> None:
        of = Board.objects.filter(slug=board).first()
        if of is None:
            raise CommandError(f"There is no board '{board}'.")
        facts = ("slug", "name", "sector", "governance", "place", "brin")
        school = School(board=of, **{fact: options[fact] for fact in facts})
        try:
            school.full_clean()
        except ValidationError as error:
            raise CommandError("; ".join(error.messages)) from error
        with transaction.atomic():
            school.save()
            with scoped(Scope.of_school(school)):
                start_school(school)
        self.stdout.write(f"{school.name}: /gids/{school.slug}/")
