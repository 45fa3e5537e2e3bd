"""A question composed once answers as the queryset itself does."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.db.models import Exists, OuterRef, QuerySet

from schoolgids.access.scope import Scope, scoped
from schoolgids.organisation.models import School
from schoolgids.people.models import Enrolment, Guardianship, Person
from schoolgids.prepared import Prepared, any_of
from tests.cast import TODAY, Cast


def wards(guardian: UUID, day: date) -> QuerySet[Person]:
    mine = Guardianship.objects.filter(
        pupil=OuterRef("pk"), guardian=guardian, from_on__lte=day
    ).values("pk")
    return (
        Person.objects.annotate(is_enrolled=Exists(Enrolment.objects.filter(person=OuterRef("pk"))))
        .filter(Exists(mine))
        .prefetch_related("enrolments__group")
    )


@pytest.mark.parametrize("name", ["sem_mother", "twins_mother", "twins_father", "teacher"])
def test_answer_is_that_of_the_queryset(inside: Cast, name: str) -> None:
    ask = Prepared(wards, guardian=UUID, day=date)
    for day in (TODAY, date(2020, 1, 1)):
        for _again in range(2):
            answer = ask(guardian=inside.people[name].pk, day=day)
            assert answer == list(wards(inside.people[name].pk, day))
            assert all(person.is_enrolled for person in answer)
            assert [e.group.name for person in answer for e in person.enrolments.all()] == [
                "4H2" for _person in answer
            ]


def school_of(slug: str, board: int) -> QuerySet[School]:
    return School.objects.select_related("board").filter(slug=slug, board=board)


def test_rows_come_with_what_is_selected_beside_them(
    cast: Cast, django_assert_num_queries: Any
) -> None:
    ask = Prepared(school_of, slug=str, board=int)
    with django_assert_num_queries(1):
        (school,) = ask(slug="oostpoort", board=cast.waterland.pk)
        assert school.board.name == "Stichting Waterland"
    assert ask(slug="'; --", board=cast.waterland.pk) == []
    assert ask(slug="oostpoort", board=cast.heuvelrug.pk) == []


def test_same_question_from_several_threads(committed: Cast) -> None:
    ask = Prepared(school_of, slug=str, board=int)

    def one(slug: str) -> str:
        try:
            return ask(slug=slug, board=committed.waterland.pk)[0].slug
        finally:
            connection.close()

    slugs = ["oostpoort", "zilvermeeuw"] * 10
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(one, slugs)) == slugs


def test_row_policy_holds_for_a_prepared_question(cast: Cast) -> None:
    ask = Prepared(lambda person: Person.objects.filter(pk=person), person=UUID)
    with scoped(Scope.of_school(cast.oostpoort)):
        assert ask(person=cast.sem.pk) == [cast.sem]
    with scoped(Scope.of_school(cast.eikenhof)):
        assert ask(person=cast.sem.pk) == []


@pytest.mark.parametrize("names", [[], ["sem"], ["sem", "yara", "lieke"]])
def test_list_of_ids_may_be_of_any_length(inside: Cast, names: list[str]) -> None:
    ask = Prepared(lambda ids: Person.objects.filter(pk__in=any_of(ids)), ids=list)
    here = [inside.people[name] for name in names if name != "lieke"]
    for _again in range(2):
        assert set(ask(ids=[inside.people[name].pk for name in names])) == set(here)


@pytest.mark.parametrize("values", [{}, {"slug": "x"}, {"slug": None, "board": 1}, {"a": 1}])
def test_other_values_than_asked_for_are_refused(cast: Cast, values: dict[str, Any]) -> None:
    with pytest.raises(TypeError, match="takes slug, board"):
        Prepared(school_of, slug=str, board=int)(**values)


def test_value_that_the_question_does_not_use_is_refused(cast: Cast) -> None:
    with pytest.raises(TypeError, match="does not use day"):
        Prepared(lambda slug, day: School.objects.filter(slug=slug), slug=str, day=date)(
            slug="oostpoort", day=TODAY
        )
