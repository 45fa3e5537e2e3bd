"""The outbox: says nothing, loses nothing, sends once."""

import smtplib
from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.db import IntegrityError, transaction
from django.test import override_settings
from django.utils.timezone import now

from schoolgids.access.scope import Scope, scoped
from schoolgids.notices import services
from schoolgids.notices.models import Notice
from schoolgids.notices.tasks import send_notice, sweep
from schoolgids.people.models import Person
from tests.cast import Cast

PATH = "/school/oostpoort/zaken/x/"


class Away(BaseEmailBackend):
    """A mail server that is not there."""

    def send_messages(self, _messages: object) -> int:
        raise smtplib.SMTPServerDisconnected


away = override_settings(EMAIL_BACKEND="tests.notices.test_outbox.Away")


@pytest.fixture
def waterland(cast: Cast) -> Iterator[Cast]:
    with scoped(Scope.of_board(cast.waterland)):
        yield cast


def tell(cast: Cast, *people: Person, tone: str = Notice.Tone.COLLEAGUE) -> list[Notice]:
    return services.tell(
        key="sanction/1/heard",
        board_id=cast.waterland.pk,
        people=list(people),
        path=PATH,
        tone=tone,
    )


def send(notice: Notice) -> bool:
    return services.send(pk=notice.pk, moment=now())


def test_notice_says_only_that_something_is_waiting_and_where(waterland: Cast) -> None:
    (notice,) = tell(waterland, waterland.head)
    assert send(notice)
    (message,) = mail.outbox
    assert message.to == ["head@waterland.example"]
    assert message.subject == "Er staat iets voor je klaar"
    assert "http://127.0.0.1:8000/school/oostpoort/zaken/x/" in message.body
    everybody = [
        person for person in waterland.people.values() if person.board_id == notice.board_id
    ]
    for person in everybody:
        assert person.family_name not in message.body + message.subject


def test_guardian_is_addressed_with_u(waterland: Cast) -> None:
    (notice,) = tell(waterland, waterland.sem_mother, tone=Notice.Tone.GUARDIAN)
    assert send(notice)
    assert mail.outbox[0].subject == "Er staat iets voor u klaar"
    assert "je klaar" not in mail.outbox[0].body


def test_telling_twice_is_one_notice(waterland: Cast) -> None:
    assert len(tell(waterland, waterland.head)) == 1
    assert tell(waterland, waterland.head, waterland.mentor) == [
        Notice.objects.get(recipient=waterland.mentor)
    ]
    assert Notice.objects.count() == 2


def test_person_without_an_address_gets_none(waterland: Cast) -> None:
    waterland.head.email = ""
    assert tell(waterland, waterland.head) == []


def test_notice_is_sent_once(waterland: Cast) -> None:
    (notice,) = tell(waterland, waterland.head)
    assert (send(notice), send(notice)) == (True, False)
    assert len(mail.outbox) == 1


def test_commit_sends_it(waterland: Cast, django_capture_on_commit_callbacks: object) -> None:
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        tell(waterland, waterland.head)
    assert len(mail.outbox) == 1


def test_rollback_tells_nobody(waterland: Cast) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        tell(waterland, waterland.head)
        raise IntegrityError
    assert (Notice.objects.count(), mail.outbox) == (0, [])


def test_mail_server_that_is_away_is_tried_again_later(
    waterland: Cast, frozen: time_machine.Traveller
) -> None:
    (notice,) = tell(waterland, waterland.head)
    with away:
        assert not send(notice)
    assert not send(notice)  # too early
    notice.refresh_from_db()
    assert (notice.tries, notice.next_try_at - now()) == (1, timedelta(minutes=1))
    frozen.shift(timedelta(minutes=1))
    assert send(notice)


def test_pauses_grow_and_end(waterland: Cast, frozen: time_machine.Traveller) -> None:
    (notice,) = tell(waterland, waterland.head)
    pauses = []
    with away:
        while not notice.given_up_at:
            assert not send(notice)
            notice.refresh_from_db()
            pauses.append((notice.next_try_at - now()).total_seconds())
            frozen.move_to(notice.next_try_at)
    assert pauses == sorted(pauses)
    assert (len(pauses), pauses[0], pauses[-1]) == (12, 60, 6 * 3600)
    assert not send(notice)


def test_sweep_sends_what_a_broken_broker_left(cast: Cast) -> None:
    with scoped(Scope.of_board(cast.waterland)):
        tell(cast, cast.head, cast.mentor)
    sweep()
    sweep()
    assert len(mail.outbox) == 2


def test_broker_that_is_away_does_not_fail_the_page(
    waterland: Cast, django_capture_on_commit_callbacks: object
) -> None:
    app = send_notice.app
    before = (app.conf.task_always_eager, app.conf.broker_url)
    app.conf.task_always_eager = False
    app.conf.broker_write_url = "redis://127.0.0.1:1/0"
    try:
        with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
            tell(waterland, waterland.head)
    finally:
        app.conf.task_always_eager = before[0]
        app.conf.broker_write_url = before[1]
        app._after_fork()  # forgets the connections to nowhere
    assert Notice.objects.waiting().count() == 1
    assert mail.outbox == []


def test_task_sends_in_the_scope_of_its_board(cast: Cast) -> None:
    with scoped(Scope.of_board(cast.waterland)):
        (notice,) = tell(cast, cast.head)
    send_notice(pk=str(notice.pk), board_id=cast.heuvelrug.pk)
    assert mail.outbox == []
    send_notice(pk=str(notice.pk), board_id=cast.waterland.pk)
    assert len(mail.outbox) == 1
