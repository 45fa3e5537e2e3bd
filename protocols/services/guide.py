"""The topics of a school's guide (G2)."""

from collections.abc import Sequence
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from protocols.models import Code, GuideTopic
from protocols.services.publication import publish_topic
from schoolgids.access.actions import Action
from schoolgids.access.actor import Actor
from schoolgids.access.policy import require
from schoolgids.audit.services import record
from schoolgids.organisation.models import School
from schoolgids.workflow import Refused


@transaction.atomic
def write_topic(
    actor: Actor,
    *,
    school: School,
    title: str,
    slug: str = "",
    lede: str = "",
    in_short: str = "",
    own_text: str = "",
    code: Code | None = None,
    related: Sequence[str] = (),
    owner: str = "",
    legal_basis: str = "",
    review_on: date | None = None,
) -> GuideTopic:
    """Writes a topic of the guide, new or known by its slug, and publishes it."""
    slug = slug or slugify(title)[:80]
    topic = GuideTopic.objects.filter(school=school, slug=slug).first() or GuideTopic(
        board_id=school.board_id, school=school, slug=slug
    )
    require(actor, Action.TOPIC_EDIT, topic)
    topic.title, topic.lede, topic.in_short, topic.own_text = title, lede, in_short, own_text
    topic.code, topic.related, topic.owner = code, list(related), owner
    topic.legal_basis, topic.review_on, topic.is_withdrawn = legal_basis, review_on, False
    try:
        topic.full_clean(exclude=["board", "school"])
    except ValidationError as faults:
        raise Refused(*faults.messages) from faults
    topic.save()
    publish_topic(topic)
    record("topic.write", actor=actor, about=topic, slug=slug)
    return topic


@transaction.atomic
def withdraw_topic(actor: Actor, *, topic: GuideTopic) -> None:
    """Takes a topic out of the guide. The public copy stays, hidden: the guide has changed."""
    require(actor, Action.TOPIC_EDIT, topic)
    if topic.code_id is not None and topic.code is not None and topic.code.school_id is None:
        raise Refused(_("Een tekst van het bestuur staat in de gids van elke school."))
    topic.is_withdrawn = True
    topic.save(update_fields=["is_withdrawn"])
    publish_topic(topic)
    record("topic.withdraw", actor=actor, about=topic, slug=topic.slug)
