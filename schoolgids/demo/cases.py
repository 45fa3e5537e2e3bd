"""Plays sanction cases through `incidents.sanctions`: proposed, heard, decided, sent, objected to."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from uuid import UUID

from django.utils.timezone import localdate, now

from incidents.models import Incident
from incidents.sanctions import services as sanctions
from incidents.sanctions.catalogue import stock
from incidents.sanctions.code import hears_first
from incidents.sanctions.models import Duty, Measure, SanctionCase
from incidents.sanctions.services import Proposal, clock, duties
from incidents.sanctions.services.letters import make_letters
from schoolgids.access.actor import Actor
from schoolgids.demo.clock import moment
from schoolgids.demo.play import Play
from schoolgids.demo.scene import Scene
from schoolgids.people.models import Person

# How often a case is about which measure, and how it goes. Letters take the most time to make.
MEASURES = (("talk", 30), ("detention", 40), ("warning", 14), ("suspension", 14), ("expulsion", 2))
WITH_LETTER = ("warning", "suspension", "expulsion")
MOST_LETTERS = 6  # cases with a letter, besides those that are told: loading stays short
NEGLECTED, WITHDRAWN, NO_MEASURE, OBJECTED = 0.06, 0.05, 0.06, 0.35
MINUTES = (
    "{name} vertelt wat er is gebeurd en zegt dat het verder ging dan de bedoeling was. "
    "De ouder vraagt wat dit voor de rest van het jaar betekent. {name} wil het goedmaken."
)
GROUNDS = (
    "Er is eerder over gesproken. {name} wist van de regel, en het had gevolgen voor een ander."
)
MOTIVATION = (
    "De regel was bekend en een klasgenoot heeft er last van gehad. In het gesprek nam {name} "
    "verantwoordelijkheid; daar is bij de zwaarte rekening mee gehouden."
)
ARRANGEMENTS = (
    "{name} krijgt het werk van elke dag in de elektronische leeromgeving en maakt toetsen later."
)
WEIGHED = "Besproken met de wijkagent: dit lossen we op school op, met een excuus en een afspraak."
HOW = {Duty.Kind.INSPECTORATE: "Internet Schooldossier"}
OBJECTION = "Wij vinden het te zwaar voor een eerste keer, en ons kind was niet de enige."
RULING = "De school heeft zorgvuldig gehoord en gekozen. De duur past bij wat er is gebeurd."


@dataclass(frozen=True)
class Fate:
    """What becomes of a case: which measure, and whether it goes as it should."""

    measure: str
    days: int = 2  # of a suspension
    neglected: bool = False  # nobody does anything: the clock passes it up
    withdrawn: bool = False
    objected: bool = False
    fulfilled: bool = True  # its legal duties are done in time
    until: str = ""  # the stage at which it waits for a visitor of the demo


class Cases:
    """Plans what becomes of a report that ends in a measure."""

    def __init__(self, play: Play, scene: Scene) -> None:
        self.play, self.scene, self.draw = play, scene, scene.random
        self.measures: dict[str, Measure] = {}
        self.letters = 0
        self.clock_runs: set[date] = set()
        play.plan(moment(scene.days.starts_on(1), 8), self._stock)

    def _stock(self) -> None:
        self.measures = {measure.code: measure for measure in stock(self.scene.board)}

    def plan(
        self,
        incident: Incident,
        pupil: Person,
        leader: Person,
        taken_at: datetime,
        fate: Fate | None = None,
    ) -> None:
        """A case of one pupil, from the day after the report was taken up."""
        fate = fate or self._some_fate()
        at = self._later(incident, taken_at, 1)
        self.play.plan(
            at, partial(self._propose, incident, pupil, leader, fate, at), school=incident.school
        )

    def _some_fate(self) -> Fate:
        weights = [weight for _code, weight in MEASURES]
        code = self.draw.choices([code for code, _weight in MEASURES], weights)[0]
        if code in WITH_LETTER:
            self.letters += 1
            if self.letters > MOST_LETTERS:
                code = "detention"
        how = self.draw.random()
        return Fate(
            code,
            days=self.draw.choice((1, 2, 2, 3)),
            neglected=how < NEGLECTED,
            withdrawn=NEGLECTED <= how < NEGLECTED + WITHDRAWN,
            objected=self.draw.random() < OBJECTED,
        )

    def _later(self, incident: Incident, at: datetime, days: int) -> datetime:
        """That many days on, moved to a school day, at an hour of the working day."""
        day = self.scene.school_day(incident.school, (at + timedelta(days=days)).date())
        return moment(day, self.draw.randint(9, 16), self.draw.randrange(60))

    def _propose(
        self, incident: Incident, pupil: Person, leader: Person, fate: Fate, at: datetime
    ) -> None:
        measure = self.measures[fate.measure]
        days = fate.days if fate.measure == "suspension" else None
        first_on = self.scene.school_day(incident.school, localdate() + timedelta(days=7))
        incident = Incident.objects.get(pk=incident.pk)
        case = sanctions.propose(
            actor=self.play.actor(leader, incident.school),
            incident=incident,
            proposal=Proposal(
                measure=measure,
                person=pupil,
                facts=incident.facts,
                grounds=GROUNDS.format(name=pupil.given_name),
                days=days,
                first_on=first_on if days else None,
                arrangements=ARRANGEMENTS.format(name=pupil.given_name) if days else "",
            ),
            submission=UUID(int=self.draw.getrandbits(128), version=4),
        )
        self._after_proposal(case, leader, fate, at)

    def _after_proposal(self, case: SanctionCase, leader: Person, fate: Fate, at: datetime) -> None:
        if fate.neglected:
            self._plan_clock(case, at)
            return
        step = partial(self._plan_step, case)
        if fate.withdrawn:
            step(at, 1, partial(self._withdraw, case, leader))
            return
        if fate.until == SanctionCase.Stage.PROPOSED:
            return
        contact_at = step(at, 0, partial(self._contact, case, leader))
        heard_at = contact_at
        if hears_first(case):
            step(at, 0, partial(self._plan_hearing, case, leader, at))
            heard_at = step(contact_at, 1, partial(self._hear, case, leader))
        if fate.until != SanctionCase.Stage.HEARD:
            step(heard_at, 1, partial(self._decide, case, leader, fate, heard_at))

    def _plan_step(
        self, case: SanctionCase, at: datetime, days: int, do: partial[None]
    ) -> datetime:
        moment_of_it = max(self._later(case.incident, at, days), at + timedelta(minutes=25))
        self.play.plan(moment_of_it, do, school=case.school)
        return moment_of_it

    def _plan_clock(self, case: SanctionCase, at: datetime) -> None:
        """Nobody looked: the clock passes the case up, some nights later, and again."""
        for days in (5, 9, 14):
            night = (at + timedelta(days=days)).date()
            if night not in self.clock_runs:
                self.clock_runs.add(night)
                self.play.plan(moment(night, 5), self._run_clock)

    # --- The steps -------------------------------------------------------------------------------

    def _run_clock(self) -> None:
        actor = Actor.clock(
            self.scene.board.pk, frozenset(s.pk for s in self.scene.schools.values())
        )
        for pk in clock.due_cases():
            clock.escalate_if_due(actor=actor, pk=pk)
        for pk in clock.expired_cases():
            clock.close_if_expired(actor=actor, pk=pk)

    def _withdraw(self, case: SanctionCase, leader: Person) -> None:
        sanctions.withdraw(
            actor=self.play.actor(leader, case.school),
            case=self._now(case),
            reason="Uit een gesprek met de getuigen bleek dat het anders is gegaan.",
        )

    def _contact(self, case: SanctionCase, leader: Person) -> None:
        actor, case = self.play.actor(leader, case.school), self._now(case)
        guardians = list(self.scene.holders(case.person, localdate()))
        if not guardians or not case.concerns_minor(localdate()):
            return
        missed = self.draw.random() < 0.3
        for reached in (False, True) if missed else (True,):
            sanctions.record_contact(
                actor=actor,
                case=case,
                guardian=guardians[0],
                contacted_at=now() - timedelta(minutes=10 if reached else 20),
                how="phone",
                reached=reached,
                note="Uitgelegd wat er is gebeurd en wat de school overweegt." if reached else "",
            )

    def _plan_hearing(self, case: SanctionCase, leader: Person, at: datetime) -> None:
        sanctions.plan_hearing(
            actor=self.play.actor(leader, case.school),
            case=self._now(case),
            planned_at=self._later(case.incident, at, 1),
            with_whom=f"{case.person.given_name} en een ouder",
            place="Kamer van de teamleider",
        )

    def _hear(self, case: SanctionCase, leader: Person) -> None:
        sanctions.hear(
            actor=self.play.actor(leader, case.school),
            case=self._now(case),
            with_whom=f"{case.person.given_name} en een ouder",
            held_at=now() - timedelta(minutes=40),
            minutes=MINUTES.format(name=case.person.given_name),
        )

    def _decide(self, case: SanctionCase, leader: Person, fate: Fate, at: datetime) -> None:
        case = self._now(case)
        if case.asks_leadership:
            case = self._weigh_who_decides(case)
        decider = self._decider(case, leader)
        imposed = case.is_exclusion or self.draw.random() >= NO_MEASURE
        decided = sanctions.decide(
            actor=self.play.actor(decider, case.school),
            case=case,
            outcome="imposed" if imposed else "none",
            motivation=MOTIVATION.format(name=case.person.given_name),
            days=case.days if imposed else None,
            first_on=case.first_on if imposed else None,
        )
        if fate.until == SanctionCase.Stage.DECIDED:
            return
        step = partial(self._plan_step, decided)
        known_at = step(at, 2, partial(self._make_known, decided, decider))
        if imposed and decided.is_exclusion:
            if fate.fulfilled:
                step(at, 3, partial(self._fulfil, decided))
            if fate.objected:
                step(known_at, 9, partial(self._object, decided, decider, fate))
            else:
                self._plan_expiry(known_at)
        else:
            step(known_at, 3, partial(self._close, decided, decider))

    def _weigh_who_decides(self, case: SanctionCase) -> SanctionCase:
        head = self.scene.staff(case.school, "head")[0]
        sanctions.consider_board(
            actor=self.play.actor(head, case.school),
            case=case,
            informed=case.is_exclusion,
            reason="De schoolleiding kent de leerling en de klas het best.",
            decider=case.decider if case.decider == "board" else "head",
        )
        return self._now(case)

    def _make_known(self, case: SanctionCase, decider: Person) -> None:
        actor, case = self.play.actor(decider, case.school), self._now(case)
        if case.measure.letter and case.outcome == SanctionCase.Outcome.IMPOSED:
            make_letters(actor=actor, case=case)
        sanctions.communicate(actor=actor, case=self._now(case), on=localdate(), how="post")

    def _fulfil(self, case: SanctionCase) -> None:
        """What is left to do is done; what the code leaves to the school is weighed."""
        head = self.scene.staff(case.school, "head")[0]
        actor = self.play.actor(head, case.school)
        for duty in Duty.objects.open().filter(case=case).select_related("case"):
            if duty.is_weighed:
                duties.waive(actor=actor, duty=duty, reason=WEIGHED)
                continue
            duties.fulfil(
                actor=actor,
                duty=duty,
                done_on=localdate(),
                how=HOW.get(duty.kind, "Telefonisch"),
                reference=f"DEMO-{self.draw.randrange(10_000, 99_999)}",
            )

    def _object(self, case: SanctionCase, decider: Person, fate: Fate) -> None:
        case = self._now(case)
        by = next(self.scene.holders(case.person, localdate()), case.person)
        sanctions.record_objection(
            actor=self.play.actor(decider, case.school),
            case=case,
            by=by,
            received_on=localdate(),
            grounds=OBJECTION,
        )
        if fate.until == SanctionCase.Stage.OBJECTED:
            return
        at = now()
        self._plan_step(case, at, 6, partial(self._hear_objection, case, by))
        self._plan_step(case, at, 12, partial(self._rule, case))

    def _hear_objection(self, case: SanctionCase, by: Person) -> None:
        sanctions.hear(
            actor=self._board_actor(case),
            case=self._now(case),
            with_whom=by.name,
            held_at=now() - timedelta(minutes=30),
            minutes="De ouder licht het bezwaar toe. De school legt uit hoe zij heeft gewogen.",
        )

    def _rule(self, case: SanctionCase) -> None:
        actor = self._board_actor(case)
        ruled = sanctions.rule_on_objection(
            actor=actor, case=self._now(case), ruling="upheld", reason=RULING
        )
        self._plan_step(ruled, now(), 4, partial(self._close, ruled, None))

    def _plan_expiry(self, known_at: datetime) -> None:
        """The clock closes what nobody objected to in six weeks."""
        night = (known_at + timedelta(weeks=6, days=2)).date()
        if night not in self.clock_runs:
            self.clock_runs.add(night)
            self.play.plan(moment(night, 5), self._run_clock)

    def _close(self, case: SanctionCase, decider: Person | None) -> None:
        actor = self.play.actor(decider, case.school) if decider else self._board_actor(case)
        self._fulfil(case)
        sanctions.close(actor=actor, case=self._now(case))

    # --- Who ---------------------------------------------------------------------------------------

    def _decider(self, case: SanctionCase, leader: Person) -> Person:
        """Who stands on the level that decides."""
        if case.decider == "board":
            return self.scene.known("board_member")
        if case.decider == "head":
            return self.scene.staff(case.school, "head")[0]
        return leader

    def _board_actor(self, case: SanctionCase) -> Actor:
        return self.play.actor(self.scene.known("second_board_member"), case.school)

    @staticmethod
    def _now(case: SanctionCase) -> SanctionCase:
        """The case as it stands at the moment that is being played."""
        found: SanctionCase = SanctionCase.objects.select_related(
            "measure", "person", "school", "incident"
        ).get(pk=case.pk)
        return found
