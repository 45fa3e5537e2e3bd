"""What a school asks: seeing it, one question more, other words, and no longer asking."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from consent.models import Purpose, PurposeWording
from consent.rule import Choice, State
from consent.services import (
    add_purpose,
    answer,
    change_words,
    class_sheet,
    define_purpose,
    stop_asking,
)
from consent.standard import PURPOSES
from schoolgids.access.policy import Forbidden
from schoolgids.access.scope import Scope, scoped
from schoolgids.audit.models import Event
from schoolgids.workflow import Refused
from tests.cast import START, TODAY, Cast
from tests.consent.scenes import only, purpose, token, words

pytestmark = pytest.mark.django_db
ClientOf = Callable[[str], Client]
LIST = "/school/oostpoort/toestemming/vragen/"
NEW = f"{LIST}nieuw/"


def reword(row: Purpose) -> str:
    return reverse("consent:purpose_reword", kwargs={"school": "oostpoort", "pk": row.pk})


def stop(row: Purpose) -> str:
    return reverse("consent:purpose_stop", kwargs={"school": "oostpoort", "pk": row.pk})


def website(cast: Cast) -> Purpose:
    with scoped(Scope.of_board(cast.waterland)):
        return purpose("Website", cast.oostpoort)


def typed(**changed: object) -> dict[str, object]:
    values: dict[str, object] = {
        "title_nl": "Schoolkrant",
        "text_nl": "Foto’s in de schoolkrant.",
        "reach_nl": "Leerlingen en ouders lezen dit.",
        "effective_on": "20-11-2026",
    }
    return values | changed


def new(**changed: object) -> dict[str, object]:
    return typed(name_nl="Krant", kinds=["photo"], channel="press", audience="inside", **changed)


@pytest.mark.parametrize("name", ["head", "administrator"])
def test_the_list_shows_the_words_and_what_needs_none(
    asking: Cast, client_of: ClientOf, name: str
) -> None:
    text = words(client_of(name).get(LIST))
    assert text.count("Verander de tekst") == 6
    assert "Website · foto, video · Iedereen kan het zien · tekst 1, vanaf 1 augustus 2026" in text
    assert "Een pasfoto op de schoolpas" in text


@pytest.mark.parametrize(
    ("name", "status"),
    [("teacher", 403), ("mentor", 403), ("sem_mother", 403), ("omar", 404), ("outsider", 404)],
)
def test_questions_are_not_for_others(
    asking: Cast, client_of: ClientOf, name: str, status: int
) -> None:
    client, row = client_of(name), website(asking)
    assert client.get(LIST).status_code == status
    assert client.post(NEW, new()).status_code == status
    assert client.post(reword(row), typed(material="yes")).status_code in {403, 404}
    assert client.post(stop(row)).status_code in {403, 404}
    with scoped(Scope.of_board(asking.waterland)):
        assert PurposeWording.objects.filter(purpose=row).count() == 1
        assert Purpose.objects.filter(school=asking.oostpoort, retired_on=None).count() == 6


def test_a_question_of_another_school_is_not_found(asking: Cast, client_of: ClientOf) -> None:
    with scoped(Scope.of_board(asking.waterland)):
        other = purpose("Website", asking.zilvermeeuw)
    assert client_of("head").get(reword(other)).status_code == 404
    assert client_of("head").post(stop(other)).status_code == 404


def test_a_new_question_is_a_column_of_the_sheet(asking: Cast, client_of: ClientOf) -> None:
    done = client_of("administrator").post(NEW, new(), follow=True)
    assert "De vraag is toegevoegd." in words(done)
    with scoped(Scope.of_school(asking.oostpoort)):
        sheet = class_sheet(school=asking.oostpoort, group=asking.class_4h2, on=TODAY)
        assert [column.purpose.name_nl for column in sheet.columns][-1] == "Krant"
        assert Event.objects.get(name="consent.ask").facts == {"effective_on": "2026-11-20"}


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"name_nl": "website"}, "Er is al een vraag met deze naam."),
        ({"kinds": []}, "Kies een antwoord bij ‘Wat wordt er gemaakt?’."),
        ({"kinds": ["smell"]}, "Kies een van de antwoorden."),
        ({"channel": ""}, "Kies een antwoord bij ‘Waar komt het?’."),
        ({"audience": "everybody"}, "Kies een van de antwoorden."),
        ({"title_nl": ""}, "Vul ‘Titel’ in."),
        ({"text_nl": "x" * 601}, "Maak dit korter: hooguit 600 tekens."),
        ({"effective_on": "30-02-2026"}, "Schrijf de datum als 20-11-2026."),
    ],
)
def test_a_fault_in_a_new_question_is_said_at_the_field(
    asking: Cast, client_of: ClientOf, changed: dict[str, object], said: str
) -> None:
    page = client_of("administrator").post(NEW, new() | changed)
    assert page.status_code == 422
    assert words(page).count(said) >= 2
    with scoped(Scope.of_school(asking.oostpoort)):
        assert Purpose.objects.count() == 6


def test_text_is_shown_as_text(asking: Cast, client_of: ClientOf) -> None:
    client = client_of("administrator")
    client.post(NEW, new(text_nl="<script>alert(1)</script>"))
    assert "<script>alert(1)" not in client.get(LIST).content.decode()


def test_other_words_ask_everybody_again(asking: Cast, client_of: ClientOf) -> None:
    row = website(asking)
    with scoped(Scope.of_board(asking.waterland)):
        answer(
            actor=asking.actor("sem_mother"),
            person=asking.sem,
            choices=only(row, Choice.YES),
            submission=token(),
        )
    client = client_of("administrator")
    assert "Website van de school" in client.get(reword(row)).content.decode()
    done = client.post(reword(row), typed(material="yes", effective_on="21-11-2026"), follow=True)

    assert "De nieuwe tekst is opgeslagen." in words(done)
    assert "tekst 2, vanaf 21 november 2026 Geldt nog niet" in words(done)
    with scoped(Scope.of_school(asking.oostpoort)):
        states = [
            class_sheet(school=asking.oostpoort, group=asking.class_4h2, on=on)
            .rows[0]
            .verdicts[0]
            .state
            for on in (TODAY, TODAY + timedelta(days=1))
        ]
        event = Event.objects.get(name="consent.reword")
    assert states == [State.YES, State.ASKS_AGAIN]
    assert event.facts == {"version": 2, "material": True, "effective_on": "2026-11-21"}


def test_a_corrected_typing_error_asks_nobody(asking: Cast, client_of: ClientOf) -> None:
    row = website(asking)
    client_of("head").post(reword(row), typed(material="no"))
    with scoped(Scope.of_school(asking.oostpoort)):
        assert row.wordings.order_by("-version").first().material is False


def test_whether_the_meaning_changes_is_never_assumed(asking: Cast, client_of: ClientOf) -> None:
    row = website(asking)
    page = client_of("administrator").post(reword(row), typed())
    assert page.status_code == 422
    assert "Kies een antwoord bij ‘Verandert de betekenis?’." in words(page)
    assert "checked" not in page.content.decode()


def test_a_past_day_keeps_its_words(asking: Cast, client_of: ClientOf) -> None:
    page = client_of("administrator").post(
        reword(website(asking)), typed(material="yes", effective_on="19-11-2026")
    )
    assert page.status_code == 422
    assert "Kies vandaag of een latere dag." in words(page)


def test_what_is_no_longer_asked_is_no_longer_allowed_or_shown(
    asking: Cast, client_of: ClientOf
) -> None:
    row, client = website(asking), client_of("administrator")
    for _time in range(2):
        response = client.post(stop(row))
    assert response.status_code == 404  # the second time there is nothing left to stop
    with scoped(Scope.of_school(asking.oostpoort)):
        names = {
            on: [
                column.purpose.name_nl
                for column in class_sheet(
                    school=asking.oostpoort, group=asking.class_4h2, on=on
                ).columns
            ]
            for on in (TODAY - timedelta(days=1), TODAY)
        }
        stop_asking(actor=asking.actor("head", school=asking.oostpoort), purpose=row)
        assert Event.objects.filter(name="consent.stop_asking").count() == 1
    assert ("Website" in names[TODAY - timedelta(days=1)], "Website" in names[TODAY]) == (
        True,
        False,
    )


def test_a_question_of_the_board_is_asked_here_and_changed_there(
    asking: Cast, client_of: ClientOf
) -> None:
    with scoped(Scope.of_board(asking.waterland)):
        row = Purpose.objects.create(
            board=asking.waterland, media=["photo"], channel="newsletter",
            audience="public", name_nl="Jaarverslag", position=9,
        )  # fmt: skip
        PurposeWording.objects.create(
            board=asking.waterland, purpose=row, version=1, effective_on=START,
            title_nl="Jaarverslag van het bestuur", text_nl="Foto’s.", reach_nl="Iedereen.",
        )  # fmt: skip
    client = client_of("head")
    assert "Deze vraag is van het bestuur." in words(client.get(LIST))
    assert client.get(reword(row)).status_code == 403
    with scoped(Scope.of_school(asking.oostpoort)):
        sheet = class_sheet(school=asking.oostpoort, group=asking.class_4h2, on=TODAY)
        assert "Jaarverslag" in [column.purpose.name_nl for column in sheet.columns]


def test_services_refuse_who_may_not_change_questions(asking: Cast) -> None:
    with scoped(Scope.of_school(asking.oostpoort)):
        row = purpose("Website", asking.oostpoort)
        teacher = asking.actor("teacher", school=asking.oostpoort)
        with pytest.raises(Forbidden):
            stop_asking(actor=teacher, purpose=row)
        with pytest.raises(Forbidden):
            change_words(
                actor=teacher,
                purpose=row,
                words=PURPOSES[0].words,
                effective_on=TODAY,
                material=True,
            )
        with pytest.raises(Forbidden):
            add_purpose(
                actor=teacher, school=asking.oostpoort, name_nl="X", media=["photo"], channel="press",
                audience="public", words=PURPOSES[0].words, effective_on=TODAY,
            )  # fmt: skip
        head = asking.actor("head", school=asking.oostpoort)
        with pytest.raises(Refused, match="latere dag"):
            change_words(
                actor=head, purpose=row, words=PURPOSES[0].words,
                effective_on=date(2026, 11, 19), material=True,
            )  # fmt: skip


def test_the_list_asks_the_same_number_of_times_for_one_question_and_for_three(
    cast: Cast, client_of: ClientOf
) -> None:
    client, counts = client_of("administrator"), []
    for number in range(3):
        with scoped(Scope.of_school(cast.oostpoort)):
            define_purpose(
                school=cast.oostpoort, name_nl=f"Vraag {number}", media=["photo"], channel="press",
                audience="public", words=PURPOSES[0].words, effective_on=START,
            )  # fmt: skip
        client.get(LIST)
        with CaptureQueriesContext(connection) as queries:
            client.get(LIST)
        counts.append(len([row for row in queries if "SAVEPOINT" not in row["sql"]]))
    assert counts == [counts[0]] * 3
    assert counts[0] <= 12
