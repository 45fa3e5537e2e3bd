"""Was it allowed on that day? The verdict with its proof, and who may ask (C9)."""

import hashlib
import io
from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader

from consent.models import Answer
from consent.rule import Choice
from schoolgids.access.scope import Scope, scoped
from schoolgids.audit.models import Event
from schoolgids.files.inspection import Accepted
from tests.cast import Cast
from tests.consent.publications.scenes import address, website_of
from tests.consent.scenes import PDF, form, on_paper, words

pytestmark = pytest.mark.django_db
ClientOf = Callable[[str], Client]
SIGNED = date(2026, 11, 2)


@pytest.fixture
def answered(asking: Cast, pdf: Accepted) -> Cast:
    """Daan's mother signed a yes on 2 November and a no on 10 November."""
    with scoped(Scope.of_school(asking.oostpoort)):
        on_paper(asking, form(asking, "daan", "twins_mother"), scan=pdf, signed_on=SIGNED)
        on_paper(
            asking,
            form(asking, "daan", "twins_mother", Choice.NO),
            scan=pdf,
            signed_on=date(2026, 11, 10),
        )
    return asking


def asked(cast: Cast, **facts: object) -> dict[str, object]:
    values: dict[str, object] = {
        "deed": "ask",
        "person": str(cast.daan.pk),
        "purpose": str(website_of(cast).pk),
        "on": "05-11-2026",
    }
    return values | facts


def pdf_of(cast: Cast, day: str = "2026-11-05", **facts: object) -> str:
    person = facts.get("person", cast.daan)
    return f"{address('proof', pk=person.pk)}?doel={website_of(cast).pk}&dag={day}"  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("day", "answer"),
    [
        ("01-11-2026", "Nee, het mocht niet"),
        ("02-11-2026", "Ja, het mocht"),
        ("09-11-2026", "Ja, het mocht"),
        ("10-11-2026", "Nee, het mocht niet"),
    ],
)
def test_any_past_day_has_its_own_verdict(
    answered: Cast, client_of: ClientOf, day: str, answer: str
) -> None:
    text = words(client_of("head").post(address("on_day"), asked(answered, on=day)))
    assert answer in text


def test_page_says_what_the_verdict_rests_on(answered: Cast, client_of: ClientOf) -> None:
    text = words(client_of("administrator").post(address("on_day"), asked(answered)))
    assert "Toestemming van een ouder met gezag." in text
    assert "2 november 2026: ja Wil Grootveen, ouder of voogd met gezag" in text
    assert "Formulier op papier · tekst 1 · pas vastgelegd op 20 november 2026" in text
    assert "10 november" not in text


def test_person_is_found_by_name_and_kept(answered: Cast, client_of: ClientOf) -> None:
    client = client_of("head")
    found = client.post(address("on_day"), {"deed": "find", "words": "Daan"})
    assert "Gevonden Daan Grootveen 4H2" in words(found)
    kept = client.post(address("on_day"), asked(answered, deed="find", words="xx"))
    assert "Persoon Daan Grootveen" in words(kept)


def test_day_before_anything_was_asked_is_no(answered: Cast, client_of: ClientOf) -> None:
    text = words(client_of("head").post(address("on_day"), asked(answered, on="01-01-2026")))
    assert "Nee, het mocht niet" in text
    assert "Dit werd op die dag niet gevraagd." in text


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({"on": "21-11-2026"}, "Kies vandaag of een dag die voorbij is."),
        ({"on": ""}, "Vul de dag in."),
        ({"person": ""}, "Zoek en kies eerst een persoon."),
        ({"purpose": ""}, "Kies waarvoor."),
    ],
)
def test_page_says_what_lacks(
    answered: Cast, client_of: ClientOf, facts: dict[str, object], reason: str
) -> None:
    page = client_of("head").post(address("on_day"), asked(answered, **facts))
    assert page.status_code == 422
    assert reason in words(page)


def test_proof_holds_what_was_shown_by_whom_when_and_how(
    answered: Cast, client_of: ClientOf
) -> None:
    response = client_of("head").get(pdf_of(answered))
    assert (response.status_code, response["Content-Type"]) == (200, "application/pdf")
    reader = PdfReader(io.BytesIO(response.content))
    text = " ".join("".join(page.extract_text() + " " for page in reader.pages).split())

    assert "Ja. Daan Grootveen mocht op 5 november 2026 in beeld." in text
    assert "Wil Grootveen (moeder)" in text
    assert "Hoe: formulier op papier" in text
    assert "Getoond: tekst 1, taal nl" in text
    assert hashlib.sha256(PDF).hexdigest() in text.replace(" ", "")
    assert "10 november 2026" not in text
    with scoped(Scope.of_school(answered.oostpoort)):
        wording = Answer.objects.first().wording  # type: ignore[union-attr]
        event = Event.objects.get(name="consent_proof.hand_over")
    assert wording.title_nl in text
    assert event.facts["sha256"] == hashlib.sha256(response.content).hexdigest()
    assert event.person_ids == [answered.daan.pk]


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("teacher", 403),
        ("mentor", 403),
        ("sem_mother", 403),
        ("yara", 403),
        ("board_member", 403),
        ("fatima", 404),
        ("outsider", 404),
    ],
)
def test_proof_is_for_who_keeps_consent(
    answered: Cast, client_of: ClientOf, name: str, status: int
) -> None:
    assert client_of(name).get(address("on_day")).status_code == status


@pytest.mark.parametrize("name", ["omar", "pupil_outside"])
def test_proof_of_somebody_of_another_school_is_not_found(
    answered: Cast, client_of: ClientOf, name: str
) -> None:
    stranger = answered.people[name]
    client = client_of("head")
    assert client.get(pdf_of(answered, person=stranger)).status_code == 404
    sent = asked(answered, person=str(stranger.pk))
    assert client.post(address("on_day"), sent).status_code == 404


@pytest.mark.parametrize("day", ["2026-11-21", "x", ""])
def test_proof_of_no_day_or_a_day_to_come_is_not_found(
    answered: Cast, client_of: ClientOf, day: str
) -> None:
    assert client_of("head").get(pdf_of(answered, day)).status_code == 404


def test_page_asks_the_same_number_of_times(answered: Cast, client_of: ClientOf) -> None:
    client, counts = client_of("head"), set()
    for day in ("02-11-2026", "12-11-2026"):  # one answer, two answers
        sent = asked(answered, on=day)
        client.post(address("on_day"), sent)
        with CaptureQueriesContext(connection) as queries:
            client.post(address("on_day"), sent)
        counts.add(len([row for row in queries if "SAVEPOINT" not in row["sql"]]))
    assert len(counts) == 1
    assert counts.pop() == 16  # the search, the verdict, its proof and the trace
