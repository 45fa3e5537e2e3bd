"""What a text seems to say of the rules: never more than its words, and never twice."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from protocols.dated import Dated, Precision
from protocols.rule_kinds import SeveralOf
from protocols.rules import KINDS, value_of
from protocols.suggesting import suggest
from protocols.suggestion_patterns import PATTERNS

PIECES = st.sampled_from([pattern.replace("\\b", " ") for _key, _value, pattern in PATTERNS])


@given(st.lists(st.text(max_size=60) | PIECES, max_size=8))
def test_suggestion_points_at_the_provision_that_has_the_words(texts: list[str]) -> None:
    found = suggest(texts)
    assert len({one.key for one in found}) == len(found)
    for one in found:
        assert value_of(one.key, one.value) == one.value
        assert one.words


def test_words_with_other_quotes_and_spaces_are_the_same() -> None:
    found = suggest(["Je wordt geen \u2018vrienden\u2019\u00a0met  medewerkers van de school."])
    assert [(one.key, one.value, one.provision) for one in found] == [
        ("friends_with_guardians", "forbidden", 0),
        ("friends_with_pupils", "forbidden", 0),
    ]


def test_patterns_give_values_that_the_rules_can_have() -> None:
    for key, value, _pattern in PATTERNS:
        if callable(value):
            continue  # it reads what the words say, tested below and with the five codes
        several = isinstance(KINDS[key], SeveralOf)
        assert value_of(key, [value] if several else value) == (
            frozenset({value}) if several else value
        )


def test_rule_with_several_answers_is_gathered_at_the_provision_that_gives_most() -> None:
    (one,) = suggest(
        [
            "Niemand mag stalken.",
            "Het is verboden te hacken en te spieken.",
            "Het stalken, bedreigen, zwartmaken.",
        ]
    )
    assert one.key == "conduct_named"
    assert one.value == {"stalking", "threat", "defamation", "account_breach"}
    assert one.provision == 2


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("Een ouder kan binnen zes weken schriftelijk bezwaar maken.", 6),
        ("Bezwaar maken kan binnen 8 weken.", 8),
    ],
)
def test_number_is_read_out_of_the_words(words: str, value: int) -> None:
    (one,) = suggest([words])
    assert (one.key, one.value) == ("objection_weeks", value)


def test_number_that_the_rule_can_not_be_is_no_suggestion() -> None:
    assert suggest(["Bezwaar maken kan binnen 99 weken."]) == []


def test_month_is_read_out_of_the_words() -> None:
    found = {one.key: one.value for one in suggest(["De tekst wordt geëvalueerd in maart 2027."])}
    assert found["review_month"] == Dated(date(2027, 3, 1), Precision.MONTH)
    assert "review_month" not in {one.key for one in suggest(["geëvalueerd in foo 2027"])}
