"""What a board chooses, from today on; a past day keeps what held then."""

from collections.abc import Callable
from datetime import date

import pytest
import time_machine
from django.test import Client

from consent.models import ConsentSettings
from consent.rounds.services.settings import choose
from consent.rule import DEFAULTS, AtSixteen, Enough, Settings
from consent.sheets import settings_of
from schoolgids.access.policy import Forbidden
from schoolgids.access.scope import Scope, scoped
from schoolgids.audit.models import Event
from tests.cast import Cast
from tests.consent.scenes import words

pytestmark = pytest.mark.django_db
ClientOf = Callable[[str], Client]
PAGE = "/bestuur/waterland/toestemming/"
SENT = {"enough": "all", "at_sixteen": "ask", "yearly": "yes", "second_check": "yes"}


def rows(cast: Cast) -> list[tuple[str, date]]:
    with scoped(Scope.of_board(cast.waterland)):
        found = ConsentSettings.objects.order_by("effective_on")
        return list(found.values_list("enough", "effective_on"))


@pytest.mark.parametrize("name", ["board_secretary", "board_member"])
def test_the_board_chooses_and_it_is_recorded(asking: Cast, client_of: ClientOf, name: str) -> None:
    client = client_of(name)
    assert client.get(PAGE).status_code == 200
    done = client.post(PAGE, SENT, follow=True)
    assert "De keuzes gelden vanaf vandaag." in words(done)
    with scoped(Scope.of_board(asking.waterland)):
        event = Event.objects.get(name="consent.settings")
        assert event.facts == {
            "changed": {
                "enough": ["one", "all"],
                "at_sixteen": ["keep", "ask"],
                "yearly_expiry": ["False", "True"],
                "second_check": ["False", "True"],
            }
        }


def test_a_past_day_keeps_what_held_then(asking: Cast, client_of: ClientOf) -> None:
    client_of("board_secretary").post(PAGE, SENT)
    with scoped(Scope.of_board(asking.waterland)):
        assert settings_of(asking.waterland.pk, date(2026, 11, 19)) == DEFAULTS
        assert settings_of(asking.waterland.pk, date(2026, 11, 20)) == Settings(
            enough=Enough.ALL, at_sixteen=AtSixteen.ASK, yearly_expiry=True
        )


def test_the_same_choice_again_is_nothing_and_a_second_thought_of_the_day_one_row(
    asking: Cast, client_of: ClientOf, frozen: time_machine.Traveller
) -> None:
    client = client_of("board_secretary")
    client.post(
        PAGE, {"enough": "one", "at_sixteen": "keep", "yearly": "remind", "second_check": "no"}
    )
    assert rows(asking) == []
    client.post(PAGE, SENT)
    client.post(PAGE, SENT | {"enough": "one"})
    assert rows(asking) == [("one", date(2026, 11, 20))]
    frozen.shift(86_400)
    client.post(PAGE, SENT)
    assert rows(asking) == [("one", date(2026, 11, 20)), ("all", date(2026, 11, 21))]


def test_a_choice_that_is_none_is_said_at_the_field(asking: Cast, client_of: ClientOf) -> None:
    page = client_of("board_member").post(PAGE, {"enough": "none", "at_sixteen": "keep"})
    assert page.status_code == 422
    assert "Kies een van de antwoorden." in words(page)
    assert "Kies een antwoord bij ‘Geldt een ja een jaar?’." in words(page)
    assert rows(asking) == []


@pytest.mark.parametrize(
    ("name", "status"),
    [("head", 403), ("privacy_officer", 403), ("sem_mother", 403), ("outsider", 404)],
)
def test_the_choices_are_not_for_others(
    asking: Cast, client_of: ClientOf, name: str, status: int
) -> None:
    client = client_of(name)
    assert client.get(PAGE).status_code == status
    assert client.post(PAGE, SENT).status_code == status
    assert rows(asking) == []


def test_the_service_asks_the_policy_too(whole: Cast) -> None:
    with pytest.raises(Forbidden):
        choose(
            actor=whole.actor("head", school=whole.oostpoort),
            board=whole.waterland,
            enough="all",
            at_sixteen="ask",
            yearly_expiry=True,
        )
