"""The public guide: open to all, kept, and the same number of questions whatever it holds."""

from datetime import date
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client

from protocols import services
from protocols.models import PublishedProvision, PublishedTopic
from schoolgids.access.scope import Scope, scoped
from tests.cast import Cast
from tests.protocols.making import NEWER, TEXT, published

SLUG = "telefoons-en-berichten"
PAGE = f"/gids/oostpoort/{SLUG}/"


@pytest.fixture(autouse=True)
def _empty_cache() -> None:
    cache.clear()


@pytest.fixture
def guide(cast: Cast) -> Cast:
    """Oostpoort's own code and a topic of its own are published."""
    head = cast.actor("head", school=cast.oostpoort)
    with scoped(Scope.of_school(cast.oostpoort)):
        published(head, school=cast.oostpoort)
        services.write_topic(
            head, school=cast.oostpoort, title="Ziekmelden", own_text="Bel **vóór** 8.00 uur.",
            related=[SLUG],
        )  # fmt: skip
    return cast


def test_topic_shows_provisions_with_their_labels_and_links(guide: Cast) -> None:
    page = Client().get(PAGE)
    html = page.content.decode()
    assert page.status_code == 200
    assert "<h1>Telefoons en berichten</h1>" in html
    assert html.count("Telefoons en berichten</h2>") == 0
    assert 'id="II-A-2"' in html
    assert 'href="#II-A-2"' in html
    assert 'id="II-A-2-a"' in html
    assert '<a href="#III">paragraaf III</a>' in html
    assert "College van Bestuur, 25 juni 2026" in html
    assert "MR, 18 juni 2026" in html


def test_stable_anchor_of_a_rule_is_on_the_page(guide: Cast) -> None:
    rule = PublishedProvision.objects.get(path="II.C.1")
    assert f'id="{rule.stable_anchor}"' in Client().get(PAGE).content.decode()


def test_topic_with_own_text_shows_it_as_safe_html(guide: Cast) -> None:
    html = Client().get("/gids/oostpoort/ziekmelden/").content.decode()
    assert "<p>Bel <strong>vóór</strong> 8.00 uur.</p>" in html
    assert f'<li><a href="{PAGE}">Telefoons en berichten</a></li>' in html


def test_guide_lists_topics_by_letter(guide: Cast) -> None:
    html = Client().get("/gids/oostpoort/").content.decode()
    assert '<a href="#letter-T">T</a>' in html
    assert '<a href="#letter-Z">Z</a>' in html
    assert '<a href="#letter-A">A</a>' not in html
    assert f'<a href="{PAGE}">Telefoons en berichten</a>' in html


@pytest.mark.parametrize(
    "address",
    [
        "/gids/nergens/",
        "/gids/oostpoort/onbekend/",
        f"/gids/zilvermeeuw/{SLUG}/",
        f"{PAGE}op/2020-01-01/",
        f"{PAGE}op/2026-02-31/",
        "/gids/nergens/zoeken/?q=tas",
    ],
)
def test_what_is_not_there_is_not_found(guide: Cast, address: str) -> None:
    assert Client().get(address).status_code == 404


def test_audience_folds_what_is_for_others_and_keeps_it_on_the_page(guide: Cast) -> None:
    html = Client().get(f"{PAGE}?voor=ouders").content.decode()
    for anchor, heading in (("II-B", "Voor medewerkers"), ("II-C", "Voor leerlingen")):
        fold = f'<summary id="{anchor}">{heading}<span class="d-print-none">: 1 regel tonen</span>'
        assert fold in html
    assert "Medewerkers gebruiken alleen hun e-mailadres van school." in html
    assert '<h3 id="II-A">Voor iedereen</h3>' in html


def test_unknown_audience_is_everyone(guide: Cast) -> None:
    assert "regel tonen" not in Client().get(f"{PAGE}?voor=iets").content.decode()


def test_version_of_a_past_day_has_its_own_address(guide: Cast) -> None:
    head = guide.actor("head", school=guide.oostpoort)
    with scoped(Scope.of_school(guide.oostpoort)):
        published(head, NEWER, school=guide.oostpoort, from_on=date(2026, 11, 1))
    now, then = Client().get(PAGE), Client().get(f"{PAGE}op/2026-10-31/")
    assert "het horloge" in now.content.decode()
    assert "het horloge" not in then.content.decode()
    assert "U leest de tekst die gold op 31 oktober 2026." in then.content.decode()
    assert "1 augustus 2026 tot 1 november 2026" in now.content.decode()


def test_coming_version_is_announced_and_begins_on_its_day(
    guide: Cast, frozen: time_machine.Traveller
) -> None:
    head = guide.actor("head", school=guide.oostpoort)
    with scoped(Scope.of_school(guide.oostpoort)):
        published(head, NEWER, school=guide.oostpoort, from_on=date(2026, 12, 1))
    before = Client().get(PAGE).content.decode()
    frozen.move_to(date(2026, 12, 1))
    after = Client().get(PAGE).content.decode()
    assert "op 1 december 2026" in before
    assert "het horloge" not in before
    assert "het horloge" in after


def test_board_code_is_in_the_guide_of_each_of_its_schools(cast: Cast) -> None:
    secretary = cast.actor("board_secretary")
    with scoped(Scope.of_board(cast.waterland)):
        published(secretary)
    pages = [Client().get(f"/gids/{school}/{SLUG}/") for school in ("oostpoort", "zilvermeeuw")]
    assert [page.status_code for page in pages] == [200, 200]
    assert Client().get(f"/gids/eikenhof/{SLUG}/").status_code == 404
    assert PublishedTopic.objects.count() == 2
    assert PublishedProvision.objects.filter(path="II.A.1").count() == 1


def test_page_is_not_sent_again_until_the_guide_changes(guide: Cast) -> None:
    first = Client().get(PAGE)
    again = Client().get(PAGE, headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    head = guide.actor("head", school=guide.oostpoort)
    with scoped(Scope.of_school(guide.oostpoort)):
        services.write_topic(head, school=guide.oostpoort, title="Absent melden")
    PublishedTopic.objects.filter(slug="absent-melden").update(changed_at="2026-11-21T10:00Z")
    changed = Client().get(PAGE, headers={"if-none-match": first["ETag"]})
    assert changed.status_code == 200
    assert "Absent melden" in changed.content.decode()


def test_page_is_another_on_another_day_and_in_another_language(
    guide: Cast, frozen: time_machine.Traveller
) -> None:
    dutch = Client().get(PAGE)["ETag"]
    reader = Client()
    reader.cookies["django_language"] = "en"
    english = reader.get(PAGE)["ETag"]
    frozen.move_to(date(2026, 11, 21))
    assert len({dutch, english, Client().get(PAGE)["ETag"]}) == 3


def test_unchanged_page_costs_one_query_and_a_kept_page_too(
    guide: Cast, django_assert_num_queries: object
) -> None:
    first = Client().get(PAGE)
    with django_assert_num_queries(1):  # type: ignore[operator]
        assert Client().get(PAGE, headers={"if-none-match": first["ETag"]}).status_code == 304
    with django_assert_num_queries(1):  # type: ignore[operator]
        assert Client().get(PAGE).content == first.content


@pytest.mark.parametrize("address", ["/gids/oostpoort/", PAGE, "/gids/oostpoort/zoeken/?q=tas"])
def test_number_of_queries_does_not_grow_with_the_guide(
    guide: Cast, address: str, django_assert_max_num_queries: object
) -> None:
    def count() -> int:
        cache.clear()
        with django_assert_max_num_queries(6) as queries:  # type: ignore[operator]
            Client().get(address)
        return len(queries)

    before = count()
    head = guide.actor("head", school=guide.oostpoort)
    with scoped(Scope.of_school(guide.oostpoort)):
        for number in range(3):
            published(head, TEXT.replace("Telefoons", f"Tassen {number}"), school=guide.oostpoort)
    assert count() == before


def test_what_anybody_can_make_up_is_not_kept(guide: Cast) -> None:
    Client().get(PAGE)
    before = cache._cache.get_client().dbsize()
    for query in ("?voor=x", "?voor=y", "?iets=anders"):
        assert Client().get(PAGE + query).status_code == 200
    for day in ("2026-09-01", "2026-09-02"):
        assert Client().get(f"{PAGE}op/{day}/").status_code == 200
    assert cache._cache.get_client().dbsize() == before


def test_guide_is_read_while_valkey_is_down(guide: Cast, settings: Any) -> None:
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": "redis://127.0.0.1:1/0",
        }
    }
    assert Client().get(PAGE).status_code == 200


def test_visitor_gets_no_cookie(guide: Cast) -> None:
    assert not Client().get(PAGE).cookies


def test_withdrawn_topic_is_gone(guide: Cast) -> None:
    head = guide.actor("head", school=guide.oostpoort)
    with scoped(Scope.of_school(guide.oostpoort)):
        topic = services.write_topic(head, school=guide.oostpoort, title="Ziekmelden")
        services.withdraw_topic(head, topic=topic)
    assert Client().get("/gids/oostpoort/ziekmelden/").status_code == 404
    assert "Ziekmelden" not in Client().get("/gids/oostpoort/").content.decode()
