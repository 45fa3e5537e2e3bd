"""After the decision: made known, objected to, ruled on, closed."""

from datetime import date

import pytest

from incidents.dossiers.models import DossierEntry
from incidents.sanctions import services
from incidents.sanctions.models import SanctionCase
from schoolgids.audit.models import Event
from schoolgids.workflow import Refused
from tests.cast import TODAY
from tests.sanctions.making import Making

S = SanctionCase.Stage


def reasons(refusal: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [str(reason) for reason in refusal.value.reasons]


def test_made_known_starts_the_term_and_lands_in_the_file(making: Making) -> None:
    case = making.at(S.COMMUNICATED)
    assert (case.communicated_on, case.objection_until) == (TODAY, date(2027, 1, 4))
    entries = DossierEntry.objects.filter(person=making.cast.sem, source="sanctions.sanctioncase")
    assert sorted(entries.values_list("kind", "room")) == [
        ("decision", "pupil"),
        ("letter", "pupil"),
    ]


def test_case_stays_open_while_somebody_can_object_or_a_duty_is_open(making: Making) -> None:
    actor = making.cast.actor("head", school=making.cast.oostpoort)
    with pytest.raises(Refused) as refusal:
        services.close(actor=actor, case=making.at(S.COMMUNICATED))
    assert reasons(refusal) == [
        "Bezwaar maken kan nog tot en met 4 januari 2027.",
        "Nog te doen: Inspectie informeren.",
    ]


def test_objection_runs_to_a_ruling_of_the_board(making: Making) -> None:
    case = making.at(S.OBJECTED)
    assert case.objection.ruling_due_on == date(2026, 12, 18)
    with pytest.raises(Refused) as refusal:
        services.rule_on_objection(
            actor=making.cast.actor("board_member", school=making.cast.oostpoort),
            case=case, ruling="upheld", reason="Klopt.",
        )  # fmt: skip
    assert reasons(refusal) == ["Leg eerst het gesprek over het bezwaar vast."]
    assert making.ruled(case).status == S.RULED


def test_warning_can_not_be_objected_to(making: Making) -> None:
    case = making.decided(making.contacted(making.heard(making.proposed("warning"))))
    case = making.communicated(case)
    with pytest.raises(Refused) as refusal:
        making.objected(case)
    assert reasons(refusal) == ["Tegen deze maatregel staat geen bezwaar open."]


def test_every_deed_leaves_one_line(making: Making) -> None:
    making.at(S.CLOSED)
    names = Event.objects.filter(name__startswith="sanction.").order_by("pk")
    assert list(names.values_list("name", flat=True)) == [
        "sanction.propose", "sanction.contact", "sanction.hear", "sanction.decide",
        "sanction.communicate", "sanction.object", "sanction.hear_again", "sanction.rule",
        "sanction.close",
    ]  # fmt: skip
