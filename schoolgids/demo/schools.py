"""Writes the board, its schools and their groups."""

from math import ceil

from schoolgids.demo.calendar import Days
from schoolgids.demo.facts import BOARD, BOARD_SLUG, CLASS_SIZE, SCHOOLS, STAFF_DOMAIN, SchoolFacts
from schoolgids.demo.population import Place
from schoolgids.organisation.models import Board, Group, School


def make_board() -> Board:
    return Board.objects.create(slug=BOARD_SLUG, **BOARD)


def make_schools(board: Board) -> dict[str, School]:
    """The five schools by slug."""
    found = {}
    for number, facts in enumerate(SCHOOLS, start=1):
        primary, on_primary, tint, accent = facts.colours
        found[facts.slug] = School.objects.create(
            board=board,
            slug=facts.slug,
            name=facts.name,
            short_name=facts.short_name,
            sector=facts.sector,
            governance=facts.governance,
            brin=facts.brin,
            site_code="00",
            place="Waterstad",
            address=facts.address,
            phone=f"000-000 00 {number:02}",
            email=f"{facts.slug}@{STAFF_DOMAIN}",
            colour_primary=primary,
            colour_on_primary=on_primary,
            colour_tint=tint,
            colour_accent=accent,
            mark=facts.mark,
        )
    return found


def make_places(facts: SchoolFacts, school: School, days: Days, pupils: int) -> list[Place]:
    """The groups of this year, each with the group its pupils were in last year."""
    slots = [(letter, year) for letter, years in facts.streams for year in years]
    classes = max(1, ceil(pupils / len(slots) / CLASS_SIZE))
    this_year, year_before = (
        {
            (letter, year, number): _group(
                facts, school, school_year, letter, year, number, classes
            )
            for letter, year in slots
            for number in range(1, classes + 1)
        }
        for school_year in (days.school_year, days.school_year_before)
    )
    Group.objects.bulk_create([*this_year.values(), *year_before.values()])
    return [
        Place(facts, school, group, year, year_before.get((letter, year - 1, number)))
        for (letter, year, number), group in this_year.items()
    ]


def _group(
    facts: SchoolFacts,
    school: School,
    school_year: str,
    letter: str,
    year: int,
    number: int,
    classes: int,
) -> Group:
    if facts.is_primary:
        name = f"groep {year}" + ("" if classes == 1 else " abcdefgh"[number])
    else:
        name = f"{year}{letter}{number}"
    return Group(
        board_id=school.board_id,
        school=school,
        school_year=school_year,
        name=name,
        year_group=str(year),
    )
