"""The search page of the public guide (G14)."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from protocols.models import PublishedTopic
from protocols.search.models import MissedSearch
from protocols.search.services import add_synonyms
from schoolgids.access.scope import Scope, scoped
from tests.cast import Cast
from tests.protocols.making import NEWER, TEXT, published

PAGE = "/gids/oostpoort/telefoons-en-berichten/"
SEARCH = "/gids/oostpoort/zoeken/"


def results(words: str, **filters: str) -> str:
    return Client().get(SEARCH, {"q": words, **filters}).content.decode()


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("smartphone", "De <mark>smartphone</mark> zit"),
        ("smartphones", "De <mark>smartphone</mark> zit"),
        ("smartph", "<mark>smartphone</mark>"),
        ("TAS", "in de <mark>tas</mark>"),
        ("maatregelen", "een <mark>maatregel</mark>"),
    ],
)
def test_search_finds_words_whatever_their_form(guide: Cast, words: str, found: str) -> None:
    html = results(words)
    assert found in html
    assert f'href="{PAGE}#' in html


def test_headings_come_before_rules_that_say_more(guide: Cast) -> None:
    head = guide.actor("head", school=guide.oostpoort)
    more = TEXT.replace("1. Medewerkers gebruiken", "1. Medewerkers en medewerkers gebruiken")
    with scoped(Scope.of_school(guide.oostpoort)):
        published(head, more, school=guide.oostpoort, from_on=date(2026, 11, 20))
    html = results("medewerkers")
    places = [html.index(f"{PAGE}#{anchor}") for anchor in ("II-B", "I-1", "II-B-1")]
    assert places[0] == min(places)


def test_slip_of_the_keyboard_shows_what_was_meant(guide: Cast) -> None:
    html = results("smartfone")
    assert "Niets gevonden voor ‘smartfone’. Dit staat er over ‘smartphone’." in html
    assert "De <mark>smartphone</mark> zit" in html


def test_nothing_found_gives_advice_and_the_whole_list(guide: Cast) -> None:
    html = results("xyzzy")
    assert "Niets gevonden voor ‘xyzzy’" in html
    assert "alle onderwerpen van A tot Z" in html


@pytest.mark.parametrize(
    "words",
    ["", "   ", "xyzzy", "' or 1=1 --", "a & | !", "<script>alert(1)</script>", ":*", "\x00",
     "de", "het een", "é" * 200, "<-> <->"],
)  # fmt: skip
def test_search_takes_anything(guide: Cast, words: str) -> None:
    html = results(words)
    assert "<script>alert" not in html
    assert "Zoeken in de schoolgids" in html


def test_search_leaves_out_what_does_not_hold_today(guide: Cast) -> None:
    head = guide.actor("head", school=guide.oostpoort)
    with scoped(Scope.of_school(guide.oostpoort)):
        published(head, NEWER, school=guide.oostpoort, from_on=date(2026, 12, 1))
    assert "Niets gevonden" in results("horloge")


def test_audience_narrows_the_results(guide: Cast) -> None:
    assert "II-B-1" in results("mailadres", voor="medewerkers")
    html = results("mailadres", voor="leerlingen")
    assert "Niets gevonden" in html
    assert (
        '<a href="/gids/oostpoort/zoeken/?q=mailadres">Zoek in de regels voor iedereen</a>' in html
    )


def test_synonym_of_the_board_finds_in_every_school(guide: Cast) -> None:
    secretary = guide.actor("board_secretary")
    assert "Niets gevonden" in results("mobieltje")
    with scoped(Scope.of_board(guide.waterland)):
        add_synonyms(secretary, words=["Mobieltje", "smartphone"], school_id=None)
    assert "De <mark>smartphone</mark> zit" in results("mobieltjes")


def test_synonym_of_another_board_finds_nothing_here(guide: Cast) -> None:
    other = guide.actor("outsider", school=guide.eikenhof)
    with scoped(Scope.of_school(guide.eikenhof)):
        add_synonyms(other, words=["mobieltje", "smartphone"], school_id=guide.eikenhof.pk)
    assert "Niets gevonden" in results("mobieltje")


def names(words: str) -> list[str]:
    found: list[str] = Client().get(f"{SEARCH}woorden/", {"q": words}).json()["names"]
    return found


def test_typing_offers_topics_and_headings_that_go_on(guide: Cast) -> None:
    assert names("zie") == ["Ziekmelden"]
    assert names("medew") == ["Voor medewerkers"]
    assert names("") == []
    assert names("xyzzy") == []


def missed(cast: Cast) -> list[tuple[str, int]]:
    with scoped(Scope.of_school(cast.oostpoort)):
        return list(MissedSearch.objects.values_list("words", "times"))


def test_what_is_not_found_is_counted_without_who_asked(guide: Cast) -> None:
    results("Fietsenstalling")
    results("fietsenstalling")
    results("smartphone")
    results("06-12345678")
    assert missed(guide) == [("fietsenstalling", 2)]


def test_searches_of_long_ago_are_forgotten(guide: Cast, frozen: Any) -> None:
    results("fietsenstalling")
    frozen.move_to(date(2027, 2, 19))
    results("kluisjes")
    assert missed(guide) == [("kluisjes", 1)]


def test_one_visitor_cannot_fill_the_list(guide: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("protocols.search.services.MOST_MISSED", 2)
    for words in ("aaa", "bbb", "ccc"):
        results(words)
    assert missed(guide) == [("aaa", 1), ("bbb", 1)]


@pytest.mark.parametrize("topics", [1, 30])
def test_search_asks_the_same_number_of_questions(
    guide: Cast, django_assert_num_queries: Any, topics: int
) -> None:
    PublishedTopic.objects.bulk_create(
        PublishedTopic(
            topic=f"01900000-0000-7000-8000-{number:012d}", school=guide.oostpoort,
            slug=f"onderwerp-{number}", letter="O", title=f"Smartphone {number}",
            changed_at="2026-11-20T10:00Z",
        )
        for number in range(topics)
    )  # fmt: skip
    with django_assert_num_queries(5):
        results("smartphone")
    with django_assert_num_queries(4):
        names("smartphone")
