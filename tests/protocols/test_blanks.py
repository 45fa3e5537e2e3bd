"""Blanks and dead links: filled in up to the adoption, and what stood there is kept in the trail."""

from collections.abc import Callable

import pytest
from django.test import Client

from protocols import services
from protocols.models import CodeVersion, Provision
from schoolgids.access.scope import Scope, scoped
from schoolgids.audit.models import Event
from schoolgids.workflow import Refused
from tests.cast import Cast
from tests.protocols.making import TEXT, draft, published

SignIn = Callable[[str], Client]
CODE = TEXT + "\n2. De MR stemde in op [datum]. Zie [de regeling](#).\n"


@pytest.fixture
def version(cast: Cast) -> CodeVersion:
    with scoped(Scope.of_school(cast.oostpoort)):
        return draft(cast.actor("head", school=cast.oostpoort), CODE, school=cast.oostpoort)


def page_of(version: CodeVersion) -> str:
    return f"/school/oostpoort/codes/{version.pk}/"


def text(cast: Cast, version: CodeVersion) -> str:
    with scoped(Scope.of_school(cast.oostpoort)):
        return str(Provision.objects.get(version=version, text__startswith="De MR stemde").text)


def given(cast: Cast, version: CodeVersion, words: str, new: str) -> dict[str, str]:
    with scoped(Scope.of_school(cast.oostpoort)):
        row = Provision.objects.get(version=version, text__startswith="De MR stemde")
    return {"deed": "fill", "fill-provision": str(row.pk), "fill-words": words, "fill-text": new}


def test_open_places_are_listed_with_their_place(
    cast: Cast, client_of: SignIn, version: CodeVersion
) -> None:
    html = client_of("head").get(page_of(version)).content.decode()
    assert "Nog 2 plekken in te vullen" in html
    assert '<a href="#b-' in html
    assert "<b>[datum]</b>" in html


def test_blank_is_filled_in_and_the_trail_keeps_it(
    cast: Cast, client_of: SignIn, version: CodeVersion
) -> None:
    client = client_of("head")
    client.post(page_of(version), given(cast, version, "[datum]", " 3 juni  2026 "))
    client.post(page_of(version), given(cast, version, "[de regeling](#)", "de regeling schorsing"))
    assert text(cast, version) == "De MR stemde in op 3 juni 2026. Zie de regeling schorsing."
    assert "in te vullen" not in client.get(page_of(version)).content.decode()
    with scoped(Scope.of_school(cast.oostpoort)):
        first = Event.objects.filter(name="code.fill").order_by("pk")[0]
        assert first.facts == {"words": "[datum]", "text": "3 juni 2026"}


@pytest.mark.parametrize(
    ("words", "new", "said"),
    [
        ("[datum]", "", "Vul in wat er moet staan."),
        ("[datum]", "[nog een datum]", "Dit is weer een invulplek"),
        ("[naam]", "Jan", "Deze plek is al ingevuld."),
        ("stemde", "stemt", "Deze plek is al ingevuld."),
    ],
)
def test_other_words_than_a_blank_stay_as_printed(
    cast: Cast, client_of: SignIn, version: CodeVersion, words: str, new: str, said: str
) -> None:
    before = text(cast, version)
    page = client_of("head").post(page_of(version), given(cast, version, words, new))
    assert page.status_code == 422
    assert said in page.content.decode()
    assert text(cast, version) == before


def test_adopted_text_takes_nothing_more(inside: Cast) -> None:
    head = inside.actor("head", school=inside.oostpoort)
    version = published(head, school=inside.oostpoort)
    row = version.provisions.order_by("order")[0]
    with pytest.raises(Refused, match="vastgesteld"):
        services.fill_blank(head, version=version, provision=row, words="[datum]", text="nu")


@pytest.mark.parametrize("name", ["teacher", "outsider", "omar"])
def test_only_who_keeps_the_codes_fills_in(
    cast: Cast, client_of: SignIn, version: CodeVersion, name: str
) -> None:
    page = client_of(name).post(page_of(version), given(cast, version, "[datum]", "nu"))
    assert page.status_code in (403, 404)
    assert "[datum]" in text(cast, version)
