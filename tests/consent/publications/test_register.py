"""The register of publications: kept as it was, seen by who may, the same queries for many (C8)."""

import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import connection
from django.db.utils import ProgrammingError
from django.test import Client
from django.test.utils import CaptureQueriesContext

from consent.publications.models import Appearance, Publication
from consent.rule import Choice, Code
from schoolgids.access.scope import Scope, scoped
from schoolgids.audit.models import Event
from schoolgids.workflow import Refused
from tests.cast import TODAY, Cast
from tests.consent.publications.scenes import INSTAGRAM, address, publish, ticked
from tests.consent.scenes import purpose, says, token, words

pytestmark = pytest.mark.django_db
ClientOf = Callable[[str], Client]


@pytest.fixture
def agreed(asking: Cast) -> Cast:
    """Daan may on the website."""
    with scoped(Scope.of_board(asking.waterland)):
        says(asking, "twins_mother", "daan", purpose("Website", asking.oostpoort), Choice.YES)
    return asking


def sent(cast: Cast, *people: object, **facts: object) -> dict[str, object]:
    values: dict[str, object] = {
        "title": "Foto van de sportdag",
        "published_on": "20-11-2026",
        "place_1": "Instagram van de school",
        "link_1": "https://instagram.example/p/1",
        "submission": str(token()),
    }
    return ticked(cast, *people, deed="register", **(values | facts))  # type: ignore[arg-type]


# --- Registering -----------------------------------------------------------------------------


def test_publication_is_registered_with_the_verdict_of_the_day(
    agreed: Cast, client_of: ClientOf
) -> None:
    client = client_of("teacher")
    begun = client.post(address("register"), ticked(agreed, agreed.daan, deed=None))
    assert "Publicatie vastleggen" in words(begun)
    assert "Daan Grootveen" in words(begun)

    page = client.post(address("register"), sent(agreed, agreed.daan), follow=True)

    with scoped(Scope.of_school(agreed.oostpoort)):
        publication = Publication.objects.get()
        assert page.redirect_chain == [(address("page", pk=publication.pk), 302)]
        assert (publication.allowed, publication.published_on) == (True, TODAY)
        kept = publication.appearances.get()
        assert (kept.person_id, kept.code) == (agreed.daan.pk, Code.HOLDER_YES)
        assert [(row.label, row.link) for row in publication.places.all()] == [
            (INSTAGRAM.label, INSTAGRAM.link)
        ]
        event = Event.objects.get(name="publication.register")
        assert event.person_ids == [agreed.daan.pk]
        assert "sportdag" not in str(event.facts)
    assert "De publicatie staat in het register." in words(page)
    assert "Ja, dit mocht op die dag" in words(page)


def test_kept_verdict_stays_when_the_answer_changes(agreed: Cast, client_of: ClientOf) -> None:
    publication = publish(agreed, agreed.daan)
    with scoped(Scope.of_board(agreed.waterland)):
        says(agreed, "twins_mother", "daan", purpose("Website", agreed.oostpoort), Choice.NO)
    page = client_of("teacher").get(address("page", pk=publication.pk))
    assert "Ja, dit mocht op die dag" in words(page)


def test_what_was_published_without_consent_is_registered_as_that(
    agreed: Cast, client_of: ClientOf
) -> None:
    publication = publish(agreed, agreed.daan, agreed.sem, unknown=True)
    text = words(client_of("teacher").get(address("page", pk=publication.pk)))
    assert "Nee, dit mocht op die dag niet" in text
    assert "Sem Aldershof Open Nog geen antwoord van een ouder met gezag." in text
    assert "Iemand zonder naam" in text


def test_verdict_is_that_of_the_day_of_publication(agreed: Cast) -> None:
    before = publish(agreed, agreed.daan, on=TODAY - timedelta(days=1))
    assert not before.allowed


def test_the_same_press_twice_registers_once(agreed: Cast) -> None:
    again = token()
    first = publish(agreed, agreed.daan, submission=again)
    assert publish(agreed, agreed.daan, submission=again) == first


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({"on": TODAY + timedelta(days=1)}, "Leg een publicatie vast op de dag zelf."),
        ({"spots": ()}, "Vul in waar de foto staat."),
        ({"on": date(2020, 1, 1)}, "Dit kanaal werd op die dag nog niet of niet meer gevraagd."),
    ],
)
def test_register_refuses_what_it_can_not_judge(
    agreed: Cast, facts: dict[str, object], reason: str
) -> None:
    with pytest.raises(Refused, match=re.escape(reason)):
        publish(agreed, agreed.daan, **facts)  # type: ignore[arg-type]


def test_register_refuses_nobody_and_strangers(agreed: Cast) -> None:
    with pytest.raises(Refused, match="Kies wie er herkenbaar op staan"):
        publish(agreed)
    with pytest.raises(Refused, match="niet bekend bij deze school"):
        publish(agreed, agreed.omar)


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({"title": ""}, "Beschrijf kort wat er is geplaatst."),
        ({"published_on": "21-11-2026"}, "Leg een publicatie vast op de dag zelf."),
        ({"place_1": ""}, "Vul in waar het staat."),
        ({"link_1": "javascript:alert(1)"}, "Neem de hele link over"),
        ({"link_2": "https://voorbeeld.example/"}, "Vul bij deze link de plek in."),
    ],
)
def test_form_says_what_lacks_and_keeps_the_people(
    agreed: Cast, client_of: ClientOf, facts: dict[str, object], reason: str
) -> None:
    page = client_of("teacher").post(address("register"), sent(agreed, agreed.daan, **facts))
    assert page.status_code == 422
    assert reason in words(page)
    assert "Daan Grootveen" in words(page)


def test_register_without_the_check_leads_to_the_check(agreed: Cast, client_of: ClientOf) -> None:
    response = client_of("teacher").get(address("register"))
    assert response["Location"] == address("check")


@pytest.mark.parametrize("facts", [{"person": []}, {"purpose": "x"}, {"person": ["x"]}])
def test_what_no_page_sends_is_not_found(
    agreed: Cast, client_of: ClientOf, facts: dict[str, object]
) -> None:
    page = client_of("teacher").post(address("register"), sent(agreed, agreed.daan, **facts))
    assert page.status_code == 404


@pytest.mark.parametrize(
    "change",
    [
        lambda: Publication.objects.update(allowed=True),
        lambda: Appearance.objects.update(state="yes"),
        lambda: Appearance.objects.all().delete(),
    ],
)
def test_database_refuses_to_change_what_was_published(
    agreed: Cast, change: Callable[[], object]
) -> None:
    publish(agreed, agreed.daan)
    with (
        pytest.raises(ProgrammingError, match="Cannot update or delete"),
        scoped(Scope.of_school(agreed.oostpoort)),
    ):
        change()


# --- Who sees it -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("teacher", 200),  # registered it
        ("head", 200),
        ("administrator", 200),
        ("mentor", 404),  # another colleague's
        ("fatima", 404),
        ("outsider", 404),
        ("sem_mother", 404),
        ("yara", 404),
        ("board_member", 404),
    ],
)
def test_publication_is_for_its_maker_and_the_keepers(
    agreed: Cast, client_of: ClientOf, name: str, status: int
) -> None:
    publication = publish(agreed, agreed.daan)
    assert client_of(name).get(address("page", pk=publication.pk)).status_code == status


@pytest.mark.parametrize("name", ["sem_mother", "yara", "board_member"])
def test_register_is_for_staff(agreed: Cast, client_of: ClientOf, name: str) -> None:
    client = client_of(name)
    assert client.get(address("list")).status_code == 403
    assert client.post(address("register"), sent(agreed)).status_code == 403


def test_opening_a_publication_leaves_a_trace(agreed: Cast, client_of: ClientOf) -> None:
    publication = publish(agreed, agreed.daan)
    client_of("head").get(address("page", pk=publication.pk))
    with scoped(Scope.of_school(agreed.oostpoort)):
        event = Event.objects.get(name="publication.view")
    assert (event.about_id, event.person_ids) == (str(publication.pk), [agreed.daan.pk])


def test_list_shows_ones_own_and_to_the_head_all(agreed: Cast, client_of: ClientOf) -> None:
    publish(agreed, agreed.daan, title="Foto van de sportdag")
    publish(agreed, agreed.sem, actor="mentor", title="Film van het kamp")

    teacher = words(client_of("teacher").get(address("list")))
    head = words(client_of("head").get(address("list")))
    without = words(client_of("head").get(address("list") + "?toon=zonder"))

    assert ("sportdag" in teacher, "kamp" in teacher) == (True, False)
    assert ("sportdag" in head, "kamp" in head) == (True, True)
    assert ("sportdag" in without, "kamp" in without) == (False, True)
    assert "Daan" not in head


def test_list_that_is_empty_says_why(agreed: Cast, client_of: ClientOf) -> None:
    assert "Hier staat nog niets" in words(client_of("teacher").get(address("list")))


def test_list_and_page_ask_the_same_number_of_times(agreed: Cast, client_of: ClientOf) -> None:
    client, counts = client_of("head"), {"list": set(), "page": set()}
    people = [agreed.daan, agreed.sem, agreed.tess]
    for size in (1, 3):
        row = publish(agreed, *people[:size], spots=[INSTAGRAM] * size)
        for name, place in (("list", {}), ("page", {"pk": row.pk})):
            client.get(address(name, **place))
            with CaptureQueriesContext(connection) as queries:
                assert client.get(address(name, **place)).status_code == 200
            counts[name].add(len([one for one in queries if "SAVEPOINT" not in one["sql"]]))
    assert {name: len(found) for name, found in counts.items()} == {"list": 1, "page": 1}
    assert max(max(found) for found in counts.values()) <= 12


def test_list_is_read_by_pages(agreed: Cast, client_of: ClientOf) -> None:
    for number in range(26):
        publish(agreed, agreed.daan, title=f"Foto nummer {number}")
    client = client_of("head")
    first = client.get(address("list"))
    second = client.get(address("list") + first.context["page"].older)
    assert [row.title for row in second.context["publications"]] == ["Foto nummer 0"]
