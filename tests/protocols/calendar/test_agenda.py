"""The calendar of a school and of the board, the work list, and the one mail each time."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.test import Client

from protocols.calendar import services
from protocols.calendar.services import Settlement
from protocols.calendar.tasks import run_reminders
from protocols.dated import Dated
from protocols.models import CodeVersion
from schoolgids.access.scope import Scope, scoped
from schoolgids.notices.models import Notice
from schoolgids.organisation.models import School
from schoolgids.worklist.sources import work_for
from tests.cast import TODAY, Cast
from tests.protocols.calendar.making import (
    AGENDA,
    BOARD_AGENDA,
    MOMENT,
    MONTH,
    code_of,
    discussions_of,
    evaluation_of,
    group,
)
from tests.protocols.calendar.test_evaluations import text_of
from tests.protocols.test_binding import excuse

SignIn = Callable[[str], Client]
LATE, SOON = (Dated(date(2026, month, 1), MONTH) for month in (6, 12))
LATER = Dated(date(2027, 3, 9))


@pytest.fixture
def version(cast: Cast) -> CodeVersion:
    return code_of(cast, cast.zilvermeeuw)


def order(html: str, *texts: str) -> bool:
    found = [html.find(text) for text in texts]
    return -1 not in found and found == sorted(found)


# --- The page ---------------------------------------------------------------------------------


def test_late_ones_come_first_then_by_day(
    cast: Cast, client_of: SignIn, version: CodeVersion
) -> None:
    for first in (LATER, SOON, LATE):
        evaluation_of(cast, version, first=first, recurrence="once")
    html = text_of(client_of("omar").get(AGENDA))
    assert order(
        html,
        "uiterlijk in juni 2026",
        "uiterlijk in december 2026",
        "uiterlijk op 9 maart 2027",
    )
    assert "143 dagen te laat" in html
    for stand, expected in (("telaat", 1), ("gepland", 2), ("gedaan", 0)):
        html = text_of(client_of("omar").get(f"{AGENDA}?stand={stand}"))
        assert html.count('<li class="k">') == expected


def test_filters_narrow_to_a_kind_and_a_code(
    cast: Cast, client_of: SignIn, version: CodeVersion
) -> None:
    other = code_of(cast, cast.zilvermeeuw, title="Tassen")
    evaluation_of(cast, version)
    evaluation_of(cast, other)
    discussions_of(cast, other, ("6",))
    client = client_of("omar")

    def lines(query: str) -> int:
        return text_of(client.get(f"{AGENDA}?{query}")).count('<li class="k">')

    assert lines("") == 4
    assert lines("soort=gesprek") == 2
    assert lines(f"soort=evaluatie&code={other.code_id}") == 1
    assert lines(f"code={other.code_id}") == 3
    assert lines("code=niets&soort=niets") == 4
    html = text_of(client.get(f"{AGENDA}?soort=agendapunt"))
    assert "Niets in de agenda met deze filters" in html


def test_page_of_a_code_leads_to_its_lines(
    cast: Cast, client_of: SignIn, version: CodeVersion
) -> None:
    client = client_of("omar")
    address = f"{AGENDA}?code={version.code_id}"
    html = text_of(client.get(f"/school/zilvermeeuw/codes/{version.pk}/"))
    assert f'href="{address}"' in html
    assert "Niets in de agenda met deze filters" in text_of(client.get(address))
    evaluation_of(cast, version)
    assert "uiterlijk in juni 2026" in text_of(client.get(address))


def test_board_sees_its_own_codes_and_its_schools_counted(
    cast: Cast, client_of: SignIn, version: CodeVersion
) -> None:
    evaluation_of(cast, version, first=LATE)
    evaluation_of(cast, version, first=LATER)
    evaluation_of(cast, code_of(cast, None, title="Van ons"), first=SOON)
    html = text_of(client_of("board_secretary").get(BOARD_AGENDA))
    assert "Evaluatie: Van ons" in html
    assert "Evaluatie: Telefoons" not in html
    row = html[html.index("OBS De Zilvermeeuw</a>") :]
    assert row[: row.index("</tr>")].count('<td class="n">') == 4
    assert '<b class="is-danger">1</b>' in row[: row.index("</tr>")]


@pytest.mark.parametrize("name", ["omar", "sem_mother", "lieke", "outsider"])
def test_calendar_of_the_board_is_for_its_officers(
    cast: Cast, client_of: SignIn, name: str
) -> None:
    assert client_of(name).get(BOARD_AGENDA).status_code == 404


def test_officer_who_keeps_no_codes_sees_no_calendar(cast: Cast, client_of: SignIn) -> None:
    assert client_of("privacy_officer").get(BOARD_AGENDA).status_code == 403


@pytest.mark.parametrize(("name", "address"), [("omar", AGENDA), ("board_secretary", BOARD_AGENDA)])
def test_number_of_queries_does_not_grow(
    cast: Cast,
    client_of: SignIn,
    version: CodeVersion,
    name: str,
    address: str,
    django_assert_max_num_queries: Any,
) -> None:
    client = client_of(name)

    def count() -> int:
        with django_assert_max_num_queries(17) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    fill(cast, version)
    fill_board(cast, "Bestuurscode")
    count()
    before = count()
    for number in range(2):
        fill(cast, code_of(cast, cast.zilvermeeuw, title=f"Code {number}"))
        group(cast, f"groep 7{number}", "7")
        fill_board(cast, f"Bestuurscode {number}")
    assert count() == before


def fill(cast: Cast, version: CodeVersion) -> None:
    """An evaluation with an outcome, a standing item and discussions of a code."""
    omar = cast.actor("omar", school=cast.zilvermeeuw)
    evaluation = evaluation_of(cast, version, with_person=cast.fatima)
    _plan, start, _week = discussions_of(cast, version)
    with scoped(Scope.of_school(cast.zilvermeeuw)):
        services.settle(
            omar,
            evaluation=evaluation,
            occurrence=0,
            given=Settlement(TODAY, "unchanged"),
            moment=MOMENT,
        )
        services.tick(omar, moment=start, group=cast.group_6, held_on=TODAY, now=MOMENT)
        services.plan_item(
            omar, code=version.code, text="Media", every="week", from_on=TODAY, moment=MOMENT
        )


def fill_board(cast: Cast, title: str) -> None:
    evaluation_of(cast, code_of(cast, None, title=title))


# --- The work list ----------------------------------------------------------------------------


def work(cast: Cast, name: str, school: School | None, day: date = TODAY) -> list[Any]:
    actor = cast.actor(name, school=school)
    with scoped(Scope.of_school(school) if school else Scope.of_board(cast.waterland)):
        return [w for w in work_for(actor, day) if w.kind in ("evaluation", "discussion")]


def test_evaluation_that_is_late_or_near_is_work_of_who_keeps_the_codes(
    cast: Cast, version: CodeVersion
) -> None:
    late = evaluation_of(cast, version, first=LATE, with_person=cast.fatima)
    evaluation_of(cast, version, first=LATER)
    (mine,) = work(cast, "omar", cast.zilvermeeuw)
    assert (str(mine.title), mine.due_on, mine.href, mine.assigned) == (
        "Evalueren: Telefoons en berichten",
        date(2026, 6, 30),
        f"{AGENDA}evaluatie/{late.pk}/",
        False,
    )
    assert [str(tag.label) for tag in mine.tags] == ["te laat"]
    (hers,) = work(cast, "fatima", cast.zilvermeeuw)
    assert (hers.key, hers.assigned) == (mine.key, True)
    assert (str(mine.deed), str(hers.deed)) == ("Evalueren", "Bekijken")
    assert work(cast, "board_secretary", None) == []
    assert work(cast, "head", cast.oostpoort) == []


def test_evaluation_of_the_board_is_work_of_the_board(cast: Cast) -> None:
    late = evaluation_of(cast, code_of(cast, None), first=LATE)
    (one,) = work(cast, "board_secretary", None)
    assert one.href == f"{BOARD_AGENDA}evaluatie/{late.pk}/"
    assert work(cast, "omar", cast.zilvermeeuw) == []


def test_discussion_is_work_of_the_teacher_of_the_group_until_it_is_ticked(
    cast: Cast, version: CodeVersion
) -> None:
    plan, start, week = discussions_of(cast, version)
    found = work(cast, "fatima", cast.zilvermeeuw)
    assert [(str(w.title), w.due_on, str(w.about), w.href) for w in found] == [
        (
            "Bespreek met groep 6: Telefoons en berichten",
            until,
            name,
            f"{AGENDA}gesprekken/{plan.pk}/",
        )
        for until, name in (
            (date(2026, 9, 25), "Begin van het schooljaar"),
            (date(2026, 11, 27), "Week van de Mediawijsheid"),
        )
    ]
    fatima = cast.actor("fatima", school=cast.zilvermeeuw)
    with scoped(Scope.of_school(cast.zilvermeeuw)):
        services.tick(fatima, moment=start, group=cast.group_6, held_on=TODAY, now=MOMENT)
    (left,) = work(cast, "fatima", cast.zilvermeeuw)
    assert left.key == f"discussion/{week.pk}/{cast.group_6.pk}"
    assert work(cast, "omar", cast.zilvermeeuw) == []


# --- Mail -------------------------------------------------------------------------------------


def notices(cast: Cast) -> list[tuple[str, str]]:
    with scoped(Scope.of_board(cast.waterland)):
        rows = Notice.objects.filter(path__contains="evaluatieagenda")
        rows = rows.select_related("recipient").order_by("path", "recipient__given_name", "key")
        return [(row.recipient.given_name, row.path) for row in rows]


def test_each_occasion_is_told_once(
    cast: Cast, version: CodeVersion, frozen: time_machine.Traveller
) -> None:
    late = evaluation_of(cast, version, first=LATE, with_person=cast.fatima)
    evaluation_of(cast, version, first=LATER)
    of_board = evaluation_of(cast, code_of(cast, None), first=LATE)
    plan, _start, _week = discussions_of(cast, version)
    for _again in range(2):
        run_reminders()
    page = f"{AGENDA}evaluatie/{late.pk}/"
    board_page = f"{BOARD_AGENDA}evaluatie/{of_board.pk}/"
    groups = f"{AGENDA}gesprekken/{plan.pk}/"
    assert notices(cast) == [
        ("Frits", board_page),
        ("Nadia", board_page),
        ("Fatima", page),
        ("Omar", page),
        ("Fatima", groups),
        ("Fatima", groups),
    ]
    omar = cast.actor("omar", school=cast.zilvermeeuw)
    with scoped(Scope.of_school(cast.zilvermeeuw)):
        services.settle(
            omar,
            evaluation=late,
            occurrence=0,
            given=Settlement(TODAY, "unchanged"),
            moment=MOMENT,
        )
    frozen.move_to("2027-06-10T10:00:00+02:00")
    run_reminders()
    assert notices(cast).count(("Omar", page)) == 2  # the next year's


def test_discussion_that_was_held_is_not_told(cast: Cast, version: CodeVersion) -> None:
    _plan, start, week = discussions_of(cast, version)
    fatima = cast.actor("fatima", school=cast.zilvermeeuw)
    with scoped(Scope.of_school(cast.zilvermeeuw)):
        for moment in (start, week):
            services.tick(fatima, moment=moment, group=cast.group_6, held_on=TODAY, now=MOMENT)
    run_reminders()
    assert notices(cast) == []


def test_group_of_a_school_that_the_code_does_not_bind_is_left_alone(cast: Cast) -> None:
    version = code_of(cast, None)
    secretary = cast.actor("board_secretary")
    with scoped(Scope.of_board(cast.waterland)):
        plan = services.plan_discussions(
            secretary, code=version.code, year_groups=["6"], groups=(), moment=MOMENT
        )
        services.add_moment(
            secretary, plan=plan, name="Week van de Mediawijsheid",
            from_on=TODAY, until_on=TODAY, moment=MOMENT,
        )  # fmt: skip
    assert [str(one.title) for one in work(cast, "fatima", cast.zilvermeeuw)] == [
        "Bespreek met groep 6: Telefoons en berichten"
    ]
    excuse(cast, version, cast.zilvermeeuw, from_on=TODAY)
    assert work(cast, "fatima", cast.zilvermeeuw) == []
    run_reminders()
    assert notices(cast) == []


def test_number_of_queries_of_the_reminders_does_not_grow_with_what_was_told(
    cast: Cast, version: CodeVersion, django_assert_max_num_queries: Any
) -> None:
    evaluation_of(cast, version, first=LATE)
    discussions_of(cast, version)

    def count() -> int:
        with (
            scoped(Scope.of_board(cast.waterland)),
            django_assert_max_num_queries(8) as queries,
        ):
            assert services.remind(board_id=cast.waterland.pk, today=TODAY) == 0
        return len(queries)

    run_reminders()
    before = count()
    evaluation_of(cast, code_of(cast, cast.zilvermeeuw, title="Tassen"), first=LATE)
    run_reminders()
    assert count() == before


def test_clock_runs_the_reminders() -> None:
    assert "review_calendar.remind" in {
        entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()
    }
