"""What the code of the day of the incident asks of a case: never that of today (G8)."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from incidents.sanctions.code import not_shown
from incidents.sanctions.models import Duty, SanctionCase
from protocols.binding.models import NotBound
from protocols.models import CodeVersion
from protocols.receipts.services import hand_out
from schoolgids.access.scope import Scope, scoped
from schoolgids.audit.models import Event
from schoolgids.people.services import appoint, register
from schoolgids.workflow import Refused
from tests.cast import START, TODAY, Cast
from tests.protocols.making import published
from tests.sanctions.making import Making, add_party, cite, code_says, incident, measure

SignIn = Callable[[str], Client]
HAPPENED_ON = TODAY - timedelta(days=3)  # as `incident` makes it
LACKS = "Niet aantoonbaar verstrekt op de dag van de melding, 17 november 2026: "


def code_from(cast: Cast, day: date, **rules: object) -> CodeVersion:
    """A code of the school that holds from a day."""
    head = cast.actor("head", school=cast.oostpoort)
    return published(head, school=cast.oostpoort, from_on=day, rules=rules)


def staff_case(
    making: Making, code: str = "staff-warning", person: str = "teacher"
) -> SanctionCase:
    cast = making.cast
    row = incident(cast, cited=False)
    add_party(row, cast.people[person], part="subject", kind="staff")
    return making.proposed(code, row=row, person=person, by="head")


# --- The day ---------------------------------------------------------------------------------
def test_code_that_began_after_the_incident_asks_nothing(making: Making, inside: Cast) -> None:
    code_from(inside, HAPPENED_ON + timedelta(days=1), guardians_always_contacted=True)
    case = making.proposed("talk")
    assert not Duty.objects.filter(case=case).exists()


def test_code_that_held_on_the_day_asks_though_it_was_replaced(
    making: Making, inside: Cast
) -> None:
    code_from(inside, date(2026, 8, 1), guardians_always_contacted=True)
    code_from(inside, HAPPENED_ON + timedelta(days=1), guardians_always_contacted=False)
    case = making.proposed("talk")
    duty = Duty.objects.get(case=case)
    assert duty.kind == "guardians"
    assert duty.provision is not None
    assert duty.provision.version.effective_on == date(2026, 8, 1)


# --- Talking first ---------------------------------------------------------------------------
def test_code_that_talks_first_asks_a_hearing_before_a_measure_without_one(
    making: Making, inside: Cast
) -> None:
    code_from(inside, date(2026, 8, 1), talk_first=True)
    case = making.contacted(making.proposed("detention"))
    with pytest.raises(Refused, match="Leg eerst het hoorgesprek vast"):
        making.decided(case, by="team_leader")
    assert making.decided(making.heard(case), by="team_leader").status == "decided"


@pytest.mark.parametrize(("talk_first", "talked"), [(False, False), (True, True)])
def test_no_hearing_is_asked_where_the_code_does_not_or_somebody_talked_already(
    making: Making, inside: Cast, talk_first: bool, talked: bool
) -> None:
    code_from(inside, date(2026, 8, 1), talk_first=talk_first)
    row = incident(inside, "sem")
    row.what_done = ["talked"] if talked else []
    row.save()
    case = making.contacted(making.proposed("detention", row=row))
    assert making.decided(case, by="team_leader").status == "decided"


def test_talk_is_not_preceded_by_a_talk(making: Making, inside: Cast) -> None:
    code_from(inside, date(2026, 8, 1), talk_first=True)
    assert making.decided(making.proposed("talk"), by="team_leader").status == "decided"


# --- The term to object ----------------------------------------------------------------------
@pytest.mark.parametrize(("weeks", "until"), [(2, date(2027, 1, 4)), (8, date(2027, 1, 15))])
def test_code_may_give_more_weeks_to_object_and_never_fewer(
    making: Making, inside: Cast, weeks: int, until: date
) -> None:
    code_from(inside, date(2026, 8, 1), objection_weeks=weeks)
    assert making.at("communicated").objection_until == until


# --- Who is staff ----------------------------------------------------------------------------
def volunteer(cast: Cast) -> None:
    person = register(cast.waterland, given_name="Vera", family_name="Vlot")
    appoint(person, role="teacher", from_on=START, school=cast.oostpoort, tie="volunteer")
    cast.people["volunteer"] = person


def test_volunteer_gets_no_measure_for_who_is_employed(making: Making, inside: Cast) -> None:
    volunteer(inside)
    with pytest.raises(Refused, match="voor wie in dienst is"):
        staff_case(making, person="volunteer")
    assert staff_case(making, "staff-talk", person="volunteer").status == "proposed"


def test_volunteer_counts_as_staff_where_the_code_says_so(making: Making, inside: Cast) -> None:
    volunteer(inside)
    code_from(inside, date(2026, 8, 1), others_count_as_staff=True)
    assert staff_case(making, person="volunteer").status == "proposed"


# --- Whether the code was handed out ---------------------------------------------------------
def test_measure_of_staff_waits_until_the_lack_of_proof_is_confirmed(
    making: Making, inside: Cast
) -> None:
    code = code_from(inside, date(2026, 8, 1))
    case = making.heard(staff_case(making), by="head")
    with pytest.raises(Refused, match=LACKS + "Telefoons en berichten. Bevestig"):
        making.decided(case)
    case = making.decided(SanctionCase.objects.get(pk=case.pk), without_receipt=True)
    assert case.status == "decided"
    event = Event.objects.get(name="sanction.without_receipt")
    assert event.facts == {"titles": [code.title], "day": "2026-11-17"}


def test_code_handed_out_by_the_day_is_proof(making: Making, inside: Cast) -> None:
    version = code_from(inside, date(2026, 8, 1))
    head = inside.actor("head", school=inside.oostpoort)
    hand_out(head, version=version, today=HAPPENED_ON)
    case = making.decided(making.heard(staff_case(making), by="head"))
    assert case.status == "decided"
    assert not Event.objects.filter(name="sanction.without_receipt").exists()


def test_code_handed_out_after_the_day_is_none(making: Making, inside: Cast) -> None:
    version = code_from(inside, date(2026, 8, 1))
    head = inside.actor("head", school=inside.oostpoort)
    hand_out(head, version=version, today=HAPPENED_ON + timedelta(days=1))
    with pytest.raises(Refused, match="Niet aantoonbaar verstrekt"):
        making.decided(making.heard(staff_case(making), by="head"))


def test_version_of_before_the_one_that_held_is_no_proof(making: Making, inside: Cast) -> None:
    head = inside.actor("head", school=inside.oostpoort)
    version = code_from(inside, date(2026, 8, 1))
    hand_out(head, version=version, today=date(2026, 9, 1))
    code_from(inside, HAPPENED_ON)
    with pytest.raises(Refused, match=LACKS + "Telefoons en berichten. Bevestig"):
        making.decided(making.heard(staff_case(making), by="head"))


@pytest.mark.parametrize("cited", [False, True])
@pytest.mark.parametrize(("days", "asked"), [(0, False), (1, True)])
def test_text_of_the_board_that_does_not_bind_the_school_that_day_asks_no_proof(
    cast: Cast, cited: bool, days: int, asked: bool
) -> None:
    version = code_says(cast, talk_first=False)
    with scoped(Scope.of_board(cast.waterland)):
        NotBound.objects.create(
            board=cast.waterland, school=cast.oostpoort, code=version.code, reason="Eigen tekst",
            from_on=HAPPENED_ON + timedelta(days=days),
        )  # fmt: skip
    with scoped(Scope.of_school(cast.oostpoort)):
        row = incident(cast, cited=False)
        if cited:
            cite(cast, row, provision=version.provisions.filter(kind="item").first())
        lacking = not_shown(row, school=cast.oostpoort, person=cast.teacher, target="staff")
    assert (lacking is not None) is asked


def test_only_the_code_that_is_cited_matters(making: Making, inside: Cast) -> None:
    row = incident(inside)  # which cites a rule of the board's protocol
    version = code_from(inside, date(2026, 8, 1))
    hand_out(inside.actor("head", school=inside.oostpoort), version=version, today=HAPPENED_ON)
    add_party(row, inside.teacher, part="subject", kind="staff")
    case = making.proposed("staff-warning", row=row, person="teacher", by="head")
    with pytest.raises(Refused, match="17 november 2026: Protocol sociale media"):
        making.decided(making.heard(case, by="head"))


def test_nothing_is_asked_for_a_talk_or_a_pupil_or_when_nothing_is_imposed(
    making: Making, inside: Cast
) -> None:
    code_from(inside, date(2026, 8, 1))
    assert making.decided(staff_case(making, "staff-talk")).status == "decided"
    assert making.at("decided").status == "decided"
    case = making.heard(staff_case(making), by="head")
    assert making.decided(case, outcome="none").status == "decided"


def test_code_may_say_that_no_proof_is_asked(making: Making, inside: Cast) -> None:
    code_from(inside, date(2026, 8, 1), receipt_needed=False)
    assert making.decided(making.heard(staff_case(making), by="head")).status == "decided"


def test_who_decides_reads_the_warning_and_ticks_it(cast: Cast, client_of: SignIn) -> None:
    with scoped(Scope.of_school(cast.oostpoort)):
        code_from(cast, date(2026, 8, 1))
        making = Making(cast)
        case = making.heard(staff_case(making), by="head")
    client, place = client_of("head"), ["oostpoort", case.pk]
    page = client.get(reverse("sanctions:case", args=place)).content.decode()
    assert LACKS + "Telefoons en berichten. Wie beslist, moet dat bevestigen." in page
    decide = reverse("sanctions:decide", args=place)
    given = {"outcome": "imposed", "motivation": "Het was niet de eerste keer."}
    refused = client.post(decide, given)
    assert refused.status_code == 422
    html = refused.content.decode()
    assert "Bevestig dat je dit weet." in html
    assert "Het was niet de eerste keer." in html
    assert client.post(decide, {**given, "without_receipt": "on"}).status_code == 302


# --- What the pages say of the code ----------------------------------------------------------
def test_case_and_proposal_show_what_the_code_says(cast: Cast, client_of: SignIn) -> None:
    with scoped(Scope.of_school(cast.oostpoort)):
        code_from(cast, date(2026, 8, 1), measures_named=["suspension", "custody"])
        case = Making(cast).proposed()
        row = case.incident
        measure(cast, "talk")
    client = client_of("head")
    said = "Welke maatregelen voor leerlingen noemt de tekst?"
    case_page = client.get(reverse("sanctions:case", args=["oostpoort", case.pk]))
    assert said in case_page.content.decode()
    proposal = client.get(reverse("sanctions:propose", args=["oostpoort", row.pk]))
    assert said in proposal.content.decode()
    html = proposal.content.decode()
    assert html.index("Schorsing (beslist:") < html.index("Gesprek (beslist:")


@pytest.mark.parametrize(
    ("weeks", "answer", "warned"), [(2, "6 weken", True), (8, "8 weken", False)]
)
def test_case_shows_the_term_to_object_that_holds(
    cast: Cast, client_of: SignIn, weeks: int, answer: str, warned: bool
) -> None:
    with scoped(Scope.of_school(cast.oostpoort)):
        code_from(cast, date(2026, 8, 1), objection_weeks=weeks)
        case = Making(cast).proposed()
    page = client_of("head").get(reverse("sanctions:case", args=["oostpoort", case.pk]))
    (said,) = [one for one in page.context["said"] if one.key == "objection_weeks"]
    assert str(said.answer) == answer
    html = page.content.decode()
    assert f"Hoe lang kan iemand bezwaar maken? <b>{answer}</b>" in html
    assert ("Het portaal houdt 6 weken aan." in html) is warned


def test_case_says_nothing_where_the_code_does_not(cast: Cast, client_of: SignIn) -> None:
    with scoped(Scope.of_school(cast.oostpoort)):
        case = Making(cast).proposed()
    page = client_of("head").get(reverse("sanctions:case", args=["oostpoort", case.pk]))
    assert "Wat zegt de gedragscode?" not in page.content.decode()
