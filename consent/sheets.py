"""Reading: what is asked, and what the answers of many people come to on a day, in few queries."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.models import DateField, QuerySet, UUIDField, Value
from django.utils.timezone import localdate

from consent import rule
from consent.models import Answer, ConsentSettings, Purpose, PurposeWording
from consent.rule import Decider, State, Verdict
from schoolgids.organisation.models import Group, School
from schoolgids.people.models import Enrolment, Guardianship, Hold, Person
from schoolgids.prepared import Prepared, any_of

SOON = 31  # days before the 16th birthday from which lists speak of it
UNANSWERED = frozenset({State.OPEN, State.ASKS_AGAIN, State.EXPIRED})
A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Asked:
    """A purpose as it is asked on a day: with the wording in force."""

    purpose: Purpose
    wording: PurposeWording
    plain: rule.Purpose

    def applies_to(self, school_id: int) -> bool:
        return self.purpose.school_id in (None, school_id)


@dataclass(frozen=True)
class Subject:
    """Somebody who may be in a picture, at a school."""

    person: Person
    school_id: int
    adult: bool = False


def _wordings(schools: list[int], on: date) -> QuerySet[PurposeWording]:
    purposes = Purpose.objects.of_schools(any_of(schools, "bigint")).asked_on(on)
    rows = PurposeWording.objects.filter(purpose__in=purposes).select_related("purpose")
    return rows.order_by("-purpose__audience", "purpose__position", "purpose_id", "version")


_wordings_asked = Prepared(_wordings, schools=list, on=date)


def asked(school_ids: Collection[int], on: date) -> list[Asked]:
    """What is asked at these schools on a day, in the order of the lists. One query."""
    by_purpose: dict[Purpose, list[PurposeWording]] = defaultdict(list)
    for row in _wordings_asked(schools=list(school_ids), on=on):
        by_purpose[row.purpose].append(row)
    found = []
    for purpose, wordings in by_purpose.items():
        if current := [wording for wording in wordings if wording.effective_on <= on]:
            found.append(Asked(purpose, current[-1], _plain_purpose(wordings)))
    return found


def settings_of(board_id: int, on: date) -> rule.Settings:
    """The board's choices as they were on a day, or the rule's own. One query."""
    chosen = _settings_chosen(board=board_id, on=on)
    return chosen[0].as_rule() if chosen else rule.DEFAULTS


@dataclass(frozen=True)
class Wordings:
    """Every wording of a purpose, oldest first."""

    rows: tuple[PurposeWording, ...]

    def on(self, day: date) -> PurposeWording:
        """The one in force on a day; the first for a day before it was asked here."""
        held = [row for row in self.rows if row.effective_on <= day]
        return held[-1] if held else self.rows[0]


def wordings_of(purposes: Collection[UUID]) -> dict[UUID, Wordings]:
    """The wordings of these purposes. One query."""
    rows = PurposeWording.objects.filter(purpose__in=purposes).order_by("purpose", "version")
    found: dict[UUID, list[PurposeWording]] = defaultdict(list)
    for row in rows:
        found[row.purpose_id].append(row)
    return {purpose: Wordings(tuple(wordings)) for purpose, wordings in found.items()}


def _settings(board: int, on: date) -> QuerySet[ConsentSettings]:
    return ConsentSettings.objects.holding_on(on).filter(board_id=board)[:1]


_settings_chosen = Prepared(_settings, board=int, on=date)


class Book:
    """The answers about some people, and what they come to on a day. Two queries, however many."""

    def __init__(
        self,
        subjects: Sequence[Subject],
        *,
        on: date,
        settings: rule.Settings,
        only: UUID | None = None,
    ) -> None:
        """only: the one purpose that will be asked about, when there is but one."""
        self.on = on
        self.settings = settings
        people = [subject.person.pk for subject in subjects]
        self._holders, self._holds = _holders_and_holds_of(people)
        schools = {subject.school_id for subject in subjects}
        self._answers = _answers_about(people, schools, only)

    def answers(self, subject: Subject, item: Asked) -> list[rule.Answer]:
        return self._answers.get((subject.person.pk, subject.school_id, item.purpose.pk), [])

    def holders(self, subject: Subject) -> list[rule.Holder]:
        return self._holders.get(subject.person.pk, [])

    def verdict(self, subject: Subject, item: Asked) -> Verdict:
        person = subject.person
        return rule.verdict(
            self.answers(subject, item),
            self.holders(subject),
            person.birth_date,
            item.plain,
            self.on,
            settings=self.settings,
            holds=self._holds.get(person.pk, ()),
            adult=subject.adult,
        )


@dataclass(frozen=True)
class Row:
    """One pupil of a class sheet, with a verdict per column."""

    person: Person
    on: date
    verdicts: tuple[Verdict, ...]

    @property
    def age(self) -> int | None:
        return self.person.age_on(self.on)

    @property
    def decides_alone(self) -> bool:
        return rule.who_decides(self.person.birth_date, self.on) is Decider.SELF

    @property
    def has_yet_to_choose(self) -> bool:
        """16 or older, and nobody has said anything that still holds."""
        return self.decides_alone and all(v.state in UNANSWERED for v in self.verdicts)

    @property
    def days_to_sixteen(self) -> int | None:
        """How many days until the 16th birthday, when it is near."""
        if self.person.birth_date is None:
            return None
        days = (rule.sixteenth_birthday(self.person.birth_date) - self.on).days
        return days if 0 < days <= SOON else None

    @property
    def is_complete(self) -> bool:
        return all(verdict.state not in UNANSWERED for verdict in self.verdicts)

    @property
    def never(self) -> bool:
        return any(verdict.state is State.HOLD for verdict in self.verdicts)


@dataclass(frozen=True)
class ClassSheet:
    """Who may be in the picture, pupil by pupil and purpose by purpose, on a day."""

    on: date
    columns: tuple[Asked, ...]
    rows: tuple[Row, ...]

    @cached_property
    def totals(self) -> list[int]:
        """How many pupils may, per column."""
        return [
            sum(row.verdicts[index].allowed for row in self.rows)
            for index in range(len(self.columns))
        ]

    @cached_property
    def complete(self) -> int:
        return sum(row.is_complete for row in self.rows)

    @cached_property
    def disputes(self) -> int:
        """How many pupils have parents who do not agree on something."""
        return sum(
            any(verdict.state is State.DISPUTE for verdict in row.verdicts) for row in self.rows
        )


def class_sheet(*, school: School, group: Group, on: date) -> ClassSheet:
    """The sheet of one group. Five queries, whatever the number of pupils."""
    return _sheet(school, _enrolled(group=group.pk, on=on), on)


def _in_group(group: UUID, on: date) -> QuerySet[Enrolment]:
    return Enrolment.objects.holding_on(on).filter(group=group).select_related("person")


_enrolled = Prepared(_in_group, group=UUID, on=date)


@dataclass(frozen=True)
class Progress:
    """How far a group is with answering."""

    group: Group
    pupils: int
    complete: int
    disputes: int

    @property
    def percent(self) -> int:
        return self.complete * 100 // self.pupils if self.pupils else 0


def progress_of_groups(*, school: School, on: date) -> list[Progress]:
    """Each group of the school with pupils on the day. Five queries."""
    enrolments = Enrolment.objects.holding_on(on).filter(school=school)
    rows = list(enrolments.select_related("person", "group"))
    groups: dict[UUID, list[Row]] = defaultdict(list)
    row_of = {row.person.pk: row for row in _sheet(school, rows, on).rows}
    for enrolment in rows:
        groups[enrolment.group_id].append(row_of[enrolment.person_id])
    by_id = {enrolment.group_id: enrolment.group for enrolment in rows}
    return [
        Progress(
            group=group,
            pupils=len(groups[group.pk]),
            complete=sum(row.is_complete for row in groups[group.pk]),
            disputes=sum(
                any(verdict.state is State.DISPUTE for verdict in row.verdicts)
                for row in groups[group.pk]
            ),
        )
        for group in sorted(by_id.values(), key=lambda group: group.name)
    ]


def guardians_of(people: Iterable[UUID]) -> dict[UUID, list[Guardianship]]:
    """Every guardianship, ever and with authority or not, of these pupils. One query."""
    rows = Guardianship.objects.filter(pupil__in=list(people)).select_related("guardian")
    found: dict[UUID, list[Guardianship]] = defaultdict(list)
    for row in rows.order_by("-relation", "from_on", "pk"):
        found[row.pupil_id].append(row)
    return found


def _sheet(school: School, enrolments: Iterable[Enrolment], on: date) -> ClassSheet:
    people = {enrolment.person_id: enrolment.person for enrolment in enrolments}
    subjects = [Subject(person, school.pk) for person in people.values()]
    subjects.sort(key=lambda s: (s.person.family_name, s.person.given_name, s.person.pk))
    columns = tuple(asked([school.pk], on))
    book = Book(subjects, on=on, settings=settings_of(school.board_id, on))
    rows = tuple(
        Row(subject.person, on, tuple(book.verdict(subject, column) for column in columns))
        for subject in subjects
    )
    return ClassSheet(on, columns, rows)


def _plain_purpose(wordings: Iterable[PurposeWording]) -> rule.Purpose:
    return rule.Purpose(
        wordings=tuple(
            rule.Wording(
                version=wording.version,
                effective_on=wording.effective_on,
                material=wording.material,
            )
            for wording in wordings
        )
    )


def _authority_and_holds(people: list[UUID]) -> QuerySet[Any, Any]:
    held = Guardianship.objects.filter(pupil__in=any_of(people), parental_authority=True)
    unfound = Hold.objects.filter(person__in=any_of(people))
    return (
        held.order_by()
        .values_list("pupil_id", "guardian_id", "from_on", "until_on", "guardian__deceased_on")
        .union(
            unfound.order_by().values_list(
                "person_id", Value(None, UUIDField()), "from_on", "until_on",
                Value(None, DateField()),
            ),
            all=True,
        )
    )  # fmt: skip


_with_authority_or_hold: Any = Prepared(_authority_and_holds, people=list)


def _holders_and_holds_of(
    people: Collection[UUID],
) -> tuple[Mapping[UUID, list[rule.Holder]], Mapping[UUID, list[rule.Hold]]]:
    """Who has authority over each, and when each may not be found. One query."""
    holders: dict[UUID, list[rule.Holder]] = defaultdict(list)
    holds: dict[UUID, list[rule.Hold]] = defaultdict(list)
    for person, guardian, since, last_on, deceased_on in _with_authority_or_hold(people=[*people]):
        until = last_on + A_DAY if last_on else None
        if guardian is None:
            holds[person].append(rule.Hold(since=since, until=until))
        else:
            holders[person].append(
                rule.Holder(person=guardian, since=since, until=until, deceased_on=deceased_on)
            )
    return holders, holds


def _answers(people: list[UUID], schools: list[int]) -> QuerySet[Any, Any]:
    return Answer.objects.about(
        any_of(people), school_ids=any_of(schools, "bigint")
    ).values(
        "person_id", "school_id", "purpose_id", "given_by_id", "choice",
        "wording__version", "given_on", "given_at", "recorded_at", "needs_check",
        "check_of__agreed", "check_of__checked_at",
    )  # fmt: skip


_answers_given: Any = Prepared(_answers, people=list, schools=list)


def _answers_to_one(people: list[UUID], schools: list[int], purpose: UUID) -> QuerySet[Any, Any]:
    return _answers(people, schools).filter(purpose=purpose)


_answers_to_one_given: Any = Prepared(_answers_to_one, people=list, schools=list, purpose=UUID)


def _answers_about(
    people: Collection[UUID], school_ids: Collection[int], only: UUID | None
) -> Mapping[tuple[UUID, int, UUID], list[rule.Answer]]:
    found: dict[tuple[UUID, int, UUID], list[rule.Answer]] = defaultdict(list)
    about = {"people": [*people], "schools": [*school_ids]}
    rows = _answers_given(**about) if only is None else _answers_to_one_given(**about, purpose=only)
    for row in rows:
        if row["check_of__agreed"] is False:
            continue  # wrongly entered: it was never given
        key = (row["person_id"], row["school_id"], row["purpose_id"])
        found[key].append(_plain_answer(row))
    return found


def _plain_answer(row: Mapping[str, Any]) -> rule.Answer:
    return rule.Answer(
        by=row["given_by_id"],
        own=row["given_by_id"] == row["person_id"],
        choice=rule.Choice(row["choice"]),
        wording=row["wording__version"],
        given_on=row["given_on"],
        given_at=row["given_at"],
        recorded_at=row["recorded_at"],
        awaits_check=row["needs_check"],
        checked_on=localdate(checked) if (checked := row["check_of__checked_at"]) else None,
    )
