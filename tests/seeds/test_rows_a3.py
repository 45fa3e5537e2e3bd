"""Permissions and conduct: a test for each row of domain A3 that is built.

Each docstring begins with the row: the code, the line of its text, and what it asks.
"""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from consent.publications.models import TakeDown
from consent.rule import Choice
from consent.standard import start_asking
from incidents.dossiers.models import DossierEntry
from incidents.fake_accounts import prove_fake
from incidents.kinds import STANDARD
from incidents.models import Incident, IncidentKind, InvolvedParty
from incidents.sanctions.models import Duty
from incidents.services import take_up
from protocols.registers.services import Note
from protocols.services import provisions_in_force
from schoolgids.access.scope import Scope, scoped
from schoolgids.workflow import Refused
from tests.cast import START, TODAY, Cast
from tests.consent.publications.scenes import address, publish, ticked
from tests.consent.scenes import purpose, says, words
from tests.incidents.making import LIST, NEW, answers, file, look, pupil, staff
from tests.protocols.registers.making import (
    PUBLIC,
    account,
    class_app,
    deed,
    exception,
    inside,
    place_all,
)
from tests.sanctions.making import Making
from tests.seeds.making import PAGE, in_force, rules_of

SignIn = Callable[[str], Client]

# (code and line, what a reporter writes, the kind it points to)
SENTENCES = [
    ("S0 r.71 pesten", "Ze pesten hem al weken in de groep", "bullying"),
    ("S0 r.71 kwetsen", "Hij kwetste haar met een rotopmerking", "bullying"),
    ("S1 7 r.48 stalken", "Hij blijft haar stalken met berichten", "stalking"),
    ("S1 7 r.48 bedreigen", "Hij bedreigde een klasgenoot", "threat"),
    ("S1 7 r.48 zwartmaken", "Ze roddelen en willen hem zwartmaken", "defamation"),
    ("S2 9b r.32", "Hij raadde een wachtwoord en heeft het gehackt", "account_breach"),
    ("S2 9c r.33", "Een screenshot van haar werd doorgestuurd", "image_sharing"),
    ("S2 9d r.34", "Er is een nepaccount van haar gemaakt", "fake_account"),
    ("S2 9e r.35", "Hij heeft haar lastiggevallen en achtervolgd", "stalking"),
    ("S2 9a r.31", "Er stond iets racistisch en discriminerends", "discrimination"),
    ("S2 7 r.27", "Bij de toets keek hij op chatgpt", "exam"),
    ("S2 10 r.39", "Het netwerk lag plat door een grote download", "network"),
    ("S3 A.8 r.69 sexting", "Er ging een naaktfoto rond", "sexual_images"),
    ("S3 A.8 r.69 radicalisering", "Ik maak me zorgen over radicalisering", "radicalisation"),
    ("S3 A.8 r.69 memes", "Er werd een meme van haar gedeeld", "image_sharing"),
    ("S3 A.7 r.68", "Zij plaatste een opname van de les op afstand", "distance_recording"),
    ("S3 A.1 r.62", "Hij was de uitleg aan het filmen", "recording"),
    ("S3 Tel. 1-2 r.94-95", "Mijn collega appt met zijn privételefoon onder werktijd", "staff_phone"),
    ("S4 1 r.59", "Haar smartwatch en telefoon waren aan", "device_use"),
    ("S4 6 r.64", "Een ouder begon een discussie en ruzie met de juf", "dispute"),
    ("S0 r.83 missie", "Dit botst met onze missie en visie", "mission"),
    ("S0 r.68 vertrouwelijk", "Vertrouwelijke cijferlijst ging rond", "confidential"),
]  # fmt: skip


@pytest.mark.parametrize(("row", "facts", "kind"), SENTENCES, ids=[s[0] for s in SENTENCES])
def test_conduct_of_the_codes_is_a_kind_of_incident(
    cast: Cast, row: str, facts: str, kind: str
) -> None:
    """S0 r.71, S1 7 r.48, S2 2 r.22 and 9a-e r.31-35, S3 A.8 r.69, S4 r.60: the list of kinds."""
    found = file(cast, facts=facts, parties=[(pupil(cast, "sem"), "subject")])
    assert found.kind is not None, row
    assert found.kind.code == kind


def test_s2_r23_each_person_has_a_part(cast: Cast, client_of: SignIn) -> None:
    """S2 3 r.23: who sends on is answerable too: maker, sharer, target, witness."""
    sent = answers(
        cast,
        party=[pupil(cast, name) for name in ("sem", "daan", "yara", "tess")],
        part=["maker", "sharer", "target", "witness"],
    )
    client_of("teacher").post(NEW, sent)
    with look(cast):
        parties = Incident.objects.get().parties.select_related("person").order_by("position")
        assert [(p.person.given_name, p.part) for p in parties if p.person] == [
            ("Sem", "maker"), ("Daan", "sharer"), ("Yara", "target"), ("Tess", "witness"),
        ]  # fmt: skip
        files = set(DossierEntry.objects.values_list("person__given_name", flat=True))
    assert files == {"Sem", "Daan", "Yara"}


def test_s4_r61_fake_account_that_is_proved_clears_the_pupil(cast: Cast) -> None:
    """S4 3 r.61: proved to be a fake account, made by somebody else."""
    in_force(cast, "S4")
    row = file(cast)
    with look(cast):
        leader = cast.actor("team_leader", school=cast.oostpoort)
        kind = IncidentKind.objects.get(code="fake_account")
        take_up(actor=leader, incident=row, kind=kind)
        party = InvolvedParty.objects.get(incident=row, person=cast.sem)
        prove_fake(actor=leader, party=party, proof="Een ander gaf toe dat hij het maakte.")
        assert not DossierEntry.objects.filter(person=cast.sem).exists()
        assert DossierEntry.objects.filter(person=cast.yara).exists()


FRIENDS = [
    ("S0", "existing_only", "existing_only"), ("S1", "forbidden", "not_said"),
    ("S2", "forbidden", "not_said"), ("S3", "forbidden", "allowed"),
    ("S4", "forbidden", "forbidden"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "pupils", "guardians"), FRIENDS)
def test_s0_r78_friends_are_for_each_code_to_say(
    cast: Cast, code: str, pupils: str, guardians: str
) -> None:
    """S0 III.B r.78, S1 A.6 r.47, S2 11 r.40, S3 A.6 r.67, S4 7 r.65: never a constant."""
    rules = rules_of(cast, code)
    assert (rules.friends_with_pupils, rules.friends_with_guardians) == (pupils, guardians)
    assert rules.professional_account is (code == "S2")


GIVERS = [
    ("S0", "leadership_or_teacher"), ("S1", "part_of_lesson"), ("S2", "teacher"),
    ("S3", "leadership_or_teacher"), ("S4", "teacher"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "giver"), GIVERS)
def test_s0_r67_who_allows_social_media_in_a_lesson(
    cast: Cast, client_of: SignIn, code: str, giver: str
) -> None:
    """S0 A.1 r.67, S1 r.42, S2 7 r.27, S3 r.62, S4 9 r.67: the giver differs per school."""
    assert rules_of(cast, code).lesson_permission == giver
    page = client_of("teacher").get(NEW).content.decode()
    assert "Wie mag sociale media in de les toestaan?" in page


def test_s4_r59_phone_is_in_the_bag(cast: Cast, client_of: SignIn) -> None:
    """S4 1 r.59: also before school and in the breaks."""
    assert rules_of(cast, "S4").phone_out_of_sight
    assert "Blijft de telefoon onder schooltijd uit het zicht?" in (
        client_of("teacher").get(NEW).content.decode()
    )


def test_s3_r94_private_phone_of_staff_goes_to_the_leadership(cast: Cast) -> None:
    """S3 Tel. 1-2 r.94-95: a kind about staff; S0 III.B r.76-77: professional distance."""
    about_staff = {standard.code for standard in STANDARD if standard.about_staff}
    assert about_staff == {"staff_phone", "staff_distance", "staff_dispute"}
    row = file(cast, parties=[(staff(cast, "mentor"), "subject")])
    with look(cast):
        kind = IncidentKind.objects.get(code="staff_phone")
        leader = cast.actor("team_leader", school=cast.oostpoort)
        assert take_up(actor=leader, incident=row, kind=kind).kind == kind


@pytest.mark.parametrize(("code", "kind"), [("S2", "staff_dispute"), ("S4", "dispute")])
def test_s2_r68_s4_r64_no_discussion_in_either_direction(
    cast: Cast, client_of: SignIn, code: str, kind: str
) -> None:
    """S2 11 r.68: staff with a pupil or parent. S4 6 r.64: these with staff."""
    in_force(cast, code)
    row = file(cast)
    page = client_of("team_leader").get(f"{LIST}{row.pk}/")
    _none, (title, named), _rest = page.context["forms"]["take_up"].fields["kind"].choices
    assert str(title) == "Genoemd in de gedragscode"
    assert kind in [each.code for _pk, each in named]


@pytest.mark.parametrize(
    ("code", "named", "disclaimer"),
    [
        ("S0", {"employer"}, True), ("S1", {"employer"}, False), ("S2", set(), False),
        ("S3", {"employer", "function"}, True), ("S4", set(), False),
    ],
)  # fmt: skip
def test_s0_r81_what_staff_say_of_themselves(
    cast: Cast, client_of: SignIn, code: str, named: set[str], disclaimer: bool
) -> None:
    """S0 r.81-82, S1 B.6 r.58, S3 B.2 r.80 and C.3-4 r.88-90: own opinion, employer, function."""
    version = in_force(cast, code)
    page = client_of("head").get(f"/school/oostpoort/codes/{version.pk}/regels/").content.decode()
    assert ("Voor welke school zij werken" in page) is bool(named)
    assert ("welke functie zij hebben" in page) is ("function" in named)
    asked = "Zet een medewerker erbij dat hij op persoonlijke titel schrijft?"
    answer = page.split(asked)[1].split("</b>")[0]
    assert ("Ja" in answer) is disclaimer


def test_s0_r83_views_against_the_mission_need_a_leader(cast: Cast) -> None:
    """S0 r.83, S1 B.5 r.57, S3 C.2 r.87: a kind that one teacher does not judge."""
    refuse_mentor(cast, "mission")


def test_all_good_name_needs_a_leader(cast: Cast) -> None:
    """S0 r.55, S1 4 r.28, S2 5-6 r.25/62, S3 4 r.47, S4 r.23: reputation, the weakest evidence."""
    refuse_mentor(cast, "reputation")


def refuse_mentor(cast: Cast, code: str) -> None:
    row = file(cast)
    with look(cast):
        kind = IncidentKind.objects.get(code=code)
        with pytest.raises(Refused, match="oordeelt de teamleider of de schoolleiding"):
            take_up(actor=cast.actor("mentor", school=cast.oostpoort), incident=row, kind=kind)


def test_all_leak_by_staff_opens_the_clock_of_a_data_breach(cast: Cast) -> None:
    """S0 r.68+80, S1 A.2 r.43, S2 8 r.64, S3 A.2+C.1 r.63/86, S4 5 r.63: confidential data."""
    row = file(
        cast, facts="Zij deelde een vertrouwelijke cijferlijst.",
        parties=[(staff(cast, "teacher"), "subject")], by="mentor",
    )  # fmt: skip
    with look(cast):
        leader = cast.actor("head", school=cast.oostpoort)
        row = take_up(
            actor=leader, incident=row, kind=IncidentKind.objects.get(code="confidential")
        )
        case = Making(cast).proposed("staff-talk", row=row, person="teacher", by="head")
        duty = Duty.objects.get(case=case, kind="privacy_officer")
    assert duty.due_on == date(2026, 11, 23)


@pytest.fixture
def website(cast: Cast) -> Cast:
    """Daan may be on the website of the school, Sem said nothing."""
    with scoped(Scope.of_board(cast.waterland)):
        start_asking(cast.oostpoort, effective_on=START)
        item = purpose("Website", cast.oostpoort)
        says(cast, "twins_mother", "daan", item, Choice.YES)
    return cast


def test_s4_r48_school_s_own_post_goes_through_the_check(website: Cast, client_of: SignIn) -> None:
    """S0 III.B, S2 13 r.70, S4 r.48 and 8 r.66: what the school itself posts needs consent too."""
    client = client_of("teacher")
    assert "Ja, dit mag" in words(client.post(address("check"), ticked(website, website.daan)))
    refused = words(client.post(address("check"), ticked(website, website.daan, website.sem)))
    assert "Ja, dit mag" not in refused
    assert "Sem" in refused


def test_all_what_stays_public_is_taken_down_with_an_honest_outcome(website: Cast) -> None:
    """S0 r.70, S1 r.45, S2 r.24, S3 r.65, S4 r.62: public for good, so a withdrawal is a task."""
    publish(website, website.daan)
    with scoped(Scope.of_board(website.waterland)):
        item = purpose("Website", website.oostpoort)
        says(website, "twins_mother", "daan", item, Choice.WITHDRAWN)
        rows = list(TakeDown.objects.all())
    assert len(rows) == 1
    assert rows[0].due_on > TODAY


def test_s2_r27_rule_about_exams_is_cited(cast: Cast, client_of: SignIn) -> None:
    """S2 7 r.27: at exams and tests other rules hold; a report cites the rule."""
    in_force(cast, "S2")
    with look(cast):
        rules = provisions_in_force(school=cast.oostpoort, on=TODAY)
    rule = next(each for each in rules if "Tijdens examens, toetsen" in each.text)
    sent = answers(
        cast, facts="Bij de toets gebruikte hij chatgpt.", rules=[str(rule.provision_id)]
    )
    client_of("teacher").post(NEW, sent)
    with look(cast):
        found = Incident.objects.get()
        assert found.kind is not None
        assert (found.kind.code, found.provisions.get().provision_id) == (
            "exam",
            rule.provision_id,
        )


@pytest.mark.parametrize("code", ["S0", "S1", "S2", "S3", "S4"])
def test_all_principles_are_shown_and_decide_nothing(cast: Cast, code: str) -> None:
    """S0 r.51-56, S1 r.25-29, S2 r.22-24, S3 r.44-48, S4 r.15-24: shown only."""
    in_force(cast, code)
    assert "sociale media" in Client().get(PAGE).content.decode().replace(
        "social media", "sociale media"
    )


# --- Registers (G13) --------------------------------------------------------------------------


def test_s1_r30_official_account_is_asked_for_decided_and_then_public(
    cast: Cast, client_of: SignIn
) -> None:
    """S1 Uitg. 6 r.30: on the school's name only with leave of the leadership, in a register."""
    assert rules_of(cast, "S1").official_account_needs_leave
    entry = account(cast)
    public = client_of("teacher").get(PUBLIC)
    assert "lyceumoostpoort" not in public.content.decode()
    deed(cast, "head", entry, "grant")
    html = client_of("teacher").get(PUBLIC).content.decode()
    assert "lyceumoostpoort" in html
    assert cast.mentor.family_name not in html  # who keeps it is for the staff
    with inside(cast):
        grounds = list(entry.grounds.values_list("rule", "when"))
    assert sorted(grounds) == [
        ("official_account_needs_leave", "asked"),
        ("official_account_needs_leave", "decided"),
    ]


def test_s0_r78_exception_names_medium_purpose_who_and_term(cast: Cast) -> None:
    """S0 III.B r.78: by the leadership, by way of exception, from and to a day."""
    in_force(cast, "S0")
    with pytest.raises(Refused, match="Vul in tot en met welke dag het nodig is"):
        exception(cast, until_on=None)
    entry = deed(cast, "head", exception(cast), "grant")
    found = (entry.platform, entry.purpose, entry.person_id, entry.from_on, entry.until_on)
    assert found == (
        "whatsapp", "Nieuws voor ouders", cast.teacher.pk, TODAY, date(2026, 11, 30),
    )  # fmt: skip
    assert (entry.standing(TODAY), entry.standing(date(2026, 12, 1))) == ("holds", "past")


def test_s3_r74_class_app_is_not_on_whatsapp_and_nobody_is_left_out(cast: Cast) -> None:
    """S3 B.1 r.74-78: the closed platform, the ages, and how who is not in it is told."""
    rules = rules_of(cast, "S3")
    assert (rules.class_app_on_whatsapp, rules.closed_platform_first) == (False, True)
    with pytest.raises(Refused, match="Een klassenapp op WhatsApp mag niet"):
        class_app(cast, platform="whatsapp")
    with pytest.raises(Refused, match="Het besloten platform van de school gaat voor"):
        class_app(cast, platform="signal")
    entry = class_app(cast)
    with pytest.raises(Refused):
        deed(cast, "head", entry, "grant")
    with pytest.raises(Refused, match="hoe die leerling het bericht krijgt"):
        deed(cast, "mentor", entry, "place_pupils", notes=[Note(cast.sem.pk, "out")])
    place_all(cast, entry, "out")
    assert deed(cast, "head", entry, "grant").status == "granted"
