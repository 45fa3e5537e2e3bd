"""What the database itself refuses of an answer, whoever writes it."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction
from django.utils.timezone import localdate, now

from consent import rule
from consent.models import Answer, ConsentSettings, Purpose, PurposeWording
from consent.services import reword_purpose
from consent.standard import PURPOSES, start_asking
from schoolgids.access.scope import Scope, scoped
from schoolgids.files.services import store
from tests.cast import START, Cast
from tests.consent.scenes import PDF, purpose, token

pytestmark = pytest.mark.django_db
REFUSED = DatabaseError


@pytest.fixture
def inside_asking(asking: Cast):
    with scoped(Scope.of_school(asking.oostpoort)):
        yield asking


def row(cast: Cast, **facts: object) -> Answer:
    website = purpose("Website", cast.oostpoort)
    values: dict[str, object] = {
        "board": cast.waterland,
        "school": cast.oostpoort,
        "person": cast.sem,
        "purpose": website,
        "wording": website.wordings.get(),
        "choice": "yes",
        "given_by": cast.sem_mother,
        "capacity": "guardian",
        "route": "portal",
        "given_on": localdate(),
        "given_at": now(),
        "recorded_at": now(),
        "entered_by": cast.sem_mother,
        "submission": token(),
    }
    return Answer(**(values | facts))


def kept(answer: Answer) -> bool:
    try:
        with transaction.atomic():
            answer.save(force_insert=True)
    except REFUSED:
        return False
    return True


def paper(cast: Cast, **facts: object) -> Answer:
    values = {"route": "paper", "given_at": None, "entered_by": cast.administrator}
    return row(cast, **(values | facts))


def scan(cast: Cast) -> object:
    actor = cast.actor("administrator", school=cast.oostpoort)
    return store(
        actor, content=PDF, name="x", media_type="application/pdf", school_id=cast.oostpoort.pk
    )


def test_an_answer_of_a_guardian_is_kept(inside_asking: Cast) -> None:
    assert kept(row(inside_asking))


def test_an_online_answer_by_somebody_else_is_refused(inside_asking: Cast) -> None:
    cast = inside_asking
    assert not kept(row(cast, entered_by=cast.administrator))


def test_an_online_answer_without_a_moment_is_refused(inside_asking: Cast) -> None:
    assert not kept(row(inside_asking, given_at=None))


def test_a_paper_yes_needs_its_proof_and_a_paper_no_does_not(inside_asking: Cast) -> None:
    cast = inside_asking
    assert not kept(paper(cast))
    assert kept(paper(cast, choice="no"))
    assert kept(paper(cast, evidence=scan(cast)))


def test_a_yes_by_telephone_is_refused_and_a_no_is_kept(inside_asking: Cast) -> None:
    cast = inside_asking
    assert not kept(paper(cast, route="telephone", evidence=scan(cast)))
    assert kept(paper(cast, route="telephone", choice="no"))


def test_nobody_enters_a_form_of_his_own(inside_asking: Cast) -> None:
    cast = inside_asking
    assert not kept(paper(cast, choice="no", entered_by=cast.sem_mother))


def test_a_way_that_does_not_exist_is_refused(inside_asking: Cast) -> None:
    assert not kept(paper(inside_asking, route="hearsay", choice="no"))


@pytest.mark.parametrize("choice", ["maybe", ""])
def test_an_answer_that_is_none_is_refused(inside_asking: Cast, choice: str) -> None:
    assert not kept(row(inside_asking, choice=choice))


def test_a_capacity_that_does_not_fit_is_refused(inside_asking: Cast) -> None:
    cast = inside_asking
    assert not kept(row(cast, capacity="pupil"))
    assert not kept(row(cast, given_by=cast.sem, entered_by=cast.sem))
    assert kept(row(cast, given_by=cast.sem, entered_by=cast.sem, capacity="pupil"))


def test_a_day_after_it_was_recorded_is_refused(inside_asking: Cast) -> None:
    tomorrow = localdate() + timedelta(days=1)
    assert not kept(paper(inside_asking, choice="no", given_on=tomorrow))
    assert not kept(row(inside_asking, given_on=localdate() - timedelta(days=1)))


def test_the_wording_of_another_purpose_is_refused(inside_asking: Cast) -> None:
    cast = inside_asking
    other = purpose("Nieuwsbrief", cast.oostpoort).wordings.get()
    assert not kept(row(cast, wording=other))


def test_the_same_press_of_the_button_is_kept_once(inside_asking: Cast) -> None:
    press = token()
    assert kept(row(inside_asking, submission=press))
    assert not kept(row(inside_asking, submission=press))


def test_an_answer_is_never_changed_or_taken_away(inside_asking: Cast) -> None:
    answer = row(inside_asking)
    answer.save()
    with pytest.raises(REFUSED), transaction.atomic():
        Answer.objects.filter(pk=answer.pk).update(choice="no")
    with pytest.raises(REFUSED), transaction.atomic():
        Answer.objects.filter(pk=answer.pk).delete()
    assert Answer.objects.get(pk=answer.pk).choice == "yes"


def test_a_wording_is_never_changed(inside_asking: Cast) -> None:
    with pytest.raises(REFUSED), transaction.atomic():
        PurposeWording.objects.update(text_nl="Iets anders")


def test_a_purpose_needs_a_medium(inside_asking: Cast) -> None:
    website = purpose("Website", inside_asking.oostpoort)
    with pytest.raises(REFUSED), transaction.atomic():
        Purpose.objects.filter(pk=website.pk).update(media=[])


def test_another_school_of_the_board_sees_nothing(asking: Cast) -> None:
    with scoped(Scope.of_school(asking.oostpoort)):
        row(asking).save()
    with scoped(Scope.of_school(asking.zilvermeeuw)):
        assert Answer.objects.count() == 0
        assert {row.school_id for row in Purpose.objects.all()} == {asking.zilvermeeuw.pk}


def test_the_choices_are_those_of_the_rule() -> None:
    assert set(Answer.Choice.values) == {choice.value for choice in rule.Choice}
    assert set(ConsentSettings.Enough.values) == {choice.value for choice in rule.Enough}
    assert set(ConsentSettings.AtSixteen.values) == {choice.value for choice in rule.AtSixteen}


def test_asking_twice_leaves_one_of_each(inside_asking: Cast) -> None:
    school = inside_asking.oostpoort
    first = [item.pk for item in start_asking(school, effective_on=START)]
    assert [item.pk for item in start_asking(school, effective_on=START)] == first
    assert len(first) == len(PURPOSES) == 6
    assert PurposeWording.objects.filter(purpose__in=first).count() == 6


def test_a_next_wording_counts_on_and_never_goes_back(inside_asking: Cast) -> None:
    website = purpose("Website", inside_asking.oostpoort)
    later = reword_purpose(
        website, words=PURPOSES[0].words, effective_on=date(2026, 11, 1), material=False
    )
    assert (later.version, later.material) == (2, False)
    with pytest.raises(Exception, match="niet eerder"):
        reword_purpose(website, words=PURPOSES[0].words, effective_on=date(2026, 10, 31))
