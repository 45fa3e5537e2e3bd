"""A board starts with three commands; its first people come in by a code."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from consent.models import Purpose
from incidents.sanctions.models import Measure
from schoolgids.access.actor import load_actor
from schoolgids.access.models import Account
from schoolgids.access.scope import Scope, scoped
from schoolgids.audit.models import Event
from schoolgids.organisation.models import Board, School
from tests.cast import TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]

SECRETARY = {"given_name": "Kim", "family_name": "Havenaar", "email": "kim@kade.example"}
HEAD = {"given_name": "Sjoerd", "family_name": "Wadman", "email": "sjoerd@kade.example"}


def run(name: str, *words: str, **options: str) -> str:
    out = StringIO()
    call_command(name, *words, stdout=out, **options)
    return out.getvalue()


@pytest.fixture
def board() -> Board:
    run("add_board", "kade", "Stichting De Kade", **SECRETARY)
    run("add_school", "sluis", "De Sluis", board="kade", sector="po", governance="public")
    return Board.objects.get(slug="kade")


def roles_of(email: str, scope: Scope) -> set[str]:
    account = Account.objects.get(user__email=email)
    with scoped(scope):
        actor = load_actor(
            person_id=account.person_id, board_id=scope.board, schools=scope.schools, day=TODAY
        )
    assert actor is not None
    return set(actor.roles)


def test_board_starts_with_its_secretary(board: Board) -> None:
    assert roles_of("kim@kade.example", Scope.of_board(board)) == {"board_secretary"}


def test_head_gets_a_role_at_the_school(board: Board) -> None:
    said = run("add_person", school="sluis", role="head", **HEAD)
    school = School.objects.get(slug="sluis")
    assert said == "head: sign in at /account/inloggen/code/\n"
    assert roles_of("sjoerd@kade.example", Scope.of_school(school)) == {"head"}


def test_board_starts_with_measures_and_school_with_questions(board: Board) -> None:
    school = School.objects.get(slug="sluis")
    with scoped(Scope.of_school(school)):
        assert Measure.objects.filter(code="suspension").exists()
        assert Purpose.objects.filter(school=school).count() == 6


def test_who_was_let_in_stands_in_the_trail(board: Board) -> None:
    run("add_person", school="sluis", role="head", **HEAD)
    school = School.objects.get(slug="sluis")
    with scoped(Scope.of_board(board)):
        found = Event.objects.filter(name="access.admit").order_by("pk")
        assert [(event.actor_name, event.school_id, event.facts) for event in found] == [
            ("Beheer van de server", None, {"role": "board_secretary"}),
            ("Beheer van de server", school.pk, {"role": "head"}),
        ]


@pytest.mark.parametrize(
    ("command", "words", "options", "reason"),
    [
        ("add_board", ("kade", "Twee"), SECRETARY, "There is a board 'kade' already."),
        ("add_board", ("x", "X"), {**SECRETARY, "email": "nee"}, "nee is no e-mail address."),
        (
            "add_person",
            (),
            {**HEAD, "school": "x", "role": "head"},
            "There is no school or board 'x'.",
        ),
        (
            "add_person",
            (),
            {**HEAD, "board": "kade", "role": "head"},
            "The role 'head' is one of a school.",
        ),
        (
            "add_school",
            ("a", "A"),
            {"board": "x", "sector": "po", "governance": "public"},
            "There is no board 'x'.",
        ),
    ],
)
def test_mistake_is_said_in_one_sentence(
    board: Board, command: str, words: tuple[str, ...], options: dict[str, str], reason: str
) -> None:
    with pytest.raises(CommandError) as refusal:
        run(command, *words, **options)
    assert str(refusal.value) == reason
    assert not Board.objects.filter(slug="x").exists()
