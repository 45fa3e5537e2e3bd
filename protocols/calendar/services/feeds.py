"""The secret address of somebody's calendar: made, renewed, revoked, and looked up."""

import hashlib
import secrets
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from protocols.calendar.models import Feed
from schoolgids.access.actions import Action
from schoolgids.access.actor import Actor
from schoolgids.access.policy import require, visible
from schoolgids.access.scope import one_at_a_time
from schoolgids.audit.services import record
from schoolgids.workflow import Refused


@transaction.atomic
def subscribe(actor: Actor, *, school_id: int | None, moment: datetime) -> str:
    """A new address for somebody at a school (or for the board); an earlier one ends.

    Its secret part is given this once: only a digest is kept.
    """
    require(actor, Action.REVIEW_VIEW)
    if actor.person_id is None:
        raise Refused(_("Dit kan alleen iemand zelf doen."))
    _end(actor, school_id, moment)
    token = secrets.token_urlsafe(32)
    feed = Feed.objects.create(
        board_id=actor.board_id,
        school_id=school_id,
        person_id=actor.person_id,
        digest=_digest(token),
        made_at=moment,
    )
    record("review.subscribe", actor=actor, about=feed)
    return token


@transaction.atomic
def unsubscribe(actor: Actor, *, school_id: int | None, moment: datetime) -> None:
    """Ends the address: whoever still has it finds nothing there."""
    require(actor, Action.REVIEW_VIEW)
    for feed in _end(actor, school_id, moment):
        record("review.unsubscribe", actor=actor, about=feed)


def feed_at(*, school_id: int | None, token: str) -> Feed | None:
    """The feed of an address that holds, in the scope of its board; None for any other."""
    rows = Feed.objects.filter(school=school_id, revoked_at=None, digest=_digest(token))
    return rows.first()


def _end(actor: Actor, school_id: int | None, moment: datetime) -> list[Feed]:
    one_at_a_time(f"feed/{actor.person_id}/{school_id or 0}")
    rows = list(visible(actor, Feed.objects.filter(school=school_id, revoked_at=None)))
    Feed.objects.filter(pk__in=[row.pk for row in rows]).update(revoked_at=moment)
    return rows


def _digest(token: str) -> bytes:
    """The token is 256 random bits: no key is needed to make its digest useless."""
    return hashlib.sha256(f"schoolgids.review-feed/{token}".encode()).digest()
