"""Loads the demo: everything in one transaction, or nothing."""

from random import Random

from django.db import transaction
from django.utils.timezone import localdate, now

from protocols.search.starting import know_the_usual_words
from schoolgids.access.scope import Scope, one_at_a_time, scoped
from schoolgids.demo.accounts import open_accounts
from schoolgids.demo.calendar import Days, add_closures
from schoolgids.demo.cases import Cases
from schoolgids.demo.completeness import plan_completeness
from schoolgids.demo.consents import plan_consents
from schoolgids.demo.facts import BOARD_SLUG, SCHOOLS, SEED
from schoolgids.demo.families import Household, fill
from schoolgids.demo.guide import plan_codes, plan_topics
from schoolgids.demo.names import Names
from schoolgids.demo.play import Play
from schoolgids.demo.population import Place, Population
from schoolgids.demo.registers import plan_registers
from schoolgids.demo.reports import Reports
from schoolgids.demo.reviews import plan_reviews
from schoolgids.demo.scene import Scene
from schoolgids.demo.schools import make_board, make_places, make_schools
from schoolgids.demo.staffing import appoint_officers, hire, make_teacher_a_parent
from schoolgids.demo.stories import tell
from schoolgids.organisation.models import Board
from schoolgids.organisation.services import calendar_of


def loaded() -> Board | None:
    """The demo's board, once all of it is there."""
    return Board.objects.filter(slug=BOARD_SLUG, is_demo=True).first()


@transaction.atomic
def load(*, pupils: int, incidents: int) -> Board:
    """Loads the demo unless it is there. A second caller waits for the first."""
    one_at_a_time("demo")
    if board := loaded():
        return board
    board = make_board()
    schools = make_schools(board)
    with scoped(Scope.of_board(board)):
        draw = Random(SEED)  # noqa: S311  the same people each time
        days = Days(localdate())
        population = Population(board, days, Names(SEED), draw)
        scene = Scene(board, schools, days, now(), draw, population)
        know_the_usual_words(board)
        add_closures(board, list(schools.values()), days)
        scene.calendars = {school.pk: calendar_of(school) for school in schools.values()}
        add_people(scene, pupils)
        play_out(scene, incidents)
    return board


def add_people(scene: Scene, pupils: int) -> None:
    """Groups, the families with a story, the other families, staff, officers and accounts."""
    population = scene.population
    counts = {facts.slug: max(1, round(pupils * facts.share)) for facts in SCHOOLS}
    for facts in SCHOOLS:
        school = scene.schools[facts.slug]
        scene.places[facts.slug] = make_places(facts, school, scene.days, counts[facts.slug])
    one_per_year = {
        slug: {place.year: place for place in reversed(places)}
        for slug, places in scene.places.items()
    }
    placed = tell(population, one_per_year)
    appoint_officers(population)
    for facts in SCHOOLS:
        hire(population, facts, scene.places[facts.slug], counts[facts.slug])
    make_teacher_a_parent(population, one_per_year)
    households: list[Household] = []
    for facts in SCHOOLS:
        for place, count in _spread(scene.places[facts.slug], counts[facts.slug]):
            still = max(0, count - placed.get(str(place.group.pk), 0))
            fill(population, place, still, households)
    population.save()
    open_accounts(scene.board, population)
    scene.index()


def play_out(scene: Scene, incidents: int) -> None:
    """What happened at the schools since the summer of last year."""
    play = Play(scene.board, scene.end)
    plan_codes(play, scene)
    plan_topics(play, scene)
    plan_reviews(play, scene)
    plan_completeness(play, scene)
    plan_consents(play, scene)
    plan_registers(play, scene)
    Reports(play, scene, Cases(play, scene)).plan(incidents)
    play.run()


def _spread(places: list[Place], pupils: int) -> list[tuple[Place, int]]:
    """The pupils of a school over its groups, as evenly as it goes."""
    each, over = divmod(pupils, len(places))
    return [(place, each + (1 if at < over else 0)) for at, place in enumerate(places)]
