"""A round: asked once, sent by the rule, reminded, closed; by whom and by nobody else."""

import re
from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from consent.models import ConsentSettings, Purpose
from consent.rounds.models import Request, Round
from consent.rounds.services import rounds, sending
from consent.rounds.tasks import run_rounds, send_round
from consent.rule import Choice
from consent.services import answer
from schoolgids.access.models import Account
from schoolgids.access.policy import Forbidden
from schoolgids.access.scope import Scope, scoped
from schoolgids.audit.models import Event
from schoolgids.notices.models import Notice
from schoolgids.people.models import Person
from schoolgids.people.services import name_guardian, register
from schoolgids.workflow import Refused
from tests.cast import START, TODAY, Cast
from tests.consent.scenes import pupils, token, words

pytestmark = pytest.mark.django_db
ClientOf = Callable[[str], Client]
LIST = "/school/oostpoort/toestemming/rondes/"
NEW = f"{LIST}nieuw/"
ASKED = {
    ("Sem", "Petra"),
    ("Sem", "Johan"),
    ("Yara", "Yara"),
    ("Daan", "Wil"),
    ("Tess", "Wil"),
}


def begin(cast: Cast, **facts: object) -> Round:
    with scoped(Scope.of_school(cast.oostpoort)):
        return rounds.start(
            actor=cast.actor("administrator", school=cast.oostpoort),
            school=cast.oostpoort,
            **facts,  # type: ignore[arg-type]
        )


def asked(cast: Cast, row: Round) -> set[tuple[str, str]]:
    with scoped(Scope.of_board(cast.waterland)):
        found = Request.objects.filter(round=row).select_related("pupil", "addressee")
        return {(one.pupil.given_name, one.addressee.given_name) for one in found}


def send(row: Round) -> None:
    send_round(pk=str(row.pk), board_id=row.board_id)


def mailed(cast: Cast) -> list[tuple[str, str]]:
    with scoped(Scope.of_board(cast.waterland)):
        found = Notice.objects.filter(key__startswith="consent-round/").select_related("recipient")
        return sorted((one.recipient.given_name, one.key.rpartition("/")[2]) for one in found)


def answers_all(cast: Cast, name: str, pupil: str, choice: Choice = Choice.NO) -> None:
    with scoped(Scope.of_board(cast.waterland)):
        found = Purpose.objects.filter(school=cast.oostpoort)
        answer(
            actor=cast.actor(name),
            person=Person.objects.get(pk=cast.people[pupil].pk),
            choices=dict.fromkeys([row.pk for row in found], choice),
            submission=token(),
        )


# --- Asking ----------------------------------------------------------------------------------


def test_a_round_asks_holders_of_authority_and_pupils_of_16(asking: Cast) -> None:
    assert asked(asking, begin(asking)) == ASKED


def test_a_round_of_a_group_asks_that_group(asking: Cast) -> None:
    assert asked(asking, begin(asking, group=asking.class_4h3)) == set()
    assert asked(asking, begin(asking, group=asking.class_4h2)) == ASKED


def test_a_round_of_the_staff_asks_each_about_himself(asking: Cast) -> None:
    names = asked(asking, begin(asking, audience="staff"))
    assert names == {(n, n) for n in ("Roos", "Hidde", "Ilse", "Mirjam", "Maarten", "Agnes")}


def test_starting_twice_is_starting_once(asking: Cast) -> None:
    first, second = begin(asking), begin(asking)
    assert first == second
    with scoped(Scope.of_board(asking.waterland)):
        assert (Round.objects.count(), Request.objects.count()) == (1, 5)
        assert Event.objects.filter(name="consent.round_start").count() == 1


def test_a_group_of_a_round_of_the_school_is_refused(asking: Cast) -> None:
    begin(asking)
    with pytest.raises(Refused, match="Er loopt al een ronde voor de hele school"):
        begin(asking, group=asking.class_4h2)


def test_who_is_asked_in_the_round_of_a_group_is_not_asked_twice(asking: Cast) -> None:
    begin(asking, group=asking.class_4h2)
    assert asked(asking, begin(asking)) == set()


def test_a_teacher_can_not_start_one(asking: Cast) -> None:
    with scoped(Scope.of_school(asking.oostpoort)), pytest.raises(Forbidden):
        rounds.start(
            actor=asking.actor("teacher", school=asking.oostpoort), school=asking.oostpoort
        )


# --- Sending ---------------------------------------------------------------------------------


def test_each_is_mailed_once_whatever_the_number_of_children(asking: Cast) -> None:
    row = begin(asking)
    send(row)
    send(row)
    assert mailed(asking) == [("Johan", "0"), ("Petra", "0"), ("Wil", "0"), ("Yara", "0")]


def test_who_has_answered_is_not_mailed(asking: Cast) -> None:
    answers_all(asking, "twins_mother", "daan")
    answers_all(asking, "twins_mother", "tess")
    answers_all(asking, "yara", "yara", Choice.YES)
    row = begin(asking)
    send(row)
    assert mailed(asking) == [("Johan", "0"), ("Petra", "0")]


@pytest.mark.parametrize(("enough", "names"), [("one", []), ("all", ["Johan"])])
def test_the_other_parent_is_asked_where_both_have_to(
    asking: Cast, enough: str, names: list[str]
) -> None:
    with scoped(Scope.of_board(asking.waterland)):
        ConsentSettings.objects.create(board=asking.waterland, enough=enough)
    answers_all(asking, "sem_mother", "sem", Choice.YES)
    send(begin(asking))
    assert [name for name, _n in mailed(asking) if name in {"Petra", "Johan"}] == names


def test_reminders_go_on_their_days_to_who_is_silent_and_then_stop(
    asking: Cast, frozen: time_machine.Traveller
) -> None:
    row = begin(asking, remind_every=7, reminders=1)
    run_rounds()
    answers_all(asking, "sem_mother", "sem")
    frozen.shift(timedelta(days=6))
    run_rounds()
    assert len(mailed(asking)) == 4
    frozen.shift(timedelta(days=3))  # two nights were missed
    run_rounds()
    assert [one for one in mailed(asking) if one[1] == "1"] == [("Wil", "1"), ("Yara", "1")]
    for _week in range(3):
        frozen.shift(timedelta(days=7))
        run_rounds()
    assert len(mailed(asking)) == 6
    with scoped(Scope.of_board(asking.waterland)):
        assert ("Sem", "Sem") in asked(asking, row)  # 16 by now; his mother's no still holds


def test_a_closed_round_sends_nothing(asking: Cast, frozen: time_machine.Traveller) -> None:
    row = begin(asking)
    with scoped(Scope.of_school(asking.oostpoort)):
        rounds.close(actor=asking.actor("head", school=asking.oostpoort), row=row)
    frozen.shift(timedelta(days=30))
    run_rounds()
    assert mailed(asking) == []


def test_without_an_address_or_with_one_that_is_taken_it_is_a_letter(asking: Cast) -> None:
    with scoped(Scope.of_board(asking.waterland)):
        for email in ("", "sem_mother@waterland.example", "new@waterland.example"):
            guardian = register(
                asking.waterland, given_name=email or "Zonder", family_name="Adres", email=email
            )
            name_guardian(guardian, pupil=asking.sem, relation="other", from_on=START)
    row = begin(asking)
    send(row)
    with scoped(Scope.of_board(asking.waterland)):
        ways = dict(
            Request.objects.filter(round=row, addressee__family_name="Adres").values_list(
                "addressee__given_name", "way"
            )
        )
        assert ways == {
            "Zonder": "letter",
            "sem_mother@waterland.example": "letter",
            "new@waterland.example": "mail",
        }
        assert Account.objects.filter(person__given_name="new@waterland.example").exists()
        assert Event.objects.filter(name="account.open").count() == 1


def test_a_killed_sender_is_continued_without_telling_anybody_twice(
    asking: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "BATCH", 2)
    row = begin(asking)
    told = sending.tell
    calls: list[str] = []

    def killed(**facts: object) -> object:
        calls.append(str(facts["key"]))
        if len(calls) == 4:
            raise KeyboardInterrupt
        return told(**facts)  # type: ignore[arg-type]

    monkeypatch.setattr(sending, "tell", killed)
    with pytest.raises(KeyboardInterrupt):
        send(row)
    monkeypatch.setattr(sending, "tell", told)
    send(row)
    assert mailed(asking) == [("Johan", "0"), ("Petra", "0"), ("Wil", "0"), ("Yara", "0")]


# --- Pages -----------------------------------------------------------------------------------


def page_of(row: Round, part: str = "") -> str:
    return reverse("rounds:round", kwargs={"school": "oostpoort", "pk": row.pk}) + part


def started(client: Client, who: str = "school") -> str:
    done = client.post(NEW, {"who": who, "remind_every": "14", "reminders": "2"})
    assert done.status_code == 302, words(done)
    return str(done["Location"])


@pytest.mark.parametrize("name", ["head", "administrator"])
def test_a_round_is_started_looked_at_and_closed_in_the_browser(
    asking: Cast, client_of: ClientOf, name: str
) -> None:
    client = client_of(name)
    assert "Er is nog geen ronde geweest" in words(client.get(LIST))
    address = started(client)
    assert started(client) == address
    text = words(client.get(address))
    assert "Voor 0 van 4 leerlingen is gekozen." in text
    assert "Nog niet verstuurd 5" in text
    row_pk = UUID(re.findall(r"rondes/([^/]+)/", address)[0])
    send_round(pk=str(row_pk), board_id=asking.waterland.pk)
    answers_all(asking, "yara", "yara")
    text = words(client.get(address))
    assert "Voor 1 van 4 leerlingen is gekozen." in text
    assert "Per mail gevraagd 5" in text
    assert "Aldershof, Sem Petra Aldershof Mail, vr 20 nov 1" in text
    assert "Tamsaoui" not in text
    done = client.post(f"{address}sluit/", follow=True)
    assert "De ronde is gesloten." in words(done)
    assert "Gesloten op 20 november 2026" in words(client.get(LIST))
    assert "Deze ronde is gesloten." in words(client.post(f"{address}herinner/", follow=True))


def test_remind_now_leaves_alone_who_was_mailed_today(
    asking: Cast, client_of: ClientOf, frozen: time_machine.Traveller
) -> None:
    row = begin(asking)
    send(row)
    client = client_of("administrator")
    assert "0 adressen krijgen" in words(client.post(page_of(row, "herinner/"), follow=True))
    frozen.shift(timedelta(days=1))
    assert "5 adressen krijgen" in words(client.post(page_of(row, "herinner/"), follow=True))
    send(row)
    assert len(mailed(asking)) == 8


def test_a_round_of_the_staff_tells_who_is_silent_and_never_what_was_chosen(
    asking: Cast, client_of: ClientOf
) -> None:
    text = words(client_of("head").get(started(client_of("head"), who="staff")))
    assert "0 van 6 medewerkers hebben gekozen." in text


@pytest.mark.parametrize(
    "changed", [{"who": ""}, {"who": "x"}, {"remind_every": "0"}, {"reminders": "x"}]
)
def test_a_fault_in_a_new_round_starts_nothing(
    asking: Cast, client_of: ClientOf, changed: dict[str, str]
) -> None:
    sent = {"who": "school", "remind_every": "14", "reminders": "2"} | changed
    assert client_of("head").post(NEW, sent).status_code == 422
    with scoped(Scope.of_board(asking.waterland)):
        assert Round.objects.count() == 0


@pytest.mark.parametrize(
    ("name", "status"),
    [("teacher", 403), ("mentor", 403), ("sem_mother", 403), ("omar", 404), ("outsider", 404)],
)
def test_rounds_are_not_for_others(
    asking: Cast, client_of: ClientOf, name: str, status: int
) -> None:
    row, client = begin(asking), client_of(name)
    assert client.get(LIST).status_code == status
    assert client.get(NEW).status_code == status
    assert client.post(NEW, {"who": "school"}).status_code == status
    for part in ("", "sluit/", "herinner/"):
        address = page_of(row, part)
        assert (client.post if part else client.get)(address).status_code in {403, 404}
    with scoped(Scope.of_board(asking.waterland)):
        assert Round.objects.get(pk=row.pk).is_open


def test_a_round_of_another_school_is_not_found(asking: Cast, client_of: ClientOf) -> None:
    with scoped(Scope.of_school(asking.zilvermeeuw)):
        row = rounds.start(
            actor=asking.actor("omar", school=asking.zilvermeeuw), school=asking.zilvermeeuw
        )
    assert client_of("head").get(page_of(row)).status_code == 404


def test_the_pages_ask_the_same_number_of_queries_for_few_and_many(
    asking: Cast, client_of: ClientOf
) -> None:
    client, row = client_of("administrator"), begin(asking)
    counts = []
    for more in (0, 6):
        with scoped(Scope.of_board(asking.waterland)):
            pupils(asking, asking.class_4h2, more)
            rounds.fill(row, day=TODAY)
        found = []
        for address in (page_of(row), LIST):
            client.get(address)
            with CaptureQueriesContext(connection) as queries:
                client.get(address)
            found.append(len(queries))
        counts.append(found)
    assert counts[0] == counts[1]
    assert max(counts[0]) <= 18
