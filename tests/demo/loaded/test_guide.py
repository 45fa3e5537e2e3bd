"""The guides of the demo: five codes with the rules of five kinds of school."""

from datetime import date

import pytest

from protocols.models import CodeVersion, GuideTopic, Stage
from protocols.rules import ConsentWording, Friends, Police, value_of
from protocols.services import provisions_in_force, rules
from schoolgids.audit.services import verify
from schoolgids.demo.code_facts import CODES
from schoolgids.demo.facts import SCHOOLS, SchoolFacts
from schoolgids.demo.guide import topics_of
from schoolgids.organisation.models import Board, School
from tests.cast import TODAY

LAST_YEAR = date(2025, 11, 20)


def by_slug(facts: SchoolFacts) -> School:
    return School.objects.get(slug=facts.slug)


@pytest.mark.parametrize("facts", SCHOOLS, ids=lambda facts: facts.slug)
def test_each_school_has_a_code_in_force_and_a_full_guide(board: Board, facts: SchoolFacts) -> None:
    school = by_slug(facts)
    own = [p for p in provisions_in_force(school=school, on=TODAY) if p.title != "Gedragscode"]

    assert len(own) >= 25
    assert GuideTopic.objects.filter(school=school).count() >= 32
    assert not any("{" in topic.text for topic in topics_of(facts))


@pytest.mark.parametrize("facts", SCHOOLS, ids=lambda facts: facts.slug)
def test_each_rule_names_the_provision_it_follows_from(board: Board, facts: SchoolFacts) -> None:
    found = rules(school=by_slug(facts), on=TODAY)

    for key, value, beginning in CODES[facts.slug].rules:
        assert getattr(found, key) == value_of(key, value)
        assert (key in found.because) == bool(beginning)


def test_the_same_subject_has_another_answer_at_another_school(board: Board) -> None:
    found = {facts.slug: rules(school=by_slug(facts), on=TODAY) for facts in SCHOOLS}

    assert found["stormlamp"].consent_wording == ConsentWording.OLDER_THAN_SIXTEEN
    assert found["stormlamp"].friends_with_guardians == Friends.ALLOWED
    assert found["kompasroos"].friends_with_guardians == Friends.FORBIDDEN
    assert found["touwslager"].police == Police.MUST
    assert found["noorderdok"].guardians_always_contacted
    assert not found["lantaarnplein"].guardians_always_contacted


def test_a_rule_that_is_new_this_year_did_not_hold_last_year(board: Board) -> None:
    school = School.objects.get(slug="lantaarnplein")

    assert rules(school=school, on=TODAY).lesson_consent_needed
    assert CodeVersion.objects.filter(school=school, status=Stage.REPLACED).count() == 1
    before = {p.text for p in provisions_in_force(school=school, on=LAST_YEAR)}
    now = {p.text for p in provisions_in_force(school=school, on=TODAY)}
    assert any(text.startswith("Hetzelfde ja is nodig") for text in now - before)


def test_a_draft_waits_with_a_blank_to_fill_in(board: Board) -> None:
    draft = CodeVersion.objects.get(status=Stage.DRAFT)

    assert draft.provisions.filter(text__contains="[datum]").exists()


def test_the_trail_is_sealed_and_whole(board: Board) -> None:
    assert list(verify(board.pk)) == []
