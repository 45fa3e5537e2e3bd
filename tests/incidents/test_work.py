"""Reports on the work list of who may take them up."""

from datetime import date

import pytest

from incidents.models import Incident
from incidents.services import take_up
from schoolgids.access.scope import Scope, scoped
from schoolgids.worklist.sources import Work, work_for
from tests.cast import TODAY, Cast
from tests.incidents.making import file, pupil, staff


def waiting(cast: Cast, name: str) -> list[Work]:
    actor = cast.actor(name, school=cast.oostpoort)
    with scoped(Scope.of_school(cast.oostpoort)):
        return [work for work in work_for(actor, TODAY) if work.kind == "incident"]


@pytest.mark.parametrize(
    ("name", "number"),
    [("team_leader", 1), ("head", 1), ("mentor", 1), ("teacher", 0), ("administrator", 0)],
)
def test_new_report_waits_for_who_may_take_it_up(cast: Cast, name: str, number: int) -> None:
    file(cast)
    assert len(waiting(cast, name)) == number


def test_urgent_report_is_due_today_and_others_on_the_next_school_day(cast: Cast) -> None:
    file(cast, urgent=True)
    file(cast)
    assert [work.due_on for work in waiting(cast, "head")] == [TODAY, date(2026, 11, 23)]


def test_report_waits_for_its_handler_once_taken_up(cast: Cast) -> None:
    incident = file(cast)
    with scoped(Scope.of_school(cast.oostpoort)):
        kind = Incident.objects.get().kind
        assert kind is not None
        take_up(actor=cast.actor("mentor", school=cast.oostpoort), incident=incident, kind=kind)
    (work,) = waiting(cast, "mentor")
    assert (work.title, work.assigned, work.due_on) == ("Melding afhandelen", True, None)
    assert waiting(cast, "head") == []


def test_who_has_a_part_has_no_work_with_it(cast: Cast) -> None:
    file(cast, parties=[(staff(cast, "head"), "subject"), (pupil(cast, "sem"), "target")])
    assert waiting(cast, "head") == []
