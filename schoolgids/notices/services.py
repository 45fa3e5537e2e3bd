"""Telling somebody that something is waiting. Nothing is lost when the broker or the mail
server is away: the row is written with the change it tells of, and a sweep sends what is left.
"""

import smtplib
from datetime import datetime, timedelta
from uuid import UUID

import structlog
from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.timezone import now
from django.utils.translation import gettext as _

from schoolgids.notices import wakeup
from schoolgids.notices.models import Notice
from schoolgids.people.models import Person

log = structlog.get_logger()
MOST_TRIES = 12  # with the pauses below: about two days
FIRST_PAUSE = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(hours=6)
MAIL_IS_AWAY = (OSError, smtplib.SMTPException)


def tell(
    *,
    key: str,
    board_id: int,
    people: list[Person],
    path: str,
    tone: str = Notice.Tone.COLLEAGUE,
) -> list[Notice]:
    """Puts one notice per person in the outbox, sent when the transaction has committed.

    The same key and person again is the same notice. Who has no address gets none.
    """
    notices = []
    for person in people:
        if not person.email:
            continue
        notice, fresh = Notice.objects.get_or_create(
            board_id=board_id, key=key, recipient=person, defaults={"path": path, "tone": tone}
        )
        if fresh:
            notices.append(notice)
            wakeup.after_commit(notice)
    return notices


@transaction.atomic
def send(*, pk: UUID, moment: datetime) -> bool:
    """Sends a notice that is due; True when it went out now.

    The row is locked for as long as that takes; a second sender leaves it alone.
    """
    notice = (
        Notice.objects.due(moment)
        .select_related("recipient")
        .select_for_update(skip_locked=True, of=("self",))
        .filter(pk=pk)
        .first()
    )
    if notice is None:
        return False
    notice.tries += 1
    try:
        _mail(notice)
    except MAIL_IS_AWAY as problem:
        _postpone(notice, moment, problem)
        return False
    notice.sent_at = now()
    notice.save(update_fields=["tries", "sent_at"])
    return True


def _mail(notice: Notice) -> None:
    guardian = notice.tone == Notice.Tone.GUARDIAN
    with translation.override(settings.LANGUAGE_CODE):
        context = {"guardian": guardian, "link": settings.PORTAL_URL.rstrip("/") + notice.path}
        subject = _("Er staat iets voor u klaar") if guardian else _("Er staat iets voor je klaar")
        body = render_to_string("mail/notice.txt", context)
    EmailMessage(subject=subject, body=body, to=[notice.recipient.email]).send()


def _postpone(notice: Notice, moment: datetime, problem: Exception) -> None:
    pause = min(FIRST_PAUSE * 2 ** (notice.tries - 1), LONGEST_PAUSE)
    notice.next_try_at = moment + pause
    if notice.tries >= MOST_TRIES:
        notice.given_up_at = moment
    notice.save(update_fields=["tries", "next_try_at", "given_up_at"])
    log.warning(
        "notice.not_sent",
        notice=str(notice.pk),
        problem=type(problem).__name__,
        tries=notice.tries,
        given_up=notice.given_up_at is not None,
    )
