"""The page of a case asks a fixed number of questions, whatever there is in the case."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import now

from incidents.sanctions.models import Duty, Escalation, Hearing, SanctionCase
from incidents.sanctions.services import make_letters
from protocols.models import Provision
from schoolgids.access.scope import Scope, scoped
from schoolgids.letters.models import Letter
from tests.cast import TODAY, Cast
from tests.incidents.test_reading import of_the_page
from tests.sanctions.making import Making, cite

S = SanctionCase.Stage
MOST = 13


def asked(client: Client, case: SanctionCase) -> list[str]:
    address = reverse("sanctions:case", args=["oostpoort", case.pk])
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return of_the_page(queries)


@pytest.mark.parametrize("stage", [S.PROPOSED, S.DECIDED, S.OBJECTED, S.CLOSED])
@pytest.mark.parametrize("who", ["mentor", "team_leader", "head", "board_member"])
def test_page_of_a_case_asks_few_questions(
    cast: Cast, client_of: Callable[[str], Client], stage: str, who: str
) -> None:
    with scoped(Scope.of_school(cast.oostpoort)):
        case = Making(cast).at(stage)
    assert len(asked(client_of(who), case)) <= MOST


def test_page_asks_as_many_questions_for_three_rows_of_everything_as_for_one(
    cast: Cast, client_of: Callable[[str], Client]
) -> None:
    client = client_of("head")
    with scoped(Scope.of_school(cast.oostpoort)):
        case = Making(cast).at(S.DECIDED)
        letters_for_everybody(cast, case)
        pass_up(cast, case, "team_leader", "head")
    few = asked(client, case)
    with scoped(Scope.of_school(cast.oostpoort)):
        pass_up(cast, case, "head", "board")
        for _twice in range(2):
            add_one_of_each(cast, case)
    many = asked(client, case)
    page = client.get(reverse("sanctions:case", args=["oostpoort", case.pk]))
    assert len(page.context["entries"]) == 13
    assert len(page.context["duties"]) == 4
    assert len(page.context["cites"]) == 3
    assert len(few) == len(many)
    assert len(many) <= MOST


def letters_for_everybody(cast: Cast, case: SanctionCase) -> None:
    make_letters(actor=cast.actor("team_leader", school=cast.oostpoort), case=case)
    assert Letter.objects.filter(source=case.pk).count() == 3


def pass_up(cast: Cast, case: SanctionCase, below: str, above: str) -> None:
    Escalation.objects.create(
        board_id=case.board_id, school_id=case.school_id, case=case, from_level=below,
        to_level=above, reason="Ik ken de familie.", recorded_by=cast.team_leader,
    )  # fmt: skip


def add_one_of_each(cast: Cast, case: SanctionCase) -> None:
    place = {"board_id": case.board_id, "school_id": case.school_id, "case": case}
    Hearing.objects.create(
        **place, with_whom="Sem", held_at=now() - timedelta(hours=3), minutes="Ja.",
        recorded_by=cast.head,
    )  # fmt: skip
    Making(cast).contacted(case)
    kinds = [kind for kind in Duty.Kind if not case.duties.filter(kind=kind).exists()]
    Duty.objects.create(**place, kind=kinds[0], level="head", due_on=TODAY)
    first = Provision.objects.get(label="III.A.4", order=1)
    last = Provision.objects.order_by("-order").first()
    assert last is not None
    more = Provision.objects.create(
        board_id=first.board_id, version_id=first.version_id, order=last.order + 1, kind="item",
        label="III.A.5", text="Nog een regel.",
    )  # fmt: skip
    cite(cast, case.incident, provision=more)
