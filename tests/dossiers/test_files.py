"""Reports land in files by themselves; who opens a file leaves a trace (D1, D2)."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from incidents.dossiers.models import DossierEntry
from incidents.dossiers.redaction import MASK
from incidents.models import Incident
from incidents.services import take_up
from schoolgids.access.scope import Scope, scoped
from schoolgids.audit.models import Event
from schoolgids.people.services import appoint, enrol, register
from tests.cast import START, Cast
from tests.incidents.making import NEW, answers, file, guardian, pupil, staff
from tests.incidents.test_reading import of_the_page

SignIn = Callable[[str], Client]
FILES = "/school/oostpoort/dossiers/"


def look(cast: Cast) -> object:
    return scoped(Scope.of_school(cast.oostpoort))


def of_pupil(cast: Cast, name: str) -> str:
    return f"{FILES}leerlingen/{cast.people[name].pk}/"


def of_staff(cast: Cast, name: str) -> str:
    return f"{FILES}medewerkers/{cast.people[name].pk}/"


def entries(cast: Cast) -> set[tuple[str, str, str, str, str]]:
    with look(cast):
        return {
            (
                entry.person.given_name,
                entry.room,
                entry.kind,
                entry.part,
                entry.author.given_name if entry.author else "",
            )
            for entry in DossierEntry.objects.select_related("person", "author")
        }


# --- What lands where -------------------------------------------------------------------------
def test_report_lands_in_the_file_of_each_but_witnesses(cast: Cast) -> None:
    file(
        cast,
        parties=[
            (pupil(cast, "sem"), "sharer"),
            (pupil(cast, "yara"), "target"),
            (pupil(cast, "daan"), "witness"),
            (staff(cast, "administrator"), "subject"),
            ("a:@spotted", "maker"),
        ],
    )

    assert entries(cast) == {
        ("Sem", "pupil", "report", "sharer", ""),
        ("Yara", "pupil", "report", "target", ""),
        ("Agnes", "personnel", "report", "subject", ""),
    }


def test_conduct_of_a_guardian_lands_in_the_file_of_the_child(
    cast: Cast, client_of: SignIn
) -> None:
    file(
        cast,
        facts="Petra Aldershof schold Roos uit. Sem stond erbij.",
        parties=[(guardian(cast, "sem_mother", "sem"), "subject"), (pupil(cast, "sem"), "target")],
    )

    assert entries(cast) == {
        ("Sem", "pupil", "report", "target", ""),
        ("Sem", "pupil", "report.guardian", "subject", "Petra"),
    }
    html = client_of("head").get(of_pupil(cast, "sem")).content.decode()
    assert "Gedrag van een ouder" in html
    assert "Petra" not in html
    assert "Sem stond erbij." in html


def test_filing_that_fails_leaves_no_entry(cast: Cast, client_of: SignIn) -> None:
    client_of("teacher").post(NEW, answers(cast, urgent=""))
    assert entries(cast) == set()


# --- What is shown ----------------------------------------------------------------------------
def test_file_shows_the_report_with_everyone_else_blacked_out(
    cast: Cast, client_of: SignIn
) -> None:
    file(cast, facts="Sem Aldershof filmde Yara Tamsaoui. Yara's moeder belde. Y.T. huilde.")

    html = client_of("head").get(of_pupil(cast, "sem")).content.decode()
    main = html[html.index("<main") :]
    assert "Yara" not in main
    assert "Tamsaoui" not in main
    assert "Y.T." not in main
    assert main.count(MASK) == 3
    assert "Sem Aldershof filmde" in main
    assert "Gemeld door Roos Valkering" in main

    html = client_of("head").get(of_pupil(cast, "yara")).content.decode()
    main = html[html.index("<main") :]
    assert "Aldershof" not in main
    assert "Yara Tamsaoui" in main


def test_reporter_with_a_part_is_blacked_out_too(cast: Cast, client_of: SignIn) -> None:
    file(
        cast,
        facts="Sem duwde mij.",
        parties=[(pupil(cast, "sem"), "subject"), (staff(cast, "teacher"), "target")],
    )
    html = client_of("head").get(of_pupil(cast, "sem")).content.decode()
    assert "Valkering" not in html[html.index("<main") :]


def test_html_in_a_report_is_text_in_the_file(cast: Cast, client_of: SignIn) -> None:
    file(cast, facts="<img src=x onerror=alert(1)> Yara")
    html = client_of("head").get(of_pupil(cast, "sem")).content.decode()
    assert "&lt;img src=x onerror=alert(1)&gt;" in html


def test_reader_with_a_part_does_not_see_that_entry(cast: Cast, client_of: SignIn) -> None:
    file(cast, parties=[(pupil(cast, "sem"), "subject"), (staff(cast, "mentor"), "target")])
    seen = file(cast, parties=[(pupil(cast, "sem"), "subject")])

    pieces = client_of("mentor").get(of_pupil(cast, "sem")).context["page"].pieces
    assert [piece.link for piece in pieces] == [f"Naar melding {seen.number}"]


def test_reader_of_files_alone_gets_no_link_to_the_report(cast: Cast, client_of: SignIn) -> None:
    file(cast)
    (piece,) = client_of("care_coordinator").get(of_pupil(cast, "sem")).context["page"].pieces
    assert piece.href == ""
    (piece,) = client_of("team_leader").get(of_pupil(cast, "sem")).context["page"].pieces
    assert piece.href != ""


def test_file_follows_its_source(cast: Cast, client_of: SignIn) -> None:
    incident = file(cast)
    with look(cast):
        take_up(
            actor=cast.actor("head", school=cast.oostpoort),
            incident=incident,
            kind=Incident.objects.get().kind,
        )
    (piece,) = client_of("head").get(of_pupil(cast, "sem")).context["page"].pieces
    assert "Opgepakt" in [tag.label for tag in piece.tags]


def test_long_file_goes_on(cast: Cast, client_of: SignIn) -> None:
    for _number in range(42):
        file(cast)
    client = client_of("head")
    first = client.get(of_pupil(cast, "sem")).context["page"]
    rest = client.get(of_pupil(cast, "sem"), {"voor": first.older}).context["page"]
    assert (len(first.pieces), len(rest.pieces), rest.older) == (40, 2, "")
    numbers = [piece.link for piece in [*first.pieces, *rest.pieces]]
    assert len(set(numbers)) == 42
    assert client.get(of_pupil(cast, "sem"), {"voor": "x~y"}).status_code == 200


# --- Readers ----------------------------------------------------------------------------------
PUPIL_READERS = {
    "mentor": 200,
    "team_leader": 200,
    "care_coordinator": 200,
    "head": 200,
    "board_member": 200,
    "teacher": 403,
    "administrator": 403,
    "board_secretary": 403,
    "privacy_officer": 403,
    "sem": 404,
    "sem_mother": 404,
    "outsider": 404,
    "fatima": 404,
}


@pytest.mark.parametrize(("name", "status"), PUPIL_READERS.items())
def test_pupil_file_by_reader(cast: Cast, client_of: SignIn, name: str, status: int) -> None:
    file(cast)
    assert client_of(name).get(of_pupil(cast, "yara")).status_code == status


STAFF_READERS = {
    "head": 200,
    "board_member": 200,
    "team_leader": 403,
    "care_coordinator": 403,
    "mentor": 403,
    "teacher": 403,
    "board_secretary": 403,
    "privacy_officer": 403,
    "outsider": 404,
    "fatima": 404,
}


@pytest.mark.parametrize(("name", "status"), STAFF_READERS.items())
def test_personnel_file_by_reader(cast: Cast, client_of: SignIn, name: str, status: int) -> None:
    file(cast, parties=[(staff(cast, "administrator"), "subject")])
    response = client_of(name).get(of_staff(cast, "administrator"))
    assert response.status_code == status
    if status == 200:
        assert len(response.context["page"].pieces) == 1


def test_nobody_opens_a_file_about_oneself_through_work(cast: Cast, client_of: SignIn) -> None:
    response = client_of("head").get(of_staff(cast, "head"))
    assert response.status_code == 403
    assert "Je opent geen dossier over jezelf via je werk." in response.content.decode()
    people = client_of("head").get(f"{FILES}medewerkers/").context["people"]
    assert cast.head not in list(people)


def test_guardian_who_works_here_does_not_open_the_own_childs_file(
    cast: Cast, client_of: SignIn
) -> None:
    with look(cast):
        appoint(cast.sem_mother, role="head", school=cast.oostpoort, from_on=START)
    client = client_of("sem_mother")
    assert client.get(of_pupil(cast, "sem")).status_code == 403
    pupils = client.get(FILES, {"klas": str(cast.class_4h2.pk)}).context["pupils"]
    assert cast.sem not in list(pupils)
    assert cast.yara in list(pupils)


def test_mentor_of_another_group_is_told_so(cast: Cast, client_of: SignIn) -> None:
    with look(cast):
        noor = register(cast.waterland, given_name="Noor", family_name="Eerdmans")
        enrol(noor, group=cast.class_4h3, from_on=START)
    response = client_of("mentor").get(f"{FILES}leerlingen/{noor.pk}/")
    assert response.status_code == 403
    assert "Deze leerling zit niet in je groep." in response.content.decode()


@pytest.mark.parametrize("name", ["lieke", "pupil_outside", "teacher"])
def test_who_is_no_pupil_here_has_no_pupil_file(cast: Cast, client_of: SignIn, name: str) -> None:
    assert client_of("head").get(of_pupil(cast, name)).status_code == 404


def test_pupil_has_no_personnel_file(cast: Cast, client_of: SignIn) -> None:
    assert client_of("head").get(of_staff(cast, "sem")).status_code == 404


# --- Trace ------------------------------------------------------------------------------------
def test_opening_is_logged_with_its_ground_and_shown(cast: Cast, client_of: SignIn) -> None:
    client_of("mentor").get(of_pupil(cast, "sem"))

    with look(cast):
        event = Event.objects.get(name="pupil_file.view")
        assert (event.actor_id, event.person_ids, event.facts) == (
            cast.mentor.pk,
            [cast.sem.pk],
            {"ground": "mentor of groepsleraar"},
        )
    html = client_of("head").get(of_pupil(cast, "sem")).content.decode()
    assert "Hidde Wieringh" in html
    assert "Jouw reden:" in html


def test_refused_opening_is_logged_as_refusal(cast: Cast, client_of: SignIn) -> None:
    client_of("teacher").get(of_pupil(cast, "sem"))
    with look(cast):
        assert list(Event.objects.filter(name="pupil_file.view")) == []
        assert Event.objects.get(kind="refusal").facts == {"action": "pupil_file.view"}


# --- Lists and queries ------------------------------------------------------------------------
def test_group_that_a_mentor_teaches_as_well_adds_no_files(cast: Cast, client_of: SignIn) -> None:
    with look(cast):
        noor = register(cast.waterland, given_name="Noor", family_name="Haverkort")
        enrol(noor, group=cast.class_4h3, from_on=START)
        appoint(
            cast.mentor, role="teacher", school=cast.oostpoort, group=cast.class_4h3, from_on=START
        )
    assert client_of("mentor").get(f"{FILES}leerlingen/{noor.pk}/").status_code == 403
    groups = client_of("mentor").get(FILES).context["groups"]
    assert [group.name for group in groups] == ["4H2"]


def test_pupils_of_a_group_or_by_name(cast: Cast, client_of: SignIn) -> None:
    client = client_of("head")

    def names(**query: str) -> list[str]:
        return [pupil.given_name for pupil in client.get(FILES, query).context["pupils"]]

    assert names() == ["Sem", "Daan", "Tess", "Yara"]
    assert names(klas=str(cast.class_4h3.pk)) == []
    assert names(q="tess groot") == ["Tess"]
    assert names(q="lieke") == []
    assert names(q="\x00", klas="x") == ["Sem", "Daan", "Tess", "Yara"]


def test_mentor_finds_the_own_group_only(cast: Cast, client_of: SignIn) -> None:
    response = client_of("mentor").get(FILES)
    assert [group.name for group in response.context["groups"]] == ["4H2"]
    assert client_of("teacher").get(FILES).status_code == 403


@pytest.mark.parametrize("address", [FILES, f"{FILES}medewerkers/"])
def test_list_asks_as_many_queries_for_more_rows(
    cast: Cast, client_of: SignIn, address: str
) -> None:
    client = client_of("head")
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    with look(cast):
        for number in range(3):
            person = register(cast.waterland, given_name=f"N{number}", family_name="Zuid")
            enrol(person, group=cast.class_4h2, from_on=START)
            worker = register(cast.waterland, given_name=f"M{number}", family_name="Zuid")
            appoint(worker, role="teacher", school=cast.oostpoort, from_on=START)
    with CaptureQueriesContext(connection) as many:
        client.get(address)
    assert len(few) == len(many)
    assert len(of_the_page(many)) <= 12


@pytest.mark.parametrize("name", ["mentor", "head", "board_member"])
def test_file_asks_as_many_queries_for_three_entries_as_for_one(
    cast: Cast, client_of: SignIn, name: str
) -> None:
    client = client_of(name)
    file(cast)
    client.get(of_pupil(cast, "sem"))
    with CaptureQueriesContext(connection) as one:
        client.get(of_pupil(cast, "sem"))
    file(cast, parties=[(pupil(cast, "sem"), "subject"), (pupil(cast, "daan"), "target")])
    file(cast)
    with CaptureQueriesContext(connection) as three:
        response = client.get(of_pupil(cast, "sem"))
    assert len(response.context["page"].pieces) == 3
    assert len(one) == len(three)
    assert len(of_the_page(three)) <= 12


@pytest.mark.parametrize("moment", ["2026-01-01", "9999-12-31T23:59:59", "x", ""])
def test_place_that_makes_no_sense_is_the_start_of_the_file(
    cast: Cast, client_of: SignIn, moment: str
) -> None:
    report = file(cast)
    address = f"{of_pupil(cast, 'sem')}?voor={moment}~{report.pk}"
    response = client_of("head").get(address)
    assert response.status_code == 200
    assert len(response.context["page"].pieces) == 1
