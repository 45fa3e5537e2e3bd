"""What the words of a report point to: rules, kinds, and numbers that should not be there."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents.hints import numbers_like_bsn
from incidents.kinds import STANDARD
from incidents.models import Category
from incidents.suggestion import fitting, kind_of, stem

RULES = {
    "images": "Je maakt en deelt geen foto’s, filmpjes of geluid van anderen zonder toestemming",
    "bullying": "Je pest, bedreigt, stalkt of vernedert niemand",
    "phone": "Je telefoon zit in de les in je tas of kluis",
    "climate": "We zorgen samen voor een veilige en prettige sfeer",
}


@pytest.mark.parametrize(
    ("facts", "best"),
    [
        ("Sem filmde Yara en zette het op TikTok.", "images"),
        ("Ze werd de hele dag uitgescholden.", "bullying"),
        ("Zijn smartphone lag weer op tafel.", "phone"),
    ],
)
def test_rule_that_says_the_same_in_other_words_comes_first(facts: str, best: str) -> None:
    found = fitting(facts, RULES.items(), most=3)
    assert found[0].key == best
    assert set(found[0].because) <= set(facts.replace(".", "").split())


def test_words_that_say_nothing_point_to_nothing() -> None:
    assert fitting("Hij was daar en ging naar huis.", RULES.items(), most=3) == []
    assert fitting("", RULES.items(), most=3) == []
    assert fitting("Sem filmde Yara.", [], most=3) == []


@given(st.text(), st.lists(st.text(), max_size=5))
def test_any_text_is_taken(facts: str, rules: list[str]) -> None:
    found = fitting(facts, list(enumerate(rules)), most=2)
    assert len(found) <= 2
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)


@pytest.mark.parametrize(
    "words", [("filmde", "filmen", "gefilmd"), ("delen", "deelt", "gedeeld"), ("foto", "foto's")]
)
def test_forms_of_a_word_have_one_stem(words: tuple[str, ...]) -> None:
    assert len({stem(word.partition("'")[0]) for word in words}) == 1


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ("Sem filmde Yara.", "recording"),
        ("Hij zat op zijn telefoon.", "device_use"),
        ("Ze is met opzet gepest en uitgescholden.", "bullying"),
        ("Er gebeurde iets raars.", None),
    ],
)
def test_kind_follows_from_the_words(facts: str, code: str | None) -> None:
    assert kind_of(facts, [(kind.code, kind.words) for kind in STANDARD]) == code


def test_every_standard_kind_counts_in_a_category() -> None:
    assert {kind.category for kind in STANDARD} <= set(Category.values)
    assert len({kind.code for kind in STANDARD}) == len(STANDARD)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("nummer 111222333.", ["111222333"]),
        ("111.222.333 of 111 222 333", ["111.222.333", "111 222 333"]),
        ("123456789 en 06-12345678 en 000000000", []),
        ("1112223330", []),
        ("", []),
    ],
)
def test_number_that_passes_the_check_is_found(text: str, found: list[str]) -> None:
    assert numbers_like_bsn(text) == found
