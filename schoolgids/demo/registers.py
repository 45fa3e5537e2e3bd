"""What was asked and allowed under the codes: accounts, a class app, a lesson, an exception."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.utils.timezone import localdate

from protocols.registers import services as registers
from protocols.registers.judging import Wish
from protocols.registers.models import Entry
from protocols.registers.services import Note
from schoolgids.demo.clock import moment
from schoolgids.demo.facts import LYCEUM, SCHOOLS, STORM
from schoolgids.demo.play import Play
from schoolgids.demo.population import Place
from schoolgids.demo.scene import Scene
from schoolgids.organisation.models import School
from schoolgids.people.models import Person

TRIP = timedelta(days=6)


@dataclass
class Registers:
    """Plans a few entries of each register."""

    play: Play
    scene: Scene

    def plan(self) -> None:
        begins = self.scene.days.starts_on().replace(month=8, day=25)
        for facts in SCHOOLS:
            school = self.scene.schools[facts.slug]
            self._plan(begins, school, partial(self._account, school, facts.slug, begins))
        storm = self.scene.schools[STORM.slug]
        place = self.scene.places[STORM.slug][-1]
        self._plan(begins, storm, partial(self._class_app, storm, place))
        lyceum, lately = self.scene.schools[LYCEUM.slug], self.scene.days.ago(3)
        self._plan(lately, lyceum, partial(self._lesson, lyceum))
        self._plan(lately, lyceum, partial(self._requests, lyceum))

    def _plan(self, on: date, school: School, deed: Any) -> None:
        self.play.plan(moment(on, 14), deed, school=school)

    def _account(self, school: School, slug: str, on: date) -> None:
        clerk, head = self._one(school, "administrator"), self._one(school, "head")
        entry = self._ask(
            clerk,
            school,
            kind="account",
            platform="instagram",
            name=slug,
            link=f"https://instagram.example/{slug}",
            person_id=clerk.pk,
            purpose="Nieuws van de school voor ouders en leerlingen",
            from_on=on,
        )
        registers.grant(self.play.actor(head, school), entry=entry, today=localdate())

    def _class_app(self, school: School, place: Place) -> None:
        """On the school's own platform; one pupil has no device at home."""
        head, today = self._one(school, "head"), localdate()
        tutor = next(
            (
                row.person
                for row in self.scene.population.appointments
                if row.group_id == place.group.pk and row.until_on is None
            ),
            head,
        )
        entry = self._ask(
            tutor,
            school,
            kind="class_app",
            platform="school",
            group_id=place.group.pk,
            purpose="Wat er mee moet naar school, en wijzigingen in de week",
            from_on=today,
        )
        pupils = [row.person for row in self.scene.enrolments(place, today)]
        notes = [Note(pupil.pk, "in") for pupil in pupils[1:]]
        notes += [Note(pupil.pk, "out", "briefje mee naar huis") for pupil in pupils[:1]]
        actor = self.play.actor(tutor, school)
        registers.place_pupils(actor, entry=entry, notes=notes, today=today)
        registers.grant(self.play.actor(head, school), entry=entry, today=today)

    def _lesson(self, school: School) -> None:
        teacher = self.scene.known("teacher")
        self._ask(
            teacher,
            school,
            kind="lesson",
            platform="phone",
            person_id=teacher.pk,
            group_id=self.scene.places[LYCEUM.slug][0].group.pk,
            lesson="Nederlands, het derde uur",
            purpose="Een poll over het boek, met de eigen telefoon",
            from_on=localdate(),
            until_on=localdate(),
        )

    def _requests(self, school: School) -> None:
        """What the head finds in the work list today."""
        teacher, today = self.scene.known("teacher"), localdate()
        self._ask(
            teacher,
            school,
            kind="exception",
            platform="whatsapp",
            group_id=self.scene.places[LYCEUM.slug][0].group.pk,
            purpose="Bereikbaar zijn tijdens de werkweek, als er geen wifi is",
            from_on=today + TRIP,
            until_on=today + 2 * TRIP,
        )

    def _ask(self, person: Person, school: School, **wish: Any) -> Entry:
        return registers.request(
            self.play.actor(person, school),
            school=school,
            wish=Wish(**wish),
            submission=uuid5(NAMESPACE_URL, f"{school.slug}/{wish['kind']}"),
            today=localdate(),
        )

    def _one(self, school: School, role: str) -> Person:
        return self.scene.staff(school, role)[0]


def plan_registers(play: Play, scene: Scene) -> None:
    Registers(play, scene).plan()
