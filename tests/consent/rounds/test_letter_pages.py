"""In with the code of a letter: to one child, for one person, in one browser."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from django.utils.timezone import now

from consent.models import Answer
from consent.rounds.models import LetterCode, Request
from consent.rounds.services import codes
from consent.rounds.services.codes import MOST_OF_ONE
from schoolgids.access.scope import Scope, scoped
from schoolgids.audit.models import Event
from schoolgids.notices.models import Notice
from schoolgids.people.models import Guardianship
from tests.cast import Cast
from tests.consent.rounds.test_rounds import begin
from tests.consent.scenes import ids, token, words

pytestmark = pytest.mark.django_db
ClientOf = Callable[[str], Client]
DOOR, PAGE, LEAVE = "/brief/waterland/", "/brief/waterland/kiezen/", "/brief/waterland/klaar/"
USED = "Deze code is al gebruikt. Vraag de school om een nieuwe brief."


@pytest.fixture(autouse=True)
def _fresh_limits() -> None:
    cache.clear()


def letter(cast: Cast, pupil: str = "sem", addressee: str = "sem_mother") -> str:
    """The code on the letter of one parent about one pupil, in a round."""
    row = begin(cast)
    with scoped(Scope.of_school(cast.oostpoort)):
        request = Request.objects.get(
            round=row, pupil=cast.people[pupil], addressee=cast.people[addressee]
        )
        return codes.issue(request, moment=now())


def type_in(client: Client, code: str) -> str:
    return words(client.post(DOOR, {"code": code}, follow=True))


def choose(client: Client, cast: Cast, choice: str = "yes") -> str:
    sent = {f"choice_{ids(cast)['Website'].hex}": choice, "submission": str(token())}
    return words(client.post(PAGE, sent, follow=True))


def given(cast: Cast) -> list[tuple[str, str, str]]:
    with scoped(Scope.of_board(cast.waterland)):
        rows = Answer.objects.select_related("given_by", "person")
        return [(row.person.given_name, row.given_by.given_name, row.route) for row in rows]


def refusals(cast: Cast) -> list[str]:
    with scoped(Scope.of_board(cast.waterland)):
        events = Event.objects.filter(kind="refusal").order_by("pk")
        return list(events.values_list("name", flat=True))


def test_the_code_opens_one_child_and_the_answer_names_its_way(asking: Cast) -> None:
    code, client = letter(asking), Client()
    text = type_in(client, code.lower())
    assert "Sem Aldershof" in text
    assert "checked" not in client.get(PAGE).content.decode()
    assert "De keuzes zijn opgeslagen." in choose(client, asking)
    assert given(asking) == [("Sem", "Petra", "letter_code")]
    with scoped(Scope.of_board(asking.waterland)):
        assert Event.objects.filter(name="consent.letter_code").count() == 1
        (notice,) = Notice.objects.filter(key__startswith="consent-answer/")
        assert (notice.recipient.given_name, notice.tone) == ("Petra", "guardian")


def test_the_other_child_of_a_guardian_needs_its_own_letter(asking: Cast) -> None:
    client = Client()
    text = type_in(client, letter(asking, "daan", "twins_mother"))
    assert "Daan Grootveen" in text
    assert "Tess" not in text
    for address in (
        "/mijn/waterland/toestemming/",
        f"/mijn/waterland/toestemming/{asking.tess.pk}/",
    ):
        assert client.get(address).status_code == 302  # to sign in
    choose(client, asking)
    assert given(asking) == [("Daan", "Wil", "letter_code")]


def test_a_code_is_good_for_one_browser(asking: Cast) -> None:
    code, first, second = letter(asking), Client(), Client()
    type_in(first, code)
    assert USED in type_in(second, code)
    assert "Sem Aldershof" in type_in(first, code)
    assert second.get(PAGE).status_code == 302
    assert refusals(asking) == ["letter_code.refused"]


def test_who_is_done_leaves_nothing_behind(asking: Cast) -> None:
    code, client = letter(asking), Client()
    type_in(client, code)
    assert "De pagina is gesloten." in words(client.post(LEAVE, follow=True))
    assert client.get(PAGE).status_code == 302
    assert USED in type_in(client, code)


def test_the_page_closes_after_an_hour(asking: Cast, frozen: time_machine.Traveller) -> None:
    code, client = letter(asking), Client()
    type_in(client, code)
    frozen.shift(timedelta(minutes=61))
    assert "Vul de code uit de brief in." in choose(client, asking)
    assert given(asking) == []


def test_an_old_letter_and_an_expired_one_say_so(
    asking: Cast, frozen: time_machine.Traveller
) -> None:
    first, second = letter(asking), letter(asking)
    assert "Er is later een nieuwe brief gemaakt." in type_in(Client(), first)
    frozen.shift(timedelta(days=61))
    assert "Deze code is verlopen." in type_in(Client(), second)


def test_authority_that_ended_ends_the_code(asking: Cast) -> None:
    code, client = letter(asking), Client()
    type_in(client, code)
    with scoped(Scope.of_board(asking.waterland)):
        Guardianship.objects.filter(guardian=asking.sem_mother).update(parental_authority=False)
    choose(client, asking)
    assert given(asking) == []
    assert "De school heeft u niet staan als ouder met gezag" in type_in(
        Client(), letter_again(asking)
    )


def letter_again(cast: Cast) -> str:
    with scoped(Scope.of_school(cast.oostpoort)):
        request = Request.objects.get(pupil=cast.sem, addressee=cast.sem_mother)
        return codes.issue(request, moment=now())


def test_the_right_that_moved_ends_the_code(asking: Cast, frozen: time_machine.Traveller) -> None:
    code = letter(asking)
    frozen.shift(timedelta(days=12))  # Sem is 16
    assert "Sem is 16 en kiest zelf." in type_in(Client(), code)


@pytest.mark.parametrize("typed", ["", "AAAAA", "AAAAA-AAAAA", "' or 1=1 --", "0000000000"])
def test_a_wrong_code_is_refused(asking: Cast, typed: str) -> None:
    letter(asking)
    page = Client().post(DOOR, {"code": typed})
    assert page.status_code == 422


def test_a_thousand_tries_are_refused_and_recorded(asking: Cast) -> None:
    code, client = letter(asking), Client()
    said = [
        type_in(client, f"AAAAA-AAA{number:02}".replace("0", "Z").replace("1", "Y"))
        for number in range(30)
    ]
    assert sum("Deze code klopt niet." in text for text in said) == MOST_OF_ONE
    assert sum("Er is te vaak een code geprobeerd." in text for text in said) == 30 - MOST_OF_ONE
    assert refusals(asking) == ["letter_code.wrong"] * MOST_OF_ONE + ["letter_code.locked"]
    assert "Er is te vaak een code geprobeerd." in type_in(client, code)
    assert "Sem Aldershof" in words(
        Client(REMOTE_ADDR="10.1.2.3").post(DOOR, {"code": code}, follow=True)
    )


def test_a_code_of_another_board_is_wrong_here(asking: Cast) -> None:
    code = letter(asking)
    page = Client().post("/brief/heuvelrug/", {"code": code})
    assert "Deze code klopt niet." in words(page)
    assert Client().get("/brief/nergens/").status_code == 404


def test_a_session_of_one_code_opens_no_other(asking: Cast) -> None:
    client = Client()
    type_in(client, letter(asking))
    with scoped(Scope.of_school(asking.oostpoort)):
        other = Request.objects.get(pupil=asking.daan)
        codes.issue(other, moment=now())
        pk = LetterCode.objects.get(request=other).pk
    session = client.session
    session["letter_code"] = session["letter_code"] | {"code": str(pk)}
    session.save()
    assert client.get(PAGE).status_code == 302


def test_the_code_stands_nowhere(asking: Cast) -> None:
    code = letter(asking)
    with scoped(Scope.of_board(asking.waterland)):
        row = LetterCode.objects.get()
    assert code.encode() not in bytes(row.digest)
    assert len(bytes(row.digest)) == 32
