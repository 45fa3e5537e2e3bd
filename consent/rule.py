"""Who may be in the picture: consent as arithmetic on plain values, for any day.

Nothing here knows a database, a page or today. Answers are facts that are only ever added; this
module says what they come to on a day. Whatever is not clearly a yes is not allowed.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum, unique
from functools import lru_cache

from schoolgids.people.ages import SIXTEEN, years_later

AGE_OF_CONSENT = SIXTEEN


@unique
class Choice(StrEnum):
    YES = "yes"
    NO = "no"
    WITHDRAWN = "withdrawn"


@unique
class State(StrEnum):
    YES = "yes"
    NO = "no"
    WITHDRAWN = "withdrawn"
    OPEN = "open"
    DISPUTE = "dispute"
    ASKS_AGAIN = "asks_again"
    EXPIRED = "expired"
    HOLD = "hold"


@unique
class Code(StrEnum):
    """Why a verdict is what it is; `consent.words` puts each into a sentence per reader."""

    HOLD = "hold"
    NOT_IN_FORCE = "not_in_force"
    OWN_YES = "own_yes"
    OWN_NO = "own_no"
    OWN_WITHDRAWN = "own_withdrawn"
    OWN_OPEN = "own_open"
    OBJECTION = "objection"
    HOLDER_YES = "holder_yes"
    HOLDER_NO = "holder_no"
    HOLDER_WITHDRAWN = "holder_withdrawn"
    HOLDERS_DISAGREE = "holders_disagree"
    HOLDERS_OPEN = "holders_open"
    AWAITS_CHECK = "awaits_check"
    HOLDERS_MISSING = "holders_missing"
    NO_HOLDER = "no_holder"
    SIXTEEN_ASKED_AFRESH = "sixteen_asked_afresh"
    WORDING_CHANGED = "wording_changed"
    EXPIRED = "expired"


@unique
class Enough(StrEnum):
    """How many holders of parental authority have to say yes (domain B5)."""

    ONE = "one"
    ALL = "all"


@unique
class AtSixteen(StrEnum):
    """What becomes of the guardians' yes on the 16th birthday (domain B4)."""

    KEEP = "keep"
    ASK = "ask"


@unique
class Decider(StrEnum):
    """Whose answer counts on a day."""

    SELF = "self"
    HOLDERS = "holders"


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """What one person said about one purpose.

    A paper form carries a day, not a moment: `given_at` is None then, and all that is known of
    its place within the day is that it was signed before it was recorded.
    """

    by: Hashable
    choice: Choice
    wording: int
    given_on: date
    recorded_at: datetime
    given_at: datetime | None = None
    own: bool = False
    awaits_check: bool = False  # a yes on paper, where a colleague has to look at it too
    checked_on: date | None = None  # the day on which he found it right

    def counts(self, on: date) -> bool:
        """Whether it is known on a day, and looked at where that has to be."""
        if self.given_on > on:
            return False
        return not self.awaits_check or (self.checked_on is not None and self.checked_on <= on)

    def surely_before(self, other: "Answer") -> bool:
        if self.given_on != other.given_on:
            return self.given_on < other.given_on
        return other.given_at is not None and (self.given_at or self.recorded_at) < other.given_at


@dataclass(frozen=True, kw_only=True, slots=True)
class Holder:
    """Somebody with parental authority, from `since` up to but not including `until`.

    None is "always" at either end. Authority also ends on the day of death.
    """

    person: Hashable
    since: date | None = None
    until: date | None = None
    deceased_on: date | None = None

    def in_force(self, on: date) -> bool:
        return (
            (self.since is None or self.since <= on)
            and (self.until is None or on < self.until)
            and (self.deceased_on is None or on < self.deceased_on)
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Wording:
    """One version of the text that people say yes or no to.

    A correction of the spelling is not `material`: it leaves earlier answers alone.
    """

    version: int
    effective_on: date
    material: bool = True


@dataclass(frozen=True, kw_only=True, slots=True)
class Purpose:
    wordings: tuple[Wording, ...]

    def lowest_version(self, on: date) -> int | None:
        """The oldest wording to which a yes still counts on this day; None: not asked yet."""
        return _lowest_version(self.wordings, on)


@lru_cache(maxsize=4096)
def _lowest_version(wordings: tuple[Wording, ...], on: date) -> int | None:
    current = [wording for wording in wordings if wording.effective_on <= on]
    if not current:
        return None
    first = min(wording.version for wording in current)
    return max(
        wording.version for wording in current if wording.material or wording.version == first
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class Hold:
    """Above any consent: this person may not be found (secret address, court order)."""

    since: date
    until: date | None = None

    def in_force(self, on: date) -> bool:
        return self.since <= on and (self.until is None or on < self.until)


@dataclass(frozen=True, kw_only=True, slots=True)
class Settings:
    """What a board chooses where the law leaves room."""

    enough: Enough = Enough.ONE
    at_sixteen: AtSixteen = AtSixteen.KEEP
    yearly_expiry: bool = False
    yearly_reminder: bool = True  # decides nothing: after a year somebody asks whether it holds


DEFAULTS = Settings()


@dataclass(frozen=True, kw_only=True, slots=True)
class Because:
    """The reason with its facts: whose answers led here, who has yet to answer, since when."""

    code: Code
    who: frozenset[Hashable] = frozenset()
    missing: frozenset[Hashable] = frozenset()
    since: date | None = None
    before_sixteen: bool = False  # the guardians' word, kept after the birthday


@dataclass(frozen=True, slots=True)
class Verdict:
    state: State
    because: Because

    @property
    def allowed(self) -> bool:
        return self.state is State.YES


def sixteenth_birthday(birth_date: date) -> date:
    return years_later(birth_date, AGE_OF_CONSENT)


def who_decides(birth_date: date | None, on: date, *, adult: bool = False) -> Decider:
    """An unknown birth date counts as under 16; on the birthday itself the right has moved."""
    if adult or (birth_date is not None and sixteenth_birthday(birth_date) <= on):
        return Decider.SELF
    return Decider.HOLDERS


def standing(answers: Iterable[Answer]) -> Answer | None:
    """What one person's answers come to: the last one, and the strictest where order is unknown."""
    answers = tuple(answers)
    if len(answers) < 2:
        return answers[0] if answers else None
    last_on = max(answer.given_on for answer in answers)
    of_last_day = [answer for answer in answers if answer.given_on == last_on]
    latest = [
        answer
        for answer in of_last_day
        if not any(answer.surely_before(other) for other in of_last_day)
    ]
    return min(latest, key=_strictness)


def verdict(
    answers: Iterable[Answer],
    holders: Iterable[Holder],
    birth_date: date | None,
    purpose: Purpose,
    on: date,
    *,
    settings: Settings = DEFAULTS,
    holds: Iterable[Hold] = (),
    adult: bool = False,
) -> Verdict:
    """May this person be in the picture, for this purpose, on this day, and why (not)?

    `adult` is for people whose age is beyond doubt without a birth date: staff and guardians.
    """
    if in_force := [hold for hold in holds if hold.in_force(on)]:
        return _say(State.HOLD, Code.HOLD, since=min(hold.since for hold in in_force))
    lowest_version = purpose.lowest_version(on)
    if lowest_version is None:
        return _say(State.OPEN, Code.NOT_IN_FORCE)
    day = _Day(on, lowest_version, settings)
    answers = tuple(answers)
    known = [answer for answer in answers if answer.counts(on)]
    found = _verdict_of(known, tuple(holders), birth_date, day, adult=adult)
    if found.because.code in _NOTHING_SAID and any(
        answer.given_on <= on and not answer.counts(on) for answer in answers
    ):
        return replace(found, because=replace(found.because, code=Code.AWAITS_CHECK))
    return found


# --- How it is worked out --------------------------------------------------------------------

_NOTHING_SAID = frozenset({Code.OWN_OPEN, Code.HOLDERS_OPEN})


def _verdict_of(
    known: Sequence[Answer],
    holders: tuple[Holder, ...],
    birth_date: date | None,
    day: "_Day",
    *,
    adult: bool,
) -> Verdict:
    own = [answer for answer in known if answer.own]
    others = [answer for answer in known if not answer.own]
    if adult:
        return _own_verdict(standing(own), day)
    if who_decides(birth_date, day.on) is Decider.SELF and birth_date is not None:
        return _after_sixteen(own, others, holders, sixteenth_birthday(birth_date), day)
    if objection := _objection(own):
        return objection
    return _holders_verdict(others, holders, day.on, day)


@dataclass(frozen=True, slots=True)
class _Day:
    """The day a verdict is for, with what makes a yes too old on it."""

    on: date
    lowest_version: int
    settings: Settings

    def too_old(self, yes: Answer) -> State | None:
        if yes.wording < self.lowest_version:
            return State.ASKS_AGAIN
        if self.settings.yearly_expiry and years_later(yes.given_on, 1) <= self.on:
            return State.EXPIRED
        return None


_TOO_OLD: Mapping[State, Code] = {
    State.ASKS_AGAIN: Code.WORDING_CHANGED,
    State.EXPIRED: Code.EXPIRED,
}
_STRICTEST = (Choice.NO, Choice.WITHDRAWN, Choice.YES)


def _strictness(answer: Answer) -> tuple[int, int]:
    return _STRICTEST.index(answer.choice), answer.wording


def _say(
    state: State, code: Code, *, of: Iterable[Answer] = (), since: date | None = None
) -> Verdict:
    of = tuple(of)
    return Verdict(
        state,
        Because(
            code=code,
            who=frozenset(answer.by for answer in of),
            since=since or max((answer.given_on for answer in of), default=None),
        ),
    )


def _own_verdict(mine: Answer | None, day: _Day) -> Verdict:
    if mine is None:
        return _say(State.OPEN, Code.OWN_OPEN)
    if mine.choice is Choice.NO:
        return _say(State.NO, Code.OWN_NO, of=[mine])
    if mine.choice is Choice.WITHDRAWN:
        return _say(State.WITHDRAWN, Code.OWN_WITHDRAWN, of=[mine])
    if state := day.too_old(mine):
        return _say(state, _TOO_OLD[state], of=[mine])
    return _say(State.YES, Code.OWN_YES, of=[mine])


def _objection(own: Sequence[Answer]) -> Verdict | None:
    """A pupil under 16 can't allow anything, but his own no counts."""
    mine = standing(own)
    if mine is None or mine.choice is Choice.YES:
        return None
    return _say(State.NO, Code.OBJECTION, of=[mine])


def _after_sixteen(
    own: Sequence[Answer],
    others: Sequence[Answer],
    holders: Sequence[Holder],
    birthday: date,
    day: _Day,
) -> Verdict:
    mine = standing(answer for answer in own if answer.given_on >= birthday)
    if mine is not None:
        return _own_verdict(mine, day)
    if objection := _objection(own):
        return objection
    inherited = _holders_verdict(
        [answer for answer in others if answer.given_on < birthday],
        holders,
        birthday - timedelta(days=1),
        day,
    )
    if not inherited.because.who:
        return _say(State.OPEN, Code.OWN_OPEN, since=birthday)
    if day.settings.at_sixteen is AtSixteen.ASK:
        return _say(State.ASKS_AGAIN, Code.SIXTEEN_ASKED_AFRESH, since=birthday)
    return Verdict(inherited.state, replace(inherited.because, before_sixteen=True))


def _holders_verdict(
    answers: Sequence[Answer], holders: Sequence[Holder], held_on: date, day: _Day
) -> Verdict:
    """What those with authority on `held_on` said while they had it."""
    terms: dict[Hashable, list[Holder]] = defaultdict(list)
    for holder in holders:
        terms[holder.person].append(holder)
    entitled = {
        person for person, held in terms.items() if any(term.in_force(held_on) for term in held)
    }
    if not entitled:
        return _say(State.OPEN, Code.NO_HOLDER)
    said: dict[Hashable, list[Answer]] = defaultdict(list)
    for answer in answers:
        if answer.by in entitled and any(
            term.in_force(answer.given_on) for term in terms[answer.by]
        ):
            said[answer.by].append(answer)
    last = [found for rows in said.values() if (found := standing(rows)) is not None]
    return _weigh(last, frozenset(entitled), day)


def _weigh(last: Sequence[Answer], entitled: frozenset[Hashable], day: _Day) -> Verdict:
    """One answer per holder: any no wins, and too old a yes is no yes."""
    against = [answer for answer in last if answer.choice is not Choice.YES]
    agreed = [answer for answer in last if answer.choice is Choice.YES]
    fresh = [answer for answer in agreed if not day.too_old(answer)]
    stale = [answer for answer in agreed if day.too_old(answer)]
    if against and fresh:
        return _say(State.DISPUTE, Code.HOLDERS_DISAGREE, of=[*against, *fresh])
    if against:
        if noes := [answer for answer in against if answer.choice is Choice.NO]:
            return _say(State.NO, Code.HOLDER_NO, of=noes)
        return _say(State.WITHDRAWN, Code.HOLDER_WITHDRAWN, of=against)
    missing = entitled - {answer.by for answer in fresh}
    if fresh and (not missing or day.settings.enough is Enough.ONE):
        return _say(State.YES, Code.HOLDER_YES, of=fresh)
    if stale:
        return _ask_again(stale, missing, day)
    code = Code.HOLDERS_MISSING if fresh else Code.HOLDERS_OPEN
    found = _say(State.OPEN, code, of=fresh)
    return replace(found, because=replace(found.because, missing=missing))


def _ask_again(stale: Sequence[Answer], missing: frozenset[Hashable], day: _Day) -> Verdict:
    """A changed wording is the better reason to ask than a year that has passed."""
    states = {day.too_old(answer) for answer in stale}
    state = State.ASKS_AGAIN if State.ASKS_AGAIN in states else State.EXPIRED
    found = _say(state, _TOO_OLD[state], of=stale)
    return replace(found, because=replace(found.because, missing=missing))
