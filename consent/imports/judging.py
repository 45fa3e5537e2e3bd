"""What one row of an export says, and whether it can be taken over. Pure.

Nothing is guessed: who is meant, who answered and when have to be certain, and what was said later
is never overwritten by what an administration still holds.
"""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum, unique
from typing import Any
from uuid import UUID

from consent.rule import Choice, Decider, Holder, who_decides

DATE_FORMATS = ("%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y", "%d.%m.%Y", "%d-%m-%y")
YES = frozenset({"ja", "j", "yes", "y", "true", "waar", "1", "x", "akkoord", "toestemming"})
NO = frozenset(
    {"nee", "n", "no", "false", "onwaar", "0", "geen toestemming", "niet akkoord", "geweigerd"}
)
ONESELF = frozenset({"leerling", "zelf", "leerling zelf", "pupil"})
RELATIONS = {"moeder": "mother", "vader": "father", "voogd": "custodian", "pleegouder": "foster"}


@unique
class Outcome(StrEnum):
    NEW = "new"
    SAME = "same"  # all of it is known already
    NOTHING = "nothing"  # no answer in this row
    UNKNOWN_PUPIL = "unknown_pupil"
    SEVERAL_PUPILS = "several_pupils"
    NO_DATE = "no_date"
    FUTURE = "future"
    BEFORE_BIRTH = "before_birth"
    UNKNOWN_WORD = "unknown_word"
    UNKNOWN_GIVER = "unknown_giver"
    SEVERAL_GIVERS = "several_givers"
    NO_AUTHORITY = "no_authority"
    WAS_SIXTEEN = "was_sixteen"
    NOT_YET_SIXTEEN = "not_yet_sixteen"
    OWN_FORM = "own_form"
    NEWER = "newer"
    DIFFERS = "differs"


FINE = frozenset({Outcome.NEW, Outcome.SAME, Outcome.NOTHING})


@dataclass(frozen=True, kw_only=True)
class Columns:
    """Which column says what; None for what the file doesn't say."""

    purposes: Mapping[UUID, int]
    number: int | None = None
    given_name: int | None = None
    family_name: int | None = None
    birth_date: int | None = None
    given_on: int | None = None
    giver: int | None = None
    day: date | None = None  # for all rows, where no column has it


@dataclass(frozen=True, kw_only=True)
class Parent:
    person: UUID
    name: str
    email: str
    relation: str
    holder: Holder | None  # None: without parental authority


@dataclass(frozen=True, kw_only=True)
class Pupil:
    person: UUID
    number: str
    given_name: str
    family_name: str  # with the prefix
    birth_date: date | None
    parents: tuple[Parent, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """An answer that is to be added."""

    pupil: UUID
    purpose: UUID
    giver: UUID
    choice: Choice
    given_on: date


@dataclass
class Known:
    """What is on record: the last day on which somebody said something, and what it was."""

    pupils: Sequence[Pupil]
    said: dict[tuple[UUID, UUID, UUID], tuple[date, str]] = field(default_factory=dict)
    by_number: dict[str, list[Pupil]] = field(default_factory=dict)
    by_name: dict[tuple[str, str], list[Pupil]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for pupil in self.pupils:
            if pupil.number:
                self.by_number.setdefault(fold(pupil.number), []).append(pupil)
            key = fold(pupil.given_name), fold(pupil.family_name)
            self.by_name.setdefault(key, []).append(pupil)


@dataclass(frozen=True)
class Judged:
    outcome: Outcome
    wanted: tuple[Wanted, ...] = ()
    detail: str = ""  # what in the row it is about


class _Doubt(Exception):
    def __init__(self, outcome: Outcome, detail: str = "") -> None:
        self.outcome, self.detail = outcome, detail


def judge(
    cells: Sequence[str], columns: Columns, known: Known, *, today: date, clerk: UUID
) -> Judged:
    """What to do with a row. What is wanted is put among what is known: a later row sees it."""
    try:
        return _judge(cells, columns, known, today, clerk)
    except _Doubt as doubt:
        return Judged(doubt.outcome, detail=doubt.detail)


def _judge(
    cells: Sequence[str], columns: Columns, known: Known, today: date, clerk: UUID
) -> Judged:
    choices = _choices(cells, columns)
    if not choices:
        return Judged(Outcome.NOTHING)
    pupil = _pupil(cells, columns, known)
    given_on = _day(cells, columns, pupil, today)
    giver = _giver(cell(cells, columns.giver), pupil, given_on, choices.values())
    if giver == clerk:
        raise _Doubt(Outcome.OWN_FORM)
    wanted = []
    for purpose, choice in choices.items():
        key = pupil.person, purpose, giver
        last = known.said.get(key)
        if last == (given_on, choice.value):
            continue
        if last is not None and last[0] > given_on:
            raise _Doubt(Outcome.NEWER, last[0].isoformat())
        if last is not None and last[0] == given_on:
            raise _Doubt(Outcome.DIFFERS, last[0].isoformat())
        wanted.append(
            Wanted(
                pupil=pupil.person, purpose=purpose, giver=giver, choice=choice, given_on=given_on
            )
        )
    for one in wanted:
        known.said[one.pupil, one.purpose, one.giver] = one.given_on, one.choice.value
    return Judged(Outcome.NEW if wanted else Outcome.SAME, tuple(wanted))


def cell(cells: Sequence[str], at: int | None) -> str:
    return cells[at] if at is not None and at < len(cells) else ""


def fold(text: str) -> str:
    """Without accents, capitals and double spaces."""
    bare = unicodedata.normalize("NFKD", text)
    return " ".join("".join(c for c in bare if not unicodedata.combining(c)).casefold().split())


def day_of(text: str) -> date | None:
    """A date as administrations write it."""
    for form in DATE_FORMATS:
        try:
            return datetime.strptime(text.strip()[:10], form).date()  # noqa: DTZ007  a day
        except ValueError:
            continue
    return None


def choice_of(text: str) -> Choice | None:
    """Yes or no; None for anything else."""
    word = fold(text)
    if word in YES:
        return Choice.YES
    return Choice.NO if word in NO else None


def _choices(cells: Sequence[str], columns: Columns) -> dict[UUID, Choice]:
    found: dict[UUID, Choice] = {}
    for purpose, at in columns.purposes.items():
        text = cell(cells, at)
        if not text:
            continue
        choice = choice_of(text)
        if choice is None:
            raise _Doubt(Outcome.UNKNOWN_WORD, text)
        found[purpose] = choice
    return found


def _pupil(cells: Sequence[str], columns: Columns, known: Known) -> Pupil:
    number = fold(cell(cells, columns.number))
    if number:
        found = known.by_number.get(number, [])
    else:
        name = fold(cell(cells, columns.given_name)), fold(cell(cells, columns.family_name))
        found = known.by_name.get(name, [])
        born = day_of(cell(cells, columns.birth_date))
        if born is not None:
            found = [pupil for pupil in found if pupil.birth_date in (born, None)]
    people = {pupil.person: pupil for pupil in found}
    if len(people) != 1:
        raise _Doubt(Outcome.SEVERAL_PUPILS if people else Outcome.UNKNOWN_PUPIL)
    return next(iter(people.values()))


def _day(cells: Sequence[str], columns: Columns, pupil: Pupil, today: date) -> date:
    text = cell(cells, columns.given_on)
    found = day_of(text) if text else columns.day
    if found is None:
        raise _Doubt(Outcome.NO_DATE, text)
    if found > today:
        raise _Doubt(Outcome.FUTURE, found.isoformat())
    if pupil.birth_date is not None and found < pupil.birth_date:
        raise _Doubt(Outcome.BEFORE_BIRTH, found.isoformat())
    return found


def _giver(text: str, pupil: Pupil, day: date, choices: Any) -> UUID:
    """Whose answer it was. The file may name the parent, or there is but one it can be."""
    decides = who_decides(pupil.birth_date, day)
    word = fold(text)
    says_yes = Choice.YES in choices
    if word in ONESELF:
        if decides is Decider.HOLDERS and says_yes:
            raise _Doubt(Outcome.NOT_YET_SIXTEEN)
        return pupil.person
    if decides is Decider.SELF:
        if word:
            raise _Doubt(Outcome.WAS_SIXTEEN)
        return pupil.person
    named = _named(word, pupil) if word else pupil.parents
    if not named:
        raise _Doubt(Outcome.UNKNOWN_GIVER, text)
    entitled = {one.person for one in named if one.holder is not None and one.holder.in_force(day)}
    if not entitled:
        raise _Doubt(Outcome.NO_AUTHORITY, text)
    if len(entitled) > 1:
        raise _Doubt(Outcome.SEVERAL_GIVERS, text)
    return next(iter(entitled))


def _named(word: str, pupil: Pupil) -> tuple[Parent, ...]:
    """The parents whom a name, an e-mail address or "moeder" can mean."""
    relation = RELATIONS.get(word)
    return tuple(
        one
        for one in pupil.parents
        if word in (fold(one.name), fold(one.email)) or (relation and relation == one.relation)
    )
