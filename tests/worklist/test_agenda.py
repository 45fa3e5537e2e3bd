"""The agenda: each piece of work in exactly one part, by day."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from schoolgids.worklist.agenda import Agenda, arrange
from schoolgids.worklist.sources import SOURCES, Work, source
from schoolgids.worklist.views import counts, parts

# Says nothing of the rules when the machine is busy.
patient = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
TODAY = date(2026, 11, 20)


def work(key: str, due_in: int | None = 0, **facts: bool) -> Work:
    due_on = None if due_in is None else TODAY + timedelta(days=due_in)
    return Work(key=key, kind="test", title=key, href="/", due_on=due_on, **facts)


WORKS = st.lists(
    st.builds(
        work,
        st.uuids().map(str),
        st.none() | st.integers(-400, 400),
        mine=st.booleans(),
        is_legal=st.booleans(),
        is_escalated=st.booleans(),
    ),
    unique_by=lambda each: each.key,
)


@patient
@given(WORKS)
def test_nothing_is_lost_and_nothing_stands_twice(works: list[Work]) -> None:
    agenda = arrange(works, TODAY)
    placed = [*agenda.own, *agenda.waiting]
    assert sorted(each.key for each in placed) == sorted(each.key for each in works)


@patient
@given(WORKS)
def test_every_part_is_in_the_order_of_its_days(works: list[Work]) -> None:
    agenda = arrange(works, TODAY)
    for part in (agenda.late, agenda.today, agenda.week, agenda.later, agenda.waiting):
        days = [each.due_on or date.max for each in part]
        assert days == sorted(days)


def test_parts_begin_and_end_where_they_say() -> None:
    agenda = arrange(
        [work(str(days), days) for days in (-1, 0, 1, 7, 8)]
        + [work("never", None), work("other", -3, mine=False)],
        TODAY,
    )
    assert [[each.key for each in part] for part in (
        agenda.late, agenda.today, agenda.week, agenda.later, agenda.waiting,
    )] == [["-1"], ["0"], ["1", "7"], ["8", "never"], ["other"]]  # fmt: skip


def test_counts_lead_to_what_they_count() -> None:
    agenda = arrange([work("a", -1, is_legal=True), work("b", is_escalated=True)], TODAY)
    assert [(count.number, count.href, count.current) for count in counts(agenda, "plicht")] == [
        (2, "?", False), (1, "?toon=te-laat", False), (1, "?toon=vandaag", False),
        (1, "?toon=doorgezet", False), (1, "?toon=plicht", True),
    ]  # fmt: skip
    (part,) = parts(agenda, "plicht")
    assert [each.key for each in part.works] == ["a"]


def test_long_part_is_cut_until_it_is_asked_for() -> None:
    agenda = arrange([work(f"{n:02}") for n in range(14)], TODAY)
    (part,) = parts(agenda, "alles")
    assert (len(part.works), part.total) == (10, 14)
    (part,) = parts(agenda, "vandaag")
    assert (len(part.works), part.total) == (14, 14)


def test_empty_agenda_has_no_parts() -> None:
    assert parts(Agenda(), "alles") == []


def test_two_sources_of_one_name_are_an_error() -> None:
    with pytest.raises(ValueError, match="two sources"):
        source(next(iter(SOURCES)), "Nog eens")(lambda _actor, _today: [])
