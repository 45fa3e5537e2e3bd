"""Two holders × their answers × ages × settings: the whole table of the rule."""

from datetime import date

import pytest

from consent.rule import (
    AtSixteen,
    Code,
    Enough,
    Settings,
    State,
    verdict,
)
from tests.consent.households import (
    BIRTHDAY,
    BORN,
    BOTH,
    FATHER,
    MOTHER,
    NO,
    PUPIL,
    PURPOSE,
    TODAY,
    WITHDRAWN,
    YES,
    found,
    said,
)

# Each row: what mother said, what father said, then the state with one yes enough and with all
# needed. The answers were given while the pupil was under 16.
HOUSEHOLDS = [
    (None, None, State.OPEN, State.OPEN),
    (YES, None, State.YES, State.OPEN),
    (NO, None, State.NO, State.NO),
    (WITHDRAWN, None, State.WITHDRAWN, State.WITHDRAWN),
    (YES, YES, State.YES, State.YES),
    (YES, NO, State.DISPUTE, State.DISPUTE),
    (YES, WITHDRAWN, State.DISPUTE, State.DISPUTE),
    (NO, NO, State.NO, State.NO),
    (NO, WITHDRAWN, State.NO, State.NO),
    (WITHDRAWN, WITHDRAWN, State.WITHDRAWN, State.WITHDRAWN),
]
AGES = {
    "birth date unknown": (None, TODAY, False),
    "fifteen": (BORN, TODAY, False),
    "last day of fifteen": (BORN, date(2027, 3, 9), False),
    "sixteenth birthday": (BORN, BIRTHDAY, True),
    "seventeen": (BORN, date(2028, 3, 10), True),
}
TABLE = [
    pytest.param(
        first, second, age, enough, at_sixteen, state,
        id=f"{first}+{second}, {age}, {enough} is enough, at sixteen {at_sixteen}",
    )
    for first, second, with_one, with_all in HOUSEHOLDS
    for age in AGES
    for enough, state in ((Enough.ONE, with_one), (Enough.ALL, with_all))
    for at_sixteen in AtSixteen
]  # fmt: skip


@pytest.mark.parametrize(("first", "second", "age", "enough", "at_sixteen", "state"), TABLE)
@pytest.mark.parametrize("swapped", [False, True], ids=["", "swapped"])
def test_two_holders_decide_per_answer_age_and_setting(
    first, second, age, enough, at_sixteen, state, swapped
):
    people = (FATHER, MOTHER) if swapped else (MOTHER, FATHER)
    answers = [
        said(person, choice)
        for person, choice in zip(people, (first, second), strict=True)
        if choice
    ]
    birth_date, on, sixteen = AGES[age]
    if sixteen and at_sixteen is AtSixteen.ASK and answers:
        state = State.ASKS_AGAIN

    settings = Settings(enough=enough, at_sixteen=at_sixteen)
    seen = verdict(answers, BOTH, birth_date, PURPOSE, on, settings=settings)

    assert (seen.state, seen.allowed) == (state, state is State.YES)


@pytest.mark.parametrize("mine", [YES, NO, WITHDRAWN])
@pytest.mark.parametrize(("first", "second", "with_one", "with_all"), HOUSEHOLDS)
@pytest.mark.parametrize("at_sixteen", AtSixteen)
def test_the_pupil_of_sixteen_overrules_the_household(
    first, second, with_one, with_all, at_sixteen, mine
):
    answers = [
        said(person, choice)
        for person, choice in ((MOTHER, first), (FATHER, second))
        if choice is not None
    ]
    answers.append(said(PUPIL, mine, BIRTHDAY))

    seen = verdict(answers, BOTH, BORN, PURPOSE, BIRTHDAY, settings=Settings(at_sixteen=at_sixteen))

    code = {YES: Code.OWN_YES, NO: Code.OWN_NO, WITHDRAWN: Code.OWN_WITHDRAWN}[mine]
    assert seen == found(State(mine.value), code, who=frozenset({PUPIL}), since=BIRTHDAY)
