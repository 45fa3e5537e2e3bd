"""Coverage per channel and per group: counts, bars and no names."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from consent.publications.figures import figures
from consent.rule import Choice
from schoolgids.access.scope import Scope, scoped
from schoolgids.organisation.models import Group
from tests.cast import TODAY, YEAR, Cast
from tests.consent.publications.scenes import address, website_of
from tests.consent.scenes import pupils, purpose, says, words

pytestmark = pytest.mark.django_db
ClientOf = Callable[[str], Client]


@pytest.fixture
def counted(asking: Cast) -> Cast:
    """Of four pupils one may on the website and one may not."""
    with scoped(Scope.of_board(asking.waterland)):
        website = purpose("Website", asking.oostpoort)
        says(asking, "twins_mother", "daan", website, Choice.YES)
        says(asking, "sem_father", "sem", website, Choice.NO)
    return asking


def test_figures_count_who_chose_and_who_may(counted: Cast) -> None:
    website = website_of(counted)
    with scoped(Scope.of_school(counted.oostpoort)):
        found = figures(school=counted.oostpoort, on=TODAY, channel=website.pk)
    tally = dict(found.channels)[website]
    assert (tally.total, tally.chosen, tally.agreed, tally.percent) == (4, 2, 1, 50)
    assert (found.whole.total, found.whole.chosen) == (24, 2)
    assert [(group.name, row.chosen, row.total) for group, row in found.groups] == [("4H2", 2, 4)]


def test_page_shows_bars_and_no_names(counted: Cast, client_of: ClientOf) -> None:
    page = client_of("teacher").get(f"{address('figures')}?kanaal={website_of(counted).pk}")
    assert "Website 2 van 4 1" in words(page)
    assert "4H2 2 van 4 1" in words(page)
    assert 'width="50%"' in page.content.decode()
    assert "Daan" not in words(page)


def test_page_without_a_question_says_so(cast: Cast, client_of: ClientOf) -> None:
    assert "Er is nog niets te tellen" in words(client_of("teacher").get(address("figures")))


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("head", 200),
        ("sem_mother", 403),
        ("yara", 403),
        ("board_member", 403),
        ("fatima", 404),
        ("outsider", 404),
    ],
)
def test_figures_are_for_staff(counted: Cast, client_of: ClientOf, name: str, status: int) -> None:
    assert client_of(name).get(address("figures")).status_code == status


def test_page_asks_the_same_number_of_times(asking: Cast, client_of: ClientOf) -> None:
    client, counts = client_of("head"), set()
    for number, size in ((1, 1), (2, 20)):
        with scoped(Scope.of_school(asking.oostpoort)):
            group = Group.objects.create(
                board=asking.waterland, school=asking.oostpoort, name=f"K{number}", school_year=YEAR
            )
            pupils(asking, group, size)
        client.get(address("figures"))
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address("figures")).status_code == 200
        counts.add(len([row for row in queries if "SAVEPOINT" not in row["sql"]]))
    assert len(counts) == 1
    assert counts.pop() <= 12
