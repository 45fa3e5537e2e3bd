"""What a row comes to: certain, or a doubt with its reason."""

from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consent.imports.judging import (
    Columns,
    Known,
    Outcome,
    Parent,
    Pupil,
    choice_of,
    day_of,
    judge,
)
from consent.rule import Choice, Holder

TODAY = date(2026, 11, 20)
CLERK, MOTHER, FATHER, STEP, SEM, ANNA, OTHER = (uuid4() for _number in range(7))
SITE, NEWS = uuid4(), uuid4()
ALWAYS = date(2015, 1, 1)


def parent(person: UUID, name: str, relation: str, *, holds: bool = True) -> Parent:
    holder = Holder(person=person, since=ALWAYS) if holds else None
    email = f"{name.split()[0].lower()}@huis.example"
    return Parent(person=person, name=name, email=email, relation=relation, holder=holder)


PETRA = parent(MOTHER, "Petra Aldershof", "mother")
JOHAN = parent(FATHER, "Johan Duinkerk", "father")
FRIEND = parent(STEP, "Kees Vriend", "other", holds=False)
CHILD = Pupil(
    person=SEM, number="1001", given_name="Sem", family_name="van Aldershof",
    birth_date=date(2012, 5, 1), parents=(PETRA, JOHAN, FRIEND),
)  # fmt: skip
ALONE = Pupil(
    person=ANNA, number="1002", given_name="Anna", family_name="Één",
    birth_date=date(2010, 6, 1), parents=(PETRA, FRIEND),
)  # fmt: skip
NAMESAKE = Pupil(
    person=OTHER, number="1003", given_name="Sem", family_name="van Aldershof",
    birth_date=date(2013, 5, 1), parents=(PETRA,),
)  # fmt: skip
COLUMNS = Columns(
    purposes={SITE: 5, NEWS: 6}, number=0, given_name=1, family_name=2, birth_date=3,
    given_on=4, giver=7,
)  # fmt: skip


def row(
    number: str = "1001", given: str = "", family: str = "", born: str = "",
    day: str = "01-09-2026", site: str = "ja", news: str = "", giver: str = "moeder",
) -> list[str]:  # fmt: skip
    return [number, given, family, born, day, site, news, giver]


def known(*said: tuple[UUID, UUID, UUID, date, str]) -> Known:
    return Known(
        [CHILD, ALONE, NAMESAKE],
        {(pupil, purpose, giver): (day, choice) for pupil, purpose, giver, day, choice in said},
    )


@pytest.mark.parametrize(
    ("cells", "outcome"),
    [
        (row(), Outcome.NEW),
        (row(site="", news=""), Outcome.NOTHING),
        (row(number="9"), Outcome.UNKNOWN_PUPIL),
        (row(number="", given="SEM", family="Van  Aldershof"), Outcome.SEVERAL_PUPILS),
        (row(number="", given="sem", family="van aldershof", born="1-5-2012"), Outcome.NEW),
        (row(number="", given="Anna", family="een", giver=""), Outcome.NEW),
        (row(day=""), Outcome.NO_DATE),
        (row(day="31-02-2026"), Outcome.NO_DATE),
        (row(day="21-11-2026"), Outcome.FUTURE),
        (row(day="01-01-2012"), Outcome.BEFORE_BIRTH),
        (row(site="misschien"), Outcome.UNKNOWN_WORD),
        (row(giver="tante Bep"), Outcome.UNKNOWN_GIVER),
        (row(giver=""), Outcome.SEVERAL_GIVERS),
        (row(giver="Kees Vriend"), Outcome.NO_AUTHORITY),
        (row(giver="petra@HUIS.example"), Outcome.NEW),
        (row(giver="leerling"), Outcome.NOT_YET_SIXTEEN),
        (row(giver="leerling", site="nee"), Outcome.NEW),
        (row(number="1002", giver=""), Outcome.NEW),
        (row(number="1002", day="31-05-2026"), Outcome.NEW),
        (row(number="1002", day="01-06-2026"), Outcome.WAS_SIXTEEN),
    ],
)
def test_row_is_certain_or_says_what_is_in_doubt(cells: list[str], outcome: Outcome) -> None:
    assert judge(cells, COLUMNS, known(), today=TODAY, clerk=CLERK).outcome is outcome


def test_answer_is_that_of_the_row() -> None:
    (site, news) = judge(
        row(news="nee", giver="vader"), COLUMNS, known(), today=TODAY, clerk=CLERK
    ).wanted
    assert (site.pupil, site.purpose, site.giver) == (SEM, SITE, FATHER)
    assert (site.choice, site.given_on) == (Choice.YES, date(2026, 9, 1))
    assert (news.purpose, news.choice) == (NEWS, Choice.NO)


def test_pupil_of_sixteen_answers_without_being_named() -> None:
    (one,) = judge(row(number="1002", giver=""), COLUMNS, known(), today=TODAY, clerk=CLERK).wanted
    assert one.giver == ANNA


@pytest.mark.parametrize(
    ("said", "outcome"),
    [
        ((date(2026, 9, 1), "yes"), Outcome.SAME),
        ((date(2026, 9, 1), "no"), Outcome.DIFFERS),
        ((date(2026, 9, 2), "no"), Outcome.NEWER),
        ((date(2026, 9, 2), "yes"), Outcome.NEWER),
        ((date(2026, 8, 1), "no"), Outcome.NEW),
    ],
)
def test_what_was_said_later_is_never_overwritten(said: tuple[date, str], outcome: Outcome) -> None:
    book = known((SEM, SITE, MOTHER, *said))
    assert judge(row(), COLUMNS, book, today=TODAY, clerk=CLERK).outcome is outcome


def test_same_row_twice_in_a_file_adds_once() -> None:
    book = known()
    outcomes = [judge(row(), COLUMNS, book, today=TODAY, clerk=CLERK).outcome for _time in range(2)]
    assert outcomes == [Outcome.NEW, Outcome.SAME]


def test_nobody_takes_over_an_answer_of_his_own() -> None:
    assert judge(row(), COLUMNS, known(), today=TODAY, clerk=MOTHER).outcome is Outcome.OWN_FORM


@given(st.lists(st.text(max_size=12), max_size=9), st.dates(date(2000, 1, 1), date(2030, 1, 1)))
def test_any_row_has_an_outcome_and_only_a_new_one_has_answers(
    cells: list[str], today: date
) -> None:
    judged = judge(cells, COLUMNS, known(), today=today, clerk=CLERK)
    assert bool(judged.wanted) is (judged.outcome is Outcome.NEW)
    assert all(one.given_on <= today for one in judged.wanted)


@given(st.dates(date(2000, 1, 1), date(2068, 12, 31)))
def test_days_are_read_as_administrations_write_them(day: date) -> None:
    for form in ("%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y", "%d.%m.%Y"):
        assert day_of(day.strftime(form)) == day
    assert day_of((day + timedelta(0)).strftime("%d-%m-%y")) == day


@pytest.mark.parametrize(("word", "choice"), [("JA", Choice.YES), (" x ", Choice.YES),
    ("Geen toestemming", Choice.NO), ("n", Choice.NO), ("?", None), ("", None)])  # fmt: skip
def test_words_for_yes_and_no(word: str, choice: Choice | None) -> None:
    assert choice_of(word) is choice
