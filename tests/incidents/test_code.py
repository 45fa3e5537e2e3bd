"""What the code of the day says to who reports and who handles; a fake account clears a pupil."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from incidents.clearing.models import FakeAccountProof
from incidents.dossiers.models import DossierEntry
from incidents.fake_accounts import prove_fake
from incidents.models import Incident, IncidentKind, InvolvedParty
from incidents.sanctions.models import Measure
from incidents.services import take_up
from protocols.models import CodeVersion
from protocols.rules import Conduct
from schoolgids.access.policy import Forbidden, visible
from schoolgids.access.scope import Scope, scoped
from schoolgids.audit.models import Event
from schoolgids.workflow import Refused
from tests.cast import TODAY, Cast
from tests.conftest import NOW
from tests.incidents.making import LIST, NEW, answers, file, look, pupil
from tests.protocols.making import published

SignIn = Callable[[str], Client]
SAID = "Wat zegt de gedragscode?"


def code_says(cast: Cast, *, from_on: date = date(2026, 8, 1), **rules: object) -> CodeVersion:
    with scoped(Scope.of_school(cast.oostpoort)):
        head = cast.actor("head", school=cast.oostpoort)
        return published(head, school=cast.oostpoort, from_on=from_on, rules=rules)


def taken_up(cast: Cast, incident: Incident, *, by: str = "team_leader") -> Incident:
    with look(cast):
        kind = IncidentKind.objects.get(code="bullying")
        return take_up(actor=cast.actor(by, school=cast.oostpoort), incident=incident, kind=kind)


# --- To who reports --------------------------------------------------------------------------
def test_reporter_reads_what_the_code_says(cast: Cast, client_of: SignIn) -> None:
    code_says(cast, duty_to_report="everyone", consult_manager="at_slightest_doubt",
              pupil_reports_to=["teacher", "leadership"], leadership_phone="0180 11 22 33",
              device_custody=True)  # fmt: skip
    html = client_of("teacher").get(NEW).content.decode()
    for words in (
        SAID, "Wie moet melden? <b>Iedereen</b>", "<b>Bij de geringste twijfel</b>",
        "<b>De leraar, de schoolleiding</b>", '<a href="tel:0180112233">0180 11 22 33</a>',
        "<b>I.1</b>",
    ):  # fmt: skip
        assert words in html, words


def test_nothing_is_shown_of_a_code_that_says_nothing(cast: Cast, client_of: SignIn) -> None:
    assert SAID not in client_of("teacher").get(NEW).content.decode()


@pytest.mark.parametrize(
    ("reach", "words"),
    [
        ("school_related", "wat school en privé raakt"),
        ("indirectly_related", "die indirect met school te maken hebben"),
        ("anywhere", "geldt overal: ook buiten school"),
    ],
)
def test_form_says_how_far_the_code_goes_and_takes_every_report(
    cast: Cast, client_of: SignIn, reach: str, words: str
) -> None:
    code_says(cast, reach=reach)
    client = client_of("teacher")
    assert words in client.get(NEW).content.decode()
    sent = answers(cast, places=["outside"], school_related="none")
    assert client.post(NEW, sent).status_code == 302


def test_rules_of_the_day_that_was_chosen_are_shown(cast: Cast, client_of: SignIn) -> None:
    code_says(cast, from_on=TODAY, duty_to_report="everyone")
    client = client_of("teacher")
    for day, shown in (("20-11-2026", True), ("19-11-2026", False)):
        sent = answers(cast, deed="rules", when="other", day=day)
        assert (SAID in client.post(NEW, sent, follow=True).content.decode()) is shown


# --- To who handles --------------------------------------------------------------------------
def test_kinds_that_the_code_names_stand_first(cast: Cast, client_of: SignIn) -> None:
    code_says(cast, conduct_named=["network", "bullying"])
    row = file(cast)
    page = client_of("team_leader").get(f"{LIST}{row.pk}/")
    choices: Any = page.context["forms"]["take_up"].fields["kind"].choices
    groups = {str(group): [kind.code for _pk, kind in kinds] for group, kinds in choices[1:]}
    assert groups["Genoemd in de gedragscode"] == ["bullying", "network"]
    assert "threat" in groups["Andere soorten"]
    assert "Welk gedrag noemt de tekst?" in page.content.decode()


def test_kinds_are_one_list_without_a_code(cast: Cast, client_of: SignIn) -> None:
    row = file(cast)
    page = client_of("team_leader").get(f"{LIST}{row.pk}/")
    choices: Any = page.context["forms"]["take_up"].fields["kind"].choices
    assert len(choices) == 1 + len(Conduct) + 1  # none chosen, and "something else"


def test_every_conduct_a_code_can_name_is_a_standard_kind(cast: Cast) -> None:
    file(cast)
    with look(cast):
        assert set(Conduct) <= set(IncidentKind.objects.values_list("code", flat=True))


@pytest.mark.parametrize("code", ["reputation", "mission", "staff_distance", "staff_dispute"])
def test_mentor_does_not_judge_alone_what_is_for_the_leadership(cast: Cast, code: str) -> None:
    row = file(cast)
    with look(cast):
        kind = IncidentKind.objects.get(code=code)
        with pytest.raises(Refused, match="oordeelt de teamleider of de schoolleiding"):
            take_up(actor=cast.actor("mentor", school=cast.oostpoort), incident=row, kind=kind)
        leader = cast.actor("team_leader", school=cast.oostpoort)
        assert take_up(actor=leader, incident=row, kind=kind).kind == kind


# --- A fake account --------------------------------------------------------------------------
PROOF = "De telefoon van een ander stond open op dit account."


def party_of(cast: Cast, row: Incident, name: str = "sem") -> InvolvedParty:
    with look(cast):
        return InvolvedParty.objects.get(incident=row, person=cast.people[name])


def files_of(cast: Cast) -> list[str]:
    with look(cast):
        rows = DossierEntry.objects.select_related("person").order_by("person__given_name")
        return [row.person.given_name for row in rows]


def test_proof_takes_the_report_out_of_the_pupil_s_file(cast: Cast, client_of: SignIn) -> None:
    row = taken_up(cast, file(cast))
    assert files_of(cast) == ["Sem", "Yara"]
    page = client_of("team_leader")
    sent = {"party": str(party_of(cast, row).pk), "proof": PROOF}
    answer = page.post(f"{LIST}{row.pk}/nepaccount/", sent, follow=True)
    assert "bewezen dat het een nepaccount is" in answer.content.decode()
    assert files_of(cast) == ["Yara"]
    with look(cast):
        event = Event.objects.get(name="incident.fake_account")
        assert (event.facts, event.person_ids) == ({"cleared": True}, [cast.sem.pk])
        proof = FakeAccountProof.objects.select_related("recorded_by").get(incident=row)
    assert (proof.text, proof.party_id) == (PROOF, party_of(cast, row).pk)
    assert (proof.recorded_by, proof.recorded_at) == (cast.team_leader, NOW)


@pytest.mark.parametrize(
    ("name", "status"),
    [("head", 200), ("team_leader", 200), ("mentor", 200), ("teacher", 404), ("sem_mother", 404)],
)
def test_proof_is_read_on_the_page_of_the_report_alone(
    cast: Cast, client_of: SignIn, name: str, status: int
) -> None:
    row = taken_up(cast, file(cast, by="team_leader"))
    with look(cast):
        head = cast.actor("head", school=cast.oostpoort)
        prove_fake(actor=head, party=party_of(cast, row), proof=PROOF)
    page = client_of(name).get(f"{LIST}{row.pk}/")
    assert page.status_code == status
    assert (PROOF in page.content.decode()) is (status == 200)
    if status == 200:
        assert f"Vastgelegd door {cast.head.name}, " in page.content.decode()


def test_proof_of_another_school_does_not_exist(cast: Cast) -> None:
    row = taken_up(cast, file(cast, by="team_leader"))
    with look(cast):
        head = cast.actor("head", school=cast.oostpoort)
        prove_fake(actor=head, party=party_of(cast, row), proof=PROOF)
        assert visible(head, FakeAccountProof.objects.all()).get().text == PROOF
        teacher = cast.actor("teacher", school=cast.oostpoort)
        assert not visible(teacher, FakeAccountProof.objects.all()).exists()
    with scoped(Scope.of_school(cast.zilvermeeuw)):
        assert not FakeAccountProof.objects.exists()


def test_code_may_keep_the_report_in_the_file(cast: Cast) -> None:
    code_says(cast, fake_account_clears=False)
    row = taken_up(cast, file(cast))
    with look(cast):
        prove_fake(
            actor=cast.actor("head", school=cast.oostpoort), party=party_of(cast, row), proof=PROOF
        )
    assert files_of(cast) == ["Sem", "Yara"]


def test_cleared_pupil_gets_no_measure(cast: Cast, client_of: SignIn) -> None:
    row = taken_up(cast, file(cast))
    with look(cast):
        head = cast.actor("head", school=cast.oostpoort)
        prove_fake(actor=head, party=party_of(cast, row), proof=PROOF)
        assert not Measure.objects.exists()
    page = client_of("head").get(f"/school/oostpoort/meldingen/{row.pk}/maatregel/")
    assert "Niemand om een maatregel voor voor te stellen" in page.content.decode()


def test_proof_is_asked_of_who_handles_it_and_only_of_a_pupil_who_did_it(cast: Cast) -> None:
    row = file(cast)
    with look(cast):
        head = cast.actor("head", school=cast.oostpoort)
        with pytest.raises(Refused, match="die is opgepakt"):
            prove_fake(actor=head, party=party_of(cast, row), proof=PROOF)
    row = taken_up(cast, row)
    with look(cast):
        with pytest.raises(Refused, match="waaruit blijkt"):
            prove_fake(actor=head, party=party_of(cast, row), proof="zomaar")
        with pytest.raises(Refused, match="een leerling die iets zou hebben gedaan"):
            prove_fake(actor=head, party=party_of(cast, row, "yara"), proof=PROOF)
        with pytest.raises(Forbidden):
            prove_fake(
                actor=cast.actor("teacher", school=cast.oostpoort),
                party=party_of(cast, row), proof=PROOF,
            )  # fmt: skip


@pytest.mark.parametrize("sent", [{"proof": PROOF}, {"proof": "", "party": "x"}, {"proof": "kort"}])
def test_faults_show_on_the_page_and_what_was_typed_stays(
    cast: Cast, client_of: SignIn, sent: dict[str, str]
) -> None:
    row = taken_up(cast, file(cast, parties=[(pupil(cast, "sem"), "maker")]))
    sent = {"party": str(party_of(cast, row).pk), **sent} if sent["proof"] == "kort" else sent
    page = client_of("team_leader").post(f"{LIST}{row.pk}/nepaccount/", sent)
    assert page.status_code == 200
    assert page.context["fake_form"].errors["proof"]
    assert sent["proof"] in page.content.decode()
