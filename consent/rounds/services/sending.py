"""Sending the requests of a round, some at a time: who is still to answer, and how to reach them."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.urls import reverse

from consent.rounds.models import Request, Round
from consent.rounds.services.waiting import waiting
from schoolgids.access.actor import Actor
from schoolgids.access.models import Account
from schoolgids.access.services import open_account
from schoolgids.audit.services import record
from schoolgids.notices.models import Notice
from schoolgids.notices.services import tell
from schoolgids.people.models import Person

BATCH = 100


def due_rounds(*, board_id: int, day: date) -> list[UUID]:
    """Open rounds in which something is to be sent."""
    due = Request.objects.filter(next_on__lte=day).values("round")
    rows = Round.objects.filter(board_id=board_id, closed_at=None, pk__in=due)
    return list(rows.values_list("pk", flat=True))


def open_rounds(*, board_id: int) -> list[UUID]:
    rows = Round.objects.filter(board_id=board_id, closed_at=None)
    return list(rows.values_list("pk", flat=True))


@transaction.atomic
def send_some(*, actor: Actor, pk: UUID, moment: datetime, day: date) -> int:
    """Sends the next requests of a round that are due; how many were looked at. 0: done.

    A request is locked while it is looked at and moved on in the same transaction, so a kill
    loses nothing, and a second worker takes others.
    """
    row = Round.objects.select_related("school__board").filter(pk=pk, closed_at=None).first()
    if row is None:
        return 0
    due = row.requests.filter(next_on__lte=day).order_by("pk")
    batch = list(due.select_for_update(skip_locked=True, of=("self",))[:BATCH])
    if not batch:
        return 0
    found = waiting(batch, school=row.school, audience=row.audience, on=day)
    people = Person.objects.in_bulk({request.addressee_id for request in batch})
    accounts = set(Account.objects.filter(person__in=people).values_list("person_id", flat=True))
    later = day + timedelta(days=row.remind_every)
    for request in batch:
        addressee = people.get(request.addressee_id)
        if addressee is None or request.pk not in found.requests:
            request.next_on = later  # answered; a wording that changes asks again
        elif request.sent > row.reminders:
            request.next_on = None
        else:
            request.next_on = later
            _reach(actor, row, request, addressee, accounts, moment)
    Request.objects.bulk_update(batch, ["way", "reached_at", "sent", "next_on"])
    return len(batch)


def _reach(
    actor: Actor,
    row: Round,
    request: Request,
    addressee: Person,
    accounts: set[UUID],
    moment: datetime,
) -> None:
    known = addressee.pk in accounts
    if not addressee.email or not (known or _let_in(actor, addressee)):
        request.way = Request.Way.LETTER  # printed by the school, from the page of the round
        return
    accounts.add(addressee.pk)
    tell(
        key=f"consent-round/{row.pk}/{request.sent}",  # one mail for all children of a guardian
        board_id=row.board_id,
        people=[addressee],
        path=_page_of(row),
        tone=_tone(request),
    )
    request.way, request.reached_at = Request.Way.MAIL, moment
    request.sent += 1


def _let_in(actor: Actor, person: Person) -> bool:
    """An account for who has an address, so that a code by mail lets him in; False when the
    address is somebody else's here.

    Two parents with one address can't both sign in with it: the second one gets a letter.
    """
    try:
        with transaction.atomic():
            account = open_account(person, email=person.email)
    except IntegrityError:
        return False
    record("account.open", actor=actor, about=account, people=[person.pk])
    return True


def _page_of(row: Round) -> str:
    if row.audience == Round.Audience.STAFF:
        return reverse("rounds:me", kwargs={"school": row.school.slug})
    return reverse("consent:my_children", kwargs={"board": row.school.board.slug})


def _tone(request: Request) -> str:
    own = request.addressee_id == request.pupil_id
    return Notice.Tone.COLLEAGUE if own else Notice.Tone.GUARDIAN


def reached(requests: Sequence[Request], *, moment: datetime) -> None:
    """Notes that the letters of these requests were printed."""
    Request.objects.filter(pk__in=[request.pk for request in requests]).update(reached_at=moment)
