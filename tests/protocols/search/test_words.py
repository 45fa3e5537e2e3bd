"""A question out of what was typed: the laws of it, and what it asks."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from protocols.search.words import forms, may_be_kept, normal, question, words_in

GROUPS = [["telefoon", "mobiel", "smartphone"], ["sociale media", "socials"]]


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("tas", "(tas:*)"),
        ("de tas", "(de:*) & (tas:*)"),
        ("apps", "(apps:* | app:*)"),
        ("mobiel", "(mobiel:* | telefoon:* | smartphone:*)"),
        ("Telefoons", "(Telefoons:* | Telefoon:* | mobiel:* | smartphone:*)"),
        ("sociale media", "(sociale <-> media:* | socials:*)"),
        ("regels sociale media thuis", "(regels:* | regel:*) & (sociale <-> media:* | socials:*)"
         " & (thuis:* | thui:*)"),
        ("socials", "(socials:* | social:* | sociale <-> media:*)"),
    ],
)  # fmt: skip
def test_question_asks_for_each_word_or_what_means_the_same(typed: str, asked: str) -> None:
    assert question(words_in(typed), GROUPS) == asked


@given(st.text(), st.lists(st.lists(st.text(max_size=20), max_size=4), max_size=4))
def test_question_is_made_of_words_and_its_own_signs_alone(
    typed: str, groups: list[list[str]]
) -> None:
    asked = question(words_in(typed), groups)
    assert re.fullmatch(r"(?:[^\W_]|[ ()]|<->|:\*|\||&)*", asked)
    assert asked.count("(") == asked.count(")")


@given(st.text(alphabet=st.characters(categories=["L"]), min_size=1, max_size=20))
def test_word_is_always_among_its_forms(word: str) -> None:
    assert forms(word)[0] == word
    assert len(forms(word)) <= 2


@given(st.text())
def test_normal_of_normal_is_the_same(text: str) -> None:
    assert normal(normal(text)) == normal(text)


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("fietsenstalling", True),
        ("mobiel in de les", True),
        ("06 12345678", False),
        ("mail aan jan@huis nl", False),
        ("een hele lange zin over iemand in de klas", False),
        ("x" * 61, False),
        ("", False),
    ],
)
def test_only_a_few_plain_words_are_kept(words: str, kept: bool) -> None:
    assert may_be_kept(words) is kept
