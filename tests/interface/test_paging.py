"""Pages of a long list, kept by key."""

from urllib.parse import parse_qsl
from uuid import UUID

import pytest
from pytest_django import DjangoAssertNumQueries

from schoolgids.interface.paging import Page, page_of
from schoolgids.organisation.models import Group
from tests.cast import Cast

pytestmark = pytest.mark.django_db
NAMES = [f"4H{number}" for number in range(10, 17)]


@pytest.fixture
def groups(inside: Cast) -> None:
    """Seven groups, made one after the other."""
    Group.objects.exclude(pk__in=[inside.class_4h2.pk]).filter(enrolments=None).delete()
    for number, name in enumerate(NAMES):
        Group.objects.create(
            id=UUID(int=number + 1),
            board=inside.waterland,
            school=inside.oostpoort,
            name=name,
            school_year="2027-2028",
        )


def page(address: str = "") -> Page[Group]:
    given = dict(parse_qsl(address.removeprefix("?")))
    return page_of(Group.objects.filter(school_year="2027-2028"), given, size=3)


def names(shown: Page[Group]) -> list[str]:
    return [group.name for group in shown.rows]


def test_list_is_walked_to_its_end_and_back(groups: None) -> None:
    first = page()
    second = page(first.older)
    third = page(second.older)
    assert [names(shown) for shown in (first, second, third)] == [
        ["4H16", "4H15", "4H14"],
        ["4H13", "4H12", "4H11"],
        ["4H10"],
    ]
    assert (first.newer, third.older) == ("", "")
    assert names(page(third.newer)) == names(second)
    back = page(second.newer)
    assert (names(back), back.newer) == (names(first), "")


def test_filters_are_kept(groups: None) -> None:
    assert page("?soort=a%26b").older.startswith("?soort=a%26b&voor=")


@pytest.mark.parametrize("key", ["x", "1' or '1'='1", "\x00"])
def test_key_that_is_none_is_ignored(groups: None, key: str) -> None:
    shown = page_of(Group.objects.filter(school_year="2027-2028"), {"voor": key}, size=3)
    assert names(shown) == ["4H16", "4H15", "4H14"]


def test_page_past_the_end_leads_back(groups: None) -> None:
    shown = page(f"?voor={UUID(int=0)}")
    assert (names(shown), shown.newer, shown.older) == ([], "?", "")


def test_every_page_is_one_query(
    groups: None, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for address in ("", page().older):
        with django_assert_num_queries(1):
            page(address)
