"""The consent rule on a day: settings, dates and reasons, each with exact answers."""

from datetime import UTC, date, datetime

import pytest

from consent.rule import (
    AtSixteen,
    Code,
    Decider,
    Enough,
    Hold,
    Holder,
    Purpose,
    Settings,
    State,
    Wording,
    sixteenth_birthday,
    standing,
    verdict,
    who_decides,
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
    UNCLE,
    WITHDRAWN,
    YES,
    found,
    said,
)

# --- Reasons ---------------------------------------------------------------------------------


def test_the_reason_of_a_dispute_names_both_sides():
    answers = [said(MOTHER, YES, date(2026, 9, 3)), said(FATHER, NO, date(2026, 10, 1))]

    assert verdict(answers, BOTH, BORN, PURPOSE, TODAY) == found(
        State.DISPUTE,
        Code.HOLDERS_DISAGREE,
        who=frozenset({MOTHER, FATHER}),
        since=date(2026, 10, 1),
    )


def test_the_reason_names_who_has_yet_to_answer():
    seen = verdict(
        [said(MOTHER, YES)], BOTH, BORN, PURPOSE, TODAY, settings=Settings(enough=Enough.ALL)
    )

    assert seen == found(
        State.OPEN,
        Code.HOLDERS_MISSING,
        who=frozenset({MOTHER}),
        missing=frozenset({FATHER}),
        since=date(2026, 9, 3),
    )


def test_nobody_answered_names_everybody():
    assert verdict([], BOTH, BORN, PURPOSE, TODAY) == found(
        State.OPEN, Code.HOLDERS_OPEN, missing=frozenset({MOTHER, FATHER})
    )


def test_without_a_holder_of_authority_nobody_can_say_yes():
    assert verdict([said(MOTHER, YES)], (), BORN, PURPOSE, TODAY) == found(
        State.OPEN, Code.NO_HOLDER
    )


def test_the_reason_of_a_no_leaves_out_who_withdrew():
    answers = [said(MOTHER, NO), said(FATHER, WITHDRAWN)]

    assert verdict(answers, BOTH, BORN, PURPOSE, TODAY).because.who == {MOTHER}


# --- Authority by date -----------------------------------------------------------------------


def test_authority_starts_on_its_first_day():
    holders = (Holder(person=UNCLE, since=date(2026, 9, 1)),)
    answers = [said(UNCLE, YES, date(2026, 9, 1))]

    before = verdict(answers, holders, BORN, PURPOSE, date(2026, 8, 31))
    on_the_day = verdict(answers, holders, BORN, PURPOSE, date(2026, 9, 1))

    assert (before.because.code, on_the_day.state) == (Code.NO_HOLDER, State.YES)


def test_a_word_from_before_authority_does_not_grow_into_an_answer():
    holders = (Holder(person=UNCLE, since=date(2026, 9, 1)),)

    seen = verdict([said(UNCLE, YES, date(2026, 8, 31))], holders, BORN, PURPOSE, TODAY)

    assert seen == found(State.OPEN, Code.HOLDERS_OPEN, missing=frozenset({UNCLE}))


@pytest.mark.parametrize("end", ["until", "deceased_on"])
def test_authority_is_gone_on_the_day_it_ends(end):
    ended = Holder(person=FATHER, **{end: date(2026, 11, 20)})
    answers = [said(MOTHER, YES), said(FATHER, NO)]

    before = verdict(answers, (BOTH[0], ended), BORN, PURPOSE, date(2026, 11, 19))
    after = verdict(answers, (BOTH[0], ended), BORN, PURPOSE, date(2026, 11, 20))

    assert (before.state, after.state) == (State.DISPUTE, State.YES)


def test_authority_that_came_back_brings_its_answers_back():
    terms = (
        Holder(person=FATHER, until=date(2026, 9, 10)),
        Holder(person=FATHER, since=date(2026, 11, 1)),
    )

    states = [
        verdict([said(FATHER, YES)], terms, BORN, PURPOSE, on).because.code
        for on in (date(2026, 9, 9), date(2026, 10, 1), TODAY)
    ]

    assert states == [Code.HOLDER_YES, Code.NO_HOLDER, Code.HOLDER_YES]


# --- Sixteen ---------------------------------------------------------------------------------


def test_a_guardians_yes_is_kept_and_labelled_at_sixteen():
    assert verdict([said(MOTHER, YES)], BOTH, BORN, PURPOSE, BIRTHDAY) == found(
        State.YES,
        Code.HOLDER_YES,
        who=frozenset({MOTHER}),
        since=date(2026, 9, 3),
        before_sixteen=True,
    )


def test_a_board_may_ask_afresh_at_sixteen():
    seen = verdict(
        [said(MOTHER, YES)],
        BOTH,
        BORN,
        PURPOSE,
        BIRTHDAY,
        settings=Settings(at_sixteen=AtSixteen.ASK),
    )

    assert seen == found(State.ASKS_AGAIN, Code.SIXTEEN_ASKED_AFRESH, since=BIRTHDAY)


@pytest.mark.parametrize("at_sixteen", AtSixteen)
def test_sixteen_without_any_answer_is_open_for_the_pupil(at_sixteen):
    seen = verdict([], BOTH, BORN, PURPOSE, BIRTHDAY, settings=Settings(at_sixteen=at_sixteen))

    assert seen == found(State.OPEN, Code.OWN_OPEN, since=BIRTHDAY)


def test_a_guardians_no_on_the_birthday_comes_too_late():
    answers = [said(MOTHER, YES), said(MOTHER, NO, BIRTHDAY)]

    assert verdict(answers, BOTH, BORN, PURPOSE, BIRTHDAY).state is State.YES


def test_authority_that_ended_after_sixteen_leaves_the_kept_yes_alone():
    holders = (Holder(person=MOTHER, until=date(2027, 6, 1)),)

    seen = verdict([said(MOTHER, YES)], holders, BORN, PURPOSE, date(2027, 9, 1))

    assert seen.state is State.YES


def test_an_objection_from_before_sixteen_outlives_the_birthday():
    answers = [said(MOTHER, YES), said(PUPIL, NO)]

    expected = found(State.NO, Code.OBJECTION, who=frozenset({PUPIL}), since=date(2026, 9, 3))
    assert verdict(answers, BOTH, BORN, PURPOSE, TODAY) == expected
    assert verdict(answers, BOTH, BORN, PURPOSE, BIRTHDAY) == expected


def test_a_pupil_under_sixteen_takes_an_objection_back_but_allows_nothing():
    answers = [said(PUPIL, NO, date(2026, 9, 1)), said(PUPIL, YES, date(2026, 9, 2))]

    alone = verdict(answers, BOTH, BORN, PURPOSE, TODAY)
    with_guardian = verdict([*answers, said(MOTHER, YES)], BOTH, BORN, PURPOSE, TODAY)

    assert (alone.state, with_guardian.state) == (State.OPEN, State.YES)


def test_a_childs_early_yes_does_not_count_at_sixteen():
    seen = verdict([said(PUPIL, YES)], BOTH, BORN, PURPOSE, BIRTHDAY)

    assert seen == found(State.OPEN, Code.OWN_OPEN, since=BIRTHDAY)


@pytest.mark.parametrize(
    ("born", "sixteen"),
    [
        (date(2012, 2, 29), date(2028, 2, 29)),
        (date(2084, 2, 29), date(2100, 3, 1)),
        (date(2011, 12, 31), date(2027, 12, 31)),
    ],
)
def test_the_right_moves_on_the_sixteenth_birthday_itself(born, sixteen):
    day_before = date.fromordinal(sixteen.toordinal() - 1)

    assert sixteenth_birthday(born) == sixteen
    assert who_decides(born, day_before) is Decider.HOLDERS
    assert who_decides(born, sixteen) is Decider.SELF


def test_an_unknown_birth_date_counts_as_under_sixteen():
    assert who_decides(None, date(2090, 1, 1)) is Decider.HOLDERS


def test_an_adult_decides_without_a_birth_date():
    answers = [said(PUPIL, YES), said(MOTHER, NO)]

    seen = verdict(answers, BOTH, None, PURPOSE, TODAY, adult=True)

    assert who_decides(None, TODAY, adult=True) is Decider.SELF
    assert seen.because.code is Code.OWN_YES
    assert verdict([], (), None, PURPOSE, TODAY, adult=True) == found(State.OPEN, Code.OWN_OPEN)


# --- Wording and time ------------------------------------------------------------------------

REWORDED = Purpose(
    wordings=(
        Wording(version=1, effective_on=date(2020, 8, 1), material=False),
        Wording(version=2, effective_on=date(2026, 10, 1), material=False),
        Wording(version=3, effective_on=date(2026, 11, 1)),
    )
)


@pytest.mark.parametrize(
    ("on", "state"),
    [
        (date(2026, 10, 1), State.YES),
        (date(2026, 10, 31), State.YES),
        (date(2026, 11, 1), State.ASKS_AGAIN),
    ],
)
def test_a_changed_wording_asks_again_from_its_day_on(on, state):
    assert verdict([said(MOTHER, YES)], BOTH, BORN, REWORDED, on).state is state


def test_the_new_wording_is_answered_on_its_own():
    answers = [said(MOTHER, YES), said(MOTHER, YES, TODAY, wording=3)]

    assert verdict(answers, BOTH, BORN, REWORDED, TODAY).state is State.YES


def test_a_no_does_not_lapse_with_the_wording():
    assert verdict([said(MOTHER, NO)], BOTH, BORN, REWORDED, TODAY).state is State.NO


def test_a_yes_to_an_older_wording_is_no_side_in_a_dispute():
    answers = [said(MOTHER, YES), said(FATHER, NO, TODAY, wording=3)]

    assert verdict(answers, BOTH, BORN, REWORDED, TODAY).state is State.NO


def test_a_purpose_that_is_not_asked_yet_is_not_allowed():
    answers = [said(MOTHER, YES, date(2020, 7, 31))]

    assert verdict(answers, BOTH, BORN, PURPOSE, date(2020, 7, 31)) == found(
        State.OPEN, Code.NOT_IN_FORCE
    )


@pytest.mark.parametrize(
    ("on", "state"), [(date(2027, 9, 2), State.YES), (date(2027, 9, 3), State.EXPIRED)]
)
@pytest.mark.parametrize("birth_date", [None, BORN])
def test_a_yes_lasts_a_year_where_the_board_says_so(birth_date, on, state):
    settings = Settings(yearly_expiry=True)

    seen = verdict([said(MOTHER, YES)], BOTH, birth_date, PURPOSE, on, settings=settings)

    assert seen.state is state


def test_the_pupils_own_yes_expires_and_asks_again_too():
    answers = [said(PUPIL, YES, date(2027, 4, 1))]

    expired = verdict(
        answers, (), BORN, PURPOSE, date(2028, 4, 1), settings=Settings(yearly_expiry=True)
    )
    old = verdict(answers, (), BORN, REWORDED, date(2027, 5, 1))

    assert (expired.because.code, old.because.code) == (Code.EXPIRED, Code.WORDING_CHANGED)


def test_a_changed_wording_is_told_before_a_year_that_passed():
    answers = [said(MOTHER, YES, date(2026, 9, 3)), said(FATHER, YES, date(2026, 11, 2), wording=3)]

    seen = verdict(
        answers, BOTH, None, REWORDED, date(2027, 11, 2), settings=Settings(yearly_expiry=True)
    )

    assert seen == found(
        State.ASKS_AGAIN,
        Code.WORDING_CHANGED,
        who=frozenset({MOTHER, FATHER}),
        missing=frozenset({MOTHER, FATHER}),
        since=date(2026, 11, 2),
    )


def test_a_hold_stands_above_any_yes_between_its_days():
    hold = Hold(since=date(2026, 11, 1), until=date(2026, 12, 1))
    answers = [said(MOTHER, YES)]

    states = [
        verdict(answers, BOTH, BORN, PURPOSE, on, holds=[hold]).state
        for on in (date(2026, 10, 31), date(2026, 11, 1), date(2026, 11, 30), date(2026, 12, 1))
    ]

    assert states == [State.YES, State.HOLD, State.HOLD, State.YES]


def test_an_open_ended_hold_does_not_end():
    seen = verdict([], (), None, PURPOSE, TODAY, holds=[Hold(since=date(2021, 1, 1))])

    assert seen == found(State.HOLD, Code.HOLD, since=date(2021, 1, 1))


def test_an_answer_counts_from_the_day_it_was_given():
    answers = [said(MOTHER, YES, TODAY)]

    assert verdict(answers, BOTH, BORN, PURPOSE, date(2026, 11, 19)).state is State.OPEN
    assert verdict(answers, BOTH, BORN, PURPOSE, TODAY).state is State.YES


# --- The order of one person's answers -------------------------------------------------------


def at(hour: int) -> datetime:
    return datetime(2026, 9, 3, hour, tzinfo=UTC)


def test_the_later_moment_wins():
    early, late = said(MOTHER, NO, given_at=at(9)), said(MOTHER, YES, given_at=at(10))

    assert standing([late, early]) == late


def test_at_the_same_moment_the_stricter_wins():
    answers = [said(MOTHER, choice, given_at=at(9)) for choice in (YES, WITHDRAWN, NO)]

    assert [standing(answers[:size]).choice for size in (1, 2, 3)] == [YES, WITHDRAWN, NO]


def test_a_paper_no_of_the_same_day_holds_unless_it_was_surely_earlier():
    paper = said(MOTHER, NO, given_at=None, recorded_at=at(11))
    online_before, online_after = (
        said(MOTHER, YES, given_at=at(10)),
        said(MOTHER, YES, given_at=at(12)),
    )

    assert standing([paper, online_before]) == paper
    assert standing([paper, online_after]) == online_after


def test_a_paper_form_of_yesterday_does_not_undo_todays_answer():
    paper = said(MOTHER, NO, given_at=None, recorded_at=datetime(2026, 9, 9, tzinfo=UTC))
    online = said(MOTHER, YES, date(2026, 9, 4))

    assert standing([online, paper]) == online
    assert (paper.surely_before(online), online.surely_before(paper)) == (True, False)


def test_no_answers_come_to_nothing():
    assert standing([]) is None
