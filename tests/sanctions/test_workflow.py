"""Every stage × step × role, in one table; and that the table has no dead ends."""

from collections.abc import Iterator
from datetime import date

import pytest
from celery import current_app
from django.db import transaction

from incidents.sanctions.models import SanctionCase
from incidents.sanctions.possibilities import step_faults
from incidents.sanctions.workflow import SANCTION
from schoolgids.access.policy import decide
from tests.cast import Cast
from tests.sanctions.making import Making

S = SanctionCase.Stage
ROLES = (
    "teacher", "mentor", "team_leader", "care_coordinator", "head", "administrator",
    "board_secretary", "board_member",
)  # fmt: skip
LEADS = {"team_leader", "head"}
BOARD = {"board_secretary", "board_member"}

# stage: step: who finds its page open. A suspension of two days that a team leader proposed,
# with the guardians spoken to; whatever is not here is refused.
OPEN: dict[str, dict[str, set[str]]] = {
    S.PROPOSED: {
        "hear": {"mentor", *LEADS, "board_member"},
        "withdraw": {*LEADS, "board_member"},
        "lapse": {*LEADS, "board_member"},
    },
    S.HEARD: {
        "decide": {"head", "board_member"},
        "withdraw": {*LEADS, "board_member"},
        "lapse": {*LEADS, "board_member"},
    },
    S.DECIDED: {"lapse": {*LEADS, "board_member"}},  # no letter yet
    S.COMMUNICATED: {"object": {*LEADS, *BOARD}},
    S.OBJECTED: {},  # not heard yet
    S.RULED: {},  # a duty is open
    S.CLOSED: {},
    S.WITHDRAWN: {},
    S.LAPSED: {},
}


@pytest.mark.parametrize("stage", S.values)
def test_step_is_open_to_exactly_those_at_exactly_that_stage(
    making: Making, inside: Cast, stage: str
) -> None:
    case = SanctionCase.objects.get(pk=making.at(stage).pk)
    assert case.status == stage
    for role in ROLES:
        actor = inside.actor(role, school=inside.oostpoort)
        found = {
            name
            for name, step in SANCTION.steps.items()
            if not step.by_clock and not step_faults(name, actor=actor, case=case)
        }
        assert found == {name for name, who in OPEN[stage].items() if role in who}, role


@pytest.mark.parametrize("role", ROLES)
def test_refusal_always_has_a_reason(making: Making, inside: Cast, role: str) -> None:
    case = making.at(S.HEARD)
    actor = inside.actor(role, school=inside.oostpoort)
    for name in SANCTION.steps:
        for reason in SANCTION.refusals(name, actor=actor, row=case):
            assert str(reason).strip().endswith("."), name


def test_every_stage_leads_to_an_end() -> None:
    assert SANCTION.initial == S.PROPOSED
    for stage in S.values:
        assert set(SANCTION.final) & reachable(stage), stage


def test_every_stage_but_the_ends_has_a_way_on_that_a_person_takes() -> None:
    for stage in S.values:
        ways = [s for s in SANCTION.steps.values() if stage in s.source and not s.by_clock]
        assert bool(ways) is (stage not in SANCTION.final), stage


def test_every_stage_can_be_reached() -> None:
    assert reachable(SANCTION.initial) == set(S.values)


def test_clock_and_outbox_are_registered_tasks() -> None:
    current_app.loader.import_default_modules()
    assert {"sanctions.clock", "notices.send", "notices.sweep"} <= set(current_app.tasks)


def test_deadlines_name_steps_of_the_clock() -> None:
    for stage, (_moment, name) in SANCTION.deadlines.items():
        assert SANCTION.steps[name].by_clock
        assert stage in SANCTION.steps[name].source


def test_step_of_the_clock_is_due_on_the_day_after_the_term() -> None:
    case = SanctionCase(status=S.COMMUNICATED, objection_until=date(2027, 1, 4))
    assert SANCTION.step_due(case, date(2027, 1, 4)) == ""
    assert SANCTION.step_due(case, date(2027, 1, 5)) == "expire"
    case.objection_until = None
    assert SANCTION.step_due(case, date(2027, 1, 5)) == ""
    case.status = S.DECIDED
    assert SANCTION.step_due(case, date(2027, 1, 5)) == ""


def test_every_action_of_the_table_is_somebodys(making: Making, inside: Cast) -> None:
    case = making.at(S.PROPOSED)
    for name, step in SANCTION.steps.items():
        actors = (inside.actor(role, school=inside.oostpoort) for role in ROLES)
        with transaction.atomic():
            assert any(decide(actor, step.action, case) for actor in actors), name


def reachable(stage: str) -> set[str]:
    found, waiting = {stage}, [stage]
    while waiting:
        for target in targets(waiting.pop()):
            if target not in found:
                found.add(target)
                waiting.append(target)
    return found


def targets(stage: str) -> Iterator[str]:
    return (step.target for step in SANCTION.steps.values() if stage in step.source)
