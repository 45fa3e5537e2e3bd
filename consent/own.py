"""The own page of a guardian or a pupil: what is asked about whom, and what is left to choose."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from consent import rule
from consent.models import NoConsentNeeded
from consent.rule import Choice, Code, Decider, State, Verdict, who_decides
from consent.sheets import SOON, UNANSWERED, Asked, Book, Subject, asked, settings_of
from consent.words import Reader, Text, explain, headline, mark_of
from schoolgids.people.ages import years_later
from schoolgids.people.models import Enrolment, Guardianship, Person


@dataclass(frozen=True)
class Item:
    """One question about one child, as the reader stands towards it."""

    asked: Asked
    verdict: Verdict
    reader: Reader
    me: UUID
    mine: Choice | None
    mine_on: date | None = None

    @property
    def waits_for_me(self) -> bool:
        because = self.verdict.because
        if because.code is Code.HOLDERS_MISSING and self.me in because.who:
            return False
        return self.verdict.state in UNANSWERED

    @property
    def may_withdraw(self) -> bool:
        """The reader's own yes stands, or the one of a guardian that was kept at 16."""
        kept = self.reader is Reader.PUPIL and self.verdict.because.before_sixteen
        return self.mine is Choice.YES or (kept and self.verdict.allowed)

    def is_a_year_old(self, on: date) -> bool:
        """A yes that still holds, and that is long enough ago to be asked after (B3)."""
        kept = self.verdict.because.since if self.mine is None else self.mine_on
        return (
            self.may_withdraw
            and self.verdict.allowed
            and kept is not None
            and years_later(kept, 1) <= on
        )

    @property
    def is_dispute(self) -> bool:
        """Shown as such to the guardians; a child reads that it is a no."""
        return self.verdict.state is State.DISPUTE and self.reader is Reader.GUARDIAN

    @property
    def mark(self) -> str:
        if self.verdict.state is State.DISPUTE and not self.is_dispute:
            return mark_of(State.NO)
        return mark_of(self.verdict.state)

    @property
    def headline(self) -> Text:
        return headline(self.verdict, self.reader, me=self.me)

    @property
    def explanation(self) -> Text:
        return explain(self.verdict, self.reader, me=self.me)

    @property
    def icon(self) -> str:
        return self.asked.purpose.icon


@dataclass(frozen=True)
class Child:
    """Somebody for whom the reader chooses, or sees what was chosen; maybe the reader himself."""

    person: Person
    enrolment: Enrolment
    on: date
    is_me: bool
    items: tuple[Item, ...]
    asks_after_a_year: bool = False

    @property
    def decides_alone(self) -> bool:
        return who_decides(self.person.birth_date, self.on) is Decider.SELF

    @property
    def can_choose(self) -> bool:
        return self.is_me == self.decides_alone

    @property
    def age(self) -> int | None:
        return self.person.age_on(self.on)

    @property
    def sixteen_on(self) -> date | None:
        """The day on which the right moves, when it is near."""
        if self.person.birth_date is None:
            return None
        day = rule.sixteenth_birthday(self.person.birth_date)
        return day if 0 < (day - self.on).days <= SOON else None

    @property
    def waiting(self) -> list[Item]:
        return [item for item in self.items if item.waits_for_me]

    @property
    def a_year_old(self) -> list[Item]:
        """What the reader may say of that it still holds, where the board asks so."""
        if not (self.asks_after_a_year and self.can_choose):
            return []
        return [item for item in self.items if item.is_a_year_old(self.on)]

    @property
    def settled(self) -> list[Item]:
        return [item for item in self.items if not item.waits_for_me]


@dataclass(frozen=True)
class OwnPage:
    children: tuple[Child, ...]
    without_authority: tuple[Person, ...]
    settings: rule.Settings

    @property
    def given_names(self) -> list[str]:
        """Children over whom the reader has no authority."""
        return [person.given_name for person in self.without_authority]

    @property
    def needs_all(self) -> bool:
        return self.settings.enough is rule.Enough.ALL

    @property
    def asks_afresh(self) -> bool:
        return self.settings.at_sixteen is rule.AtSixteen.ASK


def own_page(*, person_id: UUID, board_id: int, on: date) -> OwnPage:
    """Everything somebody may choose or see on a day. Seven queries, however many children."""
    held = Guardianship.objects.holding_on(on).filter(guardian=person_id)
    wards = list(held.select_related("pupil").order_by("pupil__birth_date", "pupil_id"))
    entitled = {row.pupil_id: row.pupil for row in wards if row.parental_authority}
    others = {row.pupil_id: row.pupil for row in wards if row.pupil_id not in entitled}
    enrolments = _enrolments([*entitled, person_id], on)
    settings = settings_of(board_id, on)
    questions = asked({row.school_id for row in enrolments}, on)
    subjects = [Subject(row.person, row.school_id) for row in enrolments]
    book = Book(subjects, on=on, settings=settings)
    children = tuple(
        _child(row, subject, questions, book, person_id)
        for row, subject in zip(enrolments, subjects, strict=True)
    )
    return OwnPage(children, tuple(others.values()), settings)


def without_consent(school_ids: Sequence[int]) -> list[NoConsentNeeded]:
    """What these schools do without asking. One query."""
    return list(NoConsentNeeded.objects.filter(school__in=school_ids))


def _enrolments(people: Sequence[UUID], on: date) -> list[Enrolment]:
    """One enrolment per person, the latest; youngest pupils last, as families speak of them."""
    rows = Enrolment.objects.holding_on(on).filter(person__in=people)
    rows = rows.select_related("person", "group", "school").order_by("from_on", "pk")
    latest = {row.person_id: row for row in rows}
    return sorted(latest.values(), key=lambda row: (row.person.birth_date or on, row.person_id))


def _child(
    row: Enrolment, subject: Subject, questions: Sequence[Asked], book: Book, me: UUID
) -> Child:
    reader = Reader.PUPIL if row.person_id == me else Reader.GUARDIAN
    items = []
    for question in questions:
        if question.applies_to(row.school_id):
            mine = rule.standing(a for a in book.answers(subject, question) if a.by == me)
            verdict = book.verdict(subject, question)
            said = (mine.choice, mine.given_on) if mine else (None, None)
            items.append(Item(question, verdict, reader, me, *said))
    asks = book.settings.yearly_reminder
    return Child(row.person, row, book.on, row.person_id == me, tuple(items), asks)


def mine_or_myself(person_id: UUID, on: date) -> Q:
    """People of whom somebody is guardian on a day, with authority or not, and himself."""
    wards = Guardianship.objects.holding_on(on).filter(guardian=person_id).values("pupil")
    return Q(pk=person_id) | Q(pk__in=wards)
