"""Loads the demo: everything in one transaction, or nothing."""

from dataclasses import dataclass, field
from datetime import date
from random import Random

from django.db import connection, transaction

from schoolgids.access.scope import Scope, scoped
from schoolgids.demo.accounts import open_accounts
from schoolgids.demo.calendar import Days, add_closures
from schoolgids.demo.facts import BOARD_SLUG, SCHOOLS, SEED
from schoolgids.demo.families import Household, fill
from schoolgids.demo.names import Names
from schoolgids.demo.population import Place, Population
from schoolgids.demo.schools import make_board, make_places, make_schools
from schoolgids.demo.staffing import appoint_officers, hire, make_teacher_a_parent
from schoolgids.demo.stories import tell
from schoolgids.organisation.models import Board, School


@dataclass
class Demo:
    """What the parts of the demo know of each other."""

    board: Board
    schools: dict[str, School]
    days: Days
    random: Random
    population: Population
    places: dict[str, list[Place]] = field(default_factory=dict)


def loaded() -> Board | None:
    """The demo's board, once all of it is there."""
    return Board.objects.filter(slug=BOARD_SLUG, is_demo=True).first()


@transaction.atomic
def load(*, pupils: int, incidents: int, today: date) -> Board:
    """Loads the demo unless it is there. A second caller waits for the first."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtext('demo.load'))")
    if board := loaded():
        return board
    board = make_board()
    schools = make_schools(board)
    with scoped(Scope.of_board(board)):
        draw = Random(SEED)  # noqa: S311  the same people each time
        days = Days(today)
        population = Population(board, days, Names(SEED), draw)
        demo = Demo(board, schools, days, draw, population)
        add_closures(board, list(schools.values()), days)
        add_people(demo, pupils)
    return board


def add_people(demo: Demo, pupils: int) -> None:
    """Groups, the families with a story, the other families, staff, officers and accounts."""
    population = demo.population
    counts = {facts.slug: max(1, round(pupils * facts.share)) for facts in SCHOOLS}
    for facts in SCHOOLS:
        school = demo.schools[facts.slug]
        demo.places[facts.slug] = make_places(facts, school, demo.days, counts[facts.slug])
    one_per_year = {
        slug: {place.year: place for place in reversed(places)}
        for slug, places in demo.places.items()
    }
    placed = tell(population, one_per_year)
    appoint_officers(population)
    for facts in SCHOOLS:
        hire(population, facts, demo.places[facts.slug], counts[facts.slug])
    make_teacher_a_parent(population, one_per_year)
    households: list[Household] = []
    for facts in SCHOOLS:
        for place, count in _spread(demo.places[facts.slug], counts[facts.slug]):
            still = max(0, count - placed.get(str(place.group.pk), 0))
            fill(population, place, still, households)
    population.save()
    open_accounts(demo.board, population)


def _spread(places: list[Place], pupils: int) -> list[tuple[Place, int]]:
    """The pupils of a school over its groups, as evenly as it goes."""
    each, over = divmod(pupils, len(places))
    return [(place, each + (1 if at < over else 0)) for at, place in enumerate(places)]
