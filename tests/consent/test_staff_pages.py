"""The class sheet and the groups, through the browser's eyes, for every role."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from consent.rule import Choice
from consent.services import answer
from schoolgids.access.scope import Scope, scoped
from schoolgids.organisation.models import Group
from schoolgids.people.models import Enrolment
from tests.cast import START, YEAR, Cast
from tests.consent.scenes import (
    answers,
    history_of,
    only,
    pupils,
    purpose,
    sent,
    sheet_of,
    token,
    words,
)

pytestmark = pytest.mark.django_db
ClientOf = Callable[[str], Client]
STAFF = ["teacher", "mentor", "team_leader", "care_coordinator", "head", "administrator"]
KEEPERS = ["head", "administrator"]


# --- Who may see what ------------------------------------------------------------------------


@pytest.mark.parametrize("name", STAFF)
def test_groups_and_sheet_are_for_all_staff_of_the_school(
    asking: Cast, client_of: ClientOf, name: str
) -> None:
    client = client_of(name)
    groups = client.get(reverse("consent:groups", kwargs={"school": "oostpoort"}))
    sheet = client.get(sheet_of(asking.class_4h2))

    assert (groups.status_code, sheet.status_code) == (200, 200)
    assert "4H2" in words(groups)
    assert "Aldershof, Sem" in words(sheet)


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("outsider", 404),  # another board
        ("fatima", 404),  # another school of the board
        ("omar", 404),
        ("sem_mother", 404),  # of this school, but no staff: she knows of no groups
        ("yara", 404),
        ("board_member", 403),
    ],
)
def test_the_sheet_is_not_for_others(
    asking: Cast, client_of: ClientOf, name: str, status: int
) -> None:
    assert client_of(name).get(sheet_of(asking.class_4h2)).status_code == status


@pytest.mark.parametrize("name", ["sem_mother", "yara", "board_member"])
def test_the_list_of_groups_is_for_staff(asking: Cast, client_of: ClientOf, name: str) -> None:
    address = reverse("consent:groups", kwargs={"school": "oostpoort"})
    assert client_of(name).get(address).status_code == 403


def test_a_group_of_another_school_is_not_found(asking: Cast, client_of: ClientOf) -> None:
    assert client_of("administrator").get(sheet_of(asking.group_6)).status_code == 404


@pytest.mark.parametrize("name", ["teacher", "mentor", "team_leader", "care_coordinator"])
def test_a_teacher_sees_the_state_but_no_proof_and_no_entry(
    asking: Cast, client_of: ClientOf, name: str
) -> None:
    client = client_of(name)
    page = client.get(f"{sheet_of(asking.class_4h2)}?leerling={asking.sem.pk}")

    assert "Papieren formulieren verwerken" not in words(page)
    assert history_of(asking.sem) not in page.content.decode()
    assert client.get(history_of(asking.sem)).status_code == 403
    assert client.post(sheet_of(asking.class_4h2), sent(asking)).status_code == 403
    assert answers(asking) == []


@pytest.mark.parametrize("name", KEEPERS)
def test_head_and_administrator_enter_paper(asking: Cast, client_of: ClientOf, name: str) -> None:
    client = client_of(name)
    page = client.get(f"{sheet_of(asking.class_4h2)}?leerling={asking.sem.pk}")
    assert "Voor 1 leerling." in words(page)

    done = client.post(sheet_of(asking.class_4h2), sent(asking), follow=True)

    assert done.redirect_chain == [(sheet_of(asking.class_4h2), 302)]
    assert "1 formulier opgeslagen." in words(done)
    assert (
        answers(asking)
        == [
            ("Nieuwsbrief", "no", asking.sem_mother.pk),
            ("Website", "yes", asking.sem_mother.pk),
        ][::-1]
    )


# --- The sheet -------------------------------------------------------------------------------


def test_the_sheet_shows_states_by_word_and_totals(asking: Cast, client_of: ClientOf) -> None:
    with scoped(Scope.of_board(asking.waterland)):
        website = purpose("Website", asking.oostpoort)
        for name, choice in (("sem_mother", Choice.YES), ("sem_father", Choice.NO)):
            answer(
                actor=asking.actor(name),
                person=asking.sem,
                choices=only(website, choice),
                submission=token(),
            )
        answer(
            actor=asking.actor("yara"),
            person=asking.yara,
            choices=only(website, Choice.YES),
            submission=token(),
        )
    text = words(client_of("teacher").get(sheet_of(asking.class_4h2)))

    assert (
        "4 leerlingen. Van 0 leerlingen is alles ingevuld. Bij 1 leerling zijn de ouders het oneens."
        in text
    )
    assert "Aldershof, Sem wordt 16 over 12 dagen Oneens Open" in text
    assert "Grootveen, Daan 15 Open" in text
    assert "Tamsaoui, Yara 16, beslist zelf Ja Open" in text
    assert "Ja in totaal 1 van 4 0 van 4" in text
    assert "Stand van vrijdag 20 november 2026" in text


def test_a_sheet_of_a_group_without_pupils_says_so(asking: Cast, client_of: ClientOf) -> None:
    assert "In deze klas zitten geen leerlingen" in words(
        client_of("teacher").get(sheet_of(asking.class_4h3))
    )


def test_a_school_that_asks_nothing_says_so(cast: Cast, client_of: ClientOf) -> None:
    assert "Deze school vraagt nog niets" in words(
        client_of("teacher").get(sheet_of(cast.class_4h2))
    )


def test_a_pupil_of_another_group_can_not_be_chosen(asking: Cast, client_of: ClientOf) -> None:
    for stranger in (asking.lieke.pk, asking.administrator.pk, "x"):
        address = f"{sheet_of(asking.class_4h2)}?leerling={stranger}"
        assert client_of("administrator").get(address).status_code == 404
        changed = sent(asking, leerling=[str(asking.sem.pk), str(stranger)])
        posted = client_of("administrator").post(sheet_of(asking.class_4h2), changed)
        assert posted.status_code == 404
    assert answers(asking) == []


@pytest.mark.parametrize("name", ["teacher", "administrator"])
def test_pages_ask_the_same_number_of_times_for_one_and_for_thirty(
    asking: Cast, client_of: ClientOf, name: str
) -> None:
    counts: dict[str, set[int]] = {"groups": set(), "sheet": set(), "panel": set()}
    client = client_of(name)
    for number, size in ((1, 1), (2, 3), (3, 30)):
        with scoped(Scope.of_school(asking.oostpoort)):
            Enrolment.objects.filter(group=asking.class_4h2).update(until_on=START)
            group = Group.objects.create(
                board=asking.waterland, school=asking.oostpoort, name=f"K{number}", school_year=YEAR
            )
            pupils(asking, group, size)
            chosen = "&".join(f"leerling={row.person_id}" for row in group.enrolments.all())
        addresses = {
            "groups": reverse("consent:groups", kwargs={"school": "oostpoort"}),
            "sheet": sheet_of(group),
            "panel": f"{sheet_of(group)}?{chosen}",
        }
        for page, address in addresses.items():
            client.get(address)
            with CaptureQueriesContext(connection) as queries:
                assert client.get(address).status_code == 200
            asked = [row for row in queries if "SAVEPOINT" not in row["sql"]]
            counts[page].add(len(asked))
    assert {page: len(found) for page, found in counts.items()} == dict.fromkeys(counts, 1)
    assert max(max(found) for found in counts.values()) <= 12
