"""Duties that follow from the code in force, through the page: done, weighed, or in the way."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from incidents.models import Incident, IncidentKind
from incidents.sanctions import services
from incidents.sanctions.models import Duty, SanctionCase
from schoolgids.access.scope import Scope, scoped
from schoolgids.workflow import Refused
from tests.cast import TODAY, Cast
from tests.sanctions.making import Making, add_party, code_says, incident

Browser = Callable[[str], Client]
CALL = {
    "answer": "done", "day": "20-11-2026", "hour": "9.00", "phone": "0900 111 31 11",
    "caller": "Maarten Oosterkamp", "advice": "Leg vast en hoor de medewerker.",
    "reference": "VI-12",
}  # fmt: skip


@pytest.fixture
def make(cast: Cast) -> Callable[[Callable[[Making], Any]], Any]:
    def inside(deed: Callable[[Making], Any]) -> Any:
        with scoped(Scope.of_school(cast.oostpoort)):
            return deed(Making(cast))

    return inside


def of_category(row: Incident, category: str) -> Incident:
    kind, _fresh = IncidentKind.objects.get_or_create(
        board_id=row.board_id, code=category, defaults={"label": category, "category": category}
    )
    row.kind = kind
    row.save()
    return row


def theft(making: Making) -> SanctionCase:
    row = of_category(incident(making.cast, "sem"), "theft_damage")
    return making.proposed("talk", row=row)


def about_staff(making: Making, category: str = "transgression") -> SanctionCase:
    row = of_category(incident(making.cast), category)
    add_party(row, making.cast.teacher, part="subject", kind="staff")
    return making.proposed("staff-talk", row=row, person="teacher", by="head")


def kinds(case: SanctionCase) -> set[str]:
    return {duty.kind for duty in Duty.objects.filter(case=case)}


def words(response: Any) -> str:
    return " ".join(response.content.decode().split())


def address(case: SanctionCase, duty: Duty | None = None) -> str:
    page = f"/school/oostpoort/zaken/{case.pk}/"
    return f"{page}plichten/{duty.pk}/" if duty else page


# --- Police ----------------------------------------------------------------------------------
def test_police_is_weighed_and_not_needed(cast: Cast, client_of: Browser, make: Any) -> None:
    code_says(cast, police="may")
    case = make(theft)
    (duty,) = make(lambda _m: list(case.duties.all()))
    head = client_of("head")
    page = words(head.get(address(case)))
    assert "Afwegen: aangifte bij de politie" in page
    assert "De gedragscode laat de school kiezen: leg de afweging vast" in page
    assert "/gids/oostpoort/telefoons-en-berichten/op/2026-11-20/#I-1" in page
    assert "Uiterlijk ma 23 nov" in page
    form = head.get(address(case, duty))
    assert "Nee, afgewogen: het is niet nodig" in words(form)
    answer = head.post(address(case, duty), {"answer": "waived", "reason": "Het is vergoed."})
    assert answer.status_code == 302
    page = words(head.get(address(case)))
    assert "Afgewogen, niet nodig" in page
    assert "Het is vergoed." in page


def test_police_that_must_be_told_is_a_duty_that_holds_the_case_open(
    cast: Cast, client_of: Browser, make: Any
) -> None:
    code_says(cast, police="must")
    case = make(theft)
    page = words(client_of("head").get(address(case)))
    assert "Afwegen" not in page
    assert "De gedragscode zegt: bij een strafbaar feit doet de school aangifte" in page

    def close(making: Making) -> None:
        decided = making.decided(case, by="team_leader", days=None, first_on=None)
        actor = making.cast.actor("team_leader", school=making.cast.oostpoort)
        known = services.communicate(actor=actor, case=decided, on=TODAY, how="handed")
        with pytest.raises(Refused) as refusal:
            services.close(actor=actor, case=known)
        assert [str(each) for each in refusal.value.reasons] == [
            "Nog te doen: Aangifte bij de politie."
        ]
        assert services.close(actor=actor, case=making.duties_done(known)).status == "closed"

    make(close)


def test_only_the_head_weighs_the_police(cast: Cast, client_of: Browser, make: Any) -> None:
    case = make(theft)
    (duty,) = make(lambda _m: list(case.duties.all()))
    page = words(client_of("team_leader").get(address(case, duty)))
    assert "Hiervoor zorgt de schoolleider." in page
    sent = {"answer": "waived", "reason": "Het is vergoed."}
    assert client_of("team_leader").post(address(case, duty), sent).status_code == 403


@pytest.mark.parametrize(
    ("sent", "field", "why"),
    [
        ({}, "answer", ""),
        ({"answer": "waived"}, "reason", "Schrijf op waarom het niet nodig is."),
        ({"answer": "done"}, "done_on", "Vul in op welke dag het is gedaan."),
        ({"answer": "done", "done_on": "20-11-2026"}, "how", "Schrijf op hoe het is gedaan."),
    ],
)
def test_weighing_without_an_answer_is_refused_at_the_field(
    client_of: Browser, make: Any, sent: dict[str, str], field: str, why: str
) -> None:
    case = make(theft)
    (duty,) = make(lambda _m: list(case.duties.all()))
    answer = client_of("head").post(address(case, duty), sent)
    assert answer.status_code == 422
    assert why in answer.context["form"].errors[field][0]
    assert make(lambda _m: Duty.objects.open().count()) == 1


# --- The confidential inspector ----------------------------------------------------------------
def test_call_to_the_inspector_is_recorded_with_its_advice(
    cast: Cast, client_of: Browser, make: Any
) -> None:
    code_says(cast, confidential_inspector_phoned=True, inspector_phone="0900 111 31 11")
    case = make(about_staff)
    (duty,) = make(lambda _m: list(case.duties.all()))
    head = client_of("head")
    form = head.get(address(case, duty))
    assert "Is dit grensoverschrijdend volgens de gedragscode?" in words(form)
    assert '<a href="tel:09001113111">0900 111 31 11</a>' in words(form)
    assert form.context["form"]["caller"].value() == "Maarten Oosterkamp"
    assert head.post(address(case, duty), CALL).status_code == 302
    page = words(head.get(address(case)))
    assert "Maarten Oosterkamp belde 0900 111 31 11, vr 20 nov, 9.00" in page
    assert "Advies: Leg vast en hoor de medewerker. Kenmerk: VI-12" in page


def test_conduct_that_is_not_transgressive_is_weighed_with_the_reason(
    cast: Cast, client_of: Browser, make: Any
) -> None:
    code_says(cast, confidential_inspector_phoned=True)
    case = make(about_staff)
    (duty,) = make(lambda _m: list(case.duties.all()))
    head = client_of("head")
    sent = {"answer": "waived", "reason": "Het ging om een privételefoon."}
    assert head.post(address(case, duty), sent).status_code == 302
    assert "Afgewogen, niet nodig" in words(head.get(address(case)))


@pytest.mark.parametrize("lacks", ["day", "hour", "phone", "caller", "advice"])
def test_call_without_its_proof_is_refused_at_the_field(
    cast: Cast, client_of: Browser, make: Any, lacks: str
) -> None:
    code_says(cast, confidential_inspector_phoned=True)
    case = make(about_staff)
    (duty,) = make(lambda _m: list(case.duties.all()))
    answer = client_of("head").post(address(case, duty), {**CALL, lacks: ""})
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [lacks]


def test_suspected_sexual_offence_by_staff_waits_for_the_board(
    client_of: Browser, make: Any
) -> None:
    case = make(lambda making: about_staff(making, "sexual"))
    duty = make(lambda _m: Duty.objects.get(case=case, kind="confidential_inspector"))
    assert (duty.is_legal, duty.level) == (True, "board")
    assert "artikel 3.39 WVO 2020" in duty.why
    assert "Hiervoor zorgt het bestuur." in words(client_of("head").get(address(case, duty)))
    board = client_of("board_member")
    assert "answer" not in board.get(address(case, duty)).context["form"].fields
    refused = board.post(address(case, duty), {**CALL, "reference": ""})
    assert list(refused.context["form"].errors) == ["reference"]
    assert board.post(address(case, duty), CALL).status_code == 302


# --- Guardians, data breach ------------------------------------------------------------------
def test_guardians_are_always_contacted_where_the_code_says_so(
    cast: Cast, client_of: Browser, make: Any
) -> None:
    code_says(cast, guardians_always_contacted=True)
    case = make(lambda making: making.proposed("talk"))
    assert make(lambda _m: kinds(case)) == {"guardians"}
    page = words(client_of("team_leader").get(address(case)))
    assert "De gedragscode vraagt altijd contact met de ouders" in page
    make(lambda making: making.contacted(case))
    assert make(lambda _m: Duty.objects.open().count()) == 0


def test_possible_data_breach_opens_the_clock_of_72_hours(make: Any) -> None:
    def breach(making: Making) -> Duty:
        row = of_category(incident(making.cast, "sem"), "data_breach")
        return making.proposed("talk", row=row).duties.get()

    duty = make(breach)
    assert (duty.kind, duty.due_on, duty.level) == ("privacy_officer", date(2026, 11, 23), "head")


# --- Who decides -----------------------------------------------------------------------------
def test_code_that_keeps_measures_to_the_board_raises_the_mandate(cast: Cast, make: Any) -> None:
    code_says(cast, decider="board")
    formal = make(lambda making: making.proposed("warning"))
    light = make(lambda making: making.proposed("talk"))
    assert (formal.decider, light.decider) == ("board", "team_leader")


def test_leadership_says_who_decides_before_the_decision(
    cast: Cast, client_of: Browser, make: Any
) -> None:
    code_says(cast, decider="leadership_assigns", board_informed_by_decision=True)
    case = make(lambda making: making.heard(making.contacted(making.proposed())))
    head = client_of("head")
    reason = "Leg eerst vast wie beslist, en of het bestuur wordt ingelicht."
    assert reason in words(head.get(f"{address(case)}besluit/"))
    weigh = f"{address(case)}bestuur/"
    assert head.post(weigh, {"informed": "yes", "reason": "Ernstig."}).status_code == 422
    sent = {"informed": "yes", "decider": "board", "reason": "Dit raakt meer scholen."}
    assert head.post(weigh, sent).status_code == 302
    case = make(lambda _m: SanctionCase.objects.get(pk=case.pk))
    assert (case.level, case.decider) == ("board", "board")
    page = words(head.get(address(case)))
    assert "Bestuur ingelicht · beslist: bestuur" in page
    assert "Hierover beslist het bestuur." in page


def test_new_version_of_the_code_changes_no_running_case(cast: Cast, make: Any) -> None:
    case = make(lambda making: making.proposed())
    code_says(cast, decider="board", board_informed_by_decision=True)
    again = make(lambda _m: SanctionCase.objects.get(pk=case.pk))
    assert (again.decider, again.asks_leadership) == ("head", False)
