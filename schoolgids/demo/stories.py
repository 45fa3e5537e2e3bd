"""Families with something the portal must get right, each told once and by hand."""

from datetime import date, timedelta

from schoolgids.demo.facts import COMPASS, LYCEUM, STORM
from schoolgids.demo.population import Place, Population
from schoolgids.people.models import Guardianship, Person

Relation = Guardianship.Relation
Places = dict[str, dict[int, Place]]  # school, year: a group


def tell(population: Population, places: Places) -> dict[str, int]:
    """Adds every story; how many pupils it put in each group, by id of the group."""
    before = len(population.enrolments)
    for story in (
        _twins_turn_sixteen,
        _turned_sixteen,
        _grown_up,
        _hidden,
        _authority_ended,
        _custodian_of_two,
        _mother_died,
        _same_name,
        _unknown_birth_date,
        _leap_day,
        _two_schools,
        _left_school,
    ):
        story(population, places)
    placed: dict[str, int] = {}
    for enrolment in population.enrolments[before:]:
        key = str(enrolment.group_id)
        placed[key] = placed.get(key, 0) + 1
    return placed


def sixteen_on(day: date) -> date:
    """The birth date of who turns 16 on a day; on 29 February one is a day older at heart."""
    if (day.month, day.day) == (2, 29):
        day += timedelta(days=1)
    return day.replace(year=day.year - 16)


def _twins_turn_sixteen(population: Population, places: Places) -> None:
    """Their parents live apart, both with authority, and do not agree."""
    place = places[LYCEUM.slug][4]
    names = population.names
    born = sixteen_on(population.days.ahead(12))
    family = ("", "Kadehoven")
    mother = population.add_adult("Marleen", ("", "Zeilwinkel"), names.address(), key="mother")
    father = population.add_adult("Joost", family, names.address(), key="father")
    for given_name, key in (("Fenna", "twin_sister"), ("Jorrit", "twin_brother")):
        twin = population.add(given_name, family, key=key, birth_date=born, address=mother.address)
        population.enrol(twin, place)
        population.tie(mother, twin, Relation.MOTHER)
        population.tie(father, twin, Relation.FATHER)


def _turned_sixteen(population: Population, places: Places) -> None:
    """Sixteen since last month: decides alone, and signs in alone."""
    place = places[LYCEUM.slug][5]
    family = ("van", "Lantaarnzijl")
    pupil = population.add(
        "Naima",
        family,
        key="pupil",
        birth_date=sixteen_on(population.days.ago(33)),
        email="naima@lantaarnplein.example",
    )
    population.enrol(pupil, place)
    mother = population.add_adult("Hanan", family, population.names.address(), key="pupil_mother")
    pupil.address = mother.address
    population.tie(mother, pupil, Relation.MOTHER)


def _grown_up(population: Population, places: Places) -> None:
    """Eighteen: no guardian decides or is told anything."""
    place = places[LYCEUM.slug][6]
    pupil = population.add(
        "Ruben",
        ("", "Stevenburcht"),
        key="grown_up",
        birth_date=sixteen_on(population.days.ago(800)),
        address=population.names.address(),
    )
    population.enrol(pupil, place)
    father = population.add_adult("Bastiaan", ("", "Stevenburcht"), pupil.address)
    population.tie(father, pupil, Relation.FATHER)


def _hidden(population: Population, places: Places) -> None:
    """A secret address; a father whom a court gave neither authority nor information."""
    place = places[STORM.slug][5]
    mother = population.add_adult("Tirza", ("", "Mistvoort"), "geheim", key="hidden_mother")
    child = population.add(
        "Loes",
        ("", "Mistvoort"),
        key="hidden",
        birth_date=population.birth_date(place),
        address="geheim",
    )
    population.enrol(child, place)
    population.keep_unfound(mother, child)
    population.tie(mother, child, Relation.MOTHER)
    father = population.add_adult("Edwin", ("", "Boeirade"), population.names.address())
    population.tie(father, child, Relation.FATHER, authority=False, information=False)


def _authority_ended(population: Population, places: Places) -> None:
    """Both parents had authority until a court gave it to the mother alone, ten weeks ago."""
    place = places[COMPASS.slug][6]
    family = ("de", "Kluivermeer")
    child = population.add(
        "Twan",
        family,
        key="authority_ended",
        birth_date=population.birth_date(place),
        address=population.names.address(),
    )
    population.enrol(child, place)
    mother = population.add_adult("Saskia", ("", "Golfstra"), child.address)
    father = population.add_adult("Remco", family, population.names.address())
    population.tie(mother, child, Relation.MOTHER)
    last_day = max(population.days.ago(70), population.days.starts_on(1) + timedelta(days=1))
    population.tie(father, child, Relation.FATHER, until_on=last_day)
    population.tie(
        father, child, Relation.FATHER, authority=False, from_on=last_day + timedelta(days=1)
    )


def _custodian_of_two(population: Population, places: Places) -> None:
    """A custodian of an institution; brother and sister live with foster parents."""
    custodian = population.add_adult(
        "Willemijn", ("", "Touwsma"), "Bakenplein 9, Waterstad", key="custodian"
    )
    home = population.names.address()
    foster_parents = [
        population.add_adult(given_name, ("", "Veerkamp"), home)
        for given_name in ("Gerdien", "Harmen")
    ]
    for given_name, year in (("Yunus", 3), ("Esila", 7)):
        place = places[STORM.slug][year]
        child = population.add(
            given_name, ("", "Denizkaya"), birth_date=population.birth_date(place), address=home
        )
        population.enrol(child, place)
        population.tie(custodian, child, Relation.CUSTODIAN)
        for foster_parent in foster_parents:
            population.tie(foster_parent, child, Relation.FOSTER, authority=False)


def _mother_died(population: Population, places: Places) -> None:
    """The mother's yes from before her death no longer counts."""
    place = places[LYCEUM.slug][3]
    family = ("", "Schelpland")
    child = population.add(
        "Jelle",
        family,
        key="mother_died",
        birth_date=population.birth_date(place),
        address=population.names.address(),
    )
    population.enrol(child, place)
    mother = population.add(
        "Hilde", ("", "Wierlaar"), address=child.address, deceased_on=population.days.ago(120)
    )
    father = population.add_adult("Pim", family, child.address)
    population.tie(mother, child, Relation.MOTHER)
    population.tie(father, child, Relation.FATHER)


def _same_name(population: Population, places: Places) -> None:
    """Two pupils of one name at one school, and a son with his father's name."""
    for year in (2, 3):
        place = places[LYCEUM.slug][year]
        family = ("", "Gorsman")
        child = population.add(
            "Sanne",
            family,
            birth_date=population.birth_date(place),
            address=population.names.address(),
        )
        population.enrol(child, place)
        mother = population.add_adult("Ans", ("", "Slikbeek"), child.address)
        population.tie(mother, child, Relation.MOTHER)
    place = places[STORM.slug][8]
    family = ("ten", "Steigerbroek")
    son = population.add(
        "Hendrik", family, birth_date=population.birth_date(place), address="Wierhof 3, Waterstad"
    )
    population.enrol(son, place)
    father = population.add_adult("Hendrik", family, son.address)
    population.tie(father, son, Relation.FATHER)


def _unknown_birth_date(population: Population, places: Places) -> None:
    """Nobody knows how old she is: counts as under 16."""
    place = places[LYCEUM.slug][4]
    pupil = population.add(
        "Salma",
        ("", "Badweynaa"),
        key="age_unknown",
        birth_date=None,
        address=population.names.address(),
    )
    population.enrol(pupil, place)
    aunt = population.add_adult("Hodan", ("", "Badweynaa"), pupil.address)
    population.tie(aunt, pupil, Relation.OTHER)


def _leap_day(population: Population, places: Places) -> None:
    """Born on 29 February: 16 on 1 March."""
    place = places[LYCEUM.slug][4]
    year = population.days.first_year - 16
    while year % 4:
        year += 1
    pupil = population.add(
        "Mees",
        ("van der", "Stuwhorn"),
        key="leap_day",
        birth_date=date(year, 2, 29),
        address=population.names.address(),
    )
    population.enrol(pupil, place)
    mother = population.add_adult("Carola", ("van der", "Stuwhorn"), pupil.address)
    population.tie(mother, pupil, Relation.MOTHER)


def _two_schools(population: Population, places: Places) -> None:
    """One mother, a child at the lyceum and one at a primary school."""
    family = ("", "Zwinvoort")
    mother = population.add_adult("Denise", family, population.names.address(), key="guardian")
    for given_name, slug, year, key in (
        ("Tygo", LYCEUM.slug, 2, "ward"),
        ("Vera", COMPASS.slug, 6, "younger_ward"),
    ):
        place = places[slug][year]
        child = population.add(
            given_name,
            family,
            key=key,
            birth_date=population.birth_date(place),
            address=mother.address,
        )
        population.enrol(child, place)
        population.tie(mother, child, Relation.MOTHER)


def _left_school(population: Population, places: Places) -> None:
    """Gone since the autumn: no pupil any more, but still in last month's reports."""
    place = places[LYCEUM.slug][3]
    until_on = max(population.days.ago(20), population.days.starts_on())
    for _leaver in range(3):
        family: tuple[str, str] = population.names.family()
        pupil: Person = population.add(
            population.names.child(),
            family,
            birth_date=population.birth_date(place),
            address=population.names.address(),
        )
        population.enrol(pupil, place, until_on=until_on)
        mother = population.add_adult(population.names.girl(), family, pupil.address)
        population.tie(mother, pupil, Relation.MOTHER)
