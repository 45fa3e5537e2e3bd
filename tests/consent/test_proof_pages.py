"""The answers of one pupil with their proof: who may open it, and the trace that it leaves."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from consent.models import Answer
from schoolgids.access.scope import Scope, scoped
from schoolgids.audit.models import Event
from schoolgids.people.models import Enrolment
from tests.cast import Cast
from tests.consent.scenes import PDF, evidence_of, history_of, ids, sent, sheet_of, words

pytestmark = pytest.mark.django_db
ClientOf = Callable[[str], Client]


def test_history_shows_route_and_proof_and_leaves_a_trace(
    asking: Cast, client_of: ClientOf
) -> None:
    client = client_of("administrator")
    client.post(sheet_of(asking.class_4h2), sent(asking))

    text = words(client.get(history_of(asking.sem)))

    assert "Website Ja Toestemming van een ouder met gezag." in text
    assert (
        "19 november 2026 Website tekst 1 Ja Petra Aldershof ouder of voogd met gezag Formulier op papier"
        in text
    )
    assert "Agnes Brouwerij Scan" in text
    with scoped(Scope.of_school(asking.oostpoort)):
        event = Event.objects.get(name="consent_proof.view")
    assert (event.actor_id, event.about_id, event.person_ids) == (
        asking.administrator.pk, str(asking.sem.pk), [asking.sem.pk],
    )  # fmt: skip


def test_the_scan_comes_back_as_it_was_and_opening_it_leaves_a_trace(
    asking: Cast, client_of: ClientOf
) -> None:
    client = client_of("head")
    client.post(sheet_of(asking.class_4h2), sent(asking))
    with scoped(Scope.of_school(asking.oostpoort)):
        row = Answer.objects.get(purpose__name_nl="Website")

    response = client.get(evidence_of(row))

    assert (response.content, response["Content-Type"]) == (PDF, "application/pdf")
    assert response["Content-Disposition"] == 'attachment; filename="toestemming-2026-11-19.pdf"'
    assert "no-store" in response["Cache-Control"]
    with scoped(Scope.of_school(asking.oostpoort)):
        event = Event.objects.get(name="consent_evidence.view")
    assert event.person_ids == [asking.sem.pk]
    for name, status in (("teacher", 404), ("sem_mother", 404), ("outsider", 404), ("omar", 404)):
        assert client_of(name).get(evidence_of(row)).status_code == status


def test_an_answer_without_a_scan_has_none_to_show(asking: Cast, client_of: ClientOf) -> None:
    client = client_of("head")
    key, found = asking.sem.pk.hex, ids(asking)
    client.post(
        sheet_of(asking.class_4h2),
        sent(asking, scan=None, **{f"choice_{key}_{found['Website'].hex}": "no"}),
    )
    with scoped(Scope.of_school(asking.oostpoort)):
        row = Answer.objects.first()
    assert client.get(evidence_of(row)).status_code == 404


def test_history_is_for_people_who_were_pupils_here(asking: Cast, client_of: ClientOf) -> None:
    client = client_of("administrator")
    for person in (asking.lieke, asking.sem_mother, asking.pupil_outside, asking.teacher):
        assert client.get(history_of(person)).status_code == 404
    with scoped(Scope.of_school(asking.oostpoort)):
        Enrolment.objects.filter(person=asking.sem).update(until_on=date(2026, 10, 1))
    assert "niet meer op deze school" in words(client.get(history_of(asking.sem)))


def test_history_asks_the_same_number_of_times_for_few_answers_and_many(
    asking: Cast, client_of: ClientOf
) -> None:
    client, counts = client_of("administrator"), []
    for _time in range(3):
        client.post(sheet_of(asking.class_4h2), sent(asking))
        with CaptureQueriesContext(connection) as queries:
            client.get(history_of(asking.sem))
        counts.append(len([row for row in queries if "SAVEPOINT" not in row["sql"]]))
    assert counts == [counts[0]] * 3
    assert counts[0] <= 14  # two of them of the transaction around a test
