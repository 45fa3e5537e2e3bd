"""The deeds of a case, through the services."""

from datetime import date, timedelta
from threading import Barrier, Thread
from uuid import uuid4

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction

from incidents.models import Incident
from incidents.sanctions import services
from incidents.sanctions.models import Contact, Duty, Escalation, Hearing, SanctionCase
from incidents.sanctions.services import Proposal
from schoolgids.access.policy import Forbidden
from schoolgids.access.scope import Scope, scoped
from schoolgids.audit.models import Event
from schoolgids.notices.models import Notice
from schoolgids.people.services import appoint, name_guardian
from schoolgids.workflow import Refused
from tests.cast import START, TODAY, Cast
from tests.sanctions import making as rows
from tests.sanctions.making import MONDAY, Making, add_party, code_says, incident, measure

S = SanctionCase.Stage


def reasons(refusal: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [str(reason) for reason in refusal.value.reasons]


# --- Proposing -------------------------------------------------------------------------------
def test_proposal_starts_with_the_proposer_and_names_the_last_day(making: Making) -> None:
    case = making.proposed()
    assert (case.number, case.status, case.level, case.mandate) == (
        "2026-0001", S.PROPOSED, "team_leader", "head",
    )  # fmt: skip
    assert (case.first_on, case.last_on) == (date(2026, 11, 26), date(2026, 11, 27))
    assert case.due_on == date(2026, 11, 25)  # three school days to hear
    assert case.incident.__class__.objects.get(pk=case.incident_id).status == "measure_proposed"


def test_measure_without_hearing_goes_straight_to_who_decides(making: Making) -> None:
    case = making.proposed("guardian-letter", row=_about_a_guardian(making), person="sem_mother")
    assert (case.level, case.due_on) == ("head", date(2026, 11, 24))


def test_double_click_makes_one_case(making: Making) -> None:
    actor = making.cast.actor("team_leader", school=making.cast.oostpoort)
    row, submission = incident(making.cast, "sem"), uuid4()
    proposal = Proposal(
        measure=measure(making.cast, "talk"), person=making.cast.sem, facts="x", grounds="y"
    )
    cases = [
        services.propose(actor=actor, incident=row, proposal=proposal, submission=submission)
        for _click in range(2)
    ]
    assert cases[0] == cases[1]
    assert SanctionCase.objects.count() == 1


def test_same_measure_twice_for_one_incident_is_refused(making: Making) -> None:
    row = incident(making.cast, "sem")
    making.proposed("talk", row=row)
    with pytest.raises(Refused) as refusal:
        making.proposed("talk", row=row)
    assert reasons(refusal) == ["Deze maatregel is voor deze melding al voorgesteld."]


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({"days": 6}, "Een schorsing duurt hooguit 5 schooldagen (artikel 8.14 WVO 2020)."),
        ({"first_on": date(2026, 11, 28)},
         "28 november 2026 is geen schooldag. Kies een andere eerste dag."),
        ({"first_on": date(2026, 11, 19)},
         "De schorsing begint op 19 november 2026. Kies een dag vanaf vandaag."),
        ({"days": None}, "Kies de eerste dag en het aantal schooldagen van de schorsing."),
    ],
)  # fmt: skip
def test_suspension_against_the_law_is_refused(
    making: Making, facts: dict[str, object], reason: str
) -> None:
    with pytest.raises(Refused) as refusal:
        making.proposed(**facts)  # type: ignore[arg-type]
    assert reason in reasons(refusal)
    assert SanctionCase.objects.count() == 0


def test_victim_gets_no_measure(making: Making) -> None:
    row = incident(making.cast, "sem", "yara")
    with pytest.raises(Refused) as refusal:
        making.proposed("talk", person="yara", row=row)
    assert reasons(refusal) == ["Yara Tamsaoui is niet bij deze melding betrokken."]


def test_measure_for_a_guardian_does_not_fit_a_pupil(making: Making) -> None:
    with pytest.raises(Refused) as refusal:
        making.proposed("guardian-talk")
    assert reasons(refusal) == ["Deze maatregel is voor een ouder of verzorger."]


def test_report_has_to_be_taken_up_first(making: Making) -> None:
    row = incident(making.cast, "sem", status=Incident.Stage.REPORTED)
    with pytest.raises(Refused) as refusal:
        making.proposed("talk", row=row)
    assert reasons(refusal) == ["Pak eerst de melding op."]


def test_who_has_a_part_in_it_proposes_nothing(making: Making) -> None:
    row = incident(making.cast, "sem")
    add_party(row, making.cast.team_leader, part="witness", kind="staff")
    with pytest.raises(Forbidden) as refusal:
        making.proposed("talk", row=row)
    assert str(refusal.value.reason).startswith("Je bent zelf bij deze zaak betrokken.")


def test_database_knows_that_only_pupils_are_suspended(making: Making) -> None:
    case = making.proposed()
    with pytest.raises(IntegrityError, match="case_excludes_only_pupils"), transaction.atomic():
        SanctionCase.objects.filter(pk=case.pk).update(target="staff")


def test_database_wants_reasons_with_a_decision(making: Making) -> None:
    case = making.proposed()
    with pytest.raises(IntegrityError, match="case_decided"), transaction.atomic():
        SanctionCase.objects.filter(pk=case.pk).update(status="decided")


# --- Hearing and contact ---------------------------------------------------------------------
def test_hearing_passes_the_case_to_who_decides(making: Making) -> None:
    case = making.heard(making.proposed())
    assert (case.status, case.level, case.due_on) == (S.HEARD, "head", date(2026, 11, 24))
    assert Notice.objects.filter(recipient=making.cast.head).count() == 1


def test_who_has_a_part_in_the_report_is_not_told_of_the_case(making: Making) -> None:
    row = incident(making.cast, "sem", "yara")
    add_party(row, making.cast.head, part="witness", kind="staff")
    making.heard(making.proposed(row=row))
    assert not Notice.objects.filter(recipient=making.cast.head).exists()


def test_whose_child_has_a_part_in_the_report_is_not_told_of_the_case(making: Making) -> None:
    name_guardian(making.cast.head, pupil=making.cast.yara, relation="father", from_on=START)
    making.heard(making.proposed())
    assert not Notice.objects.filter(recipient=making.cast.head).exists()


def test_planned_hearing_becomes_the_one_that_was_held(making: Making) -> None:
    case = making.proposed()
    actor = making.cast.actor("mentor", school=making.cast.oostpoort)
    services.plan_hearing(
        actor=actor, case=case, planned_at=rows.at(MONDAY, 14), with_whom="Sem", place="1.07"
    )
    making.heard(case)
    (hearing,) = Hearing.objects.all()
    assert (hearing.place, hearing.minutes) == ("1.07", "Sem gaf het toe en heeft spijt.")


def test_absence_with_a_reason_counts_as_heard(making: Making) -> None:
    case = services.hear(
        actor=making.cast.actor("team_leader", school=making.cast.oostpoort),
        case=making.proposed(),
        with_whom="Sem en zijn ouders",
        absence="Twee keer uitgenodigd, niet gekomen.",
    )
    assert case.status == S.HEARD


def test_hearing_without_minutes_is_refused_and_nothing_is_kept(making: Making) -> None:
    case = making.proposed()
    with pytest.raises(IntegrityError), transaction.atomic():
        services.hear(
            actor=making.cast.actor("team_leader", school=making.cast.oostpoort),
            case=case,
            with_whom="Sem",
            held_at=rows.at(TODAY),
        )
    assert Hearing.objects.count() == 0


def test_spoken_guardian_fulfils_the_duty(making: Making) -> None:
    case = making.contacted(making.proposed())
    duty = Duty.objects.get(case=case, kind="guardians")
    assert (duty.done_on, duty.how) == (TODAY, "Telefoon")


def test_decision_waits_for_the_guardians_two_tries_are_enough(making: Making) -> None:
    case = making.heard(making.proposed())
    making.contacted(case, reached=False)
    with pytest.raises(Refused) as refusal:
        making.decided(case)
    assert reasons(refusal) == ["Leg eerst het contact met de ouders vast."]
    making.contacted(case, reached=False)
    assert making.decided(case).status == S.DECIDED
    assert Contact.objects.count() == 2


def test_excused_contact_needs_a_reason_and_opens_the_way(making: Making) -> None:
    case = making.heard(making.proposed())
    duty = Duty.objects.get(case=case)
    actor = making.cast.actor("team_leader", school=making.cast.oostpoort)
    with pytest.raises(Refused) as refusal:
        services.waive(actor=actor, duty=duty, reason=" ")
    assert reasons(refusal) == ["Schrijf op waarom het niet nodig is."]
    services.waive(actor=actor, duty=duty, reason="De ouders wonen op een geheim adres.")
    assert making.decided(case).status == S.DECIDED


# --- Deciding --------------------------------------------------------------------------------
def test_decision_tells_everything_that_lacks_at_once(making: Making) -> None:
    with pytest.raises(Refused) as refusal:
        making.decided(making.proposed(), motivation=" ")
    assert reasons(refusal) == [
        "Leg eerst het hoorgesprek vast. Daarna beslist de schoolleider.",
        "Leg eerst het contact met de ouders vast.",
        "Schrijf op waarom je dit besluit neemt.",
    ]


def test_team_leader_is_told_who_decides(making: Making) -> None:
    with pytest.raises(Refused) as refusal:
        making.decided(making.at(S.HEARD), by="team_leader")
    assert reasons(refusal) == ["Hierover beslist de schoolleider."]


def test_team_leader_decides_on_a_warning(making: Making) -> None:
    case = making.contacted(making.heard(making.proposed("warning")))
    assert making.decided(case, by="team_leader").status == S.DECIDED


def test_head_can_not_expel(making: Making) -> None:
    case = making.contacted(making.heard(making.proposed("expulsion")))
    with pytest.raises(Refused) as refusal:
        making.decided(case)
    assert reasons(refusal) == ["Hierover beslist het bestuur."]
    assert making.decided(case, by="board_member").status == S.DECIDED
    assert set(Duty.objects.open().values_list("kind", flat=True)) == {
        "inspectorate", "attendance_officer",
    }  # fmt: skip


def test_head_alone_may_decide_on_the_own_proposal(making: Making) -> None:
    case = making.contacted(making.heard(making.proposed(by="head")))
    assert making.decided(case).status == S.DECIDED


def test_second_head_decides_on_what_the_first_proposed(making: Making) -> None:
    case = making.contacted(making.heard(making.proposed(by="head")))
    appoint(making.cast.mentor, role="head", school=making.cast.oostpoort, from_on=date(2026, 8, 1))
    with pytest.raises(Refused) as refusal:
        making.decided(case)
    assert reasons(refusal) == [
        "Je hebt dit zelf voorgesteld. Een collega met dezelfde bevoegdheid beslist."
    ]
    assert making.decided(case, by="mentor").status == S.DECIDED


@pytest.mark.parametrize(("days", "duties"), [(1, 0), (2, 1)])
def test_suspension_of_more_than_a_day_opens_the_duty_to_the_inspectorate(
    making: Making, days: int, duties: int
) -> None:
    making.decided(making.contacted(making.heard(making.proposed(days=days))))
    found = Duty.objects.filter(kind="inspectorate")
    assert found.count() == duties
    for duty in found:
        assert (duty.due_on, duty.is_legal, duty.level) == (MONDAY, True, "head")


def test_duty_to_the_inspectorate_asks_for_proof_and_can_not_be_waived(making: Making) -> None:
    making.at(S.DECIDED)
    duty = Duty.objects.get(kind="inspectorate")
    head = making.cast.actor("head", school=making.cast.oostpoort)
    with pytest.raises(Refused) as refusal:
        services.fulfil(actor=head, duty=duty, done_on=TODAY + timedelta(days=1), how=" ")
    assert reasons(refusal) == [
        "De datum ligt in de toekomst.",
        "Schrijf op hoe het is gedaan.",
        "Vul het kenmerk of het bewijs in.",
    ]
    with pytest.raises(Refused, match="wettelijke plicht"):
        services.waive(actor=head, duty=duty, reason="Niet nodig volgens ons.")
    with pytest.raises(Forbidden, match="Hiervoor zorgt de schoolleider"):
        services.fulfil(
            actor=making.cast.actor("team_leader", school=making.cast.oostpoort),
            duty=duty, done_on=TODAY, how="Loket", reference="1",
        )  # fmt: skip
    services.fulfil(actor=head, duty=duty, done_on=TODAY, how="Loket", reference="ISD-7")
    with pytest.raises(Refused, match="al vastgelegd"):
        services.fulfil(actor=head, duty=duty, done_on=TODAY, how="Loket", reference="ISD-8")
    duty.refresh_from_db()
    assert (duty.reference, duty.done_by) == ("ISD-7", making.cast.head)


def test_no_measure_closes_without_a_letter(making: Making) -> None:
    case = making.decided(making.at(S.HEARD), outcome="none")
    assert (case.days, case.first_on, Duty.objects.open().count()) == (None, None, 0)
    actor = making.cast.actor("team_leader", school=making.cast.oostpoort)
    assert services.close(actor=actor, case=case).status == S.CLOSED


def test_where_the_code_asks_it_informing_the_board_is_decided_first(making: Making) -> None:
    code_says(making.cast, board_informed_by_decision=True)
    case = making.contacted(making.heard(making.proposed()))
    with pytest.raises(Refused) as refusal:
        making.decided(case)
    assert reasons(refusal) == ["Leg eerst vast of het bestuur wordt ingelicht."]
    services.consider_board(
        actor=making.cast.actor("head", school=making.cast.oostpoort),
        case=case, informed=True, reason="De pers belde.",
    )  # fmt: skip
    case = SanctionCase.objects.get(pk=case.pk)
    assert making.decided(case).status == S.DECIDED
    assert Notice.objects.filter(recipient=making.cast.board_member).count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_who_decide_at_once_one_wins_and_the_other_is_told(cast: Cast) -> None:
    with scoped(Scope.of_school(cast.oostpoort)):
        case = Making(cast).at(S.HEARD)
    barrier, answers = Barrier(2), []

    def deciding(who: str) -> None:
        with time_machine.travel(rows.at(TODAY, 10), tick=False):
            actor = cast.actor(who, school=cast.oostpoort)
            barrier.wait()
            try:
                with scoped(Scope.of_school(cast.oostpoort)):
                    services.decide(
                        actor=actor, case=SanctionCase.objects.get(pk=case.pk),
                        outcome="imposed", motivation=f"{who}.",
                        days=2, first_on=case.first_on,
                    )  # fmt: skip
                answers.append("decided")
            except Refused as refused:
                answers.append(str(refused))
            finally:
                connection.close()

    threads = [Thread(target=deciding, args=(who,)) for who in ("head", "board_member")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == ["Dit kan niet in de fase “besluit genomen”.", "decided"]
    with scoped(Scope.of_school(cast.oostpoort)):
        assert Event.objects.filter(name="sanction.decide").count() == 1


# --- Escalating ------------------------------------------------------------------------------
def test_escalated_case_is_decided_above(making: Making) -> None:
    case = making.at(S.HEARD)
    actor = making.cast.actor("head", school=making.cast.oostpoort)
    case = services.escalate(actor=actor, case=case, to_level="board", reason="Ik ken de ouders.")
    assert (case.level, case.decider) == ("board", "board")
    with pytest.raises(Refused) as refusal:
        making.decided(case)
    assert reasons(refusal) == ["Hierover beslist het bestuur."]
    (row,) = Escalation.objects.all()
    assert (row.from_level, row.to_level, row.by_clock) == ("head", "board", False)
    assert Notice.objects.filter(recipient=making.cast.board_member).count() == 1


def test_case_never_goes_down_and_not_after_the_decision(making: Making) -> None:
    actor = making.cast.actor("head", school=making.cast.oostpoort)
    with pytest.raises(Refused) as refusal:
        services.escalate(
            actor=actor, case=making.at(S.HEARD), to_level="team_leader", reason="Toch niet."
        )
    assert reasons(refusal) == ["De zaak ligt al bij de schoolleider."]
    with pytest.raises(Refused) as refusal:
        services.escalate(actor=actor, case=making.at(S.DECIDED), to_level="board", reason="Toch.")
    assert reasons(refusal) == ["Er is al een besluit."]


def _about_a_guardian(making: Making) -> Incident:
    row = incident(making.cast)
    add_party(row, making.cast.sem_mother, part="subject", kind="guardian", ward=making.cast.sem)
    return row
