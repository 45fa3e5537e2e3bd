"""The pages of sanctions, per role: what they show, take and refuse."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from incidents.sanctions import services
from incidents.sanctions.models import Contact, Duty, Hearing, SanctionCase
from incidents.sanctions.overview import stages
from schoolgids.access.scope import Scope, scoped
from schoolgids.audit.models import Event
from schoolgids.letters.models import Letter
from tests.cast import Cast
from tests.sanctions.making import Making, add_party, incident, measure

S = SanctionCase.Stage
Browser = Callable[[str], Client]


class Place:
    """Makes rows inside the school's scope, and looks at pages from outside."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast

    def make(self, deed: Callable[[Making], Any]) -> Any:
        with scoped(Scope.of_school(self.cast.oostpoort)):
            return deed(Making(self.cast))

    def at(self, stage: str) -> SanctionCase:
        case: SanctionCase = self.make(lambda making: making.at(stage))
        return case

    def now(self, case: SanctionCase) -> SanctionCase:
        found: SanctionCase = self.make(lambda _m: SanctionCase.objects.get(pk=case.pk))
        return found

    def address(self, name: str, *args: object) -> str:
        return reverse(f"sanctions:{name}", args=["oostpoort", *args])


@pytest.fixture
def place(cast: Cast) -> Place:
    return Place(cast)


def says(response: Any, *words: str) -> None:
    text = " ".join(response.content.decode().split())
    for each in words:
        assert each in text, each


# --- Stages ---
def test_hearing_that_was_held_shows_its_day_and_no_term(inside: Cast) -> None:
    making = Making(inside)
    case = making.contacted(making.proposed())
    assert [stage.note for stage in stages(case)][:3] == [
        "vr 20 nov",
        "uiterlijk wo 25 nov",
        "schoolleider",
    ]
    heard = making.heard(case)
    assert [stage.note for stage in stages(heard)][:3] == ["vr 20 nov", "vr 20 nov", "schoolleider"]


# --- A case ----------------------------------------------------------------------------------
def test_team_leader_sees_what_to_do_and_what_not_yet(place: Place, client_of: Browser) -> None:
    case = place.make(lambda making: making.proposed())
    response = client_of("team_leader").get(place.address("case", case.pk))
    says(
        response,
        "Schorsing van 2 dagen",
        "Hoorgesprek vastleggen",
        "<b>Besluit nemen.</b> Hierover beslist de schoolleider.",
        "<b>Brief maken.</b> Er is nog geen besluit. Leg eerst het hoorgesprek vast.",
        "Ouders bereiken",
        "Uiterlijk vr 20 nov",
        "Beslist in deze zaak",
        "Is het hoorgesprek op 25 november 2026 niet vastgelegd? Dan gaat de zaak naar de schoolleider.",
        "III.A.4",
    )


def test_opening_a_case_leaves_a_trace(place: Place, client_of: Browser) -> None:
    case = place.at(S.PROPOSED)
    client_of("head").get(place.address("case", case.pk))
    seen = place.make(lambda _m: Event.objects.filter(kind="view", about_id=str(case.pk)).get())
    assert (seen.actor_id, seen.person_ids) == (place.cast.head.pk, [case.person_id])


@pytest.mark.parametrize("who", ["teacher", "administrator", "sem_mother", "sem"])
def test_case_is_not_for_everybody(place: Place, client_of: Browser, who: str) -> None:
    case = place.at(S.PROPOSED)
    assert client_of(who).get(place.address("case", case.pk)).status_code in (403, 404)


@pytest.mark.parametrize(
    ("who", "status"),
    [("mentor", 200), ("care_coordinator", 200), ("board_member", 200), ("omar", 404)],
)
def test_case_is_for_those_around_the_pupil(
    place: Place, client_of: Browser, who: str, status: int
) -> None:
    case = place.at(S.PROPOSED)
    assert client_of(who).get(place.address("case", case.pk)).status_code == status


def test_case_does_not_exist_for_who_has_a_part_in_it(place: Place, client_of: Browser) -> None:
    case = place.at(S.PROPOSED)
    place.make(
        lambda making: add_party(case.incident, making.cast.head, part="witness", kind="staff")
    )
    client = client_of("head")
    assert client.get(place.address("case", case.pk)).status_code == 404
    assert case.number not in client.get(place.address("list")).content.decode()
    assert case.number not in client.get(place.address("worklist")).content.decode()


@pytest.mark.parametrize("stage", S.values)
def test_case_page_opens_at_every_stage_for_every_reader(
    place: Place, client_of: Browser, stage: str
) -> None:
    case = place.at(stage)
    for who in ("mentor", "team_leader", "head", "board_secretary", "board_member"):
        response = client_of(who).get(place.address("case", case.pk))
        assert response.status_code == 200, who
        buttons = response.context["deeds"]
        for deed in buttons:
            assert client_of(who).get(deed.href).status_code == 200, (who, deed.name)


# --- From a proposal to a letter, as people do it ----------------------------------------------
def test_journey_from_the_proposal_to_the_letter_and_the_duty(
    place: Place, client_of: Browser
) -> None:
    leader, head = client_of("team_leader"), client_of("head")
    row = place.make(lambda making: incident(making.cast, "sem", "yara"))
    suspension = place.make(lambda making: measure(making.cast, "suspension"))
    page = leader.get(place.address("propose", row.pk))
    says(page, "Schorsing (beslist: schoolleider).", "Sem Aldershof")
    sent = {
        "measure": suspension.pk,
        "first_on": "26-11-2026",
        "days": "2",
        "facts": "Sem deelde een filmpje.",
        "grounds": "Een waarschuwing hielp niet.",
        "submission": str(page.context["form"]["submission"].value()),
    }
    answer = leader.post(place.address("propose", row.pk), sent)
    again = leader.post(place.address("propose", row.pk), sent)
    assert answer["Location"] == again["Location"]
    (case,) = place.make(lambda _m: list(SanctionCase.objects.all()))

    refused = head.get(place.address("decide", case.pk))
    says(refused, "Leg eerst het hoorgesprek vast.", "Leg eerst het contact met de ouders vast.")
    assert refused.context["form"] is None

    hearing = {"came": "yes", "day": "20-11-2026", "hour": "9.30", "with_whom": "Sem",
               "minutes": "Het spijt Sem."}  # fmt: skip
    assert leader.post(place.address("hear", case.pk), hearing).status_code == 302
    contact = {"guardian": place.cast.sem_mother.pk, "day": "20-11-2026", "hour": "9.00",
               "how": "phone", "reached": "yes"}  # fmt: skip
    assert leader.post(place.address("contact", case.pk), contact).status_code == 302

    decision = {"outcome": "imposed", "first_on": "26-11-2026", "days": "2",
                "motivation": "De ernst weegt zwaar."}  # fmt: skip
    assert head.post(place.address("decide", case.pk), decision).status_code == 302
    assert place.now(case).status == S.DECIDED

    says(head.get(place.address("worklist")), "Inspectie informeren", "Wettelijke plicht")
    assert leader.post(place.address("letter", case.pk)).status_code == 302
    letters = place.make(lambda _m: list(Letter.objects.all()))
    assert len(letters) == 3
    file = leader.get(place.address("letter_file", case.pk, letters[0].pk))
    assert (file["Content-Type"], file.content[:5]) == ("application/pdf", b"%PDF-")
    assert file["Cache-Control"] == "private, no-store"

    known = {"on": "20-11-2026", "how": "post"}
    assert leader.post(place.address("communicate", case.pk), known).status_code == 302
    duty = place.make(lambda _m: Duty.objects.get(kind="inspectorate"))
    proof = {"done_on": "20-11-2026", "how": "Loket", "reference": "ISD-4"}
    assert head.post(place.address("duty", case.pk, duty.pk), proof).status_code == 302
    says(head.get(place.address("case", case.pk)), "Loket, kenmerk ISD-4", "Gedaan op vr 20 nov")
    assert "Inspectie informeren" not in head.get(place.address("worklist")).content.decode()


# --- Refusals at the field ---------------------------------------------------------------------
def test_too_long_a_suspension_is_refused_with_what_was_typed(
    place: Place, client_of: Browser
) -> None:
    row = place.make(lambda making: incident(making.cast, "sem"))
    suspension = place.make(lambda making: measure(making.cast, "suspension"))
    sent = {"measure": suspension.pk, "first_on": "26-11-2026", "days": "6",
            "facts": "Wat er was.", "grounds": "Omdat het moet."}  # fmt: skip
    answer = client_of("team_leader").post(place.address("propose", row.pk), sent)
    assert answer.status_code == 422
    says(answer, "Een schorsing duurt hooguit 5 schooldagen", "Wat er was.", "Fout:")


def test_suspension_asks_for_its_days_at_the_field(place: Place, client_of: Browser) -> None:
    row = place.make(lambda making: incident(making.cast, "sem"))
    suspension = place.make(lambda making: measure(making.cast, "suspension"))
    answer = client_of("team_leader").post(
        place.address("propose", row.pk), {"measure": suspension.pk}
    )
    assert {name: errors[0] for name, errors in answer.context["form"].errors.items()} == {
        "first_on": "Kies de eerste dag van de schorsing.",
        "days": "Vul in hoeveel schooldagen de schorsing duurt.",
        "facts": "Schrijf op wat er is gebeurd.",
        "grounds": "Schrijf op waarom je deze maatregel voorstelt.",
    }


@pytest.mark.parametrize(
    ("sent", "field", "words"),
    [
        ({"came": "yes", "day": "21-11-2026", "hour": "10.00", "with_whom": "Sem", "minutes": "Ja."},
         "day", "Dit moment moet nog komen. Kies een dag tot en met vandaag."),
        ({"came": "yes", "day": "20-11-2026", "hour": "9.00", "with_whom": "Sem"},
         "minutes", "Schrijf op wat zij vertelden."),
        ({"came": "no", "day": "20-11-2026", "hour": "9.00", "with_whom": "Sem"},
         "absence", "Schrijf op waarom zij niet kwamen."),
        ({"came": "yes", "day": "31-02-2026", "hour": "9.00", "with_whom": "Sem", "minutes": "Ja."},
         "day", "Schrijf de datum als 20-11-2026."),
    ],
)  # fmt: skip
def test_hearing_is_refused_at_the_field(
    place: Place, client_of: Browser, sent: dict[str, str], field: str, words: str
) -> None:
    case = place.make(lambda making: making.proposed())
    answer = client_of("team_leader").post(place.address("hear", case.pk), sent)
    assert answer.status_code == 422
    assert answer.context["form"].errors[field][0] == words
    assert place.make(lambda _m: Hearing.objects.count()) == 0


def test_guardian_of_another_pupil_can_not_be_chosen(place: Place, client_of: Browser) -> None:
    case = place.make(lambda making: making.proposed())
    sent = {"guardian": place.cast.yara_mother.pk, "day": "20-11-2026", "hour": "9.00",
            "how": "phone", "reached": "yes"}  # fmt: skip
    answer = client_of("team_leader").post(place.address("contact", case.pk), sent)
    assert "guardian" in answer.context["form"].errors
    assert place.make(lambda _m: Contact.objects.count()) == 0


def test_team_leader_may_not_open_the_decision(place: Place, client_of: Browser) -> None:
    case = place.at(S.HEARD)
    client = client_of("team_leader")
    for answer in (
        client.get(place.address("decide", case.pk)),
        client.post(place.address("decide", case.pk), {"outcome": "imposed"}),
    ):
        assert answer.status_code == 403
        says(answer, "Hierover beslist de schoolleider.")


def test_decision_that_somebody_else_took_meanwhile_is_refused_in_words(
    place: Place, client_of: Browser
) -> None:
    case = place.at(S.DECIDED)
    sent = {"outcome": "none", "motivation": "Toch niet."}
    answer = client_of("head").post(place.address("decide", case.pk), sent)
    says(answer, "Dit kan niet in de fase “besluit genomen”.")
    assert place.now(case).outcome == "imposed"


def test_duty_of_another_case_is_not_found(place: Place, client_of: Browser) -> None:
    case = place.at(S.DECIDED)
    other = place.make(
        lambda making: making.proposed(person="daan", row=incident(making.cast, "daan"))
    )
    duty = place.make(lambda _m: Duty.objects.get(case=case, kind="inspectorate"))
    assert client_of("head").get(place.address("duty", other.pk, duty.pk)).status_code == 404


def test_letter_of_another_case_is_not_found(place: Place, client_of: Browser) -> None:
    case = place.at(S.COMMUNICATED)
    other = place.make(
        lambda making: making.proposed(person="daan", row=incident(making.cast, "daan"))
    )
    letter = place.make(lambda _m: Letter.objects.filter(source=case.pk).first())
    address = place.address("letter_file", other.pk, letter.pk)
    assert client_of("head").get(address).status_code == 404


def test_markup_in_a_text_stays_text(place: Place, client_of: Browser) -> None:
    case = place.make(lambda making: making.proposed())
    leader = client_of("team_leader")
    leader.post(
        place.address("escalate", case.pk),
        {"to_level": "head", "reason": "<script>alert(1)</script>"},
    )
    page = leader.get(place.address("case", case.pk)).content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<script>alert" not in page


# --- Proposing -------------------------------------------------------------------------------
def test_proposer_first_chooses_for_whom(place: Place, client_of: Browser) -> None:
    row = place.make(lambda making: incident(making.cast, "sem", "yara"))
    place.make(lambda making: add_party(row, making.cast.daan, part="sharer"))
    leader = client_of("team_leader")
    page = leader.get(place.address("propose", row.pk))
    says(page, "Voor wie is de maatregel?", "Daan Grootveen")
    assert "Yara Tamsaoui" not in page.content.decode()  # the victim
    chosen = leader.get(place.address("propose", row.pk), {"voor": str(place.cast.daan.pk)})
    assert chosen.context["party"].person == place.cast.daan


@pytest.mark.parametrize("who", ["teacher", "mentor"])
def test_who_can_not_propose_is_refused(place: Place, client_of: Browser, who: str) -> None:
    row = place.make(lambda making: incident(making.cast, "sem"))
    assert client_of(who).get(place.address("propose", row.pk)).status_code == 403


# --- Lists -----------------------------------------------------------------------------------
@pytest.mark.parametrize("name", ["list", "worklist"])
def test_list_asks_as_many_questions_for_three_cases_as_for_one(
    place: Place, client_of: Browser, name: str
) -> None:
    client = client_of("team_leader")
    counted = []
    for person in ("sem", "daan", "tess"):
        place.make(
            lambda making, person=person: making.proposed(
                person=person, row=incident(making.cast, person)
            )
        )
        if person != "daan":
            client.get(place.address(name))
            with CaptureQueriesContext(
                connection,
            ) as queries:
                client.get(place.address(name))
            counted.append(len(queries))
    assert counted[0] == counted[1]
    # Three of them are no questions of the page: a savepoint, its release, the scope unset.
    assert counted[0] <= {"list": 12, "worklist": 16}[name]


def test_escalated_case_stands_on_the_list_of_the_next_level(
    place: Place, client_of: Browser
) -> None:
    case = place.make(lambda making: making.proposed())
    head = client_of("head")
    assert "Hoorgesprek voeren" not in head.get(place.address("worklist")).content.decode()
    place.make(
        lambda making: services.escalate(
            actor=making.cast.actor("team_leader", school=making.cast.oostpoort),
            case=case, to_level="head", reason="Ik ken de familie.",
        )
    )  # fmt: skip
    page = head.get(place.address("worklist"), {"toon": "doorgezet"})
    says(page, "Hoorgesprek voeren en vastleggen", "Doorgezet naar de schoolleider", "Sem A. · 4H2")
    says(client_of("team_leader").get(place.address("worklist")), "Wacht op een ander")


def test_work_list_of_the_board_reaches_over_its_schools(place: Place, client_of: Browser) -> None:
    case = place.make(lambda making: making.heard(making.contacted(making.proposed("expulsion"))))
    page = client_of("board_member").get("/bestuur/waterland/werkvoorraad/")
    says(page, "Besluit nemen: verwijdering", f"Zaak {case.number}")
    head = client_of("head").get("/bestuur/waterland/werkvoorraad/")
    assert f"Zaak {case.number}" not in head.content.decode()


def test_empty_work_list_says_so(place: Place, client_of: Browser) -> None:
    says(client_of("teacher").get(place.address("worklist")), "Je bent bij")


def test_filters_without_a_result_offer_the_way_back(place: Place, client_of: Browser) -> None:
    place.make(lambda making: making.proposed())
    page = client_of("team_leader").get(place.address("worklist"), {"toon": "te-laat"})
    says(page, "Geen taken met deze filters", "In je werkvoorraad staan nog 2 taken.")
    for broken in ({"soort": "x"}, {"toon": "<b>"}, {"van": "niemand"}):
        assert client_of("team_leader").get(place.address("worklist"), broken).status_code == 200
