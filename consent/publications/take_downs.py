"""A yes that becomes a no: what was published has to disappear, place by place (C10)."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.timezone import localdate

from consent.models import Answer
from consent.publications.checking import book_of
from consent.publications.models import Appearance, Publication, TakeDown
from consent.publications.policies import somebody
from consent.publications.workflow import TAKE_DOWN
from consent.sheets import Subject, asked
from schoolgids.access.actor import Actor
from schoolgids.audit.services import record
from schoolgids.notices.models import Notice
from schoolgids.notices.services import tell
from schoolgids.organisation.models import School
from schoolgids.organisation.services import calendar_of
from schoolgids.people.models import Guardianship, Person

SCHOOL_DAYS = 5  # the law says without undue delay; a school week is what a school can keep
Askers = Mapping[tuple[UUID, UUID], UUID]  # (person, purpose): who asked
Cause = TakeDown.Cause


def open_for_answers(actor: Actor, answers: Sequence[Answer]) -> list[TakeDown]:
    """Opens what follows from answers that are no yes, where they make it a no."""
    refusals = [row for row in answers if row.choice != Answer.Choice.YES]
    askers: Askers = {(row.person_id, row.purpose_id): row.given_by_id for row in refusals}
    concerned = Q()
    for row in refusals:
        concerned |= Q(
            person=row.person_id, publication__purpose=row.purpose_id, school=row.school_id
        )
    if not concerned:
        return []
    return _open(actor, _appearances(concerned), cause=Cause.REFUSED, askers=askers)


def open_for_publication(*, actor: Actor, publication: Publication) -> list[TakeDown]:
    """Opens what follows from publishing without consent."""
    found = _appearances(Q(publication=publication))
    return _open(actor, found, cause=Cause.NO_CONSENT, askers={})


def open_for_hold(*, actor: Actor, person: Person) -> list[TakeDown]:
    """Opens what follows when somebody may not be found any more, wherever it was published."""
    return _open(actor, _appearances(Q(person=person)), cause=Cause.HOLD, askers={})


@transaction.atomic
def settle(*, actor: Actor, take_down: TakeDown, step: str, explanation: str) -> TakeDown:
    """Writes down the outcome, "remove" or "keep", and tells who asked that there is one.

    Raises Refused when it was settled before, or stays without a word why.
    """
    settled: TakeDown = TAKE_DOWN.perform(
        step,
        actor=actor,
        row=take_down,
        settled_by=Person.objects.get(pk=somebody(actor)),
        settled_on=localdate(),
        explanation=explanation.strip(),
    )
    if take_down.asked_by is not None:
        _tell_asker(take_down, take_down.asked_by)
    return settled


# --- Steps of these deeds --------------------------------------------------------------------


def _appearances(concerned: Q) -> list[Appearance]:
    rows = Appearance.objects.filter(concerned).select_related(
        "person", "school__board", "publication__registered_by"
    )
    return list(rows.prefetch_related("publication__places", "take_downs"))


@transaction.atomic
def _open(
    actor: Actor, appearances: Iterable[Appearance], *, cause: str, askers: Askers
) -> list[TakeDown]:
    today, opened = localdate(), []
    by_school: dict[School, list[Appearance]] = {}
    for row in appearances:
        by_school.setdefault(row.school, []).append(row)
    for school, rows in by_school.items():
        due_on = calendar_of(school).add_school_days(today, SCHOOL_DAYS)
        for row in _refused_today(school, rows, today):
            asked_by = askers.get((row.person_id, row.publication.purpose_id))
            opened += _missing(row, cause=cause, asked_by=asked_by, today=today, due_on=due_on)
    TakeDown.objects.bulk_create(opened)
    for publication in {row.appearance.publication for row in opened}:
        _announce(
            actor, publication, [r for r in opened if r.appearance.publication == publication]
        )
    return opened


def _refused_today(
    school: School, appearances: Sequence[Appearance], today: date
) -> list[Appearance]:
    """Those of people who may not be there today. What is no longer asked is not allowed."""
    questions = {item.purpose.pk: item for item in asked([school.pk], today)}
    subjects = {
        row.person_id: Subject(row.person, school.pk, adult=row.adult) for row in appearances
    }
    book = book_of(school, list(subjects.values()), today)
    return [
        row
        for row in appearances
        if (item := questions.get(row.publication.purpose_id)) is None
        or not book.verdict(subjects[row.person_id], item).allowed
    ]


def _missing(
    row: Appearance, *, cause: str, asked_by: UUID | None, today: date, due_on: date
) -> list[TakeDown]:
    """One per place where nobody is at it yet. What could not be removed may be asked again."""
    busy = {one.place_id for one in row.take_downs.all() if one.status != TakeDown.Stage.KEPT}
    return [
        TakeDown(
            board_id=row.board_id,
            school_id=row.school_id,
            status=TakeDown.Stage.OPEN,
            appearance=row,
            place=place,
            cause=cause,
            asked_by_id=asked_by,
            asked_on=today,
            due_on=due_on,
        )
        for place in row.publication.places.all()
        if place.pk not in busy
    ]


def _announce(actor: Actor, publication: Publication, opened: Sequence[TakeDown]) -> None:
    """One line in the trail, and a notice without content to who published it."""
    record(
        "take_down.open",
        actor=actor,
        about=publication,
        people={row.appearance.person_id for row in opened},
        cause=opened[0].cause,
        take_downs=[str(row.pk) for row in opened],
    )
    maker, school = publication.registered_by, opened[0].appearance.school
    if maker.pk != actor.person_id:
        tell(
            key=f"take-down/{opened[0].pk}",
            board_id=publication.board_id,
            people=[maker],
            path=reverse("publications:page", args=[school.slug, publication.pk]),
        )


def _tell_asker(take_down: TakeDown, asker: Person) -> None:
    pupil = take_down.appearance.person_id
    guardian = Guardianship.objects.filter(pupil=pupil, guardian=asker).exists()
    tell(
        key=f"take-down/{take_down.pk}/settled",
        board_id=take_down.board_id,
        people=[asker],
        path=reverse("publications:my_take_downs", args=[take_down.school.board.slug]),
        tone=Notice.Tone.GUARDIAN if guardian else Notice.Tone.COLLEAGUE,
    )
