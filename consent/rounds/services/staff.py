"""Staff in pictures: each answers for himself, and nobody reads the choice in a list or a trail."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _

from consent import rule
from consent.models import Answer, Purpose
from consent.own import Item
from consent.rule import Choice
from consent.sheets import Asked, Book, Subject, asked, settings_of
from consent.words import Reader
from schoolgids.access.actions import Action
from schoolgids.access.actor import Actor
from schoolgids.access.policy import require
from schoolgids.access.scope import one_at_a_time
from schoolgids.audit.services import record
from schoolgids.notices.services import tell
from schoolgids.organisation.models import School
from schoolgids.people.models import Person
from schoolgids.workflow import Refused


def asked_of_staff(school: School, on: date) -> list[Asked]:
    """What a school asks its staff: all but the assignments of pupils. One query."""
    items = asked([school.pk], on)
    return [item for item in items if item.purpose.channel != Purpose.Channel.LESSON]


def my_items(*, person: Person, school: School, on: date) -> list[Item]:
    """Each question as this member of staff stands towards it. Four queries."""
    subject = Subject(person, school.pk, adult=True)
    book = Book([subject], on=on, settings=settings_of(school.board_id, on))
    found = []
    for item in asked_of_staff(school, on):
        mine = rule.standing(one for one in book.answers(subject, item) if one.own)
        verdict = book.verdict(subject, item)
        choice = mine.choice if mine else None
        found.append(Item(item, verdict, Reader.PUPIL, person.pk, choice))
    return found


@transaction.atomic
def answer_for_oneself(
    *,
    actor: Actor,
    school: School,
    choices: Mapping[UUID, Choice],
    submission: UUID,
    language: str = "nl",
) -> list[Answer]:
    """A member of staff chooses, at one school. The same submission twice adds nothing.

    The trail tells that there is an answer and not which: those who read it are managers.
    Raises Forbidden, or Refused when nothing or something that is not asked was answered.
    """
    person = Person.objects.filter(pk=actor.person_id).first() if actor.person_id else None
    require(actor, Action.CONSENT_STAFF_ANSWER, school)
    if person is None:
        raise Refused(_("Dit kan alleen iemand zelf doen."))
    one_at_a_time(f"consent/{submission}")
    if earlier := list(Answer.objects.submitted_as(submission)):
        return earlier
    moment, today = now(), localdate()
    items = [item for item in asked_of_staff(school, today) if item.purpose.pk in choices]
    if not choices or len(items) < len(choices):
        raise Refused(_("Een van deze vragen wordt niet gesteld. Bekijk de pagina opnieuw."))
    rows = Answer.objects.bulk_create(
        Answer(
            board_id=school.board_id,
            school=school,
            person=person,
            purpose=item.purpose,
            wording=item.wording,
            language=language,
            choice=choices[item.purpose.pk].value,
            given_by=person,
            capacity=Answer.Capacity.STAFF,
            route=Answer.Route.PORTAL,
            given_on=today,
            given_at=moment,
            recorded_at=moment,
            entered_by=person,
            submission=submission,
        )
        for item in items
    )
    record(
        "consent.staff_answer", actor=actor, about=person, people=[person.pk], school_id=school.pk
    )
    tell(
        key=f"consent-answer/{submission}",
        board_id=school.board_id,
        people=[person],
        path=reverse("rounds:me", kwargs={"school": school.slug}),
    )
    return rows
