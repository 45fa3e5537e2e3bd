"""Letting people in: an account for a person, and a board's very first ones."""

from datetime import date

from django.db import transaction

from schoolgids.access.actor import Actor
from schoolgids.access.models import Account, User
from schoolgids.access.roles import ROLES
from schoolgids.access.scope import Scope, scoped
from schoolgids.audit.services import record
from schoolgids.organisation.models import Board, School
from schoolgids.people.models import Person
from schoolgids.people.services import appoint, register


def open_account(person: Person, *, email: str) -> Account:
    """Lets a person sign in with a code by mail; a password can be chosen later.

    Raises django.db.IntegrityError when the address is another person's of the same board.
    """
    user = User.objects.filter(email__iexact=email).first() or User.objects.create_user(email)
    return Account.objects.create(user=user, board_id=person.board_id, person=person)


@transaction.atomic
def admit(
    *,
    board: Board,
    school: School | None,
    role: str,
    given_name: str,
    prefix: str,
    family_name: str,
    email: str,
    from_on: date,
) -> Account:
    """A new person with a role, and an account: from the command line, before a page can do it.

    Raises ValueError when the role is not one that can be given there.
    """
    if role not in ROLES or not ROLES[role].staff:
        raise ValueError(f"There is no role '{role}' to give.")
    if ROLES[role].board_wide != (school is None):
        where = "the board" if ROLES[role].board_wide else "a school"
        raise ValueError(f"The role '{role}' is one of {where}.")
    with scoped(Scope.of_board(board)) as scope:
        person = register(
            board, given_name=given_name, prefix=prefix, family_name=family_name, email=email
        )
        appoint(person, role=role, school=school, from_on=from_on)
        account = open_account(person, email=email)
        record(
            "access.admit",
            actor=Actor.operator(board.pk, scope.schools),
            about=person,
            people=[person.pk],
            school_id=school.pk if school else None,
            role=role,
        )
        return account
