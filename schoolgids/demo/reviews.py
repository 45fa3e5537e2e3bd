"""When the codes are evaluated and talked about: one evaluation late, one yearly, two talks a year."""

from datetime import date, timedelta
from functools import partial

from django.utils.timezone import localdate, now

from protocols.calendar import services as calendar
from protocols.calendar.models import Moment
from protocols.calendar.terms import Recurrence
from protocols.dated import Dated, Precision
from protocols.models import Code
from schoolgids.demo.clock import moment
from schoolgids.demo.facts import COMPASS, LYCEUM
from schoolgids.demo.play import Play
from schoolgids.demo.scene import Scene
from schoolgids.organisation.models import School

YEARS = {LYCEUM.slug: ("3", "4"), COMPASS.slug: ("6", "7", "8")}
START, WEEK = "Begin van het schooljaar", "Week van de Mediawijsheid"
LATE_SINCE = 50  # days


def plan_reviews(play: Play, scene: Scene) -> None:
    """What the heads of two schools put in the calendar, and which mentors have talked."""
    begin = scene.days.starts_on()
    for slug, years in YEARS.items():
        school = scene.schools[slug]
        play.plan(
            moment(begin + timedelta(days=25), 10),
            partial(_plan, play, scene, school, years),
            school=school,
        )
        play.plan(
            moment(begin + timedelta(days=45), 15),
            partial(_talk, play, scene, school, years),
            school=school,
        )
    lyceum = scene.schools[LYCEUM.slug]
    play.plan(
        moment(scene.days.ago(LATE_SINCE + 30), 9),
        partial(_plan_late, play, scene, lyceum),
        school=lyceum,
    )


def _plan(play: Play, scene: Scene, school: School, years: tuple[str, ...]) -> None:
    head = play.actor(scene.staff(school, "head")[0], school)
    for found in calendar.proposals(head, school_id=school.pk, today=localdate()):
        calendar.plan_evaluation(
            head,
            code=found.code,
            first=found.first,
            recurrence=found.recurrence,
            with_role="anti-pestcoördinator",
            moment=now(),
        )
    code = _code(school)
    plan = calendar.plan_discussions(head, code=code, year_groups=years, groups=(), moment=now())
    begin = scene.days.starts_on()
    for name, first, last in (
        (START, begin + timedelta(days=31), begin + timedelta(days=55)),
        (WEEK, date(begin.year, 11, 6), date(begin.year, 11, 13)),
    ):
        calendar.add_moment(head, plan=plan, name=name, from_on=first, until_on=last, moment=now())
    calendar.plan_item(
        head,
        code=code,
        text="Wat speelt er online?",
        every="meeting",
        from_on=localdate(),
        moment=now(),
    )


def _talk(play: Play, scene: Scene, school: School, years: tuple[str, ...]) -> None:
    """All groups but the last have talked at the start of the year."""
    head = play.actor(scene.staff(school, "head")[0], school)
    start = Moment.objects.select_related("plan").get(school=school, name=START)
    groups = [p.group for p in scene.places[school.slug] if p.group.year_group in years]
    for group in groups[:-1]:
        calendar.tick(head, moment=start, group=group, held_on=localdate(), now=now())


def _plan_late(play: Play, scene: Scene, school: School) -> None:
    first = scene.days.ago(LATE_SINCE).replace(day=1)
    calendar.plan_evaluation(
        play.actor(scene.staff(school, "head")[0], school),
        code=_code(school),
        first=Dated(first, Precision.MONTH),
        recurrence=Recurrence.ONCE,
        with_role="team pestpreventie",
        moment=now(),
    )


def _code(school: School) -> Code:
    found: Code = Code.objects.filter(school=school).order_by("pk")[0]
    return found
