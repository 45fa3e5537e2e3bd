"""The cast: two boards, three schools and the people every test knows by name.

    Waterland   De Zilvermeeuw (po, public)   group 6: lieke; teacher fatima; head omar
                Lyceum Oostpoort (vo, private) class 4H2: sem (15), yara (16), daan (15, twin
                                               of tess), tess
                the board: board_member, board_secretary, privacy_officer
    Heuvelrug   De Eikenhof (po, private)      outsider (teacher), pupil_outside

At Oostpoort: teacher, mentor (of 4H2), team_leader, care_coordinator, head, administrator.
Sem's mother and father hold authority, apart; daan's and tess's mother does, their father does
not. The teacher is also the mother of lieke. All of it holds on TODAY.
"""

from dataclasses import dataclass, field
from datetime import date

from schoolgids.access.actor import Actor, load_actor
from schoolgids.access.models import Account, User
from schoolgids.access.scope import Scope, scoped
from schoolgids.organisation.models import Board, Group, School
from schoolgids.people.models import Guardianship, Person
from schoolgids.people.services import appoint, enrol, name_guardian, register

TODAY = date(2026, 11, 20)
START = date(2026, 8, 1)
YEAR = "2026-2027"
Relation = Guardianship.Relation


@dataclass
class Cast:
    waterland: Board
    heuvelrug: Board
    zilvermeeuw: School
    oostpoort: School
    eikenhof: School
    class_4h2: Group
    class_4h3: Group
    group_6: Group
    people: dict[str, Person] = field(default_factory=dict)
    users: dict[str, User] = field(default_factory=dict)

    def __getattr__(self, name: str) -> Person:
        try:
            return self.__dict__["people"][name]
        except KeyError:
            raise AttributeError(name) from None

    def actor(self, name: str, *, school: School | None = None) -> Actor:
        """The actor that somebody is at a school, or (without one) for the whole board."""
        person = self.people[name]
        scope = Scope.of_school(school) if school else Scope.of_board(person.board_id)
        with scoped(scope):
            actor = load_actor(
                person_id=person.pk, board_id=person.board_id, schools=scope.schools, day=TODAY
            )
        assert actor is not None, f"{name} is nobody there"
        return actor


def _school(board: Board, slug: str, name: str, sector: str, governance: str) -> School:
    return School.objects.create(
        board=board, slug=slug, name=name, sector=sector, governance=governance, place="Waterstad"
    )


def build() -> Cast:
    """Writes the cast to the database; both boards in a scope of their own."""
    waterland = Board.objects.create(slug="waterland", name="Stichting Waterland")
    heuvelrug = Board.objects.create(slug="heuvelrug", name="Stichting Heuvelrug")
    for board in (waterland, heuvelrug):
        board.demands_second_factor = False
        board.save()
    zilvermeeuw = _school(waterland, "zilvermeeuw", "OBS De Zilvermeeuw", "po", "public")
    oostpoort = _school(waterland, "oostpoort", "Lyceum Oostpoort", "vo", "private")
    eikenhof = _school(heuvelrug, "eikenhof", "De Eikenhof", "po", "private")
    with scoped(Scope.of_board(waterland)):
        cast = Cast(
            waterland,
            heuvelrug,
            zilvermeeuw,
            oostpoort,
            eikenhof,
            class_4h2=_group(oostpoort, "4H2", "4"),
            class_4h3=_group(oostpoort, "4H3", "4"),
            group_6=_group(zilvermeeuw, "groep 6", "6"),
        )
        _fill_oostpoort(cast)
        _fill_zilvermeeuw(cast)
        _fill_board(cast)
    with scoped(Scope.of_board(heuvelrug)):
        _fill_heuvelrug(cast)
    return cast


def _group(school: School, name: str, year_group: str) -> Group:
    return Group.objects.create(
        board_id=school.board_id,
        school=school,
        name=name,
        school_year=YEAR,
        year_group=year_group,
    )


def _person(cast: Cast, key: str, given: str, family: str, board: Board, **facts: object) -> Person:
    email = f"{key}@{board.slug}.example"
    person = register(board, given_name=given, family_name=family, email=email, **facts)
    user = User(email=email)
    user.set_unusable_password()
    user.save()
    Account.objects.create(user=user, board=board, person=person)
    cast.people[key], cast.users[key] = person, user
    return person


def _fill_oostpoort(cast: Cast) -> None:
    board, school = cast.waterland, cast.oostpoort
    staff = {
        "teacher": ("Roos", "Valkering", "teacher"),
        "mentor": ("Hidde", "Wieringh", "mentor"),
        "team_leader": ("Ilse", "Terborgh", "team_leader"),
        "care_coordinator": ("Mirjam", "Loon", "care_coordinator"),
        "head": ("Maarten", "Oosterkamp", "head"),
        "administrator": ("Agnes", "Brouwerij", "administrator"),
    }
    for key, (given, family, role) in staff.items():
        person = _person(cast, key, given, family, board)
        group = cast.class_4h2 if role == "mentor" else None
        appoint(person, role=role, school=school, group=group, from_on=START)
    born = {
        "sem": ("Sem", "Aldershof", date(2010, 12, 2)),
        "yara": ("Yara", "Tamsaoui", date(2010, 5, 14)),
        "daan": ("Daan", "Grootveen", date(2011, 3, 9)),
        "tess": ("Tess", "Grootveen", date(2011, 3, 9)),
    }
    for key, (given, family, day) in born.items():
        pupil = _person(cast, key, given, family, board, birth_date=day)
        enrol(pupil, group=cast.class_4h2, from_on=START)
    mother = _person(cast, "sem_mother", "Petra", "Aldershof", board)
    father = _person(cast, "sem_father", "Johan", "Duinkerk", board)
    name_guardian(mother, pupil=cast.sem, relation=Relation.MOTHER, from_on=START)
    name_guardian(father, pupil=cast.sem, relation=Relation.FATHER, from_on=START)
    yara_mother = _person(cast, "yara_mother", "Samira", "Tamsaoui", board)
    name_guardian(yara_mother, pupil=cast.yara, relation=Relation.MOTHER, from_on=START)
    twins_mother = _person(cast, "twins_mother", "Wil", "Grootveen", board)
    twins_father = _person(cast, "twins_father", "Koen", "Polderman", board)
    for twin in (cast.daan, cast.tess):
        name_guardian(twins_mother, pupil=twin, relation=Relation.MOTHER, from_on=START)
        name_guardian(
            twins_father,
            pupil=twin,
            relation=Relation.FATHER,
            from_on=START,
            parental_authority=False,
        )


def _fill_zilvermeeuw(cast: Cast) -> None:
    board, school = cast.waterland, cast.zilvermeeuw
    fatima = _person(cast, "fatima", "Fatima", "Rietveen", board)
    appoint(fatima, role="teacher", school=school, group=cast.group_6, from_on=START)
    omar = _person(cast, "omar", "Omar", "Dijkgraaf", board)
    appoint(omar, role="head", school=school, from_on=START)
    lieke = _person(cast, "lieke", "Lieke", "Valkering", board, birth_date=date(2016, 2, 29))
    enrol(lieke, group=cast.group_6, from_on=START)
    name_guardian(cast.teacher, pupil=lieke, relation=Relation.MOTHER, from_on=START)


def _fill_board(cast: Cast) -> None:
    officers = {
        "board_member": ("Nadia", "Hooglander", "board_member"),
        "board_secretary": ("Frits", "Sluiswachter", "board_secretary"),
        "privacy_officer": ("Eva", "Veldkamp", "privacy_officer"),
    }
    for key, (given, family, role) in officers.items():
        person = _person(cast, key, given, family, cast.waterland)
        appoint(person, role=role, from_on=START)


def _fill_heuvelrug(cast: Cast) -> None:
    group = _group(cast.eikenhof, "groep 7", "7")
    outsider = _person(cast, "outsider", "Bram", "Heuvelink", cast.heuvelrug)
    appoint(outsider, role="head", school=cast.eikenhof, from_on=START)
    pupil = _person(
        cast, "pupil_outside", "Finn", "Ouborg", cast.heuvelrug, birth_date=date(2015, 6, 1)
    )
    enrol(pupil, group=group, from_on=START)
