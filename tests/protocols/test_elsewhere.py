"""A text that points to another code: a link in each guide to the place it has there (G2)."""

from collections.abc import Callable
from datetime import date

import pytest
from django.core.cache import cache
from django.test import Client

from protocols import services
from protocols.binding.services import excuse
from protocols.dated import Dated
from protocols.models import Code, CodeVersion, PublishedProvision
from protocols.topics.services import Text, publish, with_slugs
from schoolgids.access.scope import Scope, scoped
from schoolgids.workflow import Refused
from tests.cast import TODAY, Cast
from tests.conftest import NOW
from tests.protocols.making import adopted, draft, published

SignIn = Callable[[str], Client]
POINTS = "# Pesten\n\n1. Medewerkers volgen ook de [gedragscode Sociale media](#).\n"
MEDIA = "# Sociale media\n\n1. Je bent vriendelijk.\n"
DEAD = "[gedragscode Sociale media](#)"


@pytest.fixture(autouse=True)
def _empty_cache() -> None:
    cache.clear()


def media(cast: Cast, *, in_the_guide: bool = True) -> Code:
    """A text of the board."""
    secretary = cast.actor("board_secretary")
    with scoped(Scope.of_board(cast.waterland)):
        make = published if in_the_guide else adopted
        return make(secretary, MEDIA).code


def pointing(cast: Cast) -> CodeVersion:
    with scoped(Scope.of_school(cast.oostpoort)):
        return draft(cast.actor("head", school=cast.oostpoort), POINTS, school=cast.oostpoort)


def refer(cast: Cast, version: CodeVersion, code: Code) -> None:
    head = cast.actor("head", school=cast.oostpoort)
    with scoped(Scope.of_school(cast.oostpoort)):
        row = version.provisions.get(kind="item")
        services.refer(head, version=version, provision=row, words=DEAD, code=code)


def open_words(cast: Cast, version: CodeVersion) -> list[str]:
    with scoped(Scope.of_school(cast.oostpoort)):
        return [one.words for one in services.blockers(version.provisions.kept())]


def test_dead_link_blocks_and_a_published_code_does_not(cast: Cast) -> None:
    code, version = media(cast), pointing(cast)
    assert open_words(cast, version) == [DEAD]
    refer(cast, version, code)
    assert open_words(cast, version) == []
    with scoped(Scope.of_school(cast.oostpoort)):
        text = version.provisions.get(kind="item").text
    assert text == f"Medewerkers volgen ook de [gedragscode Sociale media](code:{code.pk})."


def test_code_that_is_not_published_yet_still_blocks(cast: Cast) -> None:
    code, version = media(cast, in_the_guide=False), pointing(cast)
    refer(cast, version, code)
    assert open_words(cast, version) == [f"[gedragscode Sociale media](code:{code.pk})"]
    with scoped(Scope.of_board(cast.waterland)):
        secretary = cast.actor("board_secretary")
        services.publish(secretary, version=CodeVersion.objects.get(code=code), effective_on=TODAY)
    assert open_words(cast, version) == []


def test_code_of_another_school_or_itself_is_refused(cast: Cast) -> None:
    version = pointing(cast)
    with scoped(Scope.of_school(cast.zilvermeeuw)):
        omar = cast.actor("omar", school=cast.zilvermeeuw)
        other = published(omar, MEDIA, school=cast.zilvermeeuw).code
    with scoped(Scope.of_school(cast.oostpoort)):
        own = Code.objects.get(pk=version.code_id)
    for code in (other, own):
        with pytest.raises(Refused, match="Kies een andere code"):
            refer(cast, version, code)


def test_link_works_in_the_guide_of_each_school(cast: Cast) -> None:
    code = media(cast)
    with scoped(Scope.of_board(cast.waterland)):
        secretary = cast.actor("board_secretary")
        version = draft(secretary, POINTS)
        row = version.provisions.get(kind="item")
        services.refer(secretary, version=version, provision=row, words=DEAD, code=code)
        services.confirm_outline(secretary, version=version)
        services.submit(secretary, version=version)
        version = services.adopt(
            secretary, version=version, by="Bestuur", adopted=Dated(date(2026, 11, 1)), today=TODAY
        )
        services.publish(secretary, version=version, effective_on=TODAY)
    for school in ("oostpoort", "zilvermeeuw"):
        html = Client().get(f"/gids/{school}/pesten/").content.decode()
        link = f'<a href="/gids/{school}/sociale-media/">gedragscode Sociale media</a>'
        assert link in html
    anchor = PublishedProvision.objects.get(text__contains="code:").stable_anchor
    assert (
        link.replace("zilvermeeuw", "oostpoort")
        in Client().get(f"/gids/oostpoort/pesten/regel/{anchor}/").content.decode()
    )
    with scoped(Scope.of_board(cast.waterland)):
        excuse(
            cast.actor("board_secretary"), code=code, school=cast.oostpoort, reason="Eigen regels",
            from_on=TODAY, today=TODAY,
        )  # fmt: skip
    cache.clear()  # time stands still here, so the guide seems unchanged
    html = Client().get("/gids/oostpoort/pesten/").content.decode()
    assert "volgen ook de gedragscode Sociale media." in html
    assert "code:" not in html


def test_topic_points_to_a_code_by_its_word(cast: Cast) -> None:
    code = media(cast)
    actor = cast.actor("administrator", school=cast.oostpoort)
    own_text = "Lees ook de [gedragscode](code:sociale-media)."
    with scoped(Scope.of_school(cast.oostpoort)):
        topic = publish(
            actor, school=cast.oostpoort, text=Text("Appen", own_text=own_text), moment=NOW
        )
        assert topic.own_text == f"Lees ook de [gedragscode](code:{code.pk})."
        assert with_slugs(topic.own_text, cast.oostpoort) == own_text
    html = Client().get("/gids/oostpoort/appen/").content.decode()
    assert 'Lees ook de <a href="/gids/oostpoort/sociale-media/">gedragscode</a>.' in html


@pytest.mark.parametrize("target", ["bestaat-niet", "#"])
def test_topic_that_points_nowhere_is_not_published(cast: Cast, target: str) -> None:
    actor = cast.actor("administrator", school=cast.oostpoort)
    address = target if target == "#" else f"code:{target}"
    with scoped(Scope.of_school(cast.oostpoort)), pytest.raises(Refused, match="Vul dit eerst in"):
        publish(
            actor, school=cast.oostpoort, text=Text("Appen", own_text=f"Zie [dit]({address})."),
            moment=NOW,
        )  # fmt: skip


def test_head_chooses_the_code_on_the_page(cast: Cast, client_of: SignIn) -> None:
    code, version = media(cast), pointing(cast)
    client, address = client_of("head"), f"/school/oostpoort/codes/{version.pk}/"
    html = client.get(address).content.decode()
    assert f'<option value="{code.pk}">Sociale media</option>' in html
    with scoped(Scope.of_school(cast.oostpoort)):
        row = version.provisions.get(kind="item")
    form = {"deed": "refer", "refer-provision": row.pk, "refer-words": DEAD, "refer-code": code.pk}
    assert client.post(address, form).status_code == 302
    assert open_words(cast, version) == []
    again = client.post(address, form)
    assert again.status_code == 422
    assert "Deze plek is al ingevuld." in again.content.decode()
