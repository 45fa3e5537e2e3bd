"""A report that can't wait is told of at once, without a word of what it is about."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils.timezone import now

from incidents.models import Incident
from schoolgids.access.scope import Scope, scoped
from schoolgids.notices.models import Notice
from schoolgids.notices.services import send
from schoolgids.people.services import appoint
from tests.cast import START, Cast
from tests.incidents.making import FACTS, LIST, NEW, answers, file, pupil, staff

SignIn = Callable[[str], Client]


def told(cast: Cast) -> set[str]:
    with scoped(Scope.of_board(cast.waterland)):
        return set(Notice.objects.values_list("recipient__email", flat=True))


def emails(cast: Cast, *names: str) -> set[str]:
    return {cast.people[name].email for name in names}


def test_urgent_report_from_the_form_is_told_to_the_leadership(
    cast: Cast, client_of: SignIn
) -> None:
    client_of("teacher").post(NEW, answers(cast))
    with scoped(Scope.of_school(cast.oostpoort)):
        incident = Incident.objects.get()
        notices = list(Notice.objects.all())
        assert {notice.path for notice in notices} == {f"{LIST}{incident.pk}/"}
        for notice in notices:
            assert send(pk=notice.pk, moment=now())
    assert told(cast) == emails(cast, "head", "team_leader")
    text = " ".join(f"{message.subject} {message.body}" for message in mail.outbox)
    for word in (*FACTS.split()[:3], "Yara", "melding", incident.number):
        assert word not in text.replace(notices[0].path, "")


def test_report_that_can_wait_is_told_to_nobody(cast: Cast) -> None:
    file(cast, urgent=False)
    assert told(cast) == set()


@pytest.mark.parametrize(
    ("by", "parties", "who"),
    [
        ("team_leader", [("s", "teacher")], ["head"]),
        ("teacher", [("s", "head")], ["team_leader"]),
        ("teacher", [("s", "head"), ("s", "team_leader")], ["board_member"]),
    ],
)
def test_who_has_a_part_in_it_is_not_told(
    cast: Cast, by: str, parties: list[tuple[str, str]], who: list[str]
) -> None:
    keys: Any = {"s": staff, "p": pupil}
    file(
        cast, by=by, urgent=True, parties=[(keys[k](cast, name), "subject") for k, name in parties]
    )
    assert told(cast) == emails(cast, *who)


def test_guardian_of_who_has_a_part_in_it_is_not_told(cast: Cast) -> None:
    with scoped(Scope.of_school(cast.oostpoort)):
        appoint(cast.sem_mother, role="head", school=cast.oostpoort, from_on=START)
    file(cast, urgent=True)
    assert told(cast) == emails(cast, "head", "team_leader")
