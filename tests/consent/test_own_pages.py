"""The own page of guardians and pupils: what they see, choose, take back, and can't reach."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from uuid import UUID

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from consent.models import Answer, ConsentSettings
from consent.rule import Choice
from consent.services import answer, reword_purpose
from consent.standard import PURPOSES
from schoolgids.access.scope import Scope, scoped
from schoolgids.audit.models import Event
from schoolgids.people.models import Guardianship, Person
from schoolgids.people.services import enrol, name_guardian, register
from tests.cast import START, TODAY, Cast
from tests.consent.scenes import keep_unfound, only, purpose, token, words

pytestmark = pytest.mark.django_db
ClientOf = Callable[[str], Client]
MINE = "/mijn/waterland/toestemming/"
YES, NO = Choice.YES, Choice.NO


def child(person: Person) -> str:
    return reverse("consent:child", kwargs={"board": "waterland", "pk": person.pk})


def taking_back(person: Person) -> str:
    return reverse("consent:withdraw", kwargs={"board": "waterland", "pk": person.pk})


def website(cast: Cast) -> UUID:
    with scoped(Scope.of_board(cast.waterland)):
        return purpose("Website", cast.oostpoort).pk


def says(cast: Cast, name: str, pupil: str, choice: Choice, what: str = "Website") -> None:
    with scoped(Scope.of_board(cast.waterland)):
        answer(
            actor=cast.actor(name),
            person=Person.objects.get(pk=cast.people[pupil].pk),
            choices=only(purpose(what, cast.oostpoort), choice),
            submission=token(),
        )


def rows(cast: Cast) -> list[tuple[UUID, str, UUID]]:
    with scoped(Scope.of_board(cast.waterland)):
        return list(
            Answer.objects.order_by("recorded_at").values_list("person", "choice", "given_by")
        )


# --- Seeing ----------------------------------------------------------------------------------


def test_a_guardian_finds_every_question_open_and_nothing_preselected(
    asking: Cast, client_of: ClientOf
) -> None:
    page = client_of("sem_mother").get(MINE)
    text, html = words(page), page.content.decode()

    assert "Sem Aldershof 15 jaar · 4H2 · Lyceum Oostpoort · 0 van 6 ingevuld" in text
    assert "Website van de school Nog niet gekozen" in text
    assert text.count("Nog niet gekozen") == 6
    assert len(re.findall(r'<input type="radio"', html)) == 12
    assert "checked" not in html
    assert "Een pasfoto op de schoolpas" in text
    assert "Op 2 december 2026 wordt Sem 16." in text
    assert "Uw antwoorden blijven gelden tot Sem iets anders kiest." in text


def test_a_board_that_asks_afresh_says_so(asking: Cast, client_of: ClientOf) -> None:
    with scoped(Scope.of_board(asking.waterland)):
        ConsentSettings.objects.create(board=asking.waterland, at_sixteen="ask", enough="all")
    text = words(client_of("sem_mother").get(MINE))
    assert "Uw antwoorden gelden dan niet meer." in text
    assert "Dan is er van allebei een ja nodig." in text


def test_a_guardian_of_two_sees_both_and_chooses_for_each(
    asking: Cast, client_of: ClientOf
) -> None:
    text = words(client_of("twins_mother").get(MINE))
    assert ("Daan Grootveen" in text, "Tess Grootveen" in text) == (True, True)
    assert len(re.findall("Kies voor (Daan|Tess)", text)) == 1


def test_the_other_parents_no_is_explained_as_a_dispute(asking: Cast, client_of: ClientOf) -> None:
    says(asking, "sem_mother", "sem", YES)
    says(asking, "sem_father", "sem", NO)
    text = words(client_of("sem_mother").get(child(asking.sem)))

    assert "Website van de school Nee, want u en de andere ouder kozen verschillend" in text
    assert "U koos: ja. Pas als alle ouders met gezag ja kiezen, wordt het ja." in text
    assert "Johan" not in text
    assert "U koos: nee." in words(client_of("sem_father").get(child(asking.sem)))


def test_one_yes_is_shown_to_the_other_parent_as_chosen(asking: Cast, client_of: ClientOf) -> None:
    says(asking, "sem_mother", "sem", YES)
    text = words(client_of("sem_father").get(child(asking.sem)))
    assert "Website van de school Ja sinds 20 november 2026 De andere ouder koos ja. Wijzig" in text
    assert "1 van 6 ingevuld" in text


def test_where_all_must_agree_each_is_asked(asking: Cast, client_of: ClientOf) -> None:
    with scoped(Scope.of_board(asking.waterland)):
        ConsentSettings.objects.create(board=asking.waterland, enough="all")
    says(asking, "sem_mother", "sem", YES)
    mother = words(client_of("sem_mother").get(child(asking.sem)))
    father = words(client_of("sem_father").get(child(asking.sem)))
    assert "U koos ja. Het wordt ja als de andere ouder ook ja kiest." in mother
    assert ("1 van 6 ingevuld" in mother, "0 van 6 ingevuld" in father) == (True, True)


def test_a_guardian_without_authority_is_told_so_and_reaches_nothing(
    asking: Cast, client_of: ClientOf
) -> None:
    client = client_of("twins_father")
    text = words(client.get(MINE))
    assert "De school heeft u niet staan als ouder met gezag over Daan en Tess." in text
    assert "ingevuld" not in text
    refused = client.get(child(asking.daan))
    assert refused.status_code == 403
    assert "niet staan als ouder met gezag over Daan" in words(refused)


def test_a_pupil_of_sixteen_has_an_own_page_and_the_mother_may_read(
    asking: Cast, client_of: ClientOf
) -> None:
    own = words(client_of("yara").get(MINE))
    assert "Mag jij op foto’s en video’s?" in own
    assert own.count("Nog niet gekozen") == 6

    page = client_of("yara_mother").get(MINE)
    text = words(page)
    assert "Yara is 16 en kiest zelf. U ziet hier wat nu geldt." in text
    assert text.count("Nog niet gekozen, dus nee") == 6
    assert 'type="radio"' not in page.content.decode()
    assert "Wijzig:" not in text


def test_a_pupil_under_sixteen_reads_and_does_not_choose(asking: Cast, client_of: ClientOf) -> None:
    says(asking, "sem_mother", "sem", YES)
    says(asking, "sem_father", "sem", NO)
    page = client_of("sem").get(MINE)
    text = words(page)
    assert "Tot je 16 wordt, kiezen je ouders." in text
    assert (
        "Website van de school Nee sinds 20 november 2026 Er is nu geen ja van je ouders." in text
    )
    assert "verschillend" not in text
    assert 'type="radio"' not in page.content.decode()


def test_a_yes_from_before_sixteen_is_labelled_and_can_be_taken_back(
    asking: Cast, client_of: ClientOf
) -> None:
    says(asking, "sem_mother", "sem", YES)
    with time_machine.travel(date(2026, 12, 2)):
        client = client_of("sem")
        text = words(client.get(MINE))
        assert (
            "Gekozen door je ouder, voordat je 16 werd. Je kunt dit altijd veranderen. Trek ‘ja’ in"
            in text
        )
        client.post(
            taking_back(asking.sem), {"purpose": str(website(asking)), "submission": token()}
        )
        assert "Je trok je ja in." in words(client.get(MINE))


def test_staff_who_are_guardians_see_the_own_child_alone(asking: Cast, client_of: ClientOf) -> None:
    client = client_of("teacher")
    assert "Lieke Valkering 10 jaar · groep 6" in words(client.get(MINE))
    assert client.get(child(asking.lieke)).status_code == 200
    assert client.get(child(asking.sem)).status_code == 404


def test_staff_without_children_have_no_own_page(asking: Cast, client_of: ClientOf) -> None:
    assert client_of("administrator").get(MINE).status_code == 403


@pytest.mark.parametrize("name", ["sem_mother", "yara", "teacher", "outsider", "pupil_outside"])
def test_other_peoples_children_are_not_found(asking: Cast, client_of: ClientOf, name: str) -> None:
    client, pk = client_of(name), website(asking)
    posted = {"submission": str(token()), f"choice_{pk.hex}": "no", "purpose": str(pk)}
    assert client.get(child(asking.daan)).status_code == 404
    assert client.post(child(asking.daan), posted).status_code == 404
    assert client.post(taking_back(asking.daan), posted).status_code == 404
    assert rows(asking) == []


def test_an_attempt_on_another_familys_child_is_on_record(
    asking: Cast, client_of: ClientOf
) -> None:
    client_of("sem_mother").get(child(asking.daan))
    with scoped(Scope.of_board(asking.waterland)):
        event = Event.objects.get(kind="refusal")
    assert (event.actor_id, event.name) == (asking.sem_mother.pk, "not_found")


# --- Choosing --------------------------------------------------------------------------------


def send(client: Client, person: Person, choices: dict[UUID, str], **more: object) -> object:
    posted = {f"choice_{pk.hex}": choice for pk, choice in choices.items()}
    values = {"submission": str(token()), **posted, **more}
    return client.post(child(person), values, follow=True)


def test_the_first_page_sends_choices_to_the_page_of_the_child(
    asking: Cast, client_of: ClientOf
) -> None:
    page = client_of("sem_mother").get(MINE).content.decode()
    assert f'<form method="post" action="{child(asking.sem)}" novalidate>' in page


def test_a_guardian_chooses_some_now_and_leaves_the_rest(asking: Cast, client_of: ClientOf) -> None:
    done = send(client_of("sem_mother"), asking.sem, {website(asking): "yes"})
    text = words(done)
    assert done.redirect_chain == [(child(asking.sem), 302)]
    assert "De keuzes zijn opgeslagen." in text
    assert "1 van 6 ingevuld" in text
    assert rows(asking) == [(asking.sem.pk, "yes", asking.sem_mother.pk)]


def test_the_language_of_the_words_is_kept(asking: Cast, client_of: ClientOf) -> None:
    client = client_of("sem_mother")
    client.cookies["django_language"] = "en"
    page = client.get(child(asking.sem))
    assert "Website of the school" in words(page)
    send(client, asking.sem, {website(asking): "no"})
    with scoped(Scope.of_board(asking.waterland)):
        assert Answer.objects.get().language == "en"


def test_nothing_chosen_is_said_at_the_first_question(asking: Cast, client_of: ClientOf) -> None:
    page = send(client_of("sem_mother"), asking.sem, {})
    assert page.status_code == 422
    assert words(page).count("Kies ja of nee bij minstens één vraag.") == 2


def test_an_answer_that_is_none_is_refused_and_the_rest_is_kept(
    asking: Cast, client_of: ClientOf
) -> None:
    with scoped(Scope.of_board(asking.waterland)):
        letter = purpose("Nieuwsbrief", asking.oostpoort).pk
    page = send(client_of("sem_mother"), asking.sem, {website(asking): "maybe", letter: "yes"})
    assert page.status_code == 422
    assert "Kies ja of nee." in words(page)
    (kept,) = re.findall(
        rf'<input type="radio"[^>]*choice_{letter.hex}_0"[^>]*>', page.content.decode()
    )
    assert "checked" in kept
    assert rows(asking) == []


def test_a_purpose_of_another_school_is_ignored(asking: Cast, client_of: ClientOf) -> None:
    with scoped(Scope.of_board(asking.waterland)):
        other = purpose("Website", asking.zilvermeeuw).pk
    assert send(client_of("sem_mother"), asking.sem, {other: "yes"}).status_code == 422
    assert rows(asking) == []


def test_a_double_click_is_one_answer(asking: Cast, client_of: ClientOf) -> None:
    client, press = client_of("sem_mother"), str(token())
    for _time in range(2):
        send(client, asking.sem, {website(asking): "yes"}, submission=press)
    assert len(rows(asking)) == 1


def test_the_same_press_with_another_answer_is_explained(asking: Cast, client_of: ClientOf) -> None:
    client, press = client_of("sem_mother"), str(token())
    send(client, asking.sem, {website(asking): "yes"}, submission=press)
    page = send(client, asking.sem, {website(asking): "no"}, submission=press)
    assert "Deze keuzes zijn al opgeslagen." in words(page)
    assert len(rows(asking)) == 1


def test_a_choice_is_changed_with_nothing_preselected(asking: Cast, client_of: ClientOf) -> None:
    says(asking, "sem_mother", "sem", NO)
    client, pk = client_of("sem_mother"), website(asking)
    page = client.get(f"{child(asking.sem)}?wijzig={pk}")
    assert f'name="choice_{pk.hex}"' in page.content.decode()
    assert "checked" not in page.content.decode()
    with time_machine.travel(TODAY + timedelta(days=1)):
        client = client_of("sem_mother")
        done = client.post(
            f"{child(asking.sem)}?wijzig={pk}",
            {"submission": str(token()), f"choice_{pk.hex}": "yes"},
            follow=True,
        )
        assert "Website van de school Ja sinds 21 november 2026" in words(done)


def test_an_odd_address_changes_nothing(asking: Cast, client_of: ClientOf) -> None:
    assert client_of("sem_mother").get(f"{child(asking.sem)}?wijzig=' or 1=1").status_code == 200


def test_one_press_takes_a_yes_back(
    asking: Cast, client_of: ClientOf, frozen: time_machine.Traveller
) -> None:
    says(asking, "sem_mother", "sem", YES)
    frozen.shift(timedelta(minutes=5))
    client = client_of("sem_mother")
    before = words(client.get(child(asking.sem)))
    assert "Website van de school Ja sinds 20 november 2026 U koos ja. Trek ‘ja’ in" in before

    done = client.post(
        taking_back(asking.sem),
        {"purpose": str(website(asking)), "submission": str(token())},
        follow=True,
    )

    assert "Het ja is ingetrokken. Vanaf nu is het nee." in words(done)
    assert "Website van de school Nee sinds 20 november 2026 U trok uw ja in. Wijzig" in words(done)
    assert [choice for _person, choice, _by in rows(asking)] == ["yes", "withdrawn"]


def test_taking_back_needs_a_purpose_that_is_asked(asking: Cast, client_of: ClientOf) -> None:
    client = client_of("sem_mother")
    assert client.get(taking_back(asking.sem)).status_code == 405
    assert client.post(taking_back(asking.sem), {"purpose": "x"}).status_code == 404
    done = client.post(taking_back(asking.sem), {"purpose": str(token())}, follow=True)
    assert "Een van deze vragen wordt op die dag niet gesteld." in words(done)
    assert rows(asking) == []


def test_a_guardian_of_a_pupil_of_sixteen_can_not_choose(asking: Cast, client_of: ClientOf) -> None:
    client = client_of("yara_mother")
    page = send(client, asking.yara, {website(asking): "no"})
    assert page.status_code == 403
    assert "Yara is 16 en kiest zelf." in words(page)
    posted = {"purpose": str(website(asking)), "submission": str(token())}
    assert client.post(taking_back(asking.yara), posted).status_code == 403
    assert rows(asking) == []


def test_a_former_guardian_finds_nothing(asking: Cast, client_of: ClientOf) -> None:
    with scoped(Scope.of_board(asking.waterland)):
        Guardianship.objects.filter(guardian=asking.sem_father).update(
            until_on=TODAY - timedelta(days=1)
        )
    client = client_of("sem_father")
    assert client.get(child(asking.sem)).status_code in {403, 404}
    assert send(client, asking.sem, {website(asking): "no"}).status_code in {403, 404}
    assert rows(asking) == []


def test_a_changed_wording_is_asked_again_and_says_why(asking: Cast, client_of: ClientOf) -> None:
    with scoped(Scope.of_board(asking.waterland)), time_machine.travel(TODAY - timedelta(days=9)):
        item = purpose("Website", asking.oostpoort)
        answer(
            actor=asking.actor("sem_mother"),
            person=asking.sem,
            choices=only(item, YES),
            submission=token(),
        )
        reword_purpose(item, words=PURPOSES[0].words, effective_on=TODAY)
    text = words(client_of("sem_mother").get(child(asking.sem)))
    assert "De tekst is veranderd. Daarom vragen we het opnieuw." in text
    assert "0 van 6 ingevuld" in text


def test_who_may_not_be_found_needs_no_choice(asking: Cast, client_of: ClientOf) -> None:
    with scoped(Scope.of_board(asking.waterland)):
        keep_unfound(asking.sem)
    text = words(client_of("sem_mother").get(child(asking.sem)))
    assert text.count("Nee, nooit in beeld") == 6


def test_the_own_page_asks_the_same_number_of_times_for_one_child_and_for_three(
    asking: Cast, client_of: ClientOf
) -> None:
    client, counts = client_of("yara_mother"), []
    for number in range(3):
        with scoped(Scope.of_board(asking.waterland)):
            pupil = register(asking.waterland, given_name=f"Kind{number}", family_name="Tamsaoui")
            enrol(pupil, group=asking.group_6, from_on=START)
            name_guardian(asking.yara_mother, pupil=pupil, relation="mother", from_on=START)
        client.get(MINE)
        with CaptureQueriesContext(connection) as queries:
            text = words(client.get(MINE))
        assert f"Kind{number}" in text
        counts.append(len([row for row in queries if "SAVEPOINT" not in row["sql"]]))
    assert counts == [counts[0]] * 3
    assert counts[0] <= 14  # two of them of the transaction around a test
