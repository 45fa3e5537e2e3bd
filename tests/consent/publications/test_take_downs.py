"""A yes that becomes a no opens a task per place, with a term and an honest outcome (C10)."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
import time_machine
from django.db import connection
from django.db.utils import IntegrityError
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import now

from consent.publications.models import Publication, TakeDown
from consent.publications.services import Spot
from consent.publications.take_downs import settle
from consent.rule import Choice
from schoolgids.access.scope import Scope, scoped
from schoolgids.audit.models import Event
from schoolgids.notices.models import Notice
from schoolgids.workflow import Refused
from tests.cast import TODAY, Cast
from tests.consent.publications.scenes import INSTAGRAM, address, publish
from tests.consent.scenes import purpose, says, words

pytestmark = pytest.mark.django_db
ClientOf = Callable[[str], Client]
NEWSLETTER = Spot("Nieuwsbrief van november")
DUE = date(2026, 11, 27)  # five school days after Friday 20 November
MINE = reverse("publications:my_take_downs", kwargs={"board": "waterland"})


@pytest.fixture
def published(asking: Cast) -> tuple[Cast, Publication]:
    """Daan and Sem in a picture that was allowed, in two places."""
    with scoped(Scope.of_board(asking.waterland)):
        website = purpose("Website", asking.oostpoort)
        says(asking, "twins_mother", "daan", website, Choice.YES)
        says(asking, "sem_mother", "sem", website, Choice.YES)
    return asking, publish(asking, asking.daan, asking.sem, spots=[INSTAGRAM, NEWSLETTER])


def withdraw(cast: Cast, name: str = "twins_mother", pupil: str = "daan") -> None:
    with scoped(Scope.of_board(cast.waterland)):
        says(cast, name, pupil, purpose("Website", cast.oostpoort), Choice.WITHDRAWN)


def rows(cast: Cast) -> list[TakeDown]:
    with scoped(Scope.of_board(cast.waterland)):
        return list(TakeDown.objects.whole().order_by("place__position", "pk"))


def finish(cast: Cast, row: TakeDown, step: str, words: str = "") -> TakeDown:
    with scoped(Scope.of_school(cast.oostpoort)):
        actor = cast.actor("teacher", school=cast.oostpoort)
        return settle(actor=actor, take_down=row, step=step, explanation=words)


# --- Opening ---------------------------------------------------------------------------------


def test_withdrawal_opens_a_task_per_place(published: tuple[Cast, Publication]) -> None:
    cast, publication = published
    withdraw(cast)

    found = rows(cast)
    assert [(row.place.label, row.status, row.cause) for row in found] == [
        (INSTAGRAM.label, "open", "refused"),
        (NEWSLETTER.label, "open", "refused"),
    ]
    assert {row.appearance.person_id for row in found} == {cast.daan.pk}
    assert {(row.asked_by_id, row.asked_on, row.due_on) for row in found} == {
        (cast.twins_mother.pk, TODAY, DUE)
    }
    with scoped(Scope.of_board(cast.waterland)):
        notice = Notice.objects.get(recipient=cast.teacher)
        event = Event.objects.get(name="take_down.open")
    assert notice.path == address("page", pk=publication.pk)
    assert event.person_ids == [cast.daan.pk]


def test_no_of_the_other_holder_opens_one_too(published: tuple[Cast, Publication]) -> None:
    cast, _publication = published
    with scoped(Scope.of_board(cast.waterland)):
        says(cast, "sem_father", "sem", purpose("Website", cast.oostpoort), Choice.NO)
    assert {row.asked_by_id for row in rows(cast)} == {cast.sem_father.pk}


def test_no_for_another_channel_and_a_yes_open_nothing(published: tuple[Cast, Publication]) -> None:
    cast, _publication = published
    with scoped(Scope.of_board(cast.waterland)):
        says(cast, "twins_mother", "daan", purpose("Nieuwsbrief", cast.oostpoort), Choice.NO)
        says(cast, "twins_mother", "daan", purpose("Website", cast.oostpoort), Choice.YES)
    assert rows(cast) == []


def test_asking_twice_opens_one_task(published: tuple[Cast, Publication]) -> None:
    cast, _publication = published
    withdraw(cast)
    withdraw(cast)
    assert len(rows(cast)) == 2


def test_what_could_not_be_removed_may_be_asked_again(published: tuple[Cast, Publication]) -> None:
    cast, _publication = published
    withdraw(cast)
    first, second = rows(cast)
    finish(cast, first, "remove")
    finish(cast, second, "keep", "De krant is al gedrukt.")
    withdraw(cast)
    assert [row.status for row in rows(cast)] == ["removed", "kept", "open"]


def test_publishing_without_consent_opens_them_at_once(asking: Cast) -> None:
    publish(asking, asking.tess)
    (row,) = rows(asking)
    assert (row.cause, row.asked_by) == ("no_consent", None)


# --- The outcome -----------------------------------------------------------------------------


def test_outcome_is_recorded_and_the_asker_is_told(
    published: tuple[Cast, Publication], client_of: ClientOf
) -> None:
    cast, publication = published
    withdraw(cast)
    row = rows(cast)[1]
    client = client_of("teacher")
    page = client.get(address("take_down", pk=row.pk))
    assert "Weghalen: Nieuwsbrief van november" in words(page)
    assert "27 november 2026" in words(page)

    sent = {"outcome": "keep", "explanation": "Op papier verspreid."}
    done = client.post(address("take_down", pk=row.pk), sent)
    assert done["Location"] == address("page", pk=publication.pk)

    settled = rows(cast)[1]
    assert (settled.status, settled.settled_by_id, settled.settled_on) == (
        "kept", cast.teacher.pk, TODAY,
    )  # fmt: skip
    with scoped(Scope.of_board(cast.waterland)):
        notice = Notice.objects.get(recipient=cast.twins_mother, key=f"take-down/{row.pk}/settled")
    assert (notice.path, notice.tone) == (MINE, "guardian")
    own = words(client_of("twins_mother").get(MINE))
    assert "Instagram van de school Daan · Website · geplaatst op 20 november 2026" in own
    assert "De school doet dit uiterlijk op 27 november 2026." in own
    assert "Kan niet weg 20 november 2026 Op papier verspreid." in own


@pytest.mark.parametrize(
    ("sent", "reason"),
    [
        ({}, "Kies wat er is gebeurd."),
        ({"outcome": "keep"}, "Schrijf op waarom het niet weg kan."),
    ],
)
def test_outcome_without_a_word_is_refused(
    published: tuple[Cast, Publication], client_of: ClientOf, sent: dict[str, str], reason: str
) -> None:
    cast, _publication = published
    withdraw(cast)
    page = client_of("teacher").post(address("take_down", pk=rows(cast)[0].pk), sent)
    assert page.status_code == 422
    assert reason in words(page)


def test_outcome_is_recorded_once(published: tuple[Cast, Publication]) -> None:
    cast, _publication = published
    withdraw(cast)
    row = rows(cast)[0]
    finish(cast, row, "remove")
    with pytest.raises(Refused, match="Dit kan niet in de fase"):
        finish(cast, row, "keep", "Toch niet.")


def test_database_refuses_an_outcome_without_an_explanation(
    published: tuple[Cast, Publication],
) -> None:
    cast, _publication = published
    withdraw(cast)
    with (
        pytest.raises(IntegrityError, match="take_down_outcome_is_whole"),
        scoped(Scope.of_school(cast.oostpoort)),
    ):
        TakeDown.objects.update(status="kept", settled_on=TODAY, settled_by=cast.teacher)


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("teacher", 200),
        ("head", 200),
        ("administrator", 200),
        ("mentor", 404),
        ("fatima", 404),
        ("outsider", 404),
        ("twins_mother", 404),
        ("yara", 404),
        ("board_member", 404),
    ],
)
def test_task_is_for_who_published_and_the_keepers(
    published: tuple[Cast, Publication], client_of: ClientOf, name: str, status: int
) -> None:
    cast, _publication = published
    withdraw(cast)
    place = address("take_down", pk=rows(cast)[0].pk)
    assert client_of(name).get(place).status_code == status


# --- Lists -----------------------------------------------------------------------------------


def on_the_list(client: Client) -> str:
    return words(client.get(reverse("sanctions:worklist", kwargs={"school": "oostpoort"})))


def test_task_is_on_the_work_list_and_shows_when_late(
    published: tuple[Cast, Publication], client_of: ClientOf, frozen: time_machine.Traveller
) -> None:
    cast, _publication = published
    withdraw(cast)
    assert "Weghalen: Instagram van de school" in on_the_list(client_of("teacher"))
    assert "Weghalen" in on_the_list(client_of("administrator"))

    frozen.move_to(now() + timedelta(days=14))
    assert "7 dagen te laat" in on_the_list(client_of("head"))

    for row in rows(cast):
        finish(cast, row, "remove")
    assert "Weghalen: Instagram" not in on_the_list(client_of("teacher"))


def test_own_list_is_empty_for_others_and_asks_the_same_number_of_times(
    published: tuple[Cast, Publication], client_of: ClientOf
) -> None:
    cast, _publication = published
    client, counts = client_of("twins_mother"), set()
    withdraw(cast)
    for _more in range(2):
        client.get(MINE)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(MINE).status_code == 200
        counts.add(len([one for one in queries if "SAVEPOINT" not in one["sql"]]))
        publish(cast, cast.daan)
        withdraw(cast)
    assert len(counts) == 1
    assert counts.pop() <= 12
    assert "Er is niets om weg te halen" in words(client_of("sem_mother").get(MINE))
    assert client_of("outsider").get(MINE).status_code == 404
