"""The list of what the law asks: dated, with its place, and suggestions by words."""

from dataclasses import dataclass
from datetime import date

import pytest

from protocols.completeness.forms import months_later
from protocols.completeness.law import LAW, Requirement, asked_by_law
from protocols.completeness.suggesting import suggest

TODAY = date(2026, 11, 20)


@dataclass(frozen=True)
class Topic:
    title: str


def letters(sector: str, day: date) -> str:
    """The letters of the article, in order; "*" for what has none."""
    return "".join(
        one.article.rpartition(" ")[2] if " onder " in one.article else "*"
        for one in asked_by_law(sector, day)
    )


def test_primary_guide_has_each_letter_of_wpo_13_but_h() -> None:
    assert letters("po", TODAY) == "abcdefgijklmn"


def test_secondary_guide_has_each_letter_of_wvo_2_92_and_the_statute() -> None:
    assert letters("vo", TODAY) == "abcdefghijklmnop*"
    assert [one.term for one in asked_by_law("vo", TODAY) if one.key == "wvo-2.98"] == [24]


@pytest.mark.parametrize(
    ("day", "fee", "letters_then"),
    [
        (date(2014, 7, 31), [], ""),
        (date(2014, 8, 1), ["wpo-13-1-e"], "abcdefgijklm"),
        (date(2015, 7, 31), ["wpo-13-1-e"], "abcdefgijklm"),
        (date(2015, 8, 1), ["wpo-13-1-e"], "abcdefgijklmn"),
        (date(2021, 7, 31), ["wpo-13-1-e"], "abcdefgijklmn"),
        (date(2021, 8, 1), ["wpo-13-1-e-2021"], "abcdefgijklmn"),
    ],
)
def test_change_of_the_law_holds_from_its_day(day: date, fee: list[str], letters_then: str) -> None:
    assert [one.key for one in asked_by_law("po", day) if "-e" in one.key] == fee
    assert letters("po", day) == letters_then


def test_secondary_items_begin_on_the_day_of_the_text_that_was_read() -> None:
    assert letters("vo", date(2025, 12, 31)) == ""
    assert letters("vo", date(2026, 1, 1)) == "abcdefghijklmnop*"


def test_each_item_names_its_article_and_the_text_that_was_read() -> None:
    assert len({one.key for one in LAW}) == len(LAW)
    for one in LAW:
        assert one.article
        assert one.source
        assert one.words
        assert one.link.startswith("https://wetten.overheid.nl/")
        assert len(one.key) <= 40


def asked(key: str) -> Requirement:
    return next(one for one in LAW if one.key == key)


@pytest.mark.parametrize(
    ("key", "titles", "found"),
    [
        ("wvo-2.92-2-k", ["Verzuim en verlof", "Fietsen"], ["Verzuim en verlof"]),
        ("wvo-2.92-2-k", ["Verzuimprotocol"], ["Verzuimprotocol"]),
        ("wvo-2.92-2-k", ["Gym", "Kluisjes"], []),
        ("wvo-2.92-2-g", ["Klachtenregeling", "Klachten", "Gym"], ["Klachten", "Klachtenregeling"]),
        ("wvo-2.98", ["Leerlingenstatuut"], ["Leerlingenstatuut"]),
    ],
)
def test_suggestion_by_the_words_of_a_title(key: str, titles: list[str], found: list[str]) -> None:
    topics = [Topic(title) for title in titles]
    assert [topic.title for topic in suggest(asked(key).words, topics)] == found


def test_suggestion_knows_what_means_the_same() -> None:
    topics = [Topic("Beter melden")]
    words = asked("wvo-2.92-2-k").words
    assert suggest(words, topics) == []
    assert suggest(words, topics, [("verzuim", "beter melden")]) == topics
    assert suggest(words, topics, [("verlof", "beter melden")]) == []


def test_a_few_suggestions_the_best_first() -> None:
    topics = [Topic(f"Verzuimbeleid {n}") for n in "bcad"] + [Topic("Verzuim")]
    found = [topic.title for topic in suggest(("verzuim",), topics)]
    assert found == ["Verzuim", "Verzuimbeleid a", "Verzuimbeleid b"]


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 11, 20), 12, date(2027, 11, 20)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 8, 31), 1, date(2026, 9, 30)),
        (date(2026, 12, 31), 24, date(2028, 12, 31)),
    ],
)
def test_months_later(day: date, months: int, later: date) -> None:
    assert months_later(day, months) == later
