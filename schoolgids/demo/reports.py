"""Files the reports of the demo through `incidents.services`, and handles them as people would."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial
from uuid import UUID

from django.utils.timezone import localdate, localtime

from incidents import services as incidents
from incidents.drafts import attach, save_draft
from incidents.models import Incident, IncidentKind
from incidents.services import Report
from protocols.services import provisions_in_force
from schoolgids.demo.cases import Cases, Fate
from schoolgids.demo.clock import moment
from schoolgids.demo.facts import COMPASS, LYCEUM, SCHOOLS, SchoolFacts
from schoolgids.demo.happenings import FAKE, GUARDIAN, HAPPENINGS, PUPIL, RULES, STAFF, Happening
from schoolgids.demo.paper import screenshot
from schoolgids.demo.play import Play
from schoolgids.demo.population import Place
from schoolgids.demo.scene import Scene
from schoolgids.organisation.models import School
from schoolgids.people.models import Person

TRIES = 20  # a guardian is not always to be found
RECENT = 1.7  # above 1: more of the reports are of late
TO_A_CASE, TAKEN_UP, SETTLED = 0.45, 0.93, 0.9
EXACT, WITH_PICTURE = 0.6, 0.7
# Cases at the lyceum that a visitor finds on the way: days ago, and what becomes of them.
RUNNING = (
    (4, Fate("suspension", until="proposed")),
    (6, Fate("suspension", until="heard")),
    (8, Fate("suspension", until="decided")),
    (9, Fate("warning", until="proposed")),
    (16, Fate("suspension", fulfilled=False)),
    (30, Fate("suspension", objected=True, until="objected")),
    (23, Fate("warning", neglected=True)),
    (38, Fate("suspension")),
)
OUTCOMES = ("talk", "talk", "agreement", "nothing")


@dataclass(frozen=True)
class Named:
    """Somebody in a report: the key of the directory, the part and the name in the text."""

    key: str
    part: str
    name: str
    pupil: Person | None = None


class Reports:
    """Plans what is reported at every school, and what comes of it."""

    def __init__(self, play: Play, scene: Scene, cases: Cases) -> None:
        self.play, self.scene, self.cases, self.draw = play, scene, cases, scene.random
        self.kinds: dict[str, IncidentKind] = {}
        self._provisions: dict[tuple[int, str, date], UUID | None] = {}

    def plan(self, count: int) -> None:
        start = moment(self.scene.days.starts_on(1), 8)
        self.play.plan(start, self._introduce_kinds)
        shares = [facts.share for facts in SCHOOLS]
        for facts in self.draw.choices(SCHOOLS, shares, k=count):
            self._plan_one(facts, self._some_day())
        if count:
            self._plan_today()
            self._plan_running_cases()
            self._plan_about_the_teachers_child()
            self._plan_draft()

    def _introduce_kinds(self) -> None:
        incidents.introduce_kinds(board_id=self.scene.board.pk)
        self.kinds = {kind.code: kind for kind in IncidentKind.objects.all()}

    # --- What, where and when --------------------------------------------------------------------

    def _some_day(self) -> date:
        first = self.scene.days.starts_on(1).replace(month=9)
        span = (self.scene.days.today - first).days
        return self.scene.days.ago(int(span * self.draw.random() ** RECENT))

    def _plan_one(self, facts: SchoolFacts, about: date, fate: Fate | None = None) -> None:
        """One report of that day; another place and happening when the first can't be."""
        on = self.scene.school_day(self.scene.schools[facts.slug], about)
        for _try in range(TRIES):
            place = self._place(facts, on)
            happening = place and self._happening(facts, place, on, fate)
            people = self._people(place, happening, on) if place and happening else []
            if place and happening and people:
                self._plan_report(facts, place, happening, people, on, fate)
                return

    def _place(self, facts: SchoolFacts, on: date) -> Place | None:
        """A group with pupils on that day; the older ones are online more."""
        places = [p for p in self.scene.places[facts.slug] if self.scene.enrolments(p, on)]
        if not places:
            return None
        return self.draw.choices(places, [1 + place.year for place in places])[0]

    def _happening(
        self, facts: SchoolFacts, place: Place, on: date, fate: Fate | None
    ) -> Happening | None:
        """Something that fits the school, and a group of this size."""
        there = len(self.scene.enrolments(place, on))
        possible = [
            one
            for one in HAPPENINGS
            if facts.sector in one.sectors
            and sum(letter in (PUPIL, GUARDIAN) for letter, _part in one.people) <= there
            and (fate is None or (one.severe and one.subject in RULES[facts.slug]))
        ]
        if not possible:
            return None
        return self.draw.choices(possible, [one.weight for one in possible])[0]

    def _people(self, place: Place, happening: Happening, on: date) -> list[Named]:
        """Everybody with a part, each once; nobody when the group is too small for it."""
        pupils = [row.person for row in self.scene.enrolments(place, on)]
        self.draw.shuffle(pupils)
        staff = self.scene.staff(place.school, "teacher")
        found: list[Named] = []
        for letter, part in happening.people:
            if letter == PUPIL:
                pupil = pupils.pop()
                found.append(Named(f"p:{pupil.pk}", part, pupil.given_name, pupil))
            elif letter == STAFF:
                colleague = self.draw.choice(staff)
                found.append(Named(f"s:{colleague.pk}", part, colleague.given_name))
            elif letter == GUARDIAN:
                child = pupils.pop()
                holder = next(self.scene.holders(child, on), None)
                if holder is None:
                    return []
                found.append(Named(f"g:{holder.pk}:{child.pk}", part, holder.name))
                found.append(Named("", part, child.given_name))
            else:
                name = "nep.van.waterstad" if letter == FAKE else "iemand zonder naam"
                found.append(Named(f"{letter}:{name}", part, name))
        return found

    def _plan_report(
        self,
        facts: SchoolFacts,
        place: Place,
        happening: Happening,
        people: Sequence[Named],
        on: date,
        fate: Fate | None = None,
    ) -> None:
        at = moment(on, self.draw.randint(9, 17), self.draw.randrange(60))
        if self.draw.random() < 0.2:
            at = moment(self.scene.school_day(place.school, on + timedelta(days=1)), 8, 20)
        reporter = self._reporter(place, people)
        exact = self.draw.random() < EXACT
        hour = time(min(at.hour, 16) - self.draw.randrange(2), 5 * self.draw.randrange(12))
        urgent = happening.severe and self.draw.random() < 0.3
        pictured = happening.pictured and self.draw.random() < WITH_PICTURE
        seed = self.draw.randrange(1000)
        submission = UUID(int=self.draw.getrandbits(128), version=4)

        def file() -> None:
            provision = self._provision(facts, place.school, happening.subject, on)
            report = Report(
                facts=happening.facts.format(*(someone.name for someone in people)),
                happened_on=on,
                happened_time=hour if exact else None,
                time_known="about" if exact else "unknown",
                places=happening.places,
                parties=[(someone.key, someone.part) for someone in people if someone.key],
                urgent=urgent,
                submission=submission,
                provisions=[provision] if provision else [],
                provision_unknown=provision is None,
                platform=happening.platform,
                platform_name="een forum" if happening.platform == "other" else "",
                channel=happening.channel,
                school_related=happening.relation,
                what_done=happening.done,
            )
            actor = self.play.actor(reporter, place.school)
            if pictured:
                draft = save_draft(
                    actor=actor, school=place.school, content={}, submission=submission
                )
                if draft is not None:
                    picture = screenshot(3 + seed % 4, seed=seed).content
                    attach(actor=actor, draft=draft, name="schermafdruk.png", content=picture)
            filed = incidents.report(actor=actor, school=place.school, report=report)
            if fate is not None:
                self._plan_case(place, happening, people, filed, fate)
            else:
                self._plan_handling(place, happening, people, filed, in_case=provision is not None)

        self.play.plan(at, file, school=place.school)

    def _reporter(self, place: Place, people: Sequence[Named]) -> Person:
        """The mentor of the group half of the time, else a teacher; never one with a part."""
        concerned = {someone.key for someone in people}
        mentors = [
            row.person
            for row in self.scene.population.appointments
            if row.group_id == place.group.pk
        ]
        teachers = self.scene.staff(place.school, "teacher")
        first = mentors if self.draw.random() < 0.5 else []
        return next(
            person
            for person in [*first, *self.draw.sample(teachers, len(teachers))]
            if f"s:{person.pk}" not in concerned
        )

    def _provision(self, facts: SchoolFacts, school: School, subject: str, on: date) -> UUID | None:
        """The provision this school cites for a subject, in the version of that day."""
        year = self.scene.days.starts_on() if on >= self.scene.days.starts_on() else date.min
        key = (school.pk, subject, year)
        if key not in self._provisions:
            beginning = RULES[facts.slug].get(subject)
            self._provisions[key] = next(
                (
                    cited.provision_id
                    for cited in provisions_in_force(school=school, on=on)
                    if beginning and cited.text.startswith(beginning)
                ),
                None,
            )
        return self._provisions[key]

    # --- What comes of it ------------------------------------------------------------------------

    def _plan_handling(
        self,
        place: Place,
        happening: Happening,
        people: Sequence[Named],
        filed: Incident,
        *,
        in_case: bool,
    ) -> None:
        if self.draw.random() > TAKEN_UP:
            return
        if happening.severe and in_case and self.draw.random() < TO_A_CASE:
            self._plan_case(place, happening, people, filed, None)
            return
        handler = self._handler(place, people)
        after = timedelta(days=0 if filed.urgent else self.draw.randint(0, 2))
        taken = self._plan_taking_up(place, happening, handler, filed, after)
        if self.draw.random() < SETTLED:
            done_at = self._in_hours(place.school, taken + timedelta(days=self.draw.randint(2, 14)))
            outcome = self.draw.choice(OUTCOMES)
            self.play.plan(
                done_at, partial(self._settle, handler, filed, outcome), school=place.school
            )

    def _plan_case(
        self,
        place: Place,
        happening: Happening,
        people: Sequence[Named],
        filed: Incident,
        fate: Fate | None,
    ) -> None:
        """A measure for the first of those who did it."""
        pupil = next(
            someone.pupil
            for someone in people
            if someone.pupil and someone.part in ("maker", "sharer", "subject")
        )
        handler = self._handler(place, people)
        taken = self._plan_taking_up(place, happening, handler, filed, timedelta(hours=1))
        self.cases.plan(filed, pupil, handler, taken, fate)

    def _handler(self, place: Place, people: Sequence[Named]) -> Person:
        """A team leader; the head when the team leader has a part in it."""
        concerned = {someone.key for someone in people}
        leaders = self.scene.staff(place.school, "team_leader")
        free = [leader for leader in leaders if f"s:{leader.pk}" not in concerned]
        return self.draw.choice(free or self.scene.staff(place.school, "head"))

    def _plan_taking_up(
        self,
        place: Place,
        happening: Happening,
        handler: Person,
        filed: Incident,
        after: timedelta,
    ) -> datetime:
        taken = self._in_hours(place.school, filed.reported_at + after)
        self.play.plan(
            taken, partial(self._take_up, handler, filed, happening.kind), school=place.school
        )
        return taken

    def _take_up(self, handler: Person, filed: Incident, kind: str) -> None:
        actor = self.play.actor(handler, filed.school)
        incidents.take_up(actor=actor, incident=filed, kind=self.kinds[kind])

    def _settle(self, handler: Person, filed: Incident, outcome: str) -> None:
        actor = self.play.actor(handler, filed.school)
        incidents.settle(actor=actor, incident=filed, outcome=outcome)

    def _in_hours(self, school: School, at: datetime) -> datetime:
        """The same or the next school day, while people are at work."""
        here = localtime(at)
        day = self.scene.school_day(school, here.date())
        found = moment(day, min(max(here.hour, 8), 17), here.minute)
        return found if found > at else at + timedelta(minutes=20)

    # --- Things a visitor should find ------------------------------------------------------------

    def _plan_today(self) -> None:
        """At the lyceum something is new: it waits for whoever looks at the work list."""
        school = self.scene.schools[LYCEUM.slug]
        last_day = self.scene.days.today
        while not self.scene.calendars[school.pk].is_school_day(last_day):
            last_day -= timedelta(days=1)
        for back in (0, 0, 1):
            self._plan_one(LYCEUM, last_day - timedelta(days=back))

    def _plan_running_cases(self) -> None:
        for days_ago, fate in RUNNING:
            self._plan_one(LYCEUM, self.scene.days.ago(days_ago), fate)

    def _plan_about_the_teachers_child(self) -> None:
        """Bodi's mother teaches at the lyceum: she has no business in the reports of his school."""
        place = next(place for place in self.scene.places[COMPASS.slug] if place.year == 4)
        child = self.scene.known("teachers_child")
        on = self.scene.school_day(place.school, self.scene.days.ago(11))
        others = [row.person for row in self.scene.enrolments(place, on) if row.person is not child]
        if not others:
            return
        happening = next(one for one in HAPPENINGS if one.kind == "bullying" and "po" in one.sectors
                         and len(one.people) == 2)  # fmt: skip
        people = [
            Named(f"p:{child.pk}", "target", child.given_name, child),
            Named(f"p:{others[0].pk}", "maker", others[0].given_name, others[0]),
        ]
        self._plan_report(COMPASS, place, happening, people, on)

    def _plan_draft(self) -> None:
        """The teacher was called away from the form this week."""
        school, teacher = self.scene.schools[LYCEUM.slug], self.scene.known("teacher")
        at = moment(self.scene.school_day(school, self.scene.days.ago(3)), 11, 40)

        def leave_open() -> None:
            save_draft(
                actor=self.play.actor(teacher, school),
                school=school,
                content={
                    "facts": ["In de pauze liet iemand uit 2H1 een filmpje zien"],
                    "day": [f"{localdate():%d-%m-%Y}"],
                },
                submission=UUID(int=self.draw.getrandbits(128), version=4),
            )

        self.play.plan(at, leave_open, school=school)
