"""Filing a report through the page: in six inputs, and nothing typed is ever lost."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from incidents.models import Draft, Incident, IncidentProvision, InvolvedParty
from protocols.services import provisions_in_force
from schoolgids.access.scope import Scope, scoped
from schoolgids.audit.models import Event
from schoolgids.people.services import appoint
from tests.cast import Cast
from tests.incidents.making import LIST, NEW, answers, guardian, look, pupil, staff
from tests.protocols.making import published

SignIn = Callable[[str], Client]


def test_teacher_files_in_six_inputs(cast: Cast, client_of: SignIn) -> None:
    response = client_of("teacher").post(NEW, answers(cast))

    with look(cast):
        incident = Incident.objects.get()
        assert response["Location"] == f"{LIST}{incident.pk}/"
        assert incident.number == "2026-0001"
        assert (incident.status, incident.handler, incident.urgent) == ("reported", None, True)
        assert incident.kind is not None
        assert incident.kind.code == "recording"
        assert incident.happened_on == date(2026, 11, 20)
        assert (incident.happened_time, incident.time_known) == (None, "unknown")
        assert [(p.person, p.part, p.kind) for p in incident.parties.all()] == [
            (cast.sem, "subject", "pupil"),
            (cast.yara, "target", "pupil"),
        ]
        event = Event.objects.get(name="incident.report")
    assert event.actor_id == cast.teacher.pk
    assert set(event.person_ids) == {cast.sem.pk, cast.yara.pk}


def test_form_has_six_required_inputs(cast: Cast, client_of: SignIn) -> None:
    response = client_of("teacher").post(NEW, {"deed": "file"})

    faults = response.context["form"].faults
    assert [fault.target for fault in faults] == [
        "id_facts",
        "id_people",
        "id_when_0",
        "id_places_0",
        "id_rules",
        "id_urgent_0",
    ]
    assert response.status_code == 200
    html = response.content.decode()
    assert "<title>Fout: Melding maken" in html
    for fault in faults:
        assert f'id="{fault.target}"' in html


def test_lesson_of_now_is_about_this_time(cast: Cast, client_of: SignIn) -> None:
    client_of("teacher").post(NEW, answers(cast, when="lesson"))

    with look(cast):
        incident = Incident.objects.get()
        assert (incident.happened_time.isoformat(), incident.time_known) == ("10:00:00", "about")


def test_other_day_takes_a_day_and_a_time(cast: Cast, client_of: SignIn) -> None:
    client_of("teacher").post(NEW, answers(cast, when="other", day="17-11-2026", time="10.35"))

    with look(cast):
        incident = Incident.objects.get()
        assert incident.happened_on == date(2026, 11, 17)
        assert (incident.happened_time.isoformat(), incident.time_known) == ("10:35:00", "exact")


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("", "Vul de dag in, bijvoorbeeld 18-11-2026."),
        ("21-11-2026", "Deze dag is nog niet geweest. Kijk de datum na."),
        ("31-02-2026", "Schrijf de datum als 20-11-2026."),
        ("17-11-2006", "Deze dag is te lang geleden. Kijk het jaartal na."),
        ("17-11-1026", "Kijk het jaartal na: schrijf het met 4 cijfers."),
        ("gisteren", "Schrijf de datum als 20-11-2026."),
    ],
)
def test_impossible_day_is_named_at_the_field(
    cast: Cast, client_of: SignIn, day: str, words: str
) -> None:
    response = client_of("teacher").post(NEW, answers(cast, when="other", day=day))

    assert response.context["form"].errors["day"] == [words]
    assert "Sem filmde Yara" in response.content.decode()
    with look(cast):
        assert not Incident.objects.exists()
        assert Draft.objects.get().content["day"] == [day]


def test_time_that_has_not_come_is_refused(cast: Cast, client_of: SignIn) -> None:
    response = client_of("teacher").post(NEW, answers(cast, time="10.01"))

    assert list(response.context["form"].errors) == ["time"]


@pytest.mark.parametrize("stranger", ["lieke", "pupil_outside", "fatima"])
def test_person_of_another_school_is_refused(cast: Cast, client_of: SignIn, stranger: str) -> None:
    for letter in "ps":
        key = f"{letter}:{cast.people[stranger].pk}"
        given = answers(cast, party=[pupil(cast, "sem"), key], part=["subject", "target"])
        response = client_of("teacher").post(NEW, given)
        assert response.context["form"].errors["people"] == [
            "Deze persoon hoort niet bij deze school. Zoek opnieuw."
        ]
    with look(cast):
        assert not Incident.objects.exists()
        assert not InvolvedParty.objects.exists()


def test_guardian_of_another_child_is_refused(cast: Cast, client_of: SignIn) -> None:
    key = guardian(cast, "sem_mother", "yara")
    response = client_of("teacher").post(NEW, answers(cast, party=[key], part=["subject"]))

    assert "people" in response.context["form"].errors


def test_same_person_twice_is_refused(cast: Cast, client_of: SignIn) -> None:
    with look(cast):
        appoint(cast.sem_mother, role="teacher", school=cast.oostpoort, from_on=date(2026, 8, 1))
    keys = [staff(cast, "sem_mother"), guardian(cast, "sem_mother", "sem")]
    response = client_of("teacher").post(
        NEW, answers(cast, party=keys, part=["subject", "subject"])
    )

    assert response.context["form"].errors["people"] == [
        "Dezelfde persoon staat er twee keer in. Haal er één weg."
    ]


def test_accounts_and_outsiders_have_a_part(cast: Cast, client_of: SignIn) -> None:
    keys = ["a:@4h2.spotted", "f:@sem.echt", "o:jongen van de andere school"]
    client_of("teacher").post(NEW, answers(cast, party=keys, part=["maker", "sharer", "witness"]))

    with look(cast):
        rows = InvolvedParty.objects.values_list("kind", "named", "part", "fake_claim")
        assert list(rows) == [
            ("unknown_account", "@4h2.spotted", "maker", ""),
            ("fake_account", "@sem.echt", "sharer", "claimed"),
            ("outsider", "jongen van de andere school", "witness", ""),
        ]


@pytest.mark.parametrize("key", ["", "p:", "p:7", "x:sem", "a:", "a:\x00", "g:1:2", "p:é"])
def test_nonsense_in_the_place_of_a_person_is_refused(
    cast: Cast, client_of: SignIn, key: str
) -> None:
    response = client_of("teacher").post(NEW, answers(cast, party=[key], part=["subject"]))

    assert "people" in response.context["form"].errors


def test_unknown_part_becomes_the_first(cast: Cast, client_of: SignIn) -> None:
    client_of("teacher").post(NEW, answers(cast, party=[pupil(cast, "sem")], part=["<script>"]))

    with look(cast):
        assert InvolvedParty.objects.get().part == "subject"


# --- Rules ------------------------------------------------------------------------------------
def test_rule_of_the_code_in_force_is_suggested_and_cited(cast: Cast, client_of: SignIn) -> None:
    with scoped(Scope.of_board(cast.waterland)):
        version = published(cast.actor("board_secretary"), school=None)
        (images,) = [
            cited
            for cited in provisions_in_force(school=cast.oostpoort, on=date(2026, 11, 20))
            if cited.text.startswith("Je deelt geen beelden")
        ]
    client = client_of("teacher")
    client.post(NEW, answers(cast, deed="rules"))
    offered = client.get(NEW).context["offered"]
    assert offered[0].cited == images
    assert offered[0].because == ("filmde",)

    client.post(NEW, answers(cast, rules=[str(images.provision_id)]))

    with look(cast):
        cited = IncidentProvision.objects.get()
        assert cited.provision_id == images.provision_id
        assert (cited.label, cited.version_number) == (images.display, version.number)
        assert Incident.objects.get().provision_unknown is False


def test_rule_that_was_not_in_force_on_the_day_is_refused(cast: Cast, client_of: SignIn) -> None:
    with scoped(Scope.of_board(cast.waterland)):
        published(cast.actor("board_secretary"), school=None)
        cited = provisions_in_force(school=cast.oostpoort, on=date(2026, 11, 20))[-1]
    given = answers(cast, when="other", day="31-07-2026", rules=[str(cited.provision_id)])
    response = client_of("teacher").post(NEW, given)

    assert response.context["form"].errors["rules"] == [
        "Deze regel gold niet op die dag. Kies een andere."
    ]
    with look(cast):
        assert not Incident.objects.exists()


# --- Texts ------------------------------------------------------------------------------------
def test_html_is_shown_as_it_was_typed(cast: Cast, client_of: SignIn) -> None:
    client = client_of("teacher")
    response = client.post(NEW, answers(cast, facts="<script>alert(1)</script> & <b>"), follow=True)

    html = response.content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &lt;b&gt;" in html
    assert "<script>alert" not in html


def test_nul_is_refused_and_the_rest_kept(cast: Cast, client_of: SignIn) -> None:
    response = client_of("teacher").post(NEW, answers(cast, facts="voor\x00 na"))

    assert "facts" in response.context["form"].errors
    with look(cast):
        assert not Incident.objects.exists()
        assert Draft.objects.get().content["facts"] == ["voor na"]


def test_number_like_a_bsn_is_pointed_out_before_it_is_saved(cast: Cast, client_of: SignIn) -> None:
    client = client_of("teacher")
    given = answers(cast, facts="Zijn nummer is 111222333.")
    response = client.post(NEW, given)
    assert "lijkt op een burgerservicenummer" in response.content.decode()
    assert "facts" in response.context["form"].errors

    client.post(NEW, {**given, "no_bsn": "on"})

    with look(cast):
        assert Incident.objects.count() == 1


# --- Double submit ----------------------------------------------------------------------------
def test_second_click_shows_the_one_report(cast: Cast, client_of: SignIn) -> None:
    client, given = client_of("teacher"), answers(cast)
    first = client.post(NEW, given)
    second = client.post(NEW, given)

    assert first["Location"] == second["Location"]
    with look(cast):
        assert Incident.objects.count() == 1
        assert not Draft.objects.exists()


def test_late_draft_of_a_filed_page_does_not_come_back(cast: Cast, client_of: SignIn) -> None:
    client, given = client_of("teacher"), answers(cast)
    client.post(NEW, given)
    response = client.post(f"{NEW}concept/", given)

    assert response.json() == {"filed": True}
    with look(cast):
        assert not Draft.objects.exists()


# --- Who may see ------------------------------------------------------------------------------
def test_readers_are_named_before_filing_without_those_with_a_part(
    cast: Cast, client_of: SignIn
) -> None:
    client = client_of("teacher")
    readers = client.get(NEW).context["readers"]
    assert [reader.label for reader in readers] == ["Maarten Oosterkamp", "Ilse Terborgh"]

    client.post(NEW, answers(cast, deed="search", party=[staff(cast, "head")], part=["subject"]))
    readers = client.get(NEW).context["readers"]
    assert [reader.label for reader in readers] == ["Ilse Terborgh"]


@pytest.mark.parametrize("name", ["board_member", "privacy_officer", "sem", "sem_mother"])
def test_who_is_no_staff_of_the_school_files_nothing(
    cast: Cast, client_of: SignIn, name: str
) -> None:
    client = client_of(name)
    assert client.get(NEW).status_code == 403
    assert client.post(NEW, answers(cast)).status_code == 403
    with look(cast):
        assert not Incident.objects.exists()
        assert not Draft.objects.exists()


def test_teacher_of_another_school_gets_404(cast: Cast, client_of: SignIn) -> None:
    assert client_of("outsider").get(NEW).status_code == 404


# --- Coming from another page ----------------------------------------------------------------


def test_publication_without_consent_is_named_in_the_facts(cast: Cast, client_of: SignIn) -> None:
    client = client_of("teacher")
    place = "/school/oostpoort/toestemming/publicaties/00000000-0000-0000-0000-000000000007/"
    link = f"{NEW}?publicatie=00000000-0000-0000-0000-000000000007"
    assert f"Geplaatst zonder toestemming: {place}" in client.get(link).content.decode()
    assert "toestemming:" not in client.get(f"{NEW}?publicatie=x").content.decode()

    client.post(NEW, answers(cast, facts="Wat ik al schreef.", deed="later"))
    page = client.get(link).content.decode()
    assert "Wat ik al schreef.\nGeplaatst zonder toestemming" in page
