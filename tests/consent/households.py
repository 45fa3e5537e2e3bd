"""A household for the tests of the rule: plain values, no database."""

from datetime import UTC, date, datetime

from consent.rule import (
    Answer,
    Because,
    Choice,
    Code,
    Holder,
    Purpose,
    State,
    Verdict,
    Wording,
)

YES, NO, WITHDRAWN = Choice.YES, Choice.NO, Choice.WITHDRAWN
MOTHER, FATHER, PUPIL, UNCLE = "mother", "father", "pupil", "uncle"
BOTH = (Holder(person=MOTHER), Holder(person=FATHER))
PURPOSE = Purpose(wordings=(Wording(version=1, effective_on=date(2020, 8, 1)),))
BORN = date(2011, 3, 10)
TODAY = date(2026, 11, 20)
BIRTHDAY = date(2027, 3, 10)


def said(by: str, choice: Choice, on: date = date(2026, 9, 3), **facts: object) -> Answer:
    moment = datetime(on.year, on.month, on.day, 12, tzinfo=UTC)
    values = {"wording": 1, "recorded_at": moment, "given_at": moment, "own": by == PUPIL}
    return Answer(by=by, choice=choice, given_on=on, **(values | facts))


def found(state: State, code: Code, **facts: object) -> Verdict:
    return Verdict(state, Because(code=code, **facts))
