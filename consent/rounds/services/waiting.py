"""Who has yet to answer, by the rule itself. A fixed number of queries, however many requests."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from consent.rounds.models import Request, Round
from consent.rounds.services.staff import asked_of_staff
from consent.rule import Code, Decider, Verdict, who_decides
from consent.sheets import UNANSWERED, Book, Subject, asked, settings_of
from schoolgids.organisation.models import School
from schoolgids.people.models import Person


@dataclass(frozen=True)
class Waiting:
    """Which requests of a round still wait for an answer on a day."""

    requests: frozenset[UUID]
    pupils: frozenset[UUID]  # about whom something is open


def waiting(requests: Sequence[Request], *, school: School, audience: str, on: date) -> Waiting:
    """The requests whose addressee may answer and has not. Five queries."""
    adult = audience == Round.Audience.STAFF
    people = Person.objects.in_bulk({request.pupil_id for request in requests})
    subjects = {pk: Subject(person, school.pk, adult=adult) for pk, person in people.items()}
    book = Book(list(subjects.values()), on=on, settings=settings_of(school.board_id, on))
    items = asked_of_staff(school, on) if adult else asked([school.pk], on)
    open_verdicts: dict[UUID, list[Verdict]] = {}
    for pk, subject in subjects.items():
        verdicts = [book.verdict(subject, item) for item in items]
        open_verdicts[pk] = [verdict for verdict in verdicts if verdict.state in UNANSWERED]
    found = {
        request.pk: request.pupil_id
        for request in requests
        if request.pupil_id in subjects
        and may_answer(request, subjects[request.pupil_id], book, on)
        and any(
            _lacks(request.addressee_id, verdict) for verdict in open_verdicts[request.pupil_id]
        )
    }
    return Waiting(frozenset(found), frozenset(found.values()))


def may_answer(request: Request, subject: Subject, book: Book, on: date) -> bool:
    """Whether the answer is still the addressee's to give: birthdays and authority move on."""
    oneself = request.addressee_id == request.pupil_id
    if subject.adult or who_decides(subject.person.birth_date, on) is Decider.SELF:
        return oneself
    return any(
        holder.person == request.addressee_id and holder.in_force(on)
        for holder in book.holders(subject)
    )


def _lacks(addressee: UUID, verdict: Verdict) -> bool:
    """Whether an open question waits for this person, and not for the other parent."""
    because = verdict.because
    return not (because.code is Code.HOLDERS_MISSING and addressee in because.who)
