"""Staff in pictures: each chooses for himself, and no manager reads who refused."""

from collections.abc import Callable

import pytest
from django.test import Client

from consent.models import Answer
from consent.rounds.services import rounds
from schoolgids.access.scope import Scope, scoped
from schoolgids.audit.models import Event
from schoolgids.notices.models import Notice
from tests.cast import TODAY, Cast
from tests.consent.rounds.test_rounds import begin, mailed, page_of, send
from tests.consent.scenes import history_of, ids, token, words

pytestmark = pytest.mark.django_db
ClientOf = Callable[[str], Client]
PAGE = "/school/oostpoort/toestemming/ik/"


def sent(cast: Cast, choice: str = "no", **more: object) -> dict[str, object]:
    found = ids(cast)
    return {
        "submission": str(token()),
        **{f"choice_{pk.hex}": choice for pk in found.values()},
        **more,
    }


def given(cast: Cast) -> list[tuple[str, str, str, str]]:
    with scoped(Scope.of_board(cast.waterland)):
        rows = Answer.objects.select_related("person").order_by("purpose__position", "pk")
        return [(row.person.given_name, row.choice, row.capacity, row.route) for row in rows]


@pytest.mark.parametrize("name", ["teacher", "mentor", "head", "administrator"])
def test_staff_choose_for_themselves_with_nothing_chosen_beforehand(
    asking: Cast, client_of: ClientOf, name: str
) -> None:
    client = client_of(name)
    page = client.get(PAGE)
    assert "checked" not in page.content.decode()
    assert "Sociale media in de les" not in words(page)
    done = client.post(PAGE, sent(asking), follow=True)
    assert "Je keuzes zijn opgeslagen." in words(done)
    mine = (asking.people[name].given_name, "no", "staff", "portal")
    assert given(asking) == [mine, mine]


def test_a_choice_is_changed_any_time_and_the_second_press_adds_nothing(
    asking: Cast, client_of: ClientOf
) -> None:
    client, first = client_of("teacher"), sent(asking, "yes")
    client.post(PAGE, first)
    client.post(PAGE, first)
    assert len(given(asking)) == 2
    client.post(PAGE, sent(asking, "no"))
    assert [choice for _name, choice, _capacity, _route in given(asking)].count("no") == 2


def test_no_manager_reads_who_refused(asking: Cast, client_of: ClientOf) -> None:
    client_of("teacher").post(PAGE, sent(asking))
    head = client_of("head")
    assert head.get(history_of(asking.teacher)).status_code == 404
    with scoped(Scope.of_board(asking.waterland)):
        (event,) = Event.objects.filter(name="consent.staff_answer")
        assert event.facts == {}
        assert not Event.objects.filter(name="consent.answer").exists()
        (notice,) = Notice.objects.filter(key__startswith="consent-answer/")
        assert (notice.recipient_id, notice.path) == (asking.teacher.pk, PAGE)
    row = begin(asking, audience="staff")
    text = words(head.get(page_of(row)))
    assert "Valkering" in text  # has not answered everything
    assert "Nee" not in text.partition("Nog geen antwoord")[2]


def test_a_round_of_the_staff_mails_who_is_silent_to_the_own_page(
    asking: Cast, client_of: ClientOf
) -> None:
    row = begin(asking, audience="staff")
    client = client_of("teacher")
    page = client.get(PAGE)
    fields = {name: "yes" for name in page.context["form"].fields if name.startswith("choice_")}
    client.post(PAGE, {"submission": str(token()), **fields})
    send(row)
    assert [name for name, _n in mailed(asking)] == ["Agnes", "Hidde", "Ilse", "Maarten", "Mirjam"]
    with scoped(Scope.of_board(asking.waterland)):
        paths = Notice.objects.filter(key__startswith="consent-round/").values_list(
            "path", flat=True
        )
        assert set(paths) == {PAGE}
    with scoped(Scope.of_school(asking.oostpoort)):
        found = rounds.standing(row, on=TODAY)
        assert (found.answered, found.pupils) == (1, 6)


def test_nothing_chosen_is_said(asking: Cast, client_of: ClientOf) -> None:
    page = client_of("teacher").post(PAGE, {"submission": str(token())})
    assert page.status_code == 422
    assert "Kies ja of nee bij minstens één vraag." in words(page)


@pytest.mark.parametrize(
    ("name", "status"),
    [("sem_mother", 403), ("yara", 403), ("board_member", 403), ("fatima", 404), ("outsider", 404)],
)
def test_the_page_of_the_staff_is_not_for_others(
    asking: Cast, client_of: ClientOf, name: str, status: int
) -> None:
    client = client_of(name)
    assert client.get(PAGE).status_code == status
    assert client.post(PAGE, sent(asking)).status_code == status
    assert given(asking) == []
