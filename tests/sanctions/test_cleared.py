"""Who turned out not to have done it gets no measure, and nothing of the case stays in the file."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from incidents.dossiers.models import DossierEntry
from incidents.fake_accounts import prove_fake
from incidents.models import InvolvedParty
from incidents.sanctions import services
from incidents.sanctions.models import SanctionCase
from schoolgids.access.scope import Scope, scoped
from schoolgids.workflow import Refused
from tests.cast import TODAY, Cast
from tests.sanctions.making import Making, code_says

WITHDRAW = "Het account was niet van deze leerling. Trek de zaak in."
LAPSE = "Het account was niet van deze leerling. Laat de zaak vervallen."
PROOF = "Een ander gaf toe dat hij het account maakte."


def prove(cast: Cast, case: SanctionCase, name: str = "sem") -> SanctionCase:
    party = InvolvedParty.objects.get(incident=case.incident_id, person=cast.people[name])
    prove_fake(actor=cast.actor("head", school=cast.oostpoort), party=party, proof=PROOF)
    return SanctionCase.objects.get(pk=case.pk)


def in_file(case: SanctionCase) -> list[str]:
    entries = DossierEntry.objects.filter(person=case.person_id, source="sanctions.sanctioncase")
    return sorted(entries.values_list("kind", flat=True))


@pytest.mark.parametrize("stage", ["proposed", "heard"])
def test_case_is_no_longer_decided_and_is_withdrawn(
    making: Making, inside: Cast, stage: str
) -> None:
    case = prove(inside, making.at(stage))
    with pytest.raises(Refused, match=WITHDRAW):
        making.decided(case)
    leader = inside.actor("team_leader", school=inside.oostpoort)
    ended = services.withdraw(actor=leader, case=case, reason="Het was een nepaccount.")
    assert ended.status == "withdrawn"


def test_decision_is_not_made_known_and_the_case_lapses(making: Making, inside: Cast) -> None:
    case = prove(inside, making.at("decided"))
    leader = inside.actor("team_leader", school=inside.oostpoort)
    with pytest.raises(Refused, match=LAPSE):
        services.make_letters(actor=leader, case=case)
    with pytest.raises(Refused, match=LAPSE):
        services.communicate(actor=leader, case=case, on=TODAY, how="post")
    ended = services.lapse(actor=leader, case=case, reason="Het was een nepaccount.")
    assert ended.status == "lapsed"


def test_what_was_made_known_leaves_the_file_and_a_ruling_stays_out(
    making: Making, inside: Cast
) -> None:
    case = making.at("communicated")
    assert in_file(case) == ["decision", "letter"]
    case = prove(inside, case)
    assert in_file(case) == []
    making.ruled(making.objected(case))
    assert in_file(case) == []


def test_entries_stay_where_the_code_keeps_them(making: Making, inside: Cast) -> None:
    code_says(inside, fake_account_clears=False)
    case = prove(inside, making.at("communicated"))
    assert in_file(case) == ["decision", "letter"]


def test_page_of_the_case_says_why(cast: Cast, client_of: Callable[[str], Client]) -> None:
    with scoped(Scope.of_school(cast.oostpoort)):
        case = prove(cast, Making(cast).at("heard"))
    page = client_of("head").get(reverse("sanctions:case", args=["oostpoort", case.pk]))
    assert WITHDRAW in page.content.decode()
    decide = client_of("head").get(reverse("sanctions:decide", args=["oostpoort", case.pk]))
    assert WITHDRAW in decide.content.decode()
    assert "<textarea" not in decide.content.decode()
