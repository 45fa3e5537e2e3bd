"""Talking about a code with groups: planned by year, ticked by the group's own staff."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
import time_machine
from django.db import ProgrammingError, connection, transaction
from django.test import Client

from protocols.calendar import services
from protocols.calendar.models import AgendaItem, Discussion, DiscussionPlan, Moment
from protocols.models import CodeVersion
from schoolgids.access.scope import Scope, scoped
from schoolgids.audit.models import Event
from schoolgids.organisation.models import Group
from schoolgids.people.services import appoint, register
from tests.cast import START, Cast
from tests.protocols.calendar.making import (
    AGENDA,
    BOARD_AGENDA,
    MOMENT,
    code_of,
    discussions_of,
    group,
)
from tests.protocols.calendar.test_evaluations import text_of

SignIn = Callable[[str], Client]
PLAN = f"{AGENDA}gesprekken/"


@pytest.fixture
def version(cast: Cast) -> CodeVersion:
    return code_of(cast, cast.zilvermeeuw)


@pytest.fixture
def planned(cast: Cast, version: CodeVersion) -> tuple[DiscussionPlan, Moment, Moment]:
    """Groups 6, 7 and 8, at the start of the year and in the Week van de Mediawijsheid."""
    group(cast, "groep 5", "5")
    group(cast, "groep 7", "7")
    group(cast, "groep 8", "8")
    return discussions_of(cast, version)


Planned = tuple[DiscussionPlan, Moment, Moment]


def page_of(plan: DiscussionPlan) -> str:
    return f"{PLAN}{plan.pk}/"


def ticking(moment: Moment, of: Group, held_on: str = "20-11-2026") -> dict[str, str]:
    return {
        "deed": "tick",
        "tick-moment": str(moment.pk),
        "tick-group": str(of.pk),
        "tick-held_on": held_on,
    }


def taking_back(moment: Moment, of: Group) -> dict[str, str]:
    return {
        "deed": "take_back",
        "take_back-moment": str(moment.pk),
        "take_back-group": str(of.pk),
    }


def ticks(cast: Cast) -> list[tuple[str, date | None, bool]]:
    with scoped(Scope.of_board(cast.waterland)):
        rows = Discussion.objects.order_by("ticked_at", "pk").select_related(
            "ticked_by", "replaced_by"
        )
        return [
            (row.ticked_by.given_name, row.held_on, not hasattr(row, "replaced_by")) for row in rows
        ]


# --- A1 ---------------------------------------------------------------------------------------


def test_a1_s4_r19_25_81_85_two_discussions_a_year_with_groups_6_7_and_8(
    cast: Cast, client_of: SignIn, version: CodeVersion
) -> None:
    """A1 S4 r.19, 25, 81-85: at the start of the school year and in the Week van de
    Mediawijsheid (whose date is data) groups 6, 7 and 8 talk; a tick per group with its day.
    """
    for name, year in (("groep 5", "5"), ("groep 7", "7"), ("groep 8", "8")):
        group(cast, name, year)
    client = client_of("omar")
    given = {"code": str(version.code_id), "year_groups": ["6", "7", "8"]}
    page = client.post(PLAN, given)["Location"]
    for name, first, last in (
        ("Begin van het schooljaar", "31-08-2026", "25-09-2026"),
        ("Week van de Mediawijsheid", "06-11-2026", "27-11-2026"),
    ):
        given = {
            "deed": "add_moment",
            "add_moment-name": name,
            "add_moment-from_on": first,
            "add_moment-until_on": last,
        }
        assert client.post(page, given).status_code == 302
    html = text_of(client.get(page))
    assert "groep 5" not in html
    assert [f'<th scope="row">groep {year}</th>' in html for year in "678"] == [True] * 3
    assert html.count("te laat</span>") == 3  # the start of the year went by
    assert html.count("binnenkort</span>") == 3
    with scoped(Scope.of_school(cast.zilvermeeuw)):
        start = Moment.objects.get(name="Begin van het schooljaar")
    teacher = client_of("fatima")
    html = text_of(teacher.post(page, ticking(start, cast.group_6, "24-09-2026"), follow=True))
    assert "Afgevinkt: het gesprek met groep 6." in html
    assert html.count("te laat</span>") == 2
    assert ticks(cast) == [("Fatima", date(2026, 9, 24), True)]
    html = text_of(client.get(AGENDA))
    assert "1 van 3 groepen hebben gesproken" in html


def test_a1_s4_r81_85_standing_item_in_each_team_meeting(
    cast: Cast, client_of: SignIn, version: CodeVersion
) -> None:
    """A1 S4 r.81-85: "elke teamvergadering … agendapunt"."""
    client = client_of("omar")
    given = {
        "code": str(version.code_id),
        "text": "Sociale media, elke teamvergadering",
        "every": "meeting",
        "from_on": "20-11-2026",
    }
    page = client.post(f"{AGENDA}agendapunt/", given)["Location"]
    html = text_of(client.get(page))
    assert "Elke teamvergadering, zonder vaste dag" in html
    html = text_of(client.get(AGENDA))
    assert "Sociale media, elke teamvergadering (Telefoons en berichten)" in html
    assert "doorlopend" in html
    assert client_of("fatima").post(page).status_code == 403
    assert client.post(f"{AGENDA}agendapunt/", given).status_code == 422
    assert client.post(page).status_code == 302
    assert "elke teamvergadering" not in text_of(client.get(AGENDA))
    with scoped(Scope.of_board(cast.waterland)):
        assert AgendaItem.objects.get().stopped_by_id == cast.omar.pk


def test_week_has_another_date_next_year_and_last_years_are_kept(
    cast: Cast, client_of: SignIn, planned: Planned, frozen: time_machine.Traveller
) -> None:
    plan, _start, _week = planned
    client_of("fatima").post(page_of(plan), ticking(planned[1], cast.group_6))
    frozen.move_to("2027-09-10T10:00:00+02:00")
    group(cast, "groep 6", "6", school_year="2027-2028")
    client = client_of("omar")
    html = text_of(client.get(page_of(plan)))
    assert "Voor dit schooljaar staan nog geen momenten in de agenda." in html
    assert "Geef dit schooljaar nog een datum aan: Begin van het schooljaar en Week van" in html
    given = {
        "deed": "add_moment",
        "add_moment-name": "Week van de Mediawijsheid",
        "add_moment-from_on": "05-11-2027",
        "add_moment-until_on": "12-11-2027",
    }
    client.post(page_of(plan), given)
    html = text_of(client.get(page_of(plan)))
    assert "Geef dit schooljaar nog een datum aan: Begin van het schooljaar." in html
    assert html.count("gepland</span>") == 1
    html = text_of(client.get(f"{page_of(plan)}?jaar=2026-2027"))
    assert '<th scope="row">groep 8</th>' in html
    assert "Fatima Rietveen" in html


# --- Ticking ----------------------------------------------------------------------------------


def test_tick_that_is_taken_back_stays_to_be_read(
    cast: Cast, client_of: SignIn, planned: Planned
) -> None:
    plan, _start, week = planned
    teacher = client_of("fatima")
    page = page_of(plan)
    for _again in range(2):  # a second click is no second tick
        assert teacher.post(page, ticking(week, cast.group_6)).status_code == 302
    other = teacher.post(page, ticking(week, cast.group_6, "19-11-2026"))
    assert other.status_code == 422
    assert "Dit gesprek is al afgevinkt. Haal eerst het vinkje weg." in text_of(other)
    for _again in range(2):
        teacher.post(page, taking_back(week, cast.group_6))
    teacher.post(page, ticking(week, cast.group_6, "19-11-2026"))
    assert ticks(cast) == [
        ("Fatima", date(2026, 11, 20), False),
        ("Fatima", None, False),
        ("Fatima", date(2026, 11, 19), True),
    ]
    html = text_of(teacher.get(page))
    assert "vinkje weggehaald" in html
    assert html.count("gesproken op ") == 2
    with scoped(Scope.of_board(cast.waterland)):
        events = Event.objects.filter(about_type="review_calendar.discussion")
        assert sorted(events.values_list("name", flat=True)) == [
            "review.take_back",
            "review.tick",
            "review.tick",
        ]


@pytest.mark.parametrize(
    ("held_on", "reason"),
    [
        ("21-11-2026", "Deze dag is nog niet geweest."),
        ("10-07-2026", "Deze dag valt niet in het schooljaar van dit moment."),
        ("gisteren", "Schrijf de datum als 20-11-2026."),
    ],
)
def test_day_that_can_not_be_is_refused_and_kept_in_its_field(
    cast: Cast, client_of: SignIn, planned: Planned, held_on: str, reason: str
) -> None:
    plan, _start, week = planned
    response = client_of("fatima").post(page_of(plan), ticking(week, cast.group_6, held_on))
    assert response.status_code == 422
    html = text_of(response)
    assert reason in html
    assert html.count(f'value="{held_on}"') == 1
    assert ticks(cast) == []


@pytest.mark.parametrize(("name", "status"), [("omar", 302), ("fatima", 403)])
def test_leadership_ticks_for_all_and_a_teacher_for_the_own_group(
    cast: Cast, client_of: SignIn, planned: Planned, name: str, status: int
) -> None:
    plan, _start, week = planned
    with scoped(Scope.of_school(cast.zilvermeeuw)):
        seven = Group.objects.get(name="groep 7")
    client = client_of(name)
    html = text_of(client.get(page_of(plan)))
    assert html.count('value="tick"') == (6 if name == "omar" else 2)
    assert client.post(page_of(plan), ticking(week, seven)).status_code == status
    assert client.post(page_of(plan), taking_back(week, seven)).status_code == status


def test_administrator_ticks_and_who_left_the_group_does_not(
    cast: Cast, client_of: SignIn, planned: Planned, frozen: time_machine.Traveller
) -> None:
    plan, _start, week = planned
    with scoped(Scope.of_board(cast.waterland)):
        appoint(cast.administrator, role="administrator", school=cast.zilvermeeuw, from_on=START)
        cast.fatima.appointments.update(group=None)
    client = client_of("administrator")
    assert client.post(page_of(plan), ticking(week, cast.group_6)).status_code == 302
    assert client_of("fatima").post(page_of(plan), taking_back(week, cast.group_6)).status_code == 403  # fmt: skip


def test_group_that_takes_no_part_is_not_ticked(
    cast: Cast, client_of: SignIn, planned: Planned
) -> None:
    plan, _start, week = planned
    with scoped(Scope.of_school(cast.zilvermeeuw)):
        five = Group.objects.get(name="groep 5")
    response = client_of("omar").post(page_of(plan), ticking(week, five))
    assert response.status_code == 422
    assert "Deze groep doet niet mee aan dit moment." in text_of(response)


@pytest.mark.parametrize("name", ["head", "outsider", "sem_mother", "lieke"])
def test_discussions_of_another_school_are_not_found(
    cast: Cast, client_of: SignIn, planned: Planned, name: str
) -> None:
    plan, _start, week = planned
    client = client_of(name)
    for school in ("zilvermeeuw", "oostpoort", "eikenhof"):
        address = f"/school/{school}/evaluatieagenda/gesprekken/{plan.pk}/"
        assert client.get(address).status_code == 404
        assert client.post(address, ticking(week, cast.group_6)).status_code == 404


def test_group_or_moment_of_elsewhere_is_not_found(
    cast: Cast, client_of: SignIn, planned: Planned
) -> None:
    plan, _start, week = planned
    other, _first, foreign = discussions_of(cast, code_of(cast, cast.zilvermeeuw, title="Tassen"))
    assert other.pk != plan.pk
    client = client_of("omar")
    assert client.post(page_of(plan), ticking(week, cast.class_4h2)).status_code == 404
    assert client.post(page_of(plan), ticking(foreign, cast.group_6)).status_code == 404
    assert ticks(cast) == []


def test_tick_is_never_changed_or_removed(cast: Cast, client_of: SignIn, planned: Planned) -> None:
    plan, _start, week = planned
    client_of("fatima").post(page_of(plan), ticking(week, cast.group_6))
    with (
        scoped(Scope.of_board(cast.waterland)),
        pytest.raises(ProgrammingError, match="Cannot update or delete rows"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("delete from review_calendar_discussion")


# --- Planning ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({"until_on": "01-11-2026"}, "De laatste dag komt voor de eerste."),
        ({"until_on": "01-09-2027"}, "Een moment valt in één schooljaar"),
        ({"name": "begin van het SCHOOLJAAR"}, "Dit moment staat er al voor dit schooljaar."),
        ({"name": ""}, "Vul ‘Moment’ in."),
    ],
)
def test_moment_that_can_not_be_is_refused(
    cast: Cast, client_of: SignIn, planned: Planned, facts: dict[str, str], reason: str
) -> None:
    given = {"name": "Nog een", "from_on": "05-11-2026", "until_on": "06-11-2026"} | facts
    data = {f"add_moment-{key}": value for key, value in given.items()}
    response = client_of("omar").post(page_of(planned[0]), {"deed": "add_moment", **data})
    assert response.status_code == 422
    assert reason in text_of(response)
    with scoped(Scope.of_board(cast.waterland)):
        assert Moment.objects.count() == 2


def test_groups_or_years_are_needed_and_chosen_groups_are_this_years(
    cast: Cast, client_of: SignIn, version: CodeVersion
) -> None:
    client = client_of("omar")
    given = {"code": str(version.code_id)}
    response = client.post(PLAN, given)
    assert "Kies de leerjaren of de groepen die het gesprek voeren." in text_of(response)
    response = client.post(PLAN, {**given, "groups": [str(cast.class_4h2.pk)]})
    assert response.status_code == 422
    response = client.post(PLAN, {**given, "groups": [str(cast.group_6.pk)]})
    assert response.status_code == 302
    with scoped(Scope.of_board(cast.waterland)):
        assert DiscussionPlan.objects.get().group_ids == [cast.group_6.pk]


def test_teacher_plans_nothing(cast: Cast, client_of: SignIn, planned: Planned) -> None:
    client = client_of("fatima")
    assert client.get(PLAN).status_code == 403
    assert "Moment toevoegen" not in text_of(client.get(page_of(planned[0])))
    data = {"add_moment-name": "X", "add_moment-from_on": "05-11-2026", "add_moment-until_on": "05-11-2026"}  # fmt: skip
    assert client.post(page_of(planned[0]), {"deed": "add_moment", **data}).status_code == 403
    assert client.post(page_of(planned[0]), {"deed": "stop"}).status_code == 403


def test_board_plans_for_all_schools_and_sees_them_counted(cast: Cast, client_of: SignIn) -> None:
    version = code_of(cast, None)
    board = client_of("board_secretary")
    given = {"code": str(version.code_id), "year_groups": ["4", "6"]}
    page = board.post(f"{BOARD_AGENDA}gesprekken/", given)["Location"]
    data = {
        "deed": "add_moment",
        "add_moment-name": "Week van de Mediawijsheid",
        "add_moment-from_on": "06-11-2026",
        "add_moment-until_on": "13-11-2026",
    }
    board.post(page, data)
    with scoped(Scope.of_board(cast.waterland)):
        week, plan = Moment.objects.get(), DiscussionPlan.objects.get()
    school_page = f"/school/zilvermeeuw/evaluatieagenda/gesprekken/{plan.pk}/"
    assert client_of("fatima").post(school_page, ticking(week, cast.group_6)).status_code == 302
    html = " ".join(text_of(board.get(page)).split())
    assert '<th scope="row">Lyceum Oostpoort</th><td>0 van 2' in html
    assert '<th scope="row">OBS De Zilvermeeuw</th><td>1 van 1' in html
    assert "Fatima" not in html
    assert "1 van 3 groepen hebben gesproken" in text_of(board.get(BOARD_AGENDA))
    assert "1 van 1 groep heeft gesproken" in text_of(client_of("omar").get(AGENDA))


def test_number_of_queries_does_not_grow(
    cast: Cast, client_of: SignIn, planned: Planned, django_assert_max_num_queries: Any
) -> None:
    client = client_of("omar")
    page = page_of(planned[0])

    def count() -> int:
        with django_assert_max_num_queries(14) as queries:
            assert client.get(page).status_code == 200
        return len(queries)

    client.post(page, ticking(planned[1], cast.group_6))
    count()
    before = count()
    omar = cast.actor("omar", school=cast.zilvermeeuw)
    with scoped(Scope.of_school(cast.zilvermeeuw)):
        for number in range(3):
            another = Group.objects.create(
                board=cast.waterland,
                school=cast.zilvermeeuw,
                name=f"groep 7{number}",
                school_year="2026-2027",
                year_group="7",
            )
            new = register(cast.waterland, given_name="Nieuw", family_name=f"Hier {number}")
            appoint(new, role="teacher", school=cast.zilvermeeuw, group=another, from_on=START)
            services.tick(
                omar, moment=planned[2], group=another, held_on=date(2026, 11, 19), now=MOMENT
            )
    assert count() == before


def test_number_of_queries_of_the_page_of_the_board_does_not_grow(
    cast: Cast, client_of: SignIn, django_assert_max_num_queries: Any
) -> None:
    version, secretary = code_of(cast, None), cast.actor("board_secretary")
    with scoped(Scope.of_board(cast.waterland)):
        plan = services.plan_discussions(
            secretary, code=version.code, year_groups=["4", "6"], groups=(), moment=MOMENT
        )
        services.add_moment(
            secretary, plan=plan, name="Week van de Mediawijsheid",
            from_on=date(2026, 11, 6), until_on=date(2026, 11, 27), moment=MOMENT,
        )  # fmt: skip
    client = client_of("board_secretary")

    def count() -> int:
        with django_assert_max_num_queries(14) as queries:
            assert client.get(f"{BOARD_AGENDA}gesprekken/{plan.pk}/").status_code == 200
        return len(queries)

    count()
    before = count()
    for number in range(3):
        group(cast, f"groep 6{number}", "6")
    assert count() == before
