"""A topic of the guide is drafted, published, taken out and put back; each text of it is kept (G2)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from protocols.elsewhere import codes_near, published_near, translated
from protocols.models import Code, GuideTopic, PublishedTopic
from protocols.models.guide import RESERVED
from protocols.outline import findings_in
from protocols.services.guide import withdraw_topic, write_topic
from protocols.topics.models import TopicDraft, TopicEdition
from schoolgids.access.actions import Action
from schoolgids.access.actor import Actor
from schoolgids.access.policy import require
from schoolgids.access.scope import one_at_a_time
from schoolgids.audit.services import record
from schoolgids.organisation.models import School
from schoolgids.workflow import Refused

SLUG_LONGEST = 75
GUIDE_MOVED = gettext_lazy(
    "De tekst in de gids is ondertussen veranderd. Bekijk de pagina opnieuw."
)


class Changed(Refused):
    """Somebody else saved the draft, or changed the guide, meanwhile."""


@dataclass(frozen=True)
class Text:
    """What somebody typed in the form of a topic."""

    title: str
    lede: str = ""
    in_short: str = ""
    own_text: str = ""
    related: Sequence[str] = ()
    code: Code | None = None


@dataclass(frozen=True)
class Seen:
    """What there was when the page was opened: the revision of the draft and the number of the last
    text of the topic, 0 without one; and the token of the page, to know a second press.
    """

    revision: int = 0
    edition: int = 0
    submission: UUID | None = None


NOTHING = Seen()


@transaction.atomic
def save_draft(
    actor: Actor,
    *,
    school: School,
    text: Text,
    moment: datetime,
    topic: GuideTopic | None = None,
    draft: TopicDraft | None = None,
    seen: Seen = NOTHING,
    requirement: str = "",
) -> TopicDraft:
    """Keeps a text that only staff see yet: of a new topic, or for one that is in the guide.

    Raises Changed when somebody else saved, published or dropped it since the page was opened.
    """
    row = _locked(actor, school, topic, draft, seen)
    _refuse_moved(row, seen)
    if row._state.adding and seen.revision:
        raise Changed(_("Dit concept is ondertussen weggegooid. Bekijk de pagina opnieuw."))
    _fill(row, text, school)
    row.revision = 1 if row._state.adding else row.revision + 1
    row.requirement = requirement or row.requirement
    row.submission = seen.submission
    row.changed_at, row.changed_by_id = moment, actor.person_id
    row.save()
    record("topic.draft", actor=actor, about=row)
    return row


@transaction.atomic
def drop_draft(
    actor: Actor,
    *,
    school: School,
    topic: GuideTopic | None = None,
    draft: TopicDraft | None = None,
    seen: Seen = NOTHING,
) -> None:
    """The draft is not needed; what is in the guide stays as it is. Dropped twice is dropped once.

    Raises Changed when somebody else saved or published it since the page was opened.
    """
    row = _locked(actor, school, topic, draft, seen)
    _refuse_moved(row, seen)
    if not row._state.adding:
        record("topic.drop_draft", actor=actor, about=row)
        row.delete()


@transaction.atomic
def publish_draft(actor: Actor, *, draft: TopicDraft, moment: datetime) -> GuideTopic:
    """Puts a draft in the guide. The text before it stays in the history.

    Raises Refused for a topic that says nothing, or points nowhere.
    """
    require(actor, Action.TOPIC_EDIT, draft)
    one_at_a_time(f"topics/{draft.school_id}")
    draft = TopicDraft.objects.select_related("topic", "code", "school").get(pk=draft.pk)
    _refuse_unfinished(draft)
    topic = draft.topic
    if topic is not None:
        _keep_what_stands(topic)
    written = write_topic(
        actor,
        school=draft.school,
        title=draft.title,
        slug=topic.slug if topic else free_slug(draft.school, draft.title),
        lede=draft.lede,
        in_short=draft.in_short,
        own_text=draft.own_text,
        code=topic.code if topic else draft.code,
        related=draft.related,
        owner=topic.owner if topic else "",
        legal_basis=topic.legal_basis if topic else "",
        review_on=topic.review_on if topic else None,
    )
    draft.delete()
    _add_edition(written, moment, actor, submission=draft.submission)
    return written


@transaction.atomic
def publish(
    actor: Actor,
    *,
    school: School,
    text: Text,
    moment: datetime,
    seen: Seen = NOTHING,
    **typed: Any,
) -> GuideTopic:
    """Puts what was typed in the guide at once: all of it, or nothing when it is refused. The same
    press of the button again gives the same topic.
    """
    require(actor, Action.TOPIC_EDIT, GuideTopic(board_id=school.board_id, school_id=school.pk))
    one_at_a_time(f"topics/{school.pk}")
    earlier = _published_from(school, text, seen)
    if earlier is not None:
        return earlier
    draft = save_draft(actor, school=school, text=text, moment=moment, seen=seen, **typed)
    return publish_draft(actor, draft=draft, moment=moment)


@transaction.atomic
def take_out(actor: Actor, *, topic: GuideTopic, reason: str, moment: datetime) -> None:
    """Takes a topic out of the guide, with the reason. A text of the board can't be taken out."""
    require(actor, Action.TOPIC_EDIT, topic)
    one_at_a_time(f"topics/{topic.school_id}")
    reason = " ".join(reason.split())
    if not reason:
        raise Refused(_("Schrijf waarom dit onderwerp uit de gids gaat."))
    topic = GuideTopic.objects.select_related("code").get(pk=topic.pk)
    if topic.is_withdrawn:
        raise Refused(_("Dit onderwerp staat al niet meer in de gids."))
    _keep_what_stands(topic)
    withdraw_topic(actor, topic=topic)
    _add_edition(topic, moment, actor, is_out=True, reason=reason)


@transaction.atomic
def put_back(actor: Actor, *, topic: GuideTopic, moment: datetime) -> GuideTopic:
    """Puts a topic that was taken out in the guide again, as it was."""
    require(actor, Action.TOPIC_EDIT, topic)
    one_at_a_time(f"topics/{topic.school_id}")
    topic = GuideTopic.objects.select_related("code", "school").get(pk=topic.pk)
    if not topic.is_withdrawn:
        raise Refused(_("Dit onderwerp staat al in de gids."))
    written = write_topic(
        actor,
        school=topic.school,
        slug=topic.slug,
        code=topic.code,
        review_on=topic.review_on,
        **{name: getattr(topic, name) for name in (*TEXT, "owner", "legal_basis")},
    )
    _add_edition(written, moment, actor)
    return written


TEXT = ("title", "lede", "in_short", "own_text", "related")


def last_number(topic: UUID) -> int:
    """The number of the last text of a topic that was kept, 0 without one."""
    last = TopicEdition.objects.filter(topic=topic).aggregate(last=Max("number"))["last"]
    return last or 0


def free_slug(school: School, title: str) -> str:
    """An address for a new topic that no other has or had, and that is no page of the guide."""
    wanted = slugify(title)[:SLUG_LONGEST] or "onderwerp"
    taken = set(GuideTopic.objects.filter(school=school).values_list("slug", flat=True)) | RESERVED
    slug, number = wanted, 2
    while slug in taken:
        slug, number = f"{wanted}-{number}", number + 1
    return slug


# --- Steps ------------------------------------------------------------------------------------


def _published_from(school: School, text: Text, seen: Seen) -> GuideTopic | None:
    """The topic that this page has published already. Another text from it is no second press."""
    if seen.submission is None:
        return None
    rows = TopicEdition.objects.filter(school=school, submission=seen.submission)
    edition = rows.select_related("topic__code").first()
    if edition is None:
        return None
    typed = TopicDraft(topic=edition.topic)
    _fill(typed, text, school)
    if any(getattr(typed, name) != getattr(edition, name) for name in TEXT):
        raise Changed(GUIDE_MOVED)
    return edition.topic


def _locked(
    actor: Actor,
    school: School,
    topic: GuideTopic | None,
    draft: TopicDraft | None,
    seen: Seen,
) -> TopicDraft:
    """The draft that is written in, a new one where there is none; one writer at a time."""
    about = topic or draft or GuideTopic(board_id=school.board_id, school_id=school.pk)
    require(actor, Action.TOPIC_EDIT, about)
    one_at_a_time(f"topics/{school.pk}")
    found: TopicDraft | None = None
    if topic is not None:
        found = TopicDraft.objects.filter(topic=topic).first()
    elif draft is not None:
        found = TopicDraft.objects.filter(pk=draft.pk).first()
        if found is None:
            raise Changed(_("Dit concept is er niet meer. Bekijk de lijst opnieuw."))
    elif seen.submission is not None:
        rows = TopicDraft.objects.filter(school=school, topic=None)
        found = rows.filter(submission=seen.submission).first()
    code = topic.code if topic else None
    return found or TopicDraft(board_id=school.board_id, school=school, topic=topic, code=code)


def _refuse_moved(row: TopicDraft, seen: Seen) -> None:
    """A page that was opened before somebody else saved or published would undo that unseen."""
    if row.topic_id is not None and last_number(row.topic_id) != seen.edition:
        raise Changed(GUIDE_MOVED)
    is_own = seen.submission is not None and row.submission == seen.submission
    if not row._state.adding and not is_own and row.revision != seen.revision:
        raise Changed(
            _("Iemand anders heeft dit concept ondertussen opgeslagen. Bekijk de pagina opnieuw.")
        )


def _fill(row: TopicDraft, text: Text, school: School) -> None:
    row.title, row.lede = " ".join(text.title.split()), text.lede
    row.in_short = "\n".join(line.strip() for line in text.in_short.splitlines() if line.strip())
    row.own_text = with_keys(text.own_text, school)
    row.related = list(text.related)
    if row.topic is None:
        _refuse_second(text.code, school)
        row.code = text.code
    elif row.topic.code is not None and row.topic.code.school_id is None:
        row.title = row.topic.title  # a text of the board is called the same in every guide


def _refuse_second(code: Code | None, school: School) -> None:
    if code is not None and GuideTopic.objects.filter(school=school, code=code).exists():
        raise Refused(_("Deze code heeft al een onderwerp in de gids. Bewerk dat onderwerp."))


def _refuse_unfinished(draft: TopicDraft) -> None:
    if not draft.own_text.strip() and draft.code_id is None:
        raise Refused(_("Schrijf eerst de tekst van dit onderwerp."))
    if draft.topic is None:
        _refuse_second(draft.code, draft.school)
    piece = _Piece(draft.board_id, draft.school_id, draft.own_text)
    open_places = findings_in([piece], published_near([piece]))
    if open_places:
        words = ", ".join(f"‘{one.text}’" for one in open_places)
        raise Refused(_("Vul dit eerst in of haal het weg: %s.") % words)


@dataclass(frozen=True)
class _Piece:
    """The own text as one provision, for what looks for blanks and dead links."""

    board_id: int
    school_id: int | None
    text: str
    label: str = ""
    corrected: str | None = None
    depth: int = 0
    kind: Any = "paragraph"


def _keep_what_stands(topic: GuideTopic) -> None:
    """What was put in the guide before its texts were kept: the first of them."""
    if topic.is_withdrawn or TopicEdition.objects.filter(topic=topic).exists():
        return
    copy = PublishedTopic.objects.filter(topic=topic.pk).first()
    if copy is not None:
        _add_edition(topic, copy.changed_at, None)


def _add_edition(
    topic: GuideTopic,
    moment: datetime,
    actor: Actor | None,
    *,
    is_out: bool = False,
    reason: str = "",
    submission: UUID | None = None,
) -> TopicEdition:
    return TopicEdition.objects.create(
        board_id=topic.board_id,
        school_id=topic.school_id,
        topic=topic,
        code=topic.code,
        number=last_number(topic.pk) + 1,
        is_out=is_out,
        reason=reason,
        submission=submission,
        published_at=moment,
        published_by_id=actor.person_id if actor else None,
        **{name: getattr(topic, name) for name in TEXT},
    )


def with_keys(text: str, school: School) -> str:
    """A text as it is kept: links name a code by its key."""
    codes = codes_near(school.board_id, school.pk).values_list("slug", "pk")
    return translated(text, {slug: str(key) for slug, key in codes}) if "](code:" in text else text


def with_slugs(text: str, school: School) -> str:
    """A text as it is edited: links name a code by its own word."""
    codes = codes_near(school.board_id, school.pk).values_list("pk", "slug")
    return translated(text, {str(key): slug for key, slug in codes}) if "](code:" in text else text
