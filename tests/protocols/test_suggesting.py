"""What a text seems to say of the rules: never more than its words, and never twice."""

from hypothesis import given
from hypothesis import strategies as st

from protocols.rule_words import (
    QUESTIONS,
    answer_in_words,
    choices_of,
    default_in_words,
    value_typed,
)
from protocols.rules import KEYS, value_of
from protocols.suggesting import PATTERNS, suggest

PIECES = st.sampled_from([pattern.replace("\\b", " ") for _key, _value, pattern in PATTERNS])


@given(st.lists(st.text(max_size=60) | PIECES, max_size=8))
def test_suggestion_points_at_the_provision_that_has_the_words(texts: list[str]) -> None:
    found = suggest(texts)
    assert len({one.key for one in found}) == len(found)
    for one in found:
        assert value_of(one.key, one.value) == one.value
        assert one.words


def test_words_with_other_quotes_and_spaces_are_the_same() -> None:
    (one,) = suggest(["Je wordt geen \u2018vrienden\u2019\u00a0met  medewerkers van de school."])
    assert (one.key, one.value, one.provision) == ("friends_with_guardians", "forbidden", 0)


def test_every_rule_is_a_question_with_answers() -> None:
    assert set(QUESTIONS) == set(KEYS)
    for key in KEYS:
        assert str(default_in_words(key))
        for value, words in choices_of(key):
            assert answer_in_words(key, value_typed(key, value)) == words


def test_patterns_give_values_that_the_rules_can_have() -> None:
    for key, value, _pattern in PATTERNS:
        assert value_of(key, value) == value
