"""Who may not be found: above any consent, from a day until a day, the reason for few (C11)."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import now

from consent.publications.models import TakeDown
from consent.rule import Choice, State
from schoolgids.access.scope import Scope, scoped
from schoolgids.audit.models import Event
from schoolgids.people.models import Hold
from tests.cast import TODAY, Cast
from tests.consent.publications.scenes import address, publish
from tests.consent.scenes import keep_unfound, purpose, says, sheet_of, state, words

pytestmark = pytest.mark.django_db
ClientOf = Callable[[str], Client]


@pytest.fixture
def agreed(asking: Cast) -> Cast:
    with scoped(Scope.of_board(asking.waterland)):
        says(asking, "twins_mother", "daan", purpose("Website", asking.oostpoort), Choice.YES)
    return asking


def sent(cast: Cast, **facts: object) -> dict[str, object]:
    values: dict[str, object] = {
        "deed": "place",
        "person": str(cast.daan.pk),
        "ground": "court_order",
        "from_on": "20-11-2026",
        "until_on": "",
    }
    return values | facts


def holds(cast: Cast) -> list[Hold]:
    with scoped(Scope.of_board(cast.waterland)):
        return list(Hold.objects.all())


def on_website(cast: Cast, on: date) -> State:
    with scoped(Scope.of_school(cast.oostpoort)):
        return state(cast, "daan", purpose("Website", cast.oostpoort), on)


@pytest.mark.parametrize("name", ["head", "administrator"])
def test_hold_goes_above_consent_and_takes_down(
    agreed: Cast, client_of: ClientOf, name: str
) -> None:
    publish(agreed, agreed.daan)
    client = client_of(name)
    page = client.post(address("holds"), sent(agreed), follow=True)

    assert "Vastgelegd. Vanaf nu is het overal nee." in words(page)
    assert "Grootveen, Daan Uitspraak van een rechter 20 november 2026" in words(page)
    (hold,) = holds(agreed)
    assert (hold.person_id, hold.entered_by_id) == (agreed.daan.pk, agreed.people[name].pk)
    assert on_website(agreed, TODAY) is State.HOLD
    assert on_website(agreed, TODAY - timedelta(days=1)) is State.OPEN
    with scoped(Scope.of_school(agreed.oostpoort)):
        assert [row.cause for row in TakeDown.objects.all()] == ["hold"]
        event = Event.objects.get(name="hold.place")
    assert event.person_ids == [agreed.daan.pk]
    assert "court_order" not in str(event.facts)


def test_hold_ends_and_stays_on_record(
    agreed: Cast, client_of: ClientOf, frozen: time_machine.Traveller
) -> None:
    client = client_of("head")
    client.post(address("holds"), sent(agreed))
    (hold,) = holds(agreed)
    frozen.move_to(now() + timedelta(days=3))
    page = client.post(address("end_hold", pk=hold.pk), follow=True)

    assert "Beëindigd. Vanaf nu telt weer wat is gekozen." in words(page)
    assert on_website(agreed, TODAY + timedelta(days=2)) is State.HOLD
    assert on_website(agreed, TODAY + timedelta(days=3)) is State.YES
    again = client.post(address("end_hold", pk=hold.pk), follow=True)
    assert "Dit is al beëindigd." in words(again)
    assert holds(agreed)[0].ended_by_id == agreed.head.pk


def test_hold_with_a_last_day_ends_by_itself(agreed: Cast, client_of: ClientOf) -> None:
    client_of("head").post(address("holds"), sent(agreed, until_on="25-11-2026"))
    assert on_website(agreed, date(2026, 11, 25)) is State.HOLD
    assert on_website(agreed, date(2026, 11, 26)) is State.YES


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({"person": ""}, "Zoek en kies eerst een persoon."),
        ({"ground": ""}, "Kies de reden."),
        ({"from_on": "21-11-2026"}, "Kies vandaag of een dag die voorbij is."),
        ({"until_on": "19-11-2026"}, "De laatste dag ligt voor de eerste."),
    ],
)
def test_page_says_what_lacks(
    agreed: Cast, client_of: ClientOf, facts: dict[str, object], reason: str
) -> None:
    page = client_of("head").post(address("holds"), sent(agreed, **facts))
    assert page.status_code == 422
    assert reason in words(page)
    assert holds(agreed) == []


def test_person_is_held_once(agreed: Cast, client_of: ClientOf) -> None:
    client = client_of("head")
    client.post(address("holds"), sent(agreed))
    page = client.post(address("holds"), sent(agreed))
    assert "Deze persoon staat al als niet vindbaar." in words(page)


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("teacher", 403),
        ("mentor", 403),
        ("sem_mother", 403),
        ("yara", 403),
        ("board_member", 403),
        ("fatima", 404),
        ("outsider", 404),
    ],
)
def test_reason_is_for_very_few(agreed: Cast, client_of: ClientOf, name: str, status: int) -> None:
    client = client_of(name)
    assert client.get(address("holds")).status_code == status
    assert client.post(address("holds"), sent(agreed)).status_code == status
    assert holds(agreed) == []


def test_teacher_sees_that_it_is_never_and_not_why(agreed: Cast, client_of: ClientOf) -> None:
    with scoped(Scope.of_board(agreed.waterland)):
        keep_unfound(agreed.daan)
    text = words(client_of("teacher").get(sheet_of(agreed.class_4h2)))
    assert "Grootveen, Daan nooit in beeld Nooit" in text
    assert "geheim adres" not in text


def test_hold_of_another_school_is_not_found(agreed: Cast, client_of: ClientOf) -> None:
    with scoped(Scope.of_board(agreed.waterland)):
        hold = keep_unfound(agreed.lieke)
    client = client_of("head")
    assert client.post(address("end_hold", pk=hold.pk)).status_code == 404
    assert "Lieke" not in words(client.get(address("holds")))
    assert (
        client.post(address("holds"), sent(agreed, person=str(agreed.omar.pk))).status_code == 404
    )


def test_list_leaves_a_trace_and_asks_the_same_number_of_times(
    agreed: Cast, client_of: ClientOf
) -> None:
    client, counts = client_of("head"), set()
    for people in ([agreed.daan], [agreed.sem, agreed.tess]):
        with scoped(Scope.of_board(agreed.waterland)):
            for person in people:
                keep_unfound(person)
        client.get(address("holds"))
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address("holds")).status_code == 200
        counts.add(len([row for row in queries if "SAVEPOINT" not in row["sql"]]))
    assert len(counts) == 1
    assert counts.pop() <= 12
    with scoped(Scope.of_school(agreed.oostpoort)):
        last = Event.objects.filter(name="hold.view").latest("pk")
    assert set(last.person_ids) == {agreed.daan.pk, agreed.sem.pk, agreed.tess.pk}
