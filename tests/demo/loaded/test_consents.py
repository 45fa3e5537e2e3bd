"""The answers of the demo: every kind there is, each with its proof."""

from consent.models import Answer
from consent.rule import State
from consent.services import class_sheet
from schoolgids.demo.facts import LYCEUM
from schoolgids.organisation.models import Board, Group, School
from tests.cast import TODAY


def sheet_states(group: Group) -> dict[str, set[State]]:
    """Name of a pupil: the states on the class sheet today."""
    sheet = class_sheet(school=group.school, group=group, on=TODAY)
    return {
        row.person.given_name: {verdict.state for verdict in row.verdicts} for row in sheet.rows
    }


def test_answers_came_online_and_on_paper_with_a_scan(board: Board) -> None:
    routes = set(Answer.objects.values_list("route", flat=True))

    assert routes == {"portal", "paper"}
    assert not Answer.objects.filter(route="paper", choice="yes", evidence=None).exists()
    assert set(Answer.objects.values_list("choice", flat=True)) == {"yes", "no", "withdrawn"}


def test_answers_were_recorded_when_they_were_given(board: Board) -> None:
    online = Answer.objects.filter(route="portal")

    assert all(answer.recorded_at == answer.given_at for answer in online)
    assert online.filter(given_on__lt=TODAY.replace(year=TODAY.year - 1)).exists()


def test_parents_of_the_twins_disagree(board: Board) -> None:
    group = Group.objects.get(school__slug=LYCEUM.slug, school_year="2026-2027", name="4H1")

    states = sheet_states(group)

    assert State.DISPUTE in states["Fenna"]
    assert State.DISPUTE in states["Jorrit"]


def test_every_state_of_consent_is_somewhere_to_be_seen(board: Board) -> None:
    groups = Group.objects.filter(school_year="2026-2027").select_related("school")

    seen = {
        state for group in groups for states in sheet_states(group).values() for state in states
    }

    assert seen >= {State.YES, State.NO, State.OPEN, State.DISPUTE, State.HOLD, State.ASKS_AGAIN}


def test_each_school_asks(board: Board) -> None:
    assert all(Answer.objects.filter(school=school).exists() for school in School.objects.all())
