"""Evaluating a code: planned, late, settled and put right, through the pages."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
import time_machine
from django.db import ProgrammingError, connection, transaction
from django.test import Client

from protocols.calendar.models import Evaluation, Outcome
from protocols.dated import Dated
from protocols.models import CodeVersion
from schoolgids.access.scope import Scope, scoped
from schoolgids.audit.models import Event
from tests.cast import Cast
from tests.protocols.calendar.making import AGENDA, BOARD_AGENDA, MONTH, code_of, evaluation_of
from tests.protocols.making import NEWER, TEXT, published

SignIn = Callable[[str], Client]
PLAN = f"{AGENDA}evaluatie/"
FEBRUARY_2020 = TEXT.replace(
    "We praten eerst.", "Deze code wordt (uiterlijk) geëvalueerd in februari 2020."
)


@pytest.fixture
def version(cast: Cast) -> CodeVersion:
    return code_of(cast, cast.zilvermeeuw)


def page_of(evaluation: Evaluation) -> str:
    return f"{PLAN}{evaluation.pk}/"


def only(cast: Cast) -> Evaluation:
    with scoped(Scope.of_board(cast.waterland)):
        return Evaluation.objects.get()


def outcomes(cast: Cast) -> list[tuple[int, str, date, bool]]:
    with scoped(Scope.of_board(cast.waterland)):
        rows = Outcome.objects.order_by("recorded_at", "pk").select_related("replaced_by")
        return [(row.occurrence, row.result, row.done_on, row.is_current) for row in rows]


def settled(number: int = 0, **facts: Any) -> dict[str, Any]:
    standard = {
        "occurrence": number,
        "done_on": "20-11-2026",
        "result": "unchanged",
        "version": "",
        "notes": "",
    }
    given = {f"settle-{key}": value for key, value in (standard | facts).items()}
    return {"deed": "settle", **given}


def text_of(response: Any) -> str:
    return str(response.content.decode().replace("&#x27;", "'"))


# --- A1 ---------------------------------------------------------------------------------------


def test_a1_s0_v5_r103_evaluated_at_the_latest_in_february_2020(
    cast: Cast, client_of: SignIn, frozen: time_machine.Traveller
) -> None:
    """A1 S0 V.5 r.103: "(uiterlijk) geëvalueerd in februari 2020", month precision, "te laat"."""
    version = code_of(cast, cast.zilvermeeuw, text=FEBRUARY_2020)
    client = client_of("omar")
    given = {"code": str(version.code_id), "first": "februari 2020", "recurrence": "once"}
    response = client.post(PLAN, given)
    evaluation = only(cast)
    assert (response.status_code, response["Location"]) == (302, page_of(evaluation))
    assert (evaluation.first_on, evaluation.precision) == (date(2020, 2, 1), "month")
    html = text_of(client.get(AGENDA))
    assert "uiterlijk in februari 2020" in html
    assert "2456 dagen te laat" in html  # from the end of the month: 29 February 2020
    html = text_of(client.get(page_of(evaluation)))
    assert "Uiterlijk in februari 2020" in html
    assert "te laat" in html
    response = client.post(page_of(evaluation), settled())
    assert response.status_code == 302
    html = text_of(client.get(page_of(evaluation)))
    assert "Deze evaluatie is gedaan. Er komt geen volgende." in html
    assert "te laat" not in html
    assert outcomes(cast) == [(0, "unchanged", date(2026, 11, 20), True)]


def test_a1_s4_r87_yearly_with_the_anti_bullying_coordinator_and_its_outcome(
    cast: Cast, client_of: SignIn, version: CodeVersion
) -> None:
    """A1 S4 r.87: "jaarlijks geëvalueerd … in afstemming met de anti-pestcoördinator", and the
    outcome: "indien nodig aangepast".
    """
    client = client_of("omar")
    given = {
        "code": str(version.code_id),
        "first": "juni 2026",
        "recurrence": "yearly",
        "with_role": "anti-pestcoördinator",
        "with_person": str(cast.fatima.pk),
    }
    address = client.post(PLAN, given)["Location"]
    html = text_of(client.get(address))
    assert "anti-pestcoördinator (Fatima Rietveen)" in html
    assert "Uiterlijk in juni 2026" in html
    with scoped(Scope.of_school(cast.zilvermeeuw)):
        omar = cast.actor("omar", school=cast.zilvermeeuw)
        newer = published(omar, NEWER, school=cast.zilvermeeuw, from_on=date(2026, 11, 10))
    data = settled(result="changed", version=str(newer.pk), notes="Het horloge hoort erbij.")
    html = text_of(client.post(address, data, follow=True))
    assert "<b>Aangepast</b>, 20 november 2026" in html
    assert "Nieuwe versie: 2" in html
    assert "Het horloge hoort erbij." in html
    assert "Uiterlijk in juni 2027" in html  # the next time
    with scoped(Scope.of_board(cast.waterland)):
        event = Event.objects.get(name="review.settle")
    assert event.facts == {"occurrence": 0, "result": "changed", "done_on": "2026-11-20"}


# --- Planning ---------------------------------------------------------------------------------


def test_proposal_follows_from_the_rule_and_is_made_by_a_person_alone(
    cast: Cast, client_of: SignIn
) -> None:
    text = TEXT.replace(
        "Deze regels gelden voor leerlingen, ouders en medewerkers.",
        "Deze code wordt jaarlijks in juni geëvalueerd, in afstemming met de anti-pestcoördinator.",
    )
    version = code_of(cast, cast.zilvermeeuw, text=text, rules={"review": "yearly"})
    client = client_of("omar")
    html = text_of(client.get(PLAN))
    assert "Een voorstel staat pas in de agenda als jij het nakijkt en vastlegt." in html
    assert "elk jaar, uiterlijk juni 2027, samen met anti-pestcoördinator" in html
    assert "Evaluatie: Telefoons en berichten" not in text_of(client.get(AGENDA))
    with scoped(Scope.of_board(cast.waterland)):
        rule = version.rules.get(key="review")
        assert not Evaluation.objects.exists()
    html = text_of(client.get(f"{PLAN}?voorstel={rule.pk}"))
    assert 'value="juni 2027"' in html
    assert 'value="anti-pestcoördinator"' in html
    given = {"code": str(version.code_id), "first": "juni 2027", "recurrence": "yearly"}
    assert client.post(PLAN, given).status_code == 302
    assert "Dit staat in de code" not in text_of(client.get(PLAN))


def test_proposal_takes_the_confirmed_rules_before_the_words(cast: Cast, client_of: SignIn) -> None:
    text = TEXT.replace(
        "Deze regels gelden voor leerlingen, ouders en medewerkers.",
        "Deze code wordt jaarlijks in juni geëvalueerd, in afstemming met de anti-pestcoördinator.",
    )
    rules = {"review": "yearly", "review_month": "2025-03", "review_with": "team"}
    code_of(cast, cast.zilvermeeuw, text=text, rules=rules)
    html = text_of(client_of("omar").get(PLAN))
    assert "elk jaar, uiterlijk maart 2027, samen met team" in html


def test_same_plan_twice_is_refused_and_what_was_typed_is_kept(
    cast: Cast, client_of: SignIn, version: CodeVersion
) -> None:
    client = client_of("omar")
    given = {"code": str(version.code_id), "first": "maart 2027", "recurrence": "once"}
    assert client.post(PLAN, given).status_code == 302
    response = client.post(PLAN, given)
    assert response.status_code == 422
    html = text_of(response)
    assert "Deze evaluatie staat al in de agenda." in html
    assert 'value="maart 2027"' in html
    wrong = client.post(PLAN, {**given, "first": "ooit", "with_role": "het team"})
    assert wrong.status_code == 422
    assert "Schrijf de datum als 25-03-2014 of als maart 2014." in text_of(wrong)
    assert 'value="het team"' in text_of(wrong)


def test_stopped_plan_leaves_the_agenda_and_keeps_its_page(
    cast: Cast, client_of: SignIn, version: CodeVersion
) -> None:
    evaluation = evaluation_of(cast, version)
    client = client_of("omar")
    client.post(page_of(evaluation), settled())
    client.post(page_of(evaluation), {"deed": "stop"})
    assert page_of(evaluation) not in text_of(client.get(AGENDA))
    html = text_of(client.get(page_of(evaluation)))
    assert "Dit plan is gestopt op 20 november 2026." in html
    assert "<b>Niets veranderd</b>, 20 november 2026" in html
    assert "Wat kwam eruit?" not in html
    response = client.post(page_of(evaluation), settled(1))
    assert response.status_code == 422


# --- Outcomes ---------------------------------------------------------------------------------


def test_outcome_is_recorded_once(cast: Cast, client_of: SignIn, version: CodeVersion) -> None:
    page = page_of(evaluation_of(cast, version))
    client = client_of("omar")
    assert client.post(page, settled()).status_code == 302
    response = client.post(page, settled(notes="nog eens"))
    assert response.status_code == 422
    assert "Deze evaluatie is al vastgelegd. Bekijk de pagina opnieuw." in text_of(response)
    assert "nog eens" in text_of(response)
    assert len(outcomes(cast)) == 1


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({"done_on": "21-11-2026"}, "De dag van de evaluatie is nog niet geweest."),
        ({"result": "withdrawn"}, "Kies een van de antwoorden."),
        ({"done_on": "gisteren"}, "Schrijf de datum als 20-11-2026."),
    ],
)
def test_outcome_that_can_not_be_is_refused(
    cast: Cast, client_of: SignIn, version: CodeVersion, facts: dict[str, str], reason: str
) -> None:
    response = client_of("omar").post(page_of(evaluation_of(cast, version)), settled(**facts))
    assert response.status_code == 422
    assert reason in text_of(response)
    assert outcomes(cast) == []


def test_new_version_belongs_to_a_change_of_this_code(
    cast: Cast, client_of: SignIn, version: CodeVersion
) -> None:
    page = page_of(evaluation_of(cast, version))
    other = code_of(cast, cast.zilvermeeuw, title="Tassen")
    client = client_of("omar")
    response = client.post(page, settled(version=str(version.pk)))
    assert "Een nieuwe versie hoort bij de uitkomst ‘aangepast’." in text_of(response)
    response = client.post(page, settled(result="changed", version=str(other.pk)))
    assert response.status_code == 422
    assert outcomes(cast) == []


def test_dropped_code_is_evaluated_no_more(
    cast: Cast, client_of: SignIn, version: CodeVersion
) -> None:
    page = page_of(evaluation_of(cast, version))
    html = text_of(client_of("omar").post(page, settled(result="dropped"), follow=True))
    assert "Er komt geen volgende." in html


def test_correction_keeps_what_stood_there(
    cast: Cast, client_of: SignIn, version: CodeVersion
) -> None:
    page = page_of(evaluation_of(cast, version))
    client = client_of("omar")
    client.post(page, settled())
    with scoped(Scope.of_board(cast.waterland)):
        first = Outcome.objects.get()
    given = {
        "deed": "correct",
        "correct-outcome": str(first.pk),
        "correct-done_on": "19-11-2026",
        "correct-result": "withdrawn",
    }
    html = text_of(client.post(page, given, follow=True))
    assert "<del>Niets veranderd</del>" in html
    assert "Uiterlijk in juni 2026" in html  # to be done again
    again = client.post(page, given)
    assert again.status_code == 422
    assert "Deze uitkomst is al verbeterd." in text_of(again)
    assert client.post(page, settled(done_on="20-11-2026")).status_code == 302
    assert outcomes(cast) == [
        (0, "unchanged", date(2026, 11, 20), False),
        (0, "withdrawn", date(2026, 11, 19), False),
        (0, "unchanged", date(2026, 11, 20), True),
    ]


def test_outcome_is_never_changed_or_removed(
    cast: Cast, client_of: SignIn, version: CodeVersion
) -> None:
    client_of("omar").post(page_of(evaluation_of(cast, version)), settled())
    for sql in (
        "update review_calendar_outcome set result = 'changed'",
        "delete from review_calendar_outcome",
    ):
        with (
            scoped(Scope.of_board(cast.waterland)),
            pytest.raises(ProgrammingError, match="Cannot update or delete rows"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(sql)


# --- Who --------------------------------------------------------------------------------------


def test_teacher_reads_and_does_not_plan_or_settle(
    cast: Cast, client_of: SignIn, version: CodeVersion
) -> None:
    page = page_of(evaluation_of(cast, version))
    client_of("omar").post(page, settled(notes="Alleen voor wie plant."))
    client = client_of("fatima")
    assert "Evaluatie: Telefoons en berichten" in text_of(client.get(AGENDA))
    html = text_of(client.get(page))
    assert "Niets veranderd" in html
    assert "Alleen voor wie plant." not in html
    assert "Wat kwam eruit?" not in html
    assert "Plan een evaluatie" not in text_of(client.get(AGENDA))
    assert client.get(PLAN).status_code == 403
    assert client.post(page, settled(1)).status_code == 403
    assert client.post(page, {"deed": "stop"}).status_code == 403


def test_who_evaluates_along_reads_the_notes(
    cast: Cast, client_of: SignIn, version: CodeVersion
) -> None:
    page = page_of(evaluation_of(cast, version, with_person=cast.fatima))
    client_of("omar").post(page, settled(notes="Samen besproken."))
    assert "Samen besproken." in text_of(client_of("fatima").get(page))


def test_plan_of_the_board_is_read_at_a_school_and_changed_by_the_board(
    cast: Cast, client_of: SignIn
) -> None:
    evaluation = evaluation_of(cast, code_of(cast, None))
    head = client_of("omar")
    assert "van het bestuur" in text_of(head.get(AGENDA))
    html = text_of(head.get(page_of(evaluation)))
    assert "Wijzigen gebeurt op de pagina’s van het bestuur." in html
    assert "Wat kwam eruit?" not in html
    assert head.post(page_of(evaluation), settled()).status_code == 403
    board = client_of("board_secretary")
    page = f"{BOARD_AGENDA}evaluatie/{evaluation.pk}/"
    assert board.post(page, settled()).status_code == 302
    assert outcomes(cast) == [(0, "unchanged", date(2026, 11, 20), True)]


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("head", PLAN),  # of another school of the board
        ("head", "/school/oostpoort/evaluatieagenda/evaluatie/"),
        ("outsider", PLAN),
        ("outsider", "/school/eikenhof/evaluatieagenda/evaluatie/"),
        ("board_secretary", f"{BOARD_AGENDA}evaluatie/"),  # not of the board: of a school
        ("lieke", PLAN),
        ("sem_mother", "/school/oostpoort/evaluatieagenda/evaluatie/"),
    ],
)
def test_evaluation_of_another_school_is_not_found(
    cast: Cast, client_of: SignIn, version: CodeVersion, name: str, address: str
) -> None:
    evaluation = evaluation_of(cast, version)
    client = client_of(name)
    assert client.get(f"{address}{evaluation.pk}/").status_code == 404
    assert client.post(f"{address}{evaluation.pk}/", settled()).status_code == 404
    assert outcomes(cast) == []


def test_code_of_another_school_is_no_choice(cast: Cast, client_of: SignIn) -> None:
    other = code_of(cast, cast.oostpoort)
    given = {"code": str(other.code_id), "first": "maart 2027", "recurrence": "once"}
    assert client_of("omar").post(PLAN, given).status_code == 422
    with scoped(Scope.of_board(cast.waterland)):
        assert not Evaluation.objects.exists()


def test_correction_of_the_outcome_of_another_plan_is_not_found(
    cast: Cast, client_of: SignIn, version: CodeVersion
) -> None:
    page = page_of(evaluation_of(cast, version))
    other = evaluation_of(cast, version, first=Dated(date(2025, 3, 1), MONTH))
    client = client_of("omar")
    client.post(page_of(other), settled())
    with scoped(Scope.of_board(cast.waterland)):
        outcome = Outcome.objects.get()
    given = {
        "deed": "correct",
        "correct-outcome": str(outcome.pk),
        "correct-done_on": "19-11-2026",
        "correct-result": "changed",
    }
    assert client.post(page, given).status_code == 404
