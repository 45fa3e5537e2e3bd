"""Each kind of value goes into JSON and comes back; what it can't be is refused; each has words."""

import json
from datetime import date
from typing import Any

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from protocols.dated import Dated, Precision
from protocols.rule_forms import RuleForm
from protocols.rule_kinds import (
    Count,
    Kind,
    MonthOf,
    OneOf,
    SeveralOf,
    UnknownRule,
    Words,
    YesNo,
    kind_of,
)
from protocols.rule_words import (
    QUESTIONS,
    answer_in_words,
    choices_of,
    default_in_words,
    deviates,
    held,
)
from protocols.rules import KEYS, KINDS, default_of, stored, value_of

MONTHS = st.dates(min_value=date(1990, 1, 1), max_value=date(2100, 1, 1)).map(
    lambda day: Dated(day.replace(day=1), Precision.MONTH)
)


def values(kind: Kind) -> st.SearchStrategy[Any]:
    if isinstance(kind, YesNo):
        return st.booleans()
    if isinstance(kind, Words):
        return st.text(max_size=200)
    if isinstance(kind, OneOf):
        return st.sampled_from(list(kind.choices))
    if isinstance(kind, SeveralOf):
        return st.frozensets(st.sampled_from(list(kind.choices)))
    if isinstance(kind, Count):
        return st.integers(kind.unit.least, kind.unit.most).map(kind.unit)
    assert isinstance(kind, MonthOf)
    return st.none() | MONTHS


RULES = st.sampled_from(KEYS).flatmap(lambda key: st.tuples(st.just(key), values(KINDS[key])))


@given(RULES)
def test_value_comes_back_out_of_json(rule: tuple[str, Any]) -> None:
    key, value = rule
    assert value_of(key, json.loads(json.dumps(stored(key, value)))) == value


@given(RULES)
def test_value_has_words_in_both_languages(rule: tuple[str, Any]) -> None:
    for language in ("nl", "en"):
        with translation.override(language):
            assert str(answer_in_words(*rule))


@pytest.mark.parametrize(
    ("key", "raw"),
    [
        ("police", "never"), ("police", ["may"]), ("talk_first", "yes"), ("talk_first", 1),
        ("inspector_phone", 9001), ("inspector_phone", "0" * 201), ("conduct_named", "bullying"),
        ("conduct_named", ["bullying", "yawning"]), ("conduct_named", [["bullying"]]),
        ("objection_weeks", 0), ("objection_weeks", 27), ("objection_weeks", True),
        ("objection_weeks", "6"), ("class_discussions", 2.0), ("review_month", "ooit"),
        ("review_month", 202002), ("nothing", True), ("because", {}),
    ],
)  # fmt: skip
def test_what_the_rule_can_not_be_is_refused(key: str, raw: Any) -> None:
    with pytest.raises(UnknownRule):
        value_of(key, raw)
    with pytest.raises(UnknownRule):
        stored(key, raw)


def test_set_is_kept_in_the_order_of_its_answers_and_each_once() -> None:
    assert stored("pupil_reports_to", ["leadership", "teacher", "leadership"]) == [
        "teacher",
        "leadership",
    ]


def test_type_that_no_rule_has_is_an_error() -> None:
    for hint in (int, dict, list[str]):
        with pytest.raises(TypeError):
            kind_of(hint)


@pytest.mark.parametrize(
    ("key", "raw", "words"),
    [
        ("talk_first", True, "ja"),
        ("police", "must", "altijd"),
        ("pupil_reports_to", ["leadership", "teacher"], "de leraar, de schoolleiding"),
        ("conduct_named", [], "dat staat er niet in"),
        ("objection_weeks", 6, "6 weken"),
        ("objection_weeks", 1, "1 week"),
        ("class_discussions", 0, "dat staat er niet in"),
        ("class_discussions", 2, "2 keer"),
        ("class_discussion_years", ["6", "7", "8"], "6, 7, 8"),
        ("review_month", "2020-02", "februari 2020"),
        ("review_month", "", "dat staat er niet in"),
        ("monitoring_by", "afdeling I&A", "afdeling I&A"),
        ("monitoring_by", "", "dat staat er niet in"),
    ],
)
def test_answer_in_words(key: str, raw: Any, words: str) -> None:
    assert str(answer_in_words(key, raw)) == words


def test_every_rule_is_a_question_with_answers() -> None:
    assert set(QUESTIONS) == set(KEYS)
    for key in KEYS:
        assert str(default_in_words(key))
        for value, words in choices_of(key):
            several = isinstance(KINDS[key], SeveralOf)
            form = RuleForm(key, {f"value-{key}": [value] if several else value})
            assert form.is_valid(), key
            assert answer_in_words(key, form.cleaned_data["value"]) == words


def test_form_starts_with_what_it_would_send_back() -> None:
    for key in KEYS:
        fresh = RuleForm(key, value=default_of(key))
        sent = fresh["value"].value()
        form = RuleForm(key, {f"value-{key}": "" if sent is None else sent})
        assert form.is_valid(), (key, form.errors)
        assert form.cleaned_data["value"] == stored(key, default_of(key))


def test_month_and_number_are_typed() -> None:
    month = RuleForm("review_month", {"value-review_month": "maart 2027"})
    assert month.is_valid()
    assert month.cleaned_data["value"] == "2027-03"
    for key, typed in (("review_month", "ooit"), ("objection_weeks", "40"), ("police", "perhaps")):
        assert not RuleForm(key, {f"value-{key}": typed}).is_valid()


def test_words_that_are_not_the_law_s_come_with_a_warning() -> None:
    assert "UAVG artikel 5" in deviates("consent_wording", "older_than_sixteen")
    assert "inschrijfformulier" in deviates("consent_form", "enrolment_form")
    assert "blijft erom vragen" in deviates("publication_needs_consent", False)
    assert deviates("consent_wording", "from_sixteen") == ""
    assert deviates("talk_first", False) == ""
    assert "AVG artikel 5" in deviates("fake_account_clears", False)
    assert "cao po artikel 11.2" in deviates("receipt_needed", False)
    assert deviates("receipt_needed", True) == ""


@pytest.mark.parametrize(("weeks", "holds"), [(2, 6), (5, 6), (6, 6), (8, 8)])
def test_term_to_object_is_never_shorter_than_that_of_the_law(weeks: int, holds: int) -> None:
    assert held("objection_weeks", weeks) == holds
    assert ("Het portaal houdt 6 weken aan." in deviates("objection_weeks", weeks)) is (weeks < 6)
