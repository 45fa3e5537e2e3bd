"""What schools asked about pictures and what families answered: online, on paper, or not yet."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from uuid import UUID

from django.utils.timezone import localdate

from consent import services as consent
from consent.models import Purpose
from consent.rule import Choice, Decider, who_decides
from consent.services import PaperForm, Words
from consent.standard import start_asking
from schoolgids.demo.clock import moment
from schoolgids.demo.facts import COMPASS, LYCEUM, SCHOOLS, STORM
from schoolgids.demo.paper import signed_form
from schoolgids.demo.play import Play
from schoolgids.demo.population import Place
from schoolgids.demo.scene import Scene
from schoolgids.organisation.models import School
from schoolgids.people.models import Person

SCHOOL_WIDE = ("Website", "Schoolgids", "Sociale media")
MINDS = ((62, 0.0), (22, 0.35), (8, 0.7), (8, 1.0))  # how many households, how likely a no
ON_PAPER, ONLINE = 0.62, 0.86  # below: how the first answer came; above: not yet
BOTH_ANSWER, DISAGREE, WITHDRAW, AGAIN = 0.3, 0.12, 0.06, 0.4
NEW_WORDS = Words(
    title_nl="Sociale media van de school",
    text_nl="Korte berichten met foto of film. De school zet ze op haar eigen kanalen en op die van het bestuur.",
    reach_nl="Iedereen kan dit zien, bewaren en doorsturen.",
    title_en="Social media of the school",
    text_en="Short posts with a photo or film, on the channels of the school and of the board.",
    reach_en="Everybody can see this, keep it and pass it on.",
)


@dataclass
class Asking:
    """One school that asks, and its purposes by name once it does."""

    school: School
    purposes: dict[str, Purpose]

    def all_ids(self) -> list[UUID]:
        return [purpose.pk for purpose in self.purposes.values()]


class Consents:
    """Plans the answers of every pupil of the demo."""

    def __init__(self, play: Play, scene: Scene) -> None:
        self.play, self.scene, self.draw = play, scene, scene.random
        self.asking = {facts.slug: Asking(scene.schools[facts.slug], {}) for facts in SCHOOLS}

    def plan(self) -> None:
        days = self.scene.days
        asks_on = days.starts_on(1).replace(month=8, day=20)
        for asking in self.asking.values():
            self.play.plan(
                moment(asks_on, 9), partial(self._start, asking, asks_on), school=asking.school
            )
        self._plan_stories()
        for facts in SCHOOLS:
            for place in self.scene.places[facts.slug]:
                self._plan_group(self.asking[facts.slug], place)
        self._plan_new_words(self.asking[LYCEUM.slug])

    # --- What is asked -------------------------------------------------------------------------

    @staticmethod
    def _start(asking: Asking, on: date) -> None:
        asking.purposes = {
            purpose.name_nl: purpose for purpose in start_asking(asking.school, effective_on=on)
        }

    def _plan_new_words(self, asking: Asking) -> None:
        """The lyceum changed what one yes means: everybody is asked again."""
        on = self.scene.days.starts_on().replace(day=24)

        def reword() -> None:
            consent.reword_purpose(
                asking.purposes["Sociale media"], words=NEW_WORDS, effective_on=on
            )

        self.play.plan(moment(on, 8), reword, school=asking.school)

    # --- A group -------------------------------------------------------------------------------

    def _plan_group(self, asking: Asking, place: Place) -> None:
        """Who was here last year answered then, who is new answers now; some have not yet."""
        this_year = self.scene.days.starts_on()
        new_here = place.before is None
        first_day = (this_year if new_here else self.scene.days.starts_on(1)) + timedelta(days=26)
        paper: list[Person] = []
        told = {id(person) for person in self.scene.population.known_as.values()}
        for enrolment in self.scene.enrolments(place, first_day):
            pupil = enrolment.person
            if id(pupil) in told:
                continue
            way = self.draw.random()
            if way < ON_PAPER:
                paper.append(pupil)
            elif way < ONLINE:
                self._plan_online(asking, pupil, first_day)
            if not new_here and asking.school.slug == LYCEUM.slug and self.draw.random() < AGAIN:
                self._plan_again(asking, pupil)
        if paper:
            self._plan_paper(asking, paper, first_day, seed=len(paper) + place.year)

    def _plan_online(self, asking: Asking, pupil: Person, first_day: date) -> None:
        on = first_day + timedelta(days=self.draw.randrange(45))
        givers = self._givers(pupil, on)
        if not givers:
            return
        doubt = self._mind()
        self._plan_answer(asking, pupil, givers[0], on, partial(self._choices, doubt))
        if len(givers) > 1 and self.draw.random() < BOTH_ANSWER:
            other = 1 - doubt if self.draw.random() < DISAGREE else doubt
            later = on + timedelta(days=self.draw.randrange(1, 9))
            self._plan_answer(asking, pupil, givers[1], later, partial(self._choices, other))
        if doubt < 1 and self.draw.random() < WITHDRAW:
            later = on + timedelta(days=self.draw.randrange(30, 200))
            self._plan_answer(asking, pupil, givers[0], later, self._take_back)

    def _plan_again(self, asking: Asking, pupil: Person) -> None:
        """An answer to the new words, this autumn."""
        on = self.scene.days.starts_on() + timedelta(days=27 + self.draw.randrange(50))
        for giver in self._givers(pupil, on)[:1]:
            again = Choice.NO if self.draw.random() < 0.15 else Choice.YES
            self._plan_answer(asking, pupil, giver, on, partial(self._only, "Sociale media", again))

    def _plan_paper(
        self, asking: Asking, pupils: list[Person], first_day: date, *, seed: int
    ) -> None:
        """A stack of forms of one group, entered by the administration with one scan."""
        signed_on = first_day + timedelta(days=3)
        entered_on = self.scene.school_day(asking.school, signed_on + timedelta(days=6))
        clerk = self.scene.staff(asking.school, "administrator")[0]

        def enter() -> None:
            forms = [
                PaperForm(person=pupil, signers=(givers[0].pk,), choices=self._said(asking))
                for pupil in pupils
                if (givers := self._givers(pupil, signed_on))
            ]
            consent.record_paper(
                actor=self.play.actor(clerk, asking.school),
                school=asking.school,
                signed_on=signed_on,
                forms=forms,
                submission=self._submission(),
                scan=signed_form(len(forms), seed=seed),
            )

        self.play.plan(moment(entered_on, 14, seed % 50), enter, school=asking.school)

    # --- The families the demo tells of ----------------------------------------------------------

    def _plan_stories(self) -> None:
        known, days = self.scene.known, self.scene.days
        lyceum, storm = self.asking[LYCEUM.slug], self.asking[STORM.slug]
        compass = self.asking[COMPASS.slug]
        autumn = days.starts_on(1).replace(month=9, day=9)
        yes, no = partial(self._all, Choice.YES), partial(self._all, Choice.NO)
        no_in_public = partial(self._by_audience, Choice.NO, Choice.YES)
        for twin in ("twin_sister", "twin_brother"):
            self._plan_answer(lyceum, known(twin), known("mother"), autumn, yes)
            self._plan_answer(lyceum, known(twin), known("father"), days.ago(24), no_in_public)
        # A mother's yes, kept until the daughter chose for herself after her birthday.
        self._plan_answer(lyceum, known("pupil"), known("pupil_mother"), autumn, yes)
        self._plan_answer(lyceum, known("pupil"), known("pupil"), days.ago(20), no_in_public)
        self._plan_answer(storm, known("hidden"), known("hidden_mother"), autumn, yes)
        self._plan_answer(lyceum, known("ward"), known("guardian"), autumn, yes)
        self._plan_answer(
            lyceum, known("ward"), known("guardian"), days.ago(15), self._take_back_website
        )
        father = next(
            tie.guardian
            for tie in self.scene.population.guardianships
            if tie.pupil is known("authority_ended") and tie.relation == "father"
        )
        self._plan_answer(compass, known("authority_ended"), father, autumn, no)
        teacher, child = known("teacher"), known("teachers_child")
        self._plan_answer(compass, child, teacher, autumn, yes)

    # --- One answer ------------------------------------------------------------------------------

    def _plan_answer(
        self,
        asking: Asking,
        pupil: Person,
        giver: Person,
        on: date,
        choose: Callable[[Asking], dict[UUID, Choice]],
    ) -> None:
        at = moment(on, self.draw.randint(7, 22), self.draw.randrange(60))

        def deed() -> None:
            if giver not in self._givers(pupil, localdate()):
                return  # by then it was no longer theirs to say
            consent.answer(
                actor=self.play.actor(giver, asking.school),
                person=pupil,
                choices=choose(asking),
                submission=self._submission(),
            )

        self.play.plan(at, deed, school=asking.school)

    def _givers(self, pupil: Person, on: date) -> list[Person]:
        """Whose answer counts on a day: the pupil's own from 16, the holders' before."""
        if who_decides(pupil.birth_date, on) is Decider.SELF:
            return [pupil]
        return list(self.scene.holders(pupil, on))

    def _mind(self) -> float:
        """How likely this household is to say no to a thing that is asked."""
        weights, doubts = zip(*MINDS, strict=True)
        return float(self.draw.choices(doubts, weights)[0])

    def _submission(self) -> UUID:
        return UUID(int=self.draw.getrandbits(128), version=4)

    def _said(self, asking: Asking) -> dict[UUID, Choice]:
        return self._choices(self._mind(), asking)

    def _choices(self, doubt: float, asking: Asking) -> dict[UUID, Choice]:
        return {
            pk: Choice.NO if self.draw.random() < doubt else Choice.YES for pk in asking.all_ids()
        }

    @staticmethod
    def _all(choice: Choice, asking: Asking) -> dict[UUID, Choice]:
        return dict.fromkeys(asking.all_ids(), choice)

    @staticmethod
    def _only(name: str, choice: Choice, asking: Asking) -> dict[UUID, Choice]:
        return {asking.purposes[name].pk: choice}

    @staticmethod
    def _by_audience(public: Choice, inside: Choice, asking: Asking) -> dict[UUID, Choice]:
        return {
            purpose.pk: public if purpose.is_public else inside
            for purpose in asking.purposes.values()
        }

    def _take_back(self, asking: Asking) -> dict[UUID, Choice]:
        return self._only(self.draw.choice(SCHOOL_WIDE), Choice.WITHDRAWN, asking)

    def _take_back_website(self, asking: Asking) -> dict[UUID, Choice]:
        return self._only("Website", Choice.WITHDRAWN, asking)


def plan_consents(play: Play, scene: Scene) -> None:
    Consents(play, scene).plan()
