"""The log page: whose doings it shows to whom."""

from collections.abc import Callable

import pytest
from django.test import Client

from incidents.models import InvolvedParty
from schoolgids.access.scope import Scope, scoped
from schoolgids.access.sign_in import DONE, record_for_user
from tests.cast import Cast
from tests.incidents.making import file, staff
from tests.sanctions.making import Making, add_party, incident

ClientOf = Callable[[str], Client]
OOSTPOORT = "/school/oostpoort/verantwoording/"


@pytest.mark.parametrize("place", ["x", "%00", "0", "9" * 400])
def test_place_that_makes_no_sense_is_the_start(
    cast: Cast, client_of: ClientOf, place: str
) -> None:
    assert client_of("head").get(f"{OOSTPOORT}?voor={place}").status_code == 200


ZILVERMEEUW = "/school/zilvermeeuw/verantwoording/"


def names(client: Client, address: str = OOSTPOORT) -> set[tuple[str, str]]:
    """(who, what) of every line of the page."""
    return {(row.actor_name, row.name) for row in client.get(address).context["events"]}


@pytest.fixture
def elsewhere(cast: Cast, client_of: ClientOf) -> None:
    """What others did at another school: a sign-in, a refusal, a file opened."""
    record_for_user(DONE, cast.users["fatima"])
    client_of("fatima").get(ZILVERMEEUW)
    client_of("omar").get(f"/school/zilvermeeuw/dossiers/leerlingen/{cast.lieke.pk}/")


@pytest.mark.usefixtures("elsewhere")
def test_head_reads_nothing_of_another_school(client_of: ClientOf) -> None:
    assert names(client_of("head")) == set()


@pytest.mark.usefixtures("elsewhere")
def test_head_reads_what_was_opened_and_refused_at_the_own_school(client_of: ClientOf) -> None:
    assert names(client_of("omar"), ZILVERMEEUW) == {
        ("Omar Dijkgraaf", "pupil_file.view"),
        ("Fatima Rietveen", "forbidden"),
    }


@pytest.mark.usefixtures("elsewhere")
def test_officers_of_the_board_read_all_schools(client_of: ClientOf) -> None:
    assert names(client_of("privacy_officer"), "/bestuur/waterland/verantwoording/") == {
        ("Fatima Rietveen", "sign_in.done"),
        ("Omar Dijkgraaf", "pupil_file.view"),
        ("Fatima Rietveen", "forbidden"),
    }


def test_report_about_the_head_is_not_in_the_trail_of_the_head(
    cast: Cast, client_of: ClientOf
) -> None:
    report = file(cast, parties=[(staff(cast, "head"), "subject")])
    client_of("board_member").get(f"/school/oostpoort/meldingen/{report.pk}/")
    assert names(client_of("head")) == set()
    assert names(client_of("privacy_officer"), OOSTPOORT) == {
        ("Roos Valkering", "incident.report"),
        ("Nadia Hooglander", "incident.view"),
        ("Maarten Oosterkamp", "audit.view"),
    }


def test_case_of_a_report_with_a_part_of_the_head_is_not_in_the_trail_of_the_head(
    cast: Cast, client_of: ClientOf
) -> None:
    with scoped(Scope.of_school(cast.oostpoort)):
        report = incident(cast, "sem", "yara")
        add_party(report, cast.head, part=InvolvedParty.Part.TARGET, kind="staff")
        Making(cast).proposed(row=report)
    done = {("Ilse Terborgh", "sanction.propose"), ("Ilse Terborgh", "incident.propose_measure")}
    assert names(client_of("head")) == set()
    assert names(client_of("privacy_officer"), OOSTPOORT) >= done
