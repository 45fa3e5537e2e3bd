"""The policy: role first, then board and school, then the app's rule; and all of it complete."""

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.core.checks import run_checks
from django.core.management import call_command
from django.http import HttpRequest
from django.test import Client

from schoolgids.access.actions import Action
from schoolgids.access.actor import Actor
from schoolgids.access.policy import NOT_YOUR_ROLE, Forbidden, decide, require, visible
from schoolgids.access.roles import ROLES
from schoolgids.access.views import SchoolView
from schoolgids.organisation.models import School
from schoolgids.people.models import Person
from schoolgids.people.services import name_guardian
from tests.cast import TODAY, Cast

MATRIX = [(role, action) for role in ROLES for action in Action]


def actor_with(role: str) -> Actor:
    return Actor(None, "Iemand", board_id=1, schools=frozenset({1}), roles=frozenset({role}))


@pytest.mark.parametrize(("role", "action"), MATRIX)
def test_row_of_another_school_or_board_is_refused_to_every_role(role: str, action: Action) -> None:
    actor = actor_with(role)
    other_school = SimpleNamespace(board_id=1, school_id=2)
    other_board = SimpleNamespace(board_id=2, school_id=1)
    assert not decide(actor, action, other_school)
    assert not decide(actor, action, other_board)


@pytest.mark.parametrize(
    ("role", "action"), [pair for pair in MATRIX if pair[1] not in ROLES[pair[0]].actions]
)
def test_action_outside_the_role_is_refused_with_the_reason(role: str, action: Action) -> None:
    own = SimpleNamespace(board_id=1, school_id=1)
    assert decide(actor_with(role), action, own).reason == NOT_YOUR_ROLE


def test_nobody_may_nothing() -> None:
    for action in Action:
        assert not decide(None, action)


def test_refusal_carries_its_reason() -> None:
    with pytest.raises(Forbidden) as refusal:
        require(actor_with("teacher"), Action.AUDIT_VIEW)
    assert (refusal.value.action, refusal.value.reason) == (Action.AUDIT_VIEW, NOT_YOUR_ROLE)


def test_every_action_has_one_rule_and_a_role_that_reaches_it() -> None:
    assert [found for found in run_checks() if str(found.id).startswith("access.")] == []


def test_model_that_nobody_speaks_for_is_an_error() -> None:
    with pytest.raises(KeyError):
        visible(actor_with("head"), School.objects.all())


def test_page_without_an_action_refuses_to_exist() -> None:
    with pytest.raises(TypeError, match="Nameless names no action"):
        type("Nameless", (SchoolView,), {"get": lambda self, request: HttpRequest()})


def test_roles_end_with_their_last_day(inside: Cast) -> None:
    appointment = inside.mentor.appointments.get()
    appointment.until_on = appointment.from_on
    appointment.save()
    assert inside.actor("mentor", school=inside.oostpoort).roles == frozenset()


def test_guardian_knows_the_own_child_from_the_first_day_to_the_last(inside: Cast) -> None:
    mother = inside.actor("yara_mother")
    tomorrow = TODAY + timedelta(days=1)
    name_guardian(inside.yara_mother, pupil=inside.tess, relation="foster", from_on=tomorrow)
    known = visible(mother, Person.objects.all())
    assert set(known) == {inside.yara, inside.yara_mother}
    inside.yara.guardianships.update(until_on=TODAY - timedelta(days=1))
    assert set(known.all()) == {inside.yara_mother}


def test_person_is_staff_and_guardian_at_once(cast: Cast) -> None:
    assert cast.actor("teacher", school=cast.oostpoort).roles == {"teacher", "guardian"}


def test_role_at_one_school_is_none_at_another(cast: Cast) -> None:
    assert cast.actor("teacher", school=cast.zilvermeeuw).roles == {"guardian"}


def test_role_at_a_school_is_none_for_the_whole_board(
    cast: Cast, client_of: Callable[[str], Client]
) -> None:
    whole = cast.actor("head").for_whole_board()
    assert (whole.roles, whole.roles_by_school) == (frozenset(), frozenset())
    assert client_of("head").get("/bestuur/waterland/verantwoording/").status_code == 403
    assert client_of("board_member").get("/bestuur/waterland/verantwoording/").status_code == 200


def test_guardian_and_officer_keep_their_roles_for_the_whole_board(cast: Cast) -> None:
    assert cast.actor("teacher").for_whole_board().roles == {"guardian"}
    assert cast.actor("board_member").for_whole_board().roles == {"board_member"}


def test_generated_docs_are_fresh() -> None:
    call_command("write_docs", "--check")


def test_board_wide_roles_are_marked_so() -> None:
    wide = {code for code, role in ROLES.items() if role.board_wide}
    assert wide == {"board_secretary", "board_member", "privacy_officer"}


def test_there_is_no_admin_path_around_the_policy() -> None:
    assert not apps.is_installed("django.contrib.admin")
