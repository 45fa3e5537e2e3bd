"""Recording and proving.

`record` writes in the transaction of the change it tells of: both happen, or neither.
`record_view` and `record_refusal` are written when the page's transaction is over, so that a
rollback can't wipe them. `seal` closes the chain over what was written since; `verify`
recomputes it.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import models, transaction
from django.utils.timezone import now
from uuid6 import uuid7

from schoolgids.access.scope import afterwards, one_at_a_time
from schoolgids.audit.chain import GENESIS, broken_links, digest_of, seal_of
from schoolgids.audit.models import Event, Seal

if TYPE_CHECKING:
    from schoolgids.access.actor import Actor

# Longer than any transaction may last: an event is committed within this time of its moment.
LATEST_COMMIT = timedelta(hours=1)
SEAL_SIZE = 5_000


def _content(event: Event) -> dict[str, Any]:
    """Everything of an event that its digest covers."""
    return {
        "id": str(event.pk),
        "board": event.board_id,
        "school": event.school_id,
        "at": event.at.isoformat(),
        "kind": event.kind,
        "name": event.name,
        "actor": str(event.actor_id or ""),
        "actor_name": event.actor_name,
        "actor_role": event.actor_role,
        "about_type": event.about_type,
        "about": event.about_id,
        "people": [str(person) for person in event.person_ids],
        "facts": event.facts,
    }


def _event(
    kind: str,
    name: str,
    *,
    board_id: int,
    actor: "Actor | None",
    about: models.Model | None,
    people: Iterable[UUID],
    school_id: int | None,
    facts: dict[str, Any],
) -> Event:
    event = Event(
        id=UUID(int=uuid7().int),
        board_id=board_id,
        school_id=_place(school_id, actor, about),
        at=now(),
        kind=kind,
        name=name,
        actor_id=actor.person_id if actor else None,
        actor_name=actor.name if actor else "",
        actor_role=actor.role_label[:240] if actor else "",
        about_type=about._meta.label_lower if about is not None else "",
        about_id=str(about.pk) if about is not None else "",
        person_ids=list(people),
        facts=facts,
    )
    event.digest = digest_of(_content(event))
    return event


def _place(given: int | None, actor: "Actor | None", about: models.Model | None) -> int | None:
    """The school where it happened: of the row, or else of the page. None for several at once."""
    of_the_row: int | None = getattr(about, "school_id", None) if given is None else given
    if of_the_row is None and actor is not None and len(actor.schools) == 1:
        (of_the_row,) = actor.schools
    return of_the_row


def record(
    name: str,
    *,
    actor: "Actor",
    about: models.Model | None = None,
    people: Iterable[UUID] = (),
    school_id: int | None = None,
    **facts: Any,
) -> Event:
    """Writes down a change, in the transaction of the change.

    `facts` are values JSON can hold, and never what somebody wrote about a person.
    """
    event = _event(
        Event.Kind.CHANGE,
        name,
        board_id=actor.board_id,
        actor=actor,
        about=about,
        people=people,
        school_id=school_id,
        facts=facts,
    )
    event.save(force_insert=True)
    return event


def record_view(
    *,
    actor: "Actor",
    action: str,
    about: models.Model | None = None,
    people: Iterable[UUID] = (),
    **facts: Any,
) -> None:
    """Writes down that somebody read something, once the page is done."""
    event = _event(
        Event.Kind.VIEW,
        str(action),
        board_id=actor.board_id,
        actor=actor,
        about=about,
        people=people,
        school_id=None,
        facts=facts,
    )
    afterwards(lambda: event.save(force_insert=True))


def record_refusal(*, actor: "Actor | None", why: str, board_id: int = 0, **facts: Any) -> None:
    """Writes down that somebody was refused, once the page is rolled back.

    Without an actor the board must be given.
    """
    event = _event(
        Event.Kind.REFUSAL,
        why,
        board_id=actor.board_id if actor else board_id,
        actor=actor,
        about=None,
        people=(),
        school_id=None,
        facts={key: str(value) for key, value in facts.items()},
    )
    afterwards(lambda: event.save(force_insert=True))


def changes_of(row: models.Model) -> models.QuerySet[Event]:
    """What was done to a row, newest first. For pages that may show the row itself."""
    return _about(row).filter(kind=Event.Kind.CHANGE)


def views_of(row: models.Model, *, action: str) -> models.QuerySet[Event]:
    """Who opened a row by an action, newest first. For pages that may show the row itself."""
    return _about(row).filter(kind=Event.Kind.VIEW, name=str(action))


def _about(row: models.Model) -> models.QuerySet[Event]:
    return Event.objects.filter(about_id=str(row.pk), about_type=row._meta.label_lower).order_by(
        "-at", "-id"
    )


def record_sign_in(name: str, *, board_id: int, actor: "Actor | None" = None, **facts: Any) -> None:
    """Writes down a sign-in, a failed one or a lock-out, for one board of the user."""
    _event(
        Event.Kind.SIGN_IN,
        name,
        board_id=board_id,
        actor=actor,
        about=None,
        people=(),
        school_id=None,
        facts=facts,
    ).save(force_insert=True)


@transaction.atomic
def seal(board_id: int) -> int:
    """Seals the board's events that no seal covers yet; the number of events sealed.

    Call in the scope of the whole board. One sealer at a time per board; writers never wait.
    """
    one_at_a_time(f"seal/{board_id}")
    last = Seal.objects.filter(board_id=board_id).order_by("-number").first()
    loose = Event.objects.filter(board_id=board_id)
    if last is not None:
        recent = Seal.objects.filter(board_id=board_id, at__gte=last.at - 2 * LATEST_COMMIT)
        covered = {pk for ids in recent.values_list("event_ids", flat=True) for pk in ids}
        loose = loose.filter(at__gte=last.at - LATEST_COMMIT).exclude(pk__in=covered)
    entries = list(loose.order_by("at", "id").values_list("id", "digest")[:SEAL_SIZE])
    if not entries:
        return 0
    number = last.number + 1 if last else 1
    previous = bytes(last.digest) if last else GENESIS
    Seal.objects.create(
        board_id=board_id,
        number=number,
        at=now(),
        previous=previous,
        digest=seal_of(previous, number, ((str(pk), bytes(d)) for pk, d in entries)),
        event_ids=[pk for pk, _digest in entries],
    )
    return len(entries)


@dataclass(frozen=True)
class Finding:
    """One thing that is not as it was sealed."""

    what: str  # changed, removed, inserted, broken
    where: str  # the id of the event, the number of the seal, or the row that a witness names


Witness = Callable[[int], Iterable[Finding]]
WITNESSES: list[Witness] = []


def witness(check: Witness) -> Witness:
    """Registers what else the trail can be held against: rows of an app that may not have changed.

    Called in the scope of the whole board.
    """
    WITNESSES.append(check)
    return check


def verify(board_id: int, *, content: bool = True) -> Iterator[Finding]:
    """Everything in a board's trail that is not as it was sealed; nothing when all is well.

    With `content` off only hashes are read: the officer who checks needs no names. Call in
    the scope of the whole board.
    """
    seals = list(Seal.objects.filter(board_id=board_id).order_by("number"))
    links = [(s.number, bytes(s.previous), bytes(s.digest)) for s in seals]
    yield from (Finding("broken", str(number)) for number in broken_links(links))
    sealed: set[UUID] = set()
    for link in seals:
        sealed.update(link.event_ids)
        yield from _verify_seal(link)
    yield from _inserted(board_id, sealed, seals[-1] if seals else None)
    if content:
        for event in Event.objects.filter(board_id=board_id).iterator(chunk_size=2_000):
            if digest_of(_content(event)) != bytes(event.digest):
                yield Finding("changed", str(event.pk))
        for check in WITNESSES:
            yield from check(board_id)


def _verify_seal(link: Seal) -> Iterator[Finding]:
    present = dict(Event.objects.filter(pk__in=link.event_ids).values_list("id", "digest"))
    missing = [pk for pk in link.event_ids if pk not in present]
    yield from (Finding("removed", str(pk)) for pk in missing)
    if missing:
        return
    entries = ((str(pk), bytes(present[pk])) for pk in link.event_ids)
    if seal_of(bytes(link.previous), link.number, entries) != bytes(link.digest):
        yield Finding("changed", f"seal {link.number}")


def _inserted(board_id: int, sealed: set[UUID], last: Seal | None) -> Iterator[Finding]:
    """Events from before the last seal's reach that no seal covers: put in later."""
    if last is None:
        return
    old = Event.objects.filter(board_id=board_id, at__lt=last.at - LATEST_COMMIT)
    for pk in old.values_list("id", flat=True).iterator(chunk_size=10_000):
        if pk not in sealed:
            yield Finding("inserted", str(pk))
