"""A link that leads nowhere may stay, because somebody said why; a blank may not."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.utils.timezone import now

from protocols import services
from protocols.dated import Dated
from protocols.models import AcceptedPlace, CodeVersion, Provision
from schoolgids.access.scope import Scope, scoped
from schoolgids.audit.models import Event
from tests.cast import TODAY, Cast
from tests.protocols.making import TEXT, draft

SignIn = Callable[[str], Client]
LINK, CAO = "[Integriteitscode](#)", "[CAO OMO](#)"
CODE = TEXT + f"\n2. Zie de {LINK} en de {CAO}. De MR stemde in op [datum].\n"
REASON = "Staat bij het bestuur"


@pytest.fixture
def version(cast: Cast) -> CodeVersion:
    with scoped(Scope.of_school(cast.oostpoort)):
        head = cast.actor("head", school=cast.oostpoort)
        version = draft(head, CODE, school=cast.oostpoort)
        services.confirm_outline(head, version=version)
        return services.submit(head, version=version)


def page(version: CodeVersion) -> str:
    return f"/school/oostpoort/codes/{version.pk}/"


def line(cast: Cast, version: CodeVersion) -> Provision:
    with scoped(Scope.of_school(cast.oostpoort)):
        return Provision.objects.get(version=version, text__startswith="Zie de")


def accept(cast: Cast, version: CodeVersion, words: str, reason: str = REASON) -> dict[str, str]:
    return {
        "deed": "accept", "accept-provision": str(line(cast, version).pk),
        "accept-words": words, "accept-reason": reason,
    }  # fmt: skip


def fill(cast: Cast, version: CodeVersion, words: str, text: str) -> dict[str, str]:
    return {
        "deed": "fill", "fill-provision": str(line(cast, version).pk),
        "fill-words": words, "fill-text": text,
    }  # fmt: skip


ADOPT = {"deed": "adopt", "adopt-by": "CvB", "adopt-adopted": "27-11-2020"}


def test_accepted_links_do_not_block_and_are_no_links_in_the_guide(
    cast: Cast, client_of: SignIn, version: CodeVersion
) -> None:
    client = client_of("head")
    client.post(page(version), fill(cast, version, "[datum]", "3 juni"))
    client.post(page(version), accept(cast, version, LINK))
    html = client.get(page(version)).content.decode()
    assert "Nog 1 plek in te vullen" in html
    assert f'{REASON} <span class="soft small">Maarten Oosterkamp, vr 20 nov, 10.00 uur' in html
    assert "verwijzingen zonder doel" in client.post(page(version), ADOPT).content.decode()
    client.post(page(version), accept(cast, version, CAO))
    assert "in te vullen" not in client.get(page(version)).content.decode()
    assert client.post(page(version), ADOPT).status_code == 302
    client.post(page(version), {"deed": "publish", "publish-effective_on": "1-1-2021"})
    guide = Client().get("/gids/oostpoort/telefoons-en-berichten/").content.decode()
    assert "Zie de Integriteitscode en de CAO OMO." in guide
    assert "Toch oplossen" not in client.get(page(version)).content.decode()
    with scoped(Scope.of_school(cast.oostpoort)):
        events = Event.objects.filter(name="code.accept_place").order_by("at", "id")
        assert [event.facts for event in events] == [
            {"words": LINK, "reason": REASON}, {"words": CAO, "reason": REASON},
        ]  # fmt: skip


def test_acceptance_is_taken_back(cast: Cast, client_of: SignIn, version: CodeVersion) -> None:
    client = client_of("head")
    client.post(page(version), accept(cast, version, LINK))
    with scoped(Scope.of_school(cast.oostpoort)):
        row = AcceptedPlace.objects.get()
    undo = {"deed": "reconsider", "reconsider-accepted": str(row.pk)}
    assert client.post(page(version), undo).status_code == 302
    assert "Nog 3 plekken in te vullen" in client.get(page(version)).content.decode()
    again = client.post(page(version), undo)
    assert "Dit staat niet meer in de lijst." in again.content.decode()


def test_changed_text_asks_again(cast: Cast, client_of: SignIn, version: CodeVersion) -> None:
    client = client_of("head")
    client.post(page(version), accept(cast, version, LINK))
    client.post(page(version), fill(cast, version, CAO, "de cao"))
    html = client.get(page(version)).content.decode()
    assert "Nog 2 plekken in te vullen" in html
    assert REASON not in html
    client.post(page(version), accept(cast, version, LINK, "Nog steeds zo"))
    html = client.get(page(version)).content.decode()
    assert "Nog 1 plek in te vullen" in html
    assert "Nog steeds zo" in html


@pytest.mark.parametrize(
    ("words", "reason", "said"),
    [
        ("[datum]", REASON, "Een invulplek kan niet zo blijven staan."),
        (LINK, "", "Schrijf waarom dit zo mag blijven staan."),
        ("[iets](#)", REASON, "Deze plek is al ingevuld."),
    ],
)
def test_what_can_not_stay_is_refused(
    cast: Cast, client_of: SignIn, version: CodeVersion, words: str, reason: str, said: str
) -> None:
    response = client_of("head").post(page(version), accept(cast, version, words, reason))
    assert (response.status_code, said in response.content.decode()) == (422, True)
    with scoped(Scope.of_school(cast.oostpoort)):
        assert not AcceptedPlace.objects.exists()


def test_blank_has_no_form_to_let_it_stay(
    cast: Cast, client_of: SignIn, version: CodeVersion
) -> None:
    html = client_of("head").get(page(version)).content.decode()
    assert html.count('name="fill-words"') == 3
    assert html.count('name="accept-words"') == 2


@pytest.mark.parametrize("name", ["teacher", "outsider", "team_leader", "sem_mother"])
def test_who_keeps_no_codes_lets_nothing_stay(
    cast: Cast, client_of: SignIn, version: CodeVersion, name: str
) -> None:
    status = client_of(name).post(page(version), accept(cast, version, LINK)).status_code
    assert status in (403, 404)
    with scoped(Scope.of_school(cast.oostpoort)):
        assert not AcceptedPlace.objects.exists()


def test_place_of_another_version_is_not_found(
    cast: Cast, client_of: SignIn, version: CodeVersion
) -> None:
    client = client_of("head")
    client.post(page(version), accept(cast, version, LINK))
    with scoped(Scope.of_school(cast.oostpoort)):
        head = cast.actor("head", school=cast.oostpoort)
        other = draft(head, TEXT, school=cast.oostpoort)
        row = AcceptedPlace.objects.get()
    for sent in (
        {"deed": "reconsider", "reconsider-accepted": str(row.pk)},
        accept(cast, version, CAO),
    ):
        assert client.post(page(other), sent).status_code == 422
    with scoped(Scope.of_school(cast.oostpoort)):
        assert AcceptedPlace.objects.get() == row


@pytest.mark.parametrize(
    "sql",
    [
        "delete from protocols_acceptedplace where version_id = %s",
        "update protocols_acceptedplace set reason = 'anders' where version_id = %s",
    ],
)
def test_what_was_accepted_is_final_in_sql_too(inside: Cast, sql: str) -> None:
    head = inside.actor("head", school=inside.oostpoort)
    version = draft(head, TEXT + f"\n2. Zie {LINK}.\n", school=inside.oostpoort)
    row = version.provisions.get(text__startswith="Zie [")
    facts: dict[str, Any] = {"words": LINK, "reason": REASON, "moment": now()}
    services.accept_place(head, version=version, provision=row, **facts)
    services.confirm_outline(head, version=version)
    services.submit(head, version=version)
    day = Dated(date(2026, 6, 1))
    services.adopt(head, version=version, by="CvB", adopted=day, today=TODAY)
    with pytest.raises(DatabaseError, match="An adopted text is not changed"), transaction.atomic():
        connection.cursor().execute(sql, [version.pk])


# --- References without a target --------------------------------------------------------------

POINTING = TEXT + "\n2. Zie artikel 9 en paragraaf I. Zie ook artikel 18 van de cao.\n"


@pytest.fixture
def pointing(cast: Cast) -> CodeVersion:
    with scoped(Scope.of_school(cast.oostpoort)):
        head = cast.actor("head", school=cast.oostpoort)
        version = draft(head, POINTING, school=cast.oostpoort)
        services.confirm_outline(head, version=version)
        return services.submit(head, version=version)


def pointer(cast: Cast, version: CodeVersion) -> Provision:
    with scoped(Scope.of_school(cast.oostpoort)):
        return Provision.objects.get(version=version, text__startswith="Zie artikel")


def test_reference_to_what_is_not_there_is_listed_and_blocks(
    cast: Cast, client_of: SignIn, pointing: CodeVersion
) -> None:
    html = client_of("head").get(page(pointing)).content.decode()
    assert "Nog 1 plek in te vullen" in html
    assert "<b>artikel 9</b>" in html
    assert "een verwijzing naar iets wat hier niet of vaker staat" in html
    assert "<b>paragraaf I</b>" not in html  # it is there
    assert "<b>artikel 18</b>" not in html  # of the cao
    done = client_of("head").post(page(pointing), ADOPT)
    assert done.status_code == 422
    assert "verwijzingen zonder doel" in done.content.decode()


def test_reference_may_stay_with_a_reason_or_be_set_right(
    cast: Cast, client_of: SignIn, pointing: CodeVersion
) -> None:
    client, row = client_of("head"), pointer(cast, pointing)
    given = {"accept-provision": str(row.pk), "accept-words": "artikel 9", "accept-reason": REASON}
    assert client.post(page(pointing), {"deed": "accept", **given}).status_code == 302
    with scoped(Scope.of_school(cast.oostpoort)):
        assert services.open_in(pointing, pointing.accepted_places.all()) == []
    filled = {"fill-provision": str(row.pk), "fill-words": "artikel 9", "fill-text": "paragraaf I"}
    assert client.post(page(pointing), {"deed": "fill", **filled}).status_code == 302
    with scoped(Scope.of_school(cast.oostpoort)):
        assert services.open_in(pointing) == []
