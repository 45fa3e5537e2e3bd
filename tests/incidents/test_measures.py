"""The page of a report, and the measures that came of it."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from incidents.models import Incident
from incidents.sanctions.models import SanctionCase
from schoolgids.access.scope import Scope, scoped
from tests.cast import Cast
from tests.incidents.making import LIST
from tests.sanctions.making import Making, add_party, incident, measure

SignIn = Callable[[str], Client]


@pytest.fixture
def make(cast: Cast) -> Callable[[Callable[[Making], Any]], Any]:
    """Does something inside the scope of the school."""

    def inside(deed: Callable[[Making], Any]) -> Any:
        with scoped(Scope.of_school(cast.oostpoort)):
            return deed(Making(cast))

    return inside


def two_makers(making: Making) -> Incident:
    row = incident(making.cast, "sem")
    add_party(row, making.cast.daan, part="maker")
    return row


def offer(page: Any) -> Any:
    return next(offer for offer in page.context["offers"] if offer.name == "propose_measure")


def test_page_lists_the_cases_and_offers_one_more(cast: Cast, client_of: SignIn, make: Any) -> None:
    row = make(two_makers)
    case = make(lambda making: making.proposed(row=row))
    page = client_of("head").get(f"{LIST}{row.pk}/")
    html = " ".join(page.content.decode().split())
    assert offer(page).possible
    assert f"/school/oostpoort/meldingen/{row.pk}/maatregel/" in html
    assert "Stel nog een maatregel voor" in html
    assert f'<a href="/school/oostpoort/zaken/{case.pk}/">Schorsing: Sem Aldershof</a>' in html
    assert f"Zaak {case.number} · voorgesteld · ligt bij teamleider" in html


@pytest.mark.parametrize(
    ("who", "seen"), [("mentor", 1), ("team_leader", 1), ("board_member", 1), ("teacher", 0)]
)
def test_cases_are_for_who_may_see_them(client_of: SignIn, make: Any, who: str, seen: int) -> None:
    row = make(two_makers)
    make(lambda making: making.proposed(row=row))
    page = client_of(who).get(f"{LIST}{row.pk}/")
    assert len(page.context["cases"]) == seen
    assert ("Schorsing: Sem" in page.content.decode()) is bool(seen)


def test_second_person_gets_a_measure_through_the_page(
    cast: Cast, client_of: SignIn, make: Any
) -> None:
    row = make(two_makers)
    make(lambda making: making.proposed("talk", row=row))
    talk = make(lambda making: measure(making.cast, "talk"))
    client = client_of("team_leader")
    sent = {"measure": talk.pk, "facts": "Daan deelde het.", "grounds": "Eerste keer."}

    def propose(person: str) -> Any:
        address = f"{LIST}{row.pk}/maatregel/?voor={cast.people[person].pk}"
        return client.post(address, {**sent, "submission": str(uuid4())})

    refused = propose("sem")
    assert refused.status_code == 422
    assert "Deze maatregel is voor deze melding al voorgesteld." in refused.content.decode()
    assert propose("daan").status_code == 302
    people = make(lambda _m: [case.person_id for case in SanctionCase.objects.order_by("pk")])
    assert people == [cast.sem.pk, cast.daan.pk]


@pytest.mark.parametrize(("who", "possible"), [("board_member", True), ("mentor", False)])
def test_who_may_propose_is_offered_it(
    client_of: SignIn, make: Any, who: str, possible: bool
) -> None:
    row = make(two_makers)
    page = client_of(who).get(f"{LIST}{row.pk}/")
    assert offer(page).possible is possible
    status = client_of(who).get(f"{LIST}{row.pk}/maatregel/").status_code
    assert status == (200 if possible else 403)


def test_member_of_the_board_proposes_too(make: Any) -> None:
    case = make(lambda making: making.proposed("talk", by="board_member"))
    assert make(lambda _m: Incident.objects.get(pk=case.incident_id).status) == "measure_proposed"


def test_settled_report_offers_no_measure(client_of: SignIn, make: Any) -> None:
    row = make(two_makers)
    make(lambda _m: Incident.objects.filter(pk=row.pk).update(status="settled", outcome="talk"))
    page = client_of("head").get(f"{LIST}{row.pk}/")
    assert [offer.name for offer in page.context["offers"]] == []


def test_page_asks_as_many_queries_for_three_cases_as_for_one(
    cast: Cast, client_of: SignIn, make: Any
) -> None:
    row = make(two_makers)
    client, counted = client_of("head"), []
    for code in ("talk", "warning", "detention"):
        make(lambda making, code=code: making.proposed(code, row=row))
        client.get(f"{LIST}{row.pk}/")
        with CaptureQueriesContext(connection) as queries:
            client.get(f"{LIST}{row.pk}/")
        bounds = ("SAVEPOINT", "RELEASE", "select set_config('schoolgids.board', ''")
        counted.append([q for q in queries.captured_queries if not q["sql"].startswith(bounds)])
    assert len(counted[0]) == len(counted[2])
    assert len(counted[0]) <= 13
