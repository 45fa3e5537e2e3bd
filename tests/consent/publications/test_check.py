"""The check before publishing, through the browser's eyes (C8)."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from consent.rule import Choice
from schoolgids.access.scope import Scope, scoped
from schoolgids.organisation.models import Group
from schoolgids.people.models import Person
from tests.cast import YEAR, Cast
from tests.consent.publications.scenes import address, ticked
from tests.consent.scenes import keep_unfound, pupils, purpose, says, words

pytestmark = pytest.mark.django_db
ClientOf = Callable[[str], Client]
STAFF = ["teacher", "mentor", "team_leader", "care_coordinator", "head", "administrator"]


@pytest.fixture
def chosen(asking: Cast) -> Cast:
    """Daan may on the website, Sem's parents disagree, Yara (16) said yes herself."""
    with scoped(Scope.of_board(asking.waterland)):
        website = purpose("Website", asking.oostpoort)
        says(asking, "twins_mother", "daan", website, Choice.YES)
        says(asking, "sem_mother", "sem", website, Choice.YES)
        says(asking, "sem_father", "sem", website, Choice.NO)
        says(asking, "yara", "yara", website, Choice.YES)
        newsletter = purpose("Nieuwsbrief", asking.oostpoort)
        says(asking, "sem_mother", "sem", newsletter, Choice.YES)
    return asking


@pytest.mark.parametrize("name", STAFF)
def test_check_is_for_all_staff(chosen: Cast, client_of: ClientOf, name: str) -> None:
    client = client_of(name)
    page = client.get(address("check"))
    answer = client.post(address("check"), ticked(chosen, chosen.daan))

    assert (page.status_code, answer.status_code) == (200, 200)
    assert "Daan Grootveen" in words(page)
    assert "Ja, dit mag" in words(answer)


@pytest.mark.parametrize(
    ("name", "status"),
    [("outsider", 404), ("fatima", 404), ("sem_mother", 403), ("yara", 403), ("board_member", 403)],
)
def test_check_is_not_for_others(chosen: Cast, client_of: ClientOf, name: str, status: int) -> None:
    assert client_of(name).get(address("check")).status_code == status


def test_check_ticks_nobody_and_no_channel_by_itself(chosen: Cast, client_of: ClientOf) -> None:
    assert "checked" not in client_of("teacher").get(address("check")).content.decode()


def test_check_says_yes_when_everybody_may(chosen: Cast, client_of: ClientOf) -> None:
    page = client_of("teacher").post(address("check"), ticked(chosen, chosen.daan, chosen.yara))
    text = words(page)

    assert "Ja, dit mag Website: alle 2 mensen hebben toestemming." in text
    assert "Daan Grootveen Ja Yara Tamsaoui Ja" in text
    assert "Leg deze publicatie vast" in text
    assert "Uitkomst van vrijdag 20 november 2026, 10.00 uur." in text


def test_check_says_no_with_the_reason_per_person(chosen: Cast, client_of: ClientOf) -> None:
    people = [chosen.sem, chosen.tess, chosen.daan]
    text = words(client_of("teacher").post(address("check"), ticked(chosen, *people)))

    assert "Nee, zo mag het niet Website: 2 van de 3 mogen er niet op." in text
    assert "Sem Aldershof Oneens De ouders met gezag kozen verschillend. Dan is het nee." in text
    assert "Tess Grootveen Open Nog geen antwoord van een ouder met gezag." in text
    assert "of maak Sem en Tess onherkenbaar" in text
    assert "Nieuwsbrief ja, zonder Daan en Tess" in text
    assert "Schoolgids ja" not in text


def test_check_warns_for_who_turns_sixteen_soon(chosen: Cast, client_of: ClientOf) -> None:
    newsletter = None
    with scoped(Scope.of_school(chosen.oostpoort)):
        newsletter = purpose("Nieuwsbrief", chosen.oostpoort)
    sent = ticked(chosen, chosen.sem, purpose=str(newsletter.pk))
    assert "Sem wordt op 2 december 2026 16." in words(
        client_of("teacher").post(address("check"), sent)
    )


def test_somebody_unknown_blocks(chosen: Cast, client_of: ClientOf) -> None:
    sent = ticked(chosen, chosen.daan, unknown="on")
    text = words(client_of("teacher").post(address("check"), sent))

    assert "Nee, zo mag het niet Er staat iemand op van wie je de naam niet weet." in text
    assert "Iemand zonder naam Onbekend" in text


def test_who_may_not_be_found_is_never_allowed(chosen: Cast, client_of: ClientOf) -> None:
    with scoped(Scope.of_board(chosen.waterland)):
        keep_unfound(chosen.daan)
    text = words(client_of("teacher").post(address("check"), ticked(chosen, chosen.daan)))
    assert "Daan Grootveen Nooit Mag niet vindbaar zijn" in text


def test_of_a_colleague_nobody_sees_whether_it_was_a_no(chosen: Cast, client_of: ClientOf) -> None:
    text = words(client_of("head").post(address("check"), ticked(chosen, chosen.mentor)))
    assert "Hidde Wieringh Nee Heeft hiervoor geen toestemming gegeven." in text


def test_check_without_channel_or_people_says_what_lacks(chosen: Cast, client_of: ClientOf) -> None:
    page = client_of("teacher").post(address("check"), ticked(chosen, purpose=None))
    assert page.status_code == 422
    assert "Kies waar de foto komt. Kies wie er herkenbaar op staan." in words(page)


def test_the_whole_group_is_ticked_by_one_button(chosen: Cast, client_of: ClientOf) -> None:
    page = client_of("teacher").post(address("check"), ticked(chosen, deed="whole"))
    assert "4 gekozen" in words(page)
    assert "Ja, dit mag" not in words(page)


def test_people_are_found_by_name_and_stay_ticked(chosen: Cast, client_of: ClientOf) -> None:
    client = client_of("teacher")
    found = client.post(address("check"), ticked(chosen, chosen.daan, deed="find", words="Hidde"))
    assert "Gevonden: zet een vinkje bij wie erop staat Hidde Wieringh" in words(found)

    page = client.post(address("check"), ticked(chosen, chosen.daan, chosen.mentor, deed="show"))
    assert "Ook gekozen Hidde Wieringh" in words(page)
    assert "2 gekozen" in words(page)


def test_somebody_of_another_school_is_not_found(chosen: Cast, client_of: ClientOf) -> None:
    client = client_of("teacher")
    assert "Niemand anders gevonden" in words(
        client.post(address("check"), ticked(chosen, deed="find", words="Omar"))
    )
    for stranger in (str(chosen.omar.pk), str(chosen.pupil_outside.pk), "x"):
        sent = ticked(chosen, person=[stranger])
        assert client.post(address("check"), sent).status_code == 404


def test_no_name_is_in_the_address(chosen: Cast, client_of: ClientOf) -> None:
    page = client_of("teacher").get(address("check")).content.decode()
    assert 'method="get"' not in page


def test_check_asks_the_same_number_of_times_for_two_hundred(
    asking: Cast, client_of: ClientOf
) -> None:
    client, counts = client_of("teacher"), set()
    for number, size in ((1, 1), (2, 3), (3, 200)):
        with scoped(Scope.of_school(asking.oostpoort)):
            group = Group.objects.create(
                board=asking.waterland, school=asking.oostpoort, name=f"K{number}", school_year=YEAR
            )
            pupils(asking, group, size)
            people = list(Person.objects.filter(enrolments__group=group))
        sent = ticked(asking, *people, group=str(group.pk))
        client.post(address("check"), sent)
        with CaptureQueriesContext(connection) as queries:
            assert client.post(address("check"), sent).status_code == 200
        counts.add(len([row for row in queries if "SAVEPOINT" not in row["sql"]]))
    assert len(counts) == 1
    assert counts.pop() <= 15
