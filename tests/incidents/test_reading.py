"""Who sees which reports: the list, one report, its evidence, and taking it up."""

from collections.abc import Callable
from io import BytesIO
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from PIL import Image

from incidents.models import Evidence, Incident, IncidentKind
from schoolgids.access.policy import visible
from schoolgids.access.scope import Scope, scoped
from schoolgids.audit.models import Event
from schoolgids.files.services import destroy
from schoolgids.people.services import appoint, enrol, register
from tests.cast import START, Cast
from tests.incidents.making import LIST, NEW, answers, file, guardian, pupil, staff
from tests.protocols.making import published

SignIn = Callable[[str], Client]


def look(cast: Cast) -> object:
    return scoped(Scope.of_school(cast.oostpoort))


def page(incident: Incident) -> str:
    return f"{LIST}{incident.pk}/"


def sees(cast: Cast, name: str) -> set[str]:
    actor = cast.actor(name, school=cast.oostpoort)
    with look(cast):
        return {incident.number for incident in visible(actor, Incident.objects.all())}


READERS = {
    "teacher": 200,  # reported it
    "mentor": 200,  # of both pupils
    "team_leader": 200,
    "head": 200,
    "board_member": 200,
    "board_secretary": 200,
    "care_coordinator": 404,
    "administrator": 404,
    "privacy_officer": 404,
    "sem": 404,
    "sem_mother": 404,
    "outsider": 404,
    "fatima": 404,
}


@pytest.mark.parametrize(("name", "status"), READERS.items())
def test_page_of_a_report_by_reader(cast: Cast, client_of: SignIn, name: str, status: int) -> None:
    incident = file(cast)
    assert client_of(name).get(page(incident)).status_code == status


@pytest.mark.parametrize(("name", "status"), READERS.items())
def test_list_by_reader(cast: Cast, client_of: SignIn, name: str, status: int) -> None:
    incident = file(cast)
    response = client_of(name).get(LIST)
    if name in ("privacy_officer", "sem", "sem_mother"):
        assert response.status_code == 403
    elif name in ("outsider", "fatima"):
        assert response.status_code == 404
    else:
        assert list(response.context["incidents"]) == ([incident] if status == 200 else [])


def test_colleague_sees_nothing_of_it(cast: Cast, client_of: SignIn) -> None:
    incident = file(cast, by="mentor", parties=[(pupil(cast, "sem"), "subject")])
    assert client_of("teacher").get(page(incident)).status_code == 404
    assert sees(cast, "teacher") == set()


def test_mentor_sees_those_of_the_own_group_only(cast: Cast) -> None:
    with look(cast):
        enrol_elsewhere(cast)
    file(cast, parties=[(pupil(cast, "noor"), "subject")])
    own = file(cast, parties=[(guardian(cast, "sem_mother", "sem"), "subject")])

    assert sees(cast, "mentor") == {own.number}


def enrol_elsewhere(cast: Cast) -> None:
    cast.people["noor"] = register(
        cast.waterland, given_name="Noor", prefix="van", family_name="Eerdmans"
    )
    enrol(cast.noor, group=cast.class_4h3, from_on=START)


def test_page_shows_facts_people_and_leaves_a_trace(cast: Cast, client_of: SignIn) -> None:
    incident = file(cast, urgent=True, platform="snapchat", places=["lesson", "online"])
    html = client_of("team_leader").get(page(incident)).content.decode()

    for words in (
        "Sem filmde Yara", "Sem Aldershof", "4H2", "Slachtoffer", "Snapchat",
        "In de les, Online", "Roos Valkering", "Vandaag nodig", "2026-0001",
    ):  # fmt: skip
        assert words in html, words
    assert "Aldershof" not in html.split("</title>")[0]
    with look(cast):
        event = Event.objects.get(name="incident.view")
        assert event.actor_id == cast.team_leader.pk
        assert set(event.person_ids) == {cast.sem.pk, cast.yara.pk}


# --- The wall of interests (I6) ---------------------------------------------------------------
@pytest.mark.parametrize("name", ["head", "team_leader", "mentor"])
def test_who_has_a_part_does_not_see_it(cast: Cast, client_of: SignIn, name: str) -> None:
    incident = file(cast, parties=[(staff(cast, name), "subject"), (pupil(cast, "sem"), "target")])

    client = client_of(name)
    assert client.get(page(incident)).status_code == 404
    assert list(client.get(LIST).context["incidents"]) == []
    for deed in ("oppakken", "afhandelen"):
        assert client.post(f"{page(incident)}{deed}/").status_code == 404


def test_guardian_of_someone_with_a_part_does_not_see_it(cast: Cast, client_of: SignIn) -> None:
    with look(cast):
        appoint(cast.sem_mother, role="head", school=cast.oostpoort, from_on=START)
    incident = file(cast)

    assert client_of("sem_mother").get(page(incident)).status_code == 404
    assert sees(cast, "sem_mother") == set()


def test_reporter_with_a_part_sees_the_line_with_its_status_only(
    cast: Cast, client_of: SignIn
) -> None:
    client = client_of("teacher")
    given = answers(
        cast, party=[staff(cast, "teacher"), pupil(cast, "sem")], part=["target", "subject"]
    )
    response = client.post(NEW, given)
    assert response["Location"] == f"{LIST}?van=mij"

    shown = client.get(response["Location"])

    (line,) = shown.context["walled"]
    assert list(shown.context["incidents"]) == []
    assert line.number in shown.content.decode()
    assert "Sem" not in shown.content.decode()
    assert client.get(page(line)).status_code == 404


# --- List -------------------------------------------------------------------------------------
def test_list_filters_by_stage_kind_group_and_mine(cast: Cast, client_of: SignIn) -> None:
    with look(cast):
        enrol_elsewhere(cast)
    filmed = file(cast)
    file(cast, by="mentor", facts="Noor dreigde.", parties=[(pupil(cast, "noor"), "subject")])
    client = client_of("head")

    def numbers(query: str) -> list[str]:
        return [row.number for row in client.get(f"{LIST}?{query}").context["incidents"]]

    assert numbers("") == ["2026-0002", "2026-0001"]
    assert numbers(f"soort={filmed.kind_id}") == ["2026-0001"]
    assert numbers(f"klas={cast.class_4h3.pk}") == ["2026-0002"]
    assert numbers("fase=taken_up") == []
    assert numbers("van=mij") == []
    client.post(f"{page(filmed)}oppakken/", {"kind": str(filmed.kind_id)})
    assert numbers("fase=taken_up") == numbers("van=mij") == ["2026-0001"]
    assert numbers("fase=x&soort=y&klas=z&voor=7&van=jij") == ["2026-0002", "2026-0001"]


def test_list_goes_on_by_key(cast: Cast, client_of: SignIn) -> None:
    filed = [file(cast) for _number in range(27)]
    client = client_of("head")
    first = client.get(LIST)
    assert list(first.context["incidents"]) == filed[:1:-1]
    rest = client.get(LIST + first.context["page"].older)
    assert list(rest.context["incidents"]) == filed[1::-1]
    assert (rest.context["page"].older, rest.context["page"].newer != "") == ("", True)


@pytest.mark.parametrize("name", ["teacher", "mentor", "head", "board_member"])
def test_list_asks_as_many_queries_for_three_as_for_one(
    cast: Cast, client_of: SignIn, name: str
) -> None:
    file(cast)
    client = client_of(name)
    client.get(LIST)
    with CaptureQueriesContext(
        connection,
    ) as one:
        client.get(LIST)
    file(cast, parties=[(pupil(cast, "daan"), "subject"), ("a:@x", "maker")])
    file(cast)
    with CaptureQueriesContext(connection) as three:
        response = client.get(LIST)
    assert len(response.context["incidents"]) == 3
    assert len(one) == len(three)
    assert len(of_the_page(three)) <= 12


def of_the_page(queries: CaptureQueriesContext) -> list[str]:
    """Without the bounds of transactions, and what only a transaction around a page adds."""
    bounds = ("SAVEPOINT", "RELEASE", "select set_config('schoolgids.board', ''")
    return [
        query["sql"] for query in queries.captured_queries if not query["sql"].startswith(bounds)
    ]


def test_page_asks_as_many_queries_for_more_people(cast: Cast, client_of: SignIn) -> None:
    one = file(cast, parties=[(pupil(cast, "sem"), "subject")])
    three = file(
        cast,
        parties=[(pupil(cast, name), "subject") for name in ("sem", "yara", "daan")],
    )
    client = client_of("head")
    client.get(page(one))
    with CaptureQueriesContext(connection) as few:
        client.get(page(one))
    with CaptureQueriesContext(connection) as many:
        client.get(page(three))
    assert len(few) == len(many)
    assert len(of_the_page(many)) <= 13


def test_empty_list_says_why(cast: Cast, client_of: SignIn) -> None:
    client = client_of("teacher")
    assert "Er zijn geen meldingen voor jou" in client.get(LIST).content.decode()
    assert "Geen meldingen met deze keuzes" in client.get(f"{LIST}?van=mij").content.decode()


# --- Taking up --------------------------------------------------------------------------------
def test_team_leader_takes_up_and_says_what_kind(cast: Cast, client_of: SignIn) -> None:
    incident = file(cast)
    client = client_of("team_leader")
    form = client.get(page(incident)).context["forms"]["take_up"]
    assert form["kind"].value() == incident.kind_id
    with look(cast):
        kind = IncidentKind.objects.get(code="image_sharing")

    response = client.post(f"{page(incident)}oppakken/", {"kind": str(kind.pk)})

    assert response["Location"] == page(incident)
    with look(cast):
        incident.refresh_from_db()
        assert (incident.status, incident.handler, incident.kind) == (
            "taken_up",
            cast.team_leader,
            kind,
        )
        event = Event.objects.get(name="incident.take_up")
        assert event.facts == {"before": "reported", "after": "taken_up"}
    titles = [str(entry.title) for entry in client.get(page(incident)).context["entries"]]
    assert titles == ["Melding opgepakt", "Melding gedaan"]


@pytest.mark.parametrize("kind", ["", "x", str(UUID(int=7))])
def test_taking_up_without_a_kind_is_refused_in_words(
    cast: Cast, client_of: SignIn, kind: str
) -> None:
    incident = file(cast)
    response = client_of("team_leader").post(f"{page(incident)}oppakken/", {"kind": kind})

    assert "kind" in response.context["form"].errors
    with look(cast):
        assert Incident.objects.get().status == "reported"


def test_second_one_to_take_up_is_told_the_stage(cast: Cast, client_of: SignIn) -> None:
    incident = file(cast)
    answer = {"kind": str(incident.kind_id)}
    client_of("team_leader").post(f"{page(incident)}oppakken/", answer)
    response = client_of("head").post(f"{page(incident)}oppakken/", answer)

    assert "Dit kan niet in de fase “opgepakt”." in response.content.decode()
    with look(cast):
        assert Incident.objects.get().handler == cast.team_leader


def test_reporter_sees_the_lock_with_its_reason(cast: Cast, client_of: SignIn) -> None:
    with look(cast):
        enrol_elsewhere(cast)
    incident = file(cast, by="mentor", parties=[(pupil(cast, "noor"), "subject")])
    client = client_of("mentor")
    html = client.get(page(incident)).content.decode()
    reason = "De teamleider of de mentor van een betrokken leerling pakt deze melding op."
    assert reason in html
    assert client.post(f"{page(incident)}oppakken/").status_code == 403


def test_handler_settles_with_an_outcome(cast: Cast, client_of: SignIn) -> None:
    incident = file(cast)
    client = client_of("mentor")
    client.post(f"{page(incident)}oppakken/", {"kind": str(incident.kind_id)})
    client.post(f"{page(incident)}afhandelen/", {"outcome": "talk"})

    with look(cast):
        incident.refresh_from_db()
        assert (incident.status, incident.outcome) == ("settled", "talk")
    assert "Gesprek" in client_of("teacher").get(page(incident)).content.decode()


# --- Evidence ---------------------------------------------------------------------------------
def evidence(cast: Cast, client_of: SignIn) -> str:
    content = BytesIO()
    Image.new("RGB", (8, 8)).save(content, "PNG")
    content.seek(0)
    content.name = "a.png"
    client_of("teacher").post(NEW, answers(cast, images=content))
    with look(cast):
        return f"{LIST}bewijs/{Evidence.objects.get().pk}/"


@pytest.mark.parametrize(("name", "status"), {**READERS, "board_secretary": 403}.items())
def test_evidence_by_reader(cast: Cast, client_of: SignIn, name: str, status: int) -> None:
    address = evidence(cast, client_of)
    assert client_of(name).get(address).status_code == status


def test_evidence_is_behind_the_wall(cast: Cast, client_of: SignIn) -> None:
    address = evidence(cast, client_of)
    with look(cast):
        appoint(cast.yara_mother, role="head", school=cast.oostpoort, from_on=START)
    assert client_of("yara_mother").get(address).status_code == 404


def test_destroyed_evidence_is_not_found(cast: Cast, client_of: SignIn) -> None:
    address = evidence(cast, client_of)
    head = cast.actor("head", school=cast.oostpoort)
    with look(cast):
        destroy(head, row=Evidence.objects.select_related("file").get().file, ground="schadelijk")
    assert client_of("head").get(address).status_code == 404


# --- The rule, chosen later -------------------------------------------------------------------
def test_handler_chooses_the_rule_the_reporter_did_not_know(cast: Cast, client_of: SignIn) -> None:
    with scoped(Scope.of_board(cast.waterland)):
        published(cast.actor("board_secretary"))
    incident = file(cast)
    client = client_of("team_leader")
    assert client.get(page(incident)).context["offered"] == []
    client.post(f"{page(incident)}oppakken/", {"kind": str(incident.kind_id)})
    (rule,) = client.get(page(incident)).context["offered"]

    client.post(f"{page(incident)}regels/", {"rules": [str(rule.cited.provision_id)]})

    with look(cast):
        incident.refresh_from_db()
        assert incident.provision_unknown is False
        assert incident.provisions.get().label == "II.A.2"
        assert Event.objects.filter(name="incident.cite").count() == 1
    assert client_of("teacher").post(f"{page(incident)}regels/").status_code == 403


@pytest.mark.parametrize("rules", [[], ["x"], [str(UUID(int=7))]])
def test_rule_that_is_none_is_refused(cast: Cast, client_of: SignIn, rules: list[str]) -> None:
    incident = file(cast)
    client = client_of("team_leader")
    client.post(f"{page(incident)}oppakken/", {"kind": str(incident.kind_id)})
    html = client.post(f"{page(incident)}regels/", {"rules": rules}, follow=True).content.decode()
    assert "Kies een regel die op die dag gold." in html
