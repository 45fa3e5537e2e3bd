"""What the code of a school, and the law, ask besides a measure: police, inspector, guardians,
privacy officer (domain A4, A5, C7, C8). Pure: values in, obligations out.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from incidents.sanctions.ladder import BOARD, HEAD, TEAM_LEADER, highest
from protocols.rules import Decider, Police, Rules

# Kinds of incident in which an offence may be at stake; a person says whether it is.
MAYBE_CRIMINAL = frozenset(
    {"physical_aggression", "intimidation", "discrimination", "sexual", "digital_crime",
     "theft_damage"}
)  # fmt: skip
THREAT = "threat"  # a kind of its own within verbal aggression
SEXUAL = "sexual"
DATA_BREACH = "data_breach"


@dataclass(frozen=True, kw_only=True)
class Happening:
    """What is known of a case when a measure is proposed."""

    target: str  # pupil, guardian or staff
    category: str  # the national one of the kind of incident
    kind: str = ""
    is_minor: bool = False
    contact_first: bool = False  # the measure itself asks for contact with the guardians


@dataclass(frozen=True, kw_only=True)
class Obligation:
    """Something to do. `rule`: what in the code asks it; "" when that is the measure or the law.

    is_weighed: the code leaves it to the school, which says yes or no with the reason.
    """

    kind: str
    level: str
    rule: str = ""
    is_legal: bool = False
    is_weighed: bool = False


def obligations(rules: Rules, happening: Happening) -> list[Obligation]:
    """What has to be done, or weighed, in a case from its start."""
    return [*_guardians(rules, happening), *_inspector(rules, happening),
            *_police(rules, happening), *_data_breach(happening)]  # fmt: skip


def mandate(rules: Rules, measure_mandate: str, *, is_formal: bool) -> str:
    """Who decides on a measure: what the board's catalogue says, or the board itself where the
    code keeps formal measures (those with a letter) to it.
    """
    if rules.decider is Decider.BOARD and is_formal:
        return highest(measure_mandate, BOARD)
    return measure_mandate


def asks_who_decides(rules: Rules, *, is_formal: bool) -> bool:
    """Whether the leadership says in each case who decides."""
    return rules.decider is Decider.LEADERSHIP_ASSIGNS and is_formal


def _guardians(rules: Rules, happening: Happening) -> Iterator[Obligation]:
    if happening.target != "pupil" or not happening.is_minor:
        return
    if happening.contact_first:
        yield Obligation(kind="guardians", level=TEAM_LEADER)
    elif rules.guardians_always_contacted:
        rule = "guardians_always_contacted"
        yield Obligation(kind="guardians", level=TEAM_LEADER, rule=rule)


def _inspector(rules: Rules, happening: Happening) -> Iterator[Obligation]:
    """Suspicion of a sexual offence by staff: the law, and the board. Otherwise, where the code
    says so, the head weighs whether the conduct is transgressive.
    """
    if happening.target != "staff":
        return
    if happening.category == SEXUAL:
        yield Obligation(kind="confidential_inspector", level=BOARD, is_legal=True)
    elif rules.confidential_inspector_phoned:
        rule = "confidential_inspector_phoned"
        yield Obligation(kind="confidential_inspector", level=HEAD, rule=rule, is_weighed=True)


def _police(rules: Rules, happening: Happening) -> Iterator[Obligation]:
    if happening.category not in MAYBE_CRIMINAL and happening.kind != THREAT:
        return
    if rules.police is not Police.NOT_SAID:
        weighed = rules.police is not Police.MUST
        yield Obligation(kind="police", level=HEAD, rule="police", is_weighed=weighed)


def _data_breach(happening: Happening) -> Iterator[Obligation]:
    if happening.category == DATA_BREACH:
        yield Obligation(kind="privacy_officer", level=HEAD)
