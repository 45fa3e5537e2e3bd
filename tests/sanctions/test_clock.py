"""The clock passes up what nobody did in time, whatever night it ran last."""

from datetime import date

import pytest
import time_machine

from incidents.sanctions.models import Escalation, SanctionCase
from incidents.sanctions.tasks import run_clock
from schoolgids.access.scope import Scope, scoped
from schoolgids.notices.models import Notice
from tests.cast import Cast
from tests.sanctions.making import Making, at

S = SanctionCase.Stage


@pytest.fixture
def case(cast: Cast) -> SanctionCase:
    """To be heard by Wednesday 25 November."""
    with scoped(Scope.of_school(cast.oostpoort)):
        return Making(cast).proposed()


def levels(cast: Cast) -> list[tuple[str, str, bool]]:
    with scoped(Scope.of_board(cast.waterland)):
        rows = Escalation.objects.order_by("recorded_at")
        return list(rows.values_list("from_level", "to_level", "by_clock"))


def test_clock_leaves_alone_what_is_not_due(
    cast: Cast, case: SanctionCase, frozen: time_machine.Traveller
) -> None:
    frozen.move_to(at(date(2026, 11, 25), 23))
    run_clock()
    assert levels(cast) == []


def test_clock_passes_a_case_up_the_ladder(
    cast: Cast, case: SanctionCase, frozen: time_machine.Traveller
) -> None:
    frozen.move_to(at(date(2026, 11, 26), 1))
    run_clock()
    run_clock()  # again in the same night: nothing more
    assert levels(cast) == [("team_leader", "head", True)]
    frozen.move_to(at(date(2026, 12, 1), 1))  # two school days for the head, and a weekend
    run_clock()
    assert levels(cast) == [("team_leader", "head", True), ("head", "board", True)]
    with scoped(Scope.of_board(cast.waterland)):
        found = SanctionCase.objects.get(pk=case.pk)
        assert (found.status, found.level, found.decider) == (S.PROPOSED, "board", "board")
        told = Notice.objects.filter(key__contains="escalated").values_list("recipient", flat=True)
        assert set(told) == {cast.head.pk, cast.board_member.pk}


def test_missed_nights_are_made_up_for_a_level_at_a_time(
    cast: Cast, case: SanctionCase, frozen: time_machine.Traveller
) -> None:
    frozen.move_to(at(date(2026, 12, 20), 1))
    run_clock()
    assert levels(cast) == [("team_leader", "head", True)]


def test_board_that_does_not_decide_is_told_once_a_term(
    cast: Cast, case: SanctionCase, frozen: time_machine.Traveller
) -> None:
    for day in (date(2026, 11, 26), date(2026, 12, 1), date(2026, 12, 8), date(2026, 12, 9)):
        frozen.move_to(at(day, 1))
        run_clock()
    assert len(levels(cast)) == 2
    with scoped(Scope.of_board(cast.waterland)):
        assert Notice.objects.filter(key__contains="overdue").count() == 1


def test_clock_closes_what_nobody_objected_to(cast: Cast, frozen: time_machine.Traveller) -> None:
    with scoped(Scope.of_school(cast.oostpoort)):
        making = Making(cast)
        with_duty = making.at(S.COMMUNICATED)
    frozen.move_to(at(date(2027, 1, 5), 1))
    run_clock()
    with scoped(Scope.of_school(cast.oostpoort)):
        assert SanctionCase.objects.get(pk=with_duty.pk).status == S.COMMUNICATED
        making.duties_done(with_duty)
    run_clock()
    with scoped(Scope.of_school(cast.oostpoort)):
        assert SanctionCase.objects.get(pk=with_duty.pk).status == S.CLOSED
