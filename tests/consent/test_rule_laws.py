"""The laws of the consent rule, held against answers, households and days nobody thought of."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from consent.rule import (
    Answer,
    AtSixteen,
    Choice,
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
    verdict,
    who_decides,
)

PEOPLE = ("mother", "father", "uncle", "pupil")
FIRST = date(2024, 2, 25)
# A short span makes collisions (same day, same moment, birthdays) common instead of rare.
days = st.integers(0, 30).map(lambda number: FIRST + timedelta(days=number))
hours = st.sampled_from([time(9, tzinfo=UTC), time(12, tzinfo=UTC)])
choices = st.sampled_from(Choice)


@st.composite
def answers_by(draw, choice=choices):
    by, given_on = draw(st.sampled_from(PEOPLE)), draw(days)
    moment = datetime.combine(given_on, draw(hours))
    return Answer(
        by=by,
        own=by == "pupil",
        choice=draw(choice),
        wording=draw(st.integers(1, 3)),
        given_on=given_on,
        given_at=draw(st.sampled_from([None, moment])),
        recorded_at=moment + timedelta(hours=draw(st.integers(0, 72))),
    )


@st.composite
def holder(draw):
    return Holder(
        person=draw(st.sampled_from(PEOPLE[:3])),
        since=draw(st.none() | days),
        until=draw(st.none() | days),
        deceased_on=draw(st.none() | days),
    )


@st.composite
def purposes(draw):
    effective = sorted(draw(st.lists(days, min_size=1, max_size=3)))
    return Purpose(
        wordings=tuple(
            Wording(version=version, effective_on=on, material=draw(st.booleans()))
            for version, on in enumerate(effective, start=1)
        )
    )


answer_lists = st.lists(answers_by(), max_size=8)
holder_lists = st.lists(holder(), max_size=4)
# Sixteen falls inside the span, on the leap day among others, or is unknown.
births = st.none() | days.map(lambda day: day.replace(year=day.year - 16))
settings = st.builds(
    Settings,
    enough=st.sampled_from(Enough),
    at_sixteen=st.sampled_from(AtSixteen),
    yearly_expiry=st.booleans(),
)
holds = st.lists(st.builds(Hold, since=days, until=st.none() | days), max_size=1)
cases = st.fixed_dictionaries(
    {
        "holders": holder_lists,
        "birth_date": births,
        "purpose": purposes(),
        "on": days | days.map(lambda day: day.replace(year=day.year + 1, day=min(day.day, 28))),
        "settings": settings,
        "holds": holds,
        "adult": st.booleans(),
    }
)


@given(cases)
def test_nothing_said_is_never_a_yes(case):
    assert verdict([], **case).allowed is False


@given(answer_lists, cases)
def test_only_the_state_yes_is_allowed(answers, case):
    seen = verdict(answers, **case)

    assert seen.allowed is (seen.state is State.YES)


@given(answer_lists, cases, st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(answers, case, random):
    shuffled, holders = list(answers), list(case["holders"])
    random.shuffle(shuffled)
    random.shuffle(holders)

    assert verdict(shuffled, **case | {"holders": holders}) == verdict(answers, **case)


@given(answer_lists, cases)
def test_saying_the_same_twice_changes_nothing(answers, case):
    assert verdict(answers + answers, **case) == verdict(answers, **case)


@given(answer_lists, answers_by(choice=st.sampled_from([Choice.NO, Choice.WITHDRAWN])), cases)
def test_another_no_never_makes_a_yes(answers, refusal, case):
    before, after = verdict(answers, **case), verdict([*answers, refusal], **case)

    assert before.allowed or not after.allowed


@given(answer_lists, cases)
def test_what_comes_later_does_not_change_today(answers, case):
    known = [answer for answer in answers if answer.given_on <= case["on"]]

    assert verdict(answers, **case) == verdict(known, **case)


@given(answer_lists, answers_by(), cases)
def test_nothing_an_outsider_says_matters(answers, remark, case):
    """Outsiders: strangers, guardians without authority then or now, anyone once it moved."""
    birthday = case["birth_date"] and sixteenth_birthday(case["birth_date"])
    moved = birthday is not None and birthday <= case["on"]
    counted_on = birthday - timedelta(days=1) if moved else case["on"]
    terms = [term for term in case["holders"] if term.person == remark.by]
    entitled = any(term.in_force(counted_on) for term in terms) and any(
        term.in_force(remark.given_on) for term in terms
    )
    if entitled and not case["adult"] and not (moved and remark.given_on >= birthday):
        remark = replace(remark, by="stranger")
    remark = replace(remark, own=False)

    assert verdict([*answers, remark], **case) == verdict(answers, **case)


@given(answer_lists, cases, days, choices)
def test_a_holders_last_word_against_is_never_a_yes(answers, case, given_on, choice):
    case |= {
        "birth_date": None,
        "adult": False,
        "holders": [*case["holders"], Holder(person="uncle")],
    }
    last = max([FIRST, *(answer.given_on for answer in answers)]) + timedelta(days=1)
    refusal = Answer(
        by="uncle",
        choice=Choice.NO,
        wording=1,
        given_on=last,
        recorded_at=datetime.combine(last, time(9, tzinfo=UTC)),
    )

    seen = verdict([*answers, refusal], **case | {"on": last})

    assert seen.allowed is False


@given(answer_lists, cases, st.sampled_from([Choice.NO, Choice.WITHDRAWN]))
def test_the_pupils_own_no_always_counts(answers, case, choice):
    last = max([FIRST, *(answer.given_on for answer in answers)]) + timedelta(days=1)
    objection = Answer(
        by="pupil",
        own=True,
        choice=choice,
        wording=1,
        given_on=last,
        recorded_at=datetime.combine(last, time(9, tzinfo=UTC)),
    )

    assert verdict([*answers, objection], **case | {"on": last}).allowed is False


@given(answer_lists, cases)
def test_a_yes_rests_on_people_who_said_yes_and_may(answers, case):
    seen = verdict(answers, **case)
    if seen.allowed:
        said_yes = {answer.by for answer in answers if answer.choice is Choice.YES}
        assert seen.because.who
        assert seen.because.who <= said_yes
        assert seen.because.code in {Code.OWN_YES, Code.HOLDER_YES}


@given(answer_lists, cases)
def test_a_hold_is_above_everything(answers, case):
    seen = verdict(answers, **case | {"holds": [Hold(since=case["on"])]})

    assert (seen.state, seen.allowed) == (State.HOLD, False)


@given(answer_lists, cases)
def test_the_day_before_the_birthday_the_pupil_allows_nothing_and_on_it_guardians_nothing(
    answers, case
):
    birth_date = case["birth_date"] or date(2008, 2, 29)
    birthday = sixteenth_birthday(birth_date)
    case |= {"birth_date": birth_date, "adult": False}
    own = [answer for answer in answers if answer.own]
    from_the_day_on = [
        answer for answer in answers if not answer.own and answer.given_on >= birthday
    ]

    assert who_decides(birth_date, birthday - timedelta(days=1)) is Decider.HOLDERS
    assert who_decides(birth_date, birthday) is Decider.SELF
    assert not verdict(own, **case | {"on": birthday - timedelta(days=1)}).allowed
    assert not verdict(from_the_day_on, **case).allowed or case["on"] < birthday


@given(answer_lists, cases)
def test_all_needed_is_never_looser_than_one_enough(answers, case):
    strict = verdict(answers, **case | {"settings": replace(case["settings"], enough=Enough.ALL)})
    loose = verdict(answers, **case | {"settings": replace(case["settings"], enough=Enough.ONE)})

    assert loose.allowed or not strict.allowed


@given(answer_lists, cases)
def test_expiry_and_asking_afresh_only_take_away(answers, case):
    lenient = replace(case["settings"], yearly_expiry=False, at_sixteen=AtSixteen.KEEP)

    assert (
        verdict(answers, **case | {"settings": lenient}).allowed
        or not verdict(answers, **case).allowed
    )
