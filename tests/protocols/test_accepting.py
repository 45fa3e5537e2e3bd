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
    assert "invulplekken of dode links" in client.post(page(version), ADOPT).content.decode()
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
