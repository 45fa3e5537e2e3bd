"""What is said of topics and of the items of the law: each by a person, none of it undone."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from protocols.completeness.facts import readable, role_in_words
from protocols.completeness.law import BY_KEY
from protocols.completeness.models import (
    Decision,
    OwnRequirement,
    PublishedCheck,
    TopicCheck,
    TopicFacts,
)
from protocols.completeness.standing import OWN, requirements
from protocols.models import GuideTopic
from protocols.services.publication import publish_topic
from schoolgids.access.actions import Action
from schoolgids.access.actor import Actor
from schoolgids.access.policy import require
from schoolgids.access.scope import one_at_a_time
from schoolgids.audit.services import record
from schoolgids.interface.given import key_of
from schoolgids.organisation.models import School
from schoolgids.people.models import Appointment, Person
from schoolgids.workflow import Refused

Kind = Decision.Kind
FARTHEST = 5  # years until a topic is looked at again


@transaction.atomic
def keep_facts(
    actor: Actor,
    *,
    topic: GuideTopic,
    owner_role: str,
    owner: Person | None,
    legal_basis: str,
    legal_link: str,
    requirement: str,
    check_again_on: date | None,
    today: date,
) -> TopicFacts:
    """Writes down who keeps a topic, why it is there and when to look again.

    With a requirement and no words of one's own, its article is the basis.
    """
    require(actor, Action.TOPIC_EDIT, topic)
    facts = _facts(topic)
    if owner_role and owner is not None:
        raise Refused(_("Kies een rol of een persoon, niet allebei."))
    if owner is not None and not _works_here(owner, topic, today):
        raise Refused(_("Deze persoon werkt vandaag niet op deze school. Kies iemand anders."))
    asked = BY_KEY.get(requirement)
    if asked is not None and not legal_basis:
        legal_basis, legal_link = asked.article, legal_link or asked.link
    had_owner = bool(facts.owner_role or facts.owner_id)
    facts.owner_role, facts.owner = owner_role, owner
    if had_owner or owner_role or owner is not None:
        topic.owner = role_in_words(owner_role).capitalize()  # the public reads no names
    facts.legal_basis, facts.legal_link = legal_basis, legal_link
    facts.requirement, facts.check_again_on = requirement, check_again_on
    facts.save()
    _publish(facts, topic)
    record("topic.facts", actor=actor, about=topic, requirement=requirement)
    return facts


@transaction.atomic
def check(actor: Actor, *, topic: GuideTopic, check_again_on: date, today: date) -> TopicCheck:
    """ "Nagekeken, klopt nog": somebody has looked at a topic. The same again changes nothing.

    Raises Forbidden, or Refused for a topic out of the guide or a next day that is no next day.
    """
    facts = _facts(topic)
    require(actor, Action.TOPIC_CHECK, facts)
    if actor.person_id is None:
        raise Refused(_("Dit kan alleen iemand zelf doen."))
    if topic.is_withdrawn:
        raise Refused(_("Dit onderwerp staat niet in de gids. Zet het er eerst weer in."))
    _refuse_day(check_again_on, today)
    same = {"topic": topic, "on": today, "checked_by_id": actor.person_id}
    earlier = TopicCheck.objects.filter(**same, check_again_on=check_again_on).first()
    if earlier is not None and facts.check_again_on == check_again_on:
        return earlier
    row = TopicCheck.objects.create(
        board_id=topic.board_id, school_id=topic.school_id, check_again_on=check_again_on, **same
    )
    facts.checked_on, facts.checked_by_id = today, actor.person_id
    facts.check_again_on = check_again_on
    facts.save()
    _publish(facts, topic)
    record("topic.check", actor=actor, about=topic, again_on=check_again_on.isoformat())
    return row


@transaction.atomic
def confirm(
    actor: Actor, *, school: School, requirement: str, topic: GuideTopic, moment: datetime
) -> Decision:
    """A person says that this topic meets the item. It has to be one that parents can read."""
    _ask(actor, school, requirement, day_of(moment))
    here = GuideTopic.objects.filter(pk=topic.pk, school=school)
    if not readable(here, day_of(moment)).exists():
        raise Refused(_("Dit onderwerp is nu niet te lezen in de gids. Publiceer het eerst."))
    return _decide(actor, school, requirement, Kind.TOPIC, moment, topic=topic)


@transaction.atomic
def set_aside(
    actor: Actor, *, school: School, requirement: str, reason: str, moment: datetime
) -> Decision:
    """A person says that the item does not apply to the school, and why."""
    _ask(actor, school, requirement, day_of(moment))
    reason = " ".join(reason.split())
    if not reason:
        raise Refused(_("Schrijf waarom dit onderdeel niet geldt voor deze school."))
    return _decide(actor, school, requirement, Kind.NOT_APPLICABLE, moment, reason=reason)


@transaction.atomic
def reopen(actor: Actor, *, school: School, requirement: str, moment: datetime) -> Decision:
    """Takes back what was said of an item. What was said stays on record."""
    _ask(actor, school, requirement, day_of(moment))
    return _decide(actor, school, requirement, Kind.OPEN, moment)


@transaction.atomic
def ask_too(
    actor: Actor,
    *,
    sector: str,
    title: str,
    explanation: str,
    source: str,
    from_on: date,
) -> OwnRequirement:
    """The board asks something of the guides of its schools beside the law."""
    row = OwnRequirement(board_id=actor.board_id, sector=sector, explanation=explanation)
    _require_board(actor)
    row.title, row.source, row.from_on = " ".join(title.split()), source, from_on
    if OwnRequirement.objects.filter(
        board=actor.board_id, title__iexact=row.title, sector=sector, until_on=None
    ).exists():
        raise Refused(_("Dit onderdeel staat al in de lijst."))
    row.save()
    record("requirement.add", actor=actor, about=row, title=row.title)
    return row


@transaction.atomic
def ask_no_more(actor: Actor, *, row: OwnRequirement, today: date) -> OwnRequirement:
    """From today the board does not ask it any more."""
    _require_board(actor)
    row = OwnRequirement.objects.select_for_update(of=("self",)).get(pk=row.pk)
    if row.until_on is not None:
        raise Refused(_("Dit onderdeel is al gestopt. Bekijk de pagina opnieuw."))
    row.until_on = max(today, row.from_on)
    row.save(update_fields=["until_on"])
    record("requirement.end", actor=actor, about=row)
    return row


# --- Steps ------------------------------------------------------------------------------------


def day_of(moment: datetime) -> date:
    return localtime(moment).date()


def _facts(topic: GuideTopic) -> TopicFacts:
    """The facts of a topic, new ones with what the topic says itself; one writer at a time.

    The lock is that of the texts: whoever publishes one meanwhile is not overwritten with the topic
    of before.
    """
    one_at_a_time(f"topics/{topic.school_id}")
    topic.refresh_from_db()
    found = TopicFacts.objects.filter(topic=topic).first()
    return found or TopicFacts(
        board_id=topic.board_id,
        school_id=topic.school_id,
        topic=topic,
        legal_basis=topic.legal_basis,
        check_again_on=topic.review_on,
    )


def _publish(facts: TopicFacts, topic: GuideTopic) -> None:
    """The public reads the role, the basis and the days."""
    topic.legal_basis, topic.review_on = facts.legal_basis, facts.check_again_on
    topic.save(update_fields=["owner", "legal_basis", "review_on"])
    PublishedCheck.objects.update_or_create(
        topic=topic.pk,
        defaults={
            "school_id": topic.school_id,
            "checked_on": facts.checked_on,
            "legal_link": facts.legal_link,
        },
    )
    publish_topic(topic)


def _works_here(person: Person, topic: GuideTopic, today: date) -> bool:
    here = Appointment.objects.holding_on(today).filter(person=person, school=topic.school_id)
    return here.exists()


def _refuse_day(day: date, today: date) -> None:
    if day <= today:
        raise Refused(_("Kies een latere dag om het opnieuw na te kijken."))
    if day.year > today.year + FARTHEST:
        raise Refused(_("Kies een dag binnen vijf jaar."))


def _require_board(actor: Actor) -> None:
    """What a board asks belongs to no school, as a text of the board does."""
    require(actor, Action.CODE_EDIT, _OfBoard(actor.board_id))


class _OfBoard:
    """Something of the board, to ask the policy about."""

    school_id: int | None = None

    def __init__(self, board_id: int) -> None:
        self.board_id = board_id


def _ask(actor: Actor, school: School, requirement: str, today: date) -> None:
    """That this actor may say something of this item now."""
    topic = GuideTopic(board_id=school.board_id, school_id=school.pk)
    require(actor, Action.TOPIC_EDIT, topic)
    one_at_a_time(f"requirement/{school.pk}/{requirement}")
    own = OwnRequirement.objects.filter(board=school.board_id, pk__in=_own_keys(requirement))
    asked = {one.key for one in requirements(school.sector, today, own)}
    if requirement not in asked:
        raise Refused(_("Dit onderdeel wordt niet (meer) gevraagd. Bekijk de pagina opnieuw."))


def _own_keys(requirement: str) -> list[UUID]:
    """The key of the board's own item that this names, if it names one."""
    found = key_of(requirement.removeprefix(OWN)) if requirement.startswith(OWN) else None
    return [found] if found else []


def _decide(
    actor: Actor,
    school: School,
    requirement: str,
    kind: Kind,
    moment: datetime,
    *,
    topic: GuideTopic | None = None,
    reason: str = "",
) -> Decision:
    if actor.person_id is None:
        raise Refused(_("Dit kan alleen iemand zelf doen."))
    row = Decision.objects.create(
        board_id=school.board_id,
        school=school,
        requirement=requirement,
        kind=kind,
        topic=topic,
        reason=reason,
        decided_at=moment,
        decided_by_id=actor.person_id,
    )
    record(
        "requirement.decide",
        actor=actor,
        about=row,
        requirement=requirement,
        decision=str(kind),
        topic=str(topic.pk) if topic else "",
    )
    return row
