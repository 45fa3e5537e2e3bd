"""A code with a calendar, in the tests' own words."""

from collections.abc import Mapping
from datetime import UTC, date, datetime

from protocols.calendar import services
from protocols.calendar.models import DiscussionPlan, Evaluation, Moment
from protocols.dated import Dated, Precision
from protocols.models import CodeVersion
from schoolgids.access.scope import Scope, scoped
from schoolgids.organisation.models import Group, School
from tests.cast import YEAR, Cast
from tests.protocols.making import NO_RULES, TEXT, published

MOMENT = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
AGENDA = "/school/zilvermeeuw/evaluatieagenda/"
BOARD_AGENDA = "/bestuur/waterland/evaluatieagenda/"
MONTH = Precision.MONTH


def code_of(
    cast: Cast,
    school: School | None,
    *,
    title: str = "",
    rules: Mapping[str, object] = NO_RULES,
    text: str = TEXT,
) -> CodeVersion:
    """A code in force: of a school by its head, of the board by its secretary."""
    with scoped(Scope.of_school(school) if school else Scope.of_board(cast.waterland)):
        actor = (
            cast.actor(head_of(cast, school), school=school)
            if school
            else cast.actor("board_secretary")
        )
        return published(actor, text, school=school, title=title, rules=rules)


def head_of(cast: Cast, school: School) -> str:
    return "omar" if school == cast.zilvermeeuw else "head"


def evaluation_of(
    cast: Cast,
    version: CodeVersion,
    *,
    first: Dated | None = None,
    recurrence: str = "yearly",
    **facts: object,
) -> Evaluation:
    """Planned by the head, or by the secretary of the board."""
    school = version.school
    actor = (
        cast.actor(head_of(cast, school), school=school)
        if school
        else cast.actor("board_secretary")
    )
    with scoped(Scope.of_school(school) if school else Scope.of_board(cast.waterland)):
        return services.plan_evaluation(
            actor,
            code=version.code,
            first=first or Dated(date(2026, 6, 1), MONTH),
            recurrence=recurrence,
            moment=MOMENT,
            **facts,  # type: ignore[arg-type]
        )


def group(cast: Cast, name: str, year: str, *, school_year: str = YEAR) -> Group:
    """One more group of De Zilvermeeuw."""
    with scoped(Scope.of_school(cast.zilvermeeuw)):
        return Group.objects.create(
            board=cast.waterland,
            school=cast.zilvermeeuw,
            name=name,
            school_year=school_year,
            year_group=year,
        )


def discussions_of(
    cast: Cast, version: CodeVersion, years: tuple[str, ...] = ("6", "7", "8")
) -> tuple[DiscussionPlan, Moment, Moment]:
    """Two discussions a year: at the start, and in the Week van de Mediawijsheid of this year."""
    omar = cast.actor("omar", school=cast.zilvermeeuw)
    with scoped(Scope.of_school(cast.zilvermeeuw)):
        plan = services.plan_discussions(
            omar, code=version.code, year_groups=years, groups=(), moment=MOMENT
        )
        start, week = (
            services.add_moment(
                omar, plan=plan, name=name, from_on=from_on, until_on=until_on, moment=MOMENT
            )
            for name, from_on, until_on in (
                ("Begin van het schooljaar", date(2026, 8, 31), date(2026, 9, 25)),
                ("Week van de Mediawijsheid", date(2026, 11, 6), date(2026, 11, 27)),
            )
        )
    return plan, start, week
