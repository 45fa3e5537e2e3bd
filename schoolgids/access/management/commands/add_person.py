"""`manage.py add_person`: somebody with a role, at a school or for a board."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.timezone import localdate

from schoolgids.access.management.person import add_person_arguments, person_of
from schoolgids.access.roles import ROLES
from schoolgids.access.services import admit
from schoolgids.organisation.models import Board, School


class Command(BaseCommand):
    help = "Adds a member of staff or an officer of the board, and lets that person in."

    def add_arguments(self, parser: CommandParser) -> None:
        place = parser.add_mutually_exclusive_group(required=True)
        place.add_argument("--school", help="slug of the school")
        place.add_argument("--board", help="slug of the board, for its officers")
        staff = [code for code, role in ROLES.items() if role.staff]
        parser.add_argument("--role", required=True, choices=staff)
        add_person_arguments(parser)

    def handle(self, *, school: str | None, board: str | None, role: str, **options: Any) -> None:
        at = School.objects.select_related("board").filter(slug=school).first() if school else None
        of = at.board if at else Board.objects.filter(slug=board).first()
        if of is None:
            raise CommandError(f"There is no school or board '{school or board}'.")
        try:
            admit(board=of, school=at, role=role, from_on=localdate(), **person_of(options))
        except ValueError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{ROLES[role].code}: sign in at /account/inloggen/code/")
