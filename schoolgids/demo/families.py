"""Ordinary families: most parents live together, some apart, one in ten has a story."""

from collections.abc import Callable
from dataclasses import dataclass, field

from schoolgids.demo.population import Place, Population
from schoolgids.people.models import Guardianship, Person

Relation = Guardianship.Relation
SIBLING = 0.28  # share of pupils with a brother or sister in the demo
UNKNOWN_BIRTH_DATE = 0.008
REPEATER = 0.05


@dataclass
class Household:
    """Where a child lives and who its guardians are, as `tie` takes them."""

    family: tuple[str, str]
    address: str
    guardians: list[tuple[Person, str, dict[str, object]]] = field(default_factory=list)
    years: list[tuple[str, int]] = field(default_factory=list)  # sector and year of its children


def fill(population: Population, place: Place, count: int, households: list[Household]) -> None:
    """Pupils for a group, each with guardians; brothers and sisters share them."""
    for _pupil in range(count):
        household = _household(population, place, households)
        household.years.append((place.facts.sector, place.year))
        _add_pupil(population, place, household)


def _household(population: Population, place: Place, households: list[Household]) -> Household:
    draw = population.random
    if households and draw.random() < SIBLING:
        found = draw.choice(households)
        here = (place.facts.sector, place.year)
        if len(found.years) < 3 and all(year != here for year in found.years):
            return found
    found = _new_household(population)
    households.append(found)
    return found


def _new_household(population: Population) -> Household:
    names, draw = population.names, population.random
    makers, weights = zip(*_KINDS, strict=True)
    household = Household(names.family(), names.address())
    draw.choices(makers, weights)[0](population, household)
    return household


def _together(population: Population, home: Household) -> None:
    names = population.names
    mother = population.add_adult(names.girl(), names.family(), home.address)
    father = population.add_adult(names.boy(), home.family, home.address)
    home.guardians = [(mother, Relation.MOTHER, {}), (father, Relation.FATHER, {})]


def _apart(population: Population, home: Household) -> None:
    names = population.names
    mother = population.add_adult(names.girl(), names.family(), home.address)
    father = population.add_adult(names.boy(), home.family, names.address())
    home.guardians = [(mother, Relation.MOTHER, {}), (father, Relation.FATHER, {})]


def _father_without_authority(population: Population, home: Household) -> None:
    _apart(population, home)
    father, relation, _nothing = home.guardians[1]
    home.guardians[1] = (father, relation, {"authority": False})


def _one_parent(population: Population, home: Household) -> None:
    names = population.names
    mother = population.add_adult(names.girl(), home.family, home.address)
    home.guardians = [(mother, Relation.MOTHER, {})]


def _two_mothers(population: Population, home: Household) -> None:
    names = population.names
    home.guardians = [
        (population.add_adult(names.girl(), family, home.address), Relation.MOTHER, {})
        for family in (home.family, names.family())
    ]


def _parent_deceased(population: Population, home: Household) -> None:
    _together(population, home)
    father = home.guardians[1][0]
    father.deceased_on = population.days.ago(population.random.randint(40, 1500))
    father.email = father.phone = ""


def _custodian(population: Population, home: Household) -> None:
    """A custodian holds authority; the child lives with foster parents who do not."""
    names = population.names
    custodian = population.add_adult(names.girl(), names.family(), names.address())
    foster = population.add_adult(names.girl(), names.family(), home.address)
    home.guardians = [
        (custodian, Relation.CUSTODIAN, {}),
        (foster, Relation.FOSTER, {"authority": False}),
    ]


_KINDS: tuple[tuple[Callable[[Population, Household], None], float], ...] = (
    (_together, 63),
    (_apart, 19),
    (_father_without_authority, 7),
    (_one_parent, 6),
    (_two_mothers, 2),
    (_parent_deceased, 2),
    (_custodian, 1),
)


def _add_pupil(population: Population, place: Place, home: Household) -> None:
    draw, names = population.random, population.names
    older = 1 if draw.random() < REPEATER else 0
    known = draw.random() >= UNKNOWN_BIRTH_DATE
    pupil = population.add(
        names.child(),
        home.family,
        address=home.address,
        birth_date=population.birth_date(place, older=older) if known else None,
    )
    population.enrol(pupil, place)
    for guardian, relation, facts in home.guardians:
        population.tie(guardian, pupil, relation, **facts)  # type: ignore[arg-type]
