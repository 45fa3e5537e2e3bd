"""Staff of the schools and officers of the board: every role of the portal is held by somebody."""

from schoolgids.access.roles import ROLES
from schoolgids.demo.facts import COMPASS, LYCEUM, STAFF_DOMAIN, SchoolFacts
from schoolgids.demo.population import Place, Population
from schoolgids.organisation.models import School
from schoolgids.people.models import Appointment, Guardianship, Person

STAFF_PER_PUPIL = 1 / 11
TITLES = {
    "head": ("directeur", "rector"),  # po, vo
    "team_leader": ("bouwcoördinator", "teamleider"),
    "care_coordinator": ("intern begeleider", "ondersteuningscoördinator"),
    "administrator": ("administratie", "leerlingadministratie"),
    "mentor": ("groepsleraar", "mentor"),
    "teacher": ("leerkracht", "docent"),
}
SUBJECTS = (
    "Nederlands", "Engels", "wiskunde", "geschiedenis", "aardrijkskunde", "biologie",
    "natuurkunde", "scheikunde", "Frans", "Duits", "tekenen", "muziek", "gym", "techniek",
)  # fmt: skip
ONE_EACH = ("head", "care_coordinator", "administrator")
TEAM_LEADERS = {"po": 1, "vo": 2}
OFFICERS = (  # role, who the demo calls so, given name, family name, title
    ("board_member", "board_member", "Ingeborg", ("", "Kompashorn"), "voorzitter van het bestuur"),
    ("board_member", "second_board_member", "Gijsbert", ("", "Veerhorn"), "lid van het bestuur"),
    ("board_secretary", "board_secretary", "Lambert", ("de", "Loodssloot"), "bestuurssecretaris"),
    (
        "privacy_officer", "privacy_officer", "Annelot", ("", "Brieswaard"),
        "functionaris gegevensbescherming",
    ),
)  # fmt: skip
# The people of the lyceum whom the demo lets a visitor be.
NAMED = {
    "head": ("Olivier", ("", "Ankervoort")),
    "team_leader": ("Mirte", ("", "Kreekman")),
    "care_coordinator": ("Soraya", ("", "Delmarinho")),
    "administrator": ("Trudy", ("", "Dobberland")),
    "mentor": ("Wessel", ("", "Duinrooslaar")),
    "teacher": ("Jasmijn", ("", "Otterbeek")),
}


def hire(population: Population, facts: SchoolFacts, places: list[Place], pupils: int) -> None:
    """The staff of one school: leaders, a mentor for each group, and teachers."""
    school = places[0].school
    named = dict(NAMED) if facts is LYCEUM else {}
    for role in (*ONE_EACH, *["team_leader"] * TEAM_LEADERS[facts.sector]):
        _employ(population, facts, school, role, named)
    # The named mentor has the group of the twins.
    for place in sorted(places, key=lambda place: (place.year != 4, place.group.name)):
        mentor = _employ(population, facts, school, "mentor", named, place)
        if not facts.is_primary:
            population.appoint(mentor, "teacher", school=school, title=_subject(population, facts))
    leaders = len(ONE_EACH) + TEAM_LEADERS[facts.sector]
    for _teacher in range(max(3, round(pupils * STAFF_PER_PUPIL) - len(places) - leaders)):
        _employ(population, facts, school, "teacher", named)
    _add_other_ties(population, facts, school)
    _fill_other_roles(population, school)


def _employ(
    population: Population,
    facts: SchoolFacts,
    school: School,
    role: str,
    named: dict[str, tuple[str, tuple[str, str]]],
    place: Place | None = None,
) -> Person:
    key = role if role in named else ""
    if key:
        given_name, family = named.pop(role)
    else:
        given_name, family = population.names.child(), population.names.family()
    person = _add_staff(population, given_name, family, key=key)
    title = TITLES[role][0 if facts.is_primary else 1]
    if role == "teacher":
        title = _subject(population, facts)
    population.appoint(
        person, role, school=school, group=place.group if place else None, title=title
    )
    return person


def _add_staff(
    population: Population, given_name: str, family: tuple[str, str], *, key: str = ""
) -> Person:
    return population.add(
        given_name,
        family,
        key=key,
        email=population.names.email(given_name, family[1], STAFF_DOMAIN),
        phone=population.names.phone(),
    )


def _subject(population: Population, facts: SchoolFacts) -> str:
    if facts.is_primary:
        return TITLES["teacher"][0]
    return f"docent {population.random.choice(SUBJECTS)}"


def _add_other_ties(population: Population, facts: SchoolFacts, school: School) -> None:
    """An intern until the summer, someone from outside, a volunteer, and one who left."""
    names, days = population.names, population.days
    for tie, title, until_on in (
        (Appointment.Tie.INTERN, "stagiair", days.starts_on(-1)),
        (Appointment.Tie.EXTERNAL, "invaller", None),
        (Appointment.Tie.EMPLOYEE, TITLES["teacher"][not facts.is_primary], days.ago(100)),
    ):
        person = _add_staff(population, names.child(), names.family())
        population.appoint(
            person, "teacher", school=school, title=title, tie=tie, until_on=until_on
        )


def _fill_other_roles(population: Population, school: School) -> None:
    """A role that an app added and nobody holds yet goes to the team leader or the officer."""
    for role in ROLES.values():
        if not role.staff or role.board_wide or role.code in TITLES:
            continue
        holder = next(
            row.person
            for row in population.appointments
            if row.role == "team_leader" and row.school_id == school.pk
        )
        population.appoint(holder, role.code, school=school, title=str(role.label))


def appoint_officers(population: Population) -> None:
    for code, key, given_name, family, title in OFFICERS:
        officer = _add_staff(population, given_name, family, key=key)
        population.appoint(officer, code, title=title, tie=Appointment.Tie.OFFICER)
    for role in ROLES.values():
        if role.board_wide and role.code not in {row[0] for row in OFFICERS}:
            secretary = population.known_as["board_secretary"]
            population.appoint(secretary, role.code, title=str(role.label))


def make_teacher_a_parent(population: Population, places: dict[str, dict[int, Place]]) -> None:
    """The lyceum's teacher has a child at a primary school of the board."""
    teacher = population.known_as["teacher"]
    teacher.address = population.names.address()
    place = places[COMPASS.slug][4]
    child = population.add(
        "Bodi",
        ("", teacher.family_name),
        key="teachers_child",
        birth_date=population.birth_date(place),
        address=teacher.address,
    )
    population.enrol(child, place)
    population.tie(teacher, child, Guardianship.Relation.MOTHER)
