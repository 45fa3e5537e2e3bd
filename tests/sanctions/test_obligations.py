"""What a code and the law ask besides a measure: pure, every answer of every code."""

import pytest

from incidents.sanctions.obligations import (
    Happening,
    Obligation,
    asks_who_decides,
    mandate,
    obligations,
)
from protocols.rules import Decider, Police, Rules

PUPIL = Happening(target="pupil", category="privacy", is_minor=True)


def asked(rules: Rules, **facts: object) -> list[Obligation]:
    return obligations(rules, Happening(**{"target": "pupil", "category": "privacy", **facts}))  # type: ignore[arg-type]


def test_code_that_says_nothing_asks_nothing() -> None:
    assert obligations(Rules(), PUPIL) == []


# --- Police ----------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("police", "weighed"),
    [(Police.MUST, False), (Police.MAY, True), (Police.IF_NEEDED, True)],
)
@pytest.mark.parametrize("target", ["pupil", "guardian", "staff"])
def test_police_is_a_duty_or_a_weighing_as_the_code_says(
    police: Police, weighed: bool, target: str
) -> None:
    found = asked(Rules(police=police), category="theft_damage", target=target)
    assert found == [Obligation(kind="police", level="head", rule="police", is_weighed=weighed)]


def test_code_that_does_not_speak_of_the_police_asks_nothing_of_it() -> None:
    assert asked(Rules(police=Police.NOT_SAID), category="theft_damage") == []


@pytest.mark.parametrize(
    ("category", "kind", "maybe"),
    [
        ("physical_aggression", "", True), ("sexual", "", True), ("digital_crime", "", True),
        ("verbal_aggression", "threat", True), ("verbal_aggression", "dispute", False),
        ("rules", "", False), ("bullying", "", False), ("", "", False),
    ],
)  # fmt: skip
def test_police_is_asked_of_only_where_an_offence_may_be_at_stake(
    category: str, kind: str, maybe: bool
) -> None:
    found = asked(Rules(police=Police.MUST), category=category, kind=kind)
    assert bool(found) is maybe


# --- The confidential inspector ----------------------------------------------------------------
def test_head_weighs_the_call_about_staff_where_the_code_asks_it() -> None:
    rules = Rules(confidential_inspector_phoned=True)
    assert asked(rules, target="staff", category="transgression") == [
        Obligation(
            kind="confidential_inspector",
            level="head",
            rule="confidential_inspector_phoned",
            is_weighed=True,
        )
    ]
    assert asked(rules) == []
    assert asked(Rules(), target="staff", category="transgression") == []


def test_suspected_sexual_offence_by_staff_is_the_law_and_for_the_board() -> None:
    found = asked(Rules(police=Police.NOT_SAID), target="staff", category="sexual")
    assert found == [Obligation(kind="confidential_inspector", level="board", is_legal=True)]


# --- Guardians -------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("always", "first", "minor", "rules"),
    [
        (True, False, True, ["guardians_always_contacted"]),
        (True, True, True, [""]),
        (False, True, True, [""]),
        (False, False, True, []),
        (True, True, False, []),
    ],
)
def test_guardians_are_contacted_as_measure_or_code_asks(
    always: bool, first: bool, minor: bool, rules: list[str]
) -> None:
    found = asked(Rules(guardians_always_contacted=always), contact_first=first, is_minor=minor)
    assert [each.rule for each in found] == rules
    assert {each.kind for each in found} <= {"guardians"}


def test_possible_data_breach_goes_to_the_privacy_officer() -> None:
    assert asked(Rules(), category="data_breach") == [
        Obligation(kind="privacy_officer", level="head")
    ]


# --- Who decides -----------------------------------------------------------------------------
@pytest.mark.parametrize("decider", Decider)
@pytest.mark.parametrize("own", ["team_leader", "head", "board"])
def test_mandate_is_the_catalogues_unless_the_code_keeps_it_to_the_board(
    decider: Decider, own: str
) -> None:
    rules = Rules(decider=decider)
    assert mandate(rules, own, is_formal=False) == own
    expected = "board" if decider is Decider.BOARD else own
    assert mandate(rules, own, is_formal=True) == expected
    assert asks_who_decides(rules, is_formal=True) is (decider is Decider.LEADERSHIP_ASSIGNS)
    assert asks_who_decides(rules, is_formal=False) is False
