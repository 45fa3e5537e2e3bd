"""Copies of published text for the public: no scope, no personal data, ready to be searched."""

from collections import Counter
from collections.abc import Sequence

from django.contrib.postgres.search import SearchVector
from django.urls import reverse
from django.utils.timezone import now

from protocols.models import (
    CodeVersion,
    GuideTopic,
    Provision,
    PublishedPaper,
    PublishedProvision,
    PublishedTopic,
    PublishedVersion,
)
from protocols.models.published import stable_anchor
from protocols.outline import paths, references_in
from schoolgids.organisation.models import School

DUTCH = "dutch"
PATH_LONGEST = 200


def publish_copy(version: CodeVersion) -> PublishedVersion:
    """Copies a version for the public and puts it in the guides it holds for."""
    if version.adopted_on is None or version.effective_on is None:
        raise ValueError("Only an adopted version with a day is published.")
    copy = PublishedVersion.objects.create(
        version=version.pk,
        code=version.code_id,
        board_id=version.board_id,
        number=version.number,
        title=version.title,
        citation_title=version.citation_title,
        summary=version.summary,
        is_minor=version.is_minor,
        audiences=version.audiences,
        adopted_by=version.adopted_by,
        adopted_on=version.adopted_on,
        adopted_precision=version.adopted_precision,
        consents=[
            [c.body, c.consented_on.isoformat(), c.precision] for c in version.consents.all()
        ],
        effective_on=version.effective_on,
        until_on=version.until_on,
    )
    rows = list(version.provisions.kept().order_by("order"))
    PublishedProvision.objects.bulk_create(_copies(copy, rows), batch_size=1_000)
    _index_provisions(copy)
    _put_in_guides(version)
    return copy


def end_published(version: CodeVersion) -> None:
    """Tells the public copy on which day the version ends."""
    PublishedVersion.objects.filter(pk=version.pk).update(until_on=version.until_on)
    renew(version)


def renew(version: CodeVersion) -> None:
    """Tells readers that came before, and whoever follows the feed, that something changed."""
    PublishedVersion.objects.filter(pk=version.pk).update(changed_at=now())
    PublishedTopic.objects.filter(code=version.code_id).update(changed_at=now())


def take_out(version: CodeVersion) -> None:
    """Takes the copy of a version away, and the paper on which it may stand. Topics that hold nothing but a text that nobody may read
    yet leave the guide with it, until it is published again.
    """
    PublishedVersion.objects.filter(pk=version.pk).delete()
    if not PublishedVersion.objects.filter(code=version.code_id).exists():
        bare = GuideTopic.objects.filter(code=version.code_id, lede="", in_short="", own_text="")
        bare.update(is_withdrawn=True)
        for topic in bare:
            publish_topic(topic)
    for copy in PublishedTopic.objects.filter(code=version.code_id).select_related("school"):
        place = {"school": copy.school.slug, "topic": copy.slug}
        below = reverse("protocols:topic", kwargs=place)
        PublishedPaper.objects.filter(school=copy.school, address__startswith=below).delete()
    renew(version)


def as_published(version: CodeVersion) -> list[PublishedProvision]:
    """The text of a version as its readers see it, of one that is yet to be published too. One
    query; nothing is written.
    """
    rows = list(version.provisions.kept().order_by("order"))
    return _copies(PublishedVersion(version=version.pk), rows)


def anchors(provisions: Sequence[Provision]) -> list[str]:
    """Where each provision is on its page: its cited label where that is the only one, else its key."""
    labels = [path.replace(".", "-")[:PATH_LONGEST] for path in paths(provisions)]
    seen = Counter(labels)
    return [
        label if label and seen[label] == 1 else stable_anchor(provision.key)
        for provision, label in zip(provisions, labels, strict=True)
    ]


def effective_audiences(provisions: Sequence[Provision]) -> list[list[str]]:
    """For whom each provision is: its own audience, or that of the nearest one above."""
    open_above: list[tuple[int, list[str]]] = []
    found = []
    for provision in provisions:
        while open_above and open_above[-1][0] >= provision.depth:
            open_above.pop()
        above = open_above[-1][1] if open_above else []
        own = list(provision.audiences) or above
        found.append(own)
        open_above.append((provision.depth, own))
    return found


def publish_topic(topic: GuideTopic) -> PublishedTopic:
    """Copies a topic of a guide for the public."""
    copy, _created = PublishedTopic.objects.update_or_create(
        topic=topic.pk,
        defaults={
            "school_id": topic.school_id,
            "code": topic.code_id,
            "slug": topic.slug,
            "letter": first_letter(topic.title),
            "title": topic.title,
            "lede": topic.lede,
            "in_short": topic.in_short,
            "own_text": topic.own_text,
            "related": topic.related,
            "owner": topic.owner,
            "legal_basis": topic.legal_basis,
            "review_on": topic.review_on,
            "review_precision": topic.review_precision,
            "is_withdrawn": topic.is_withdrawn,
            "changed_at": now(),
        },
    )
    PublishedTopic.objects.filter(pk=copy.pk).update(
        search=SearchVector("title", weight="A", config=DUTCH)
        + SearchVector("lede", weight="B", config=DUTCH)
        + SearchVector("in_short", "own_text", weight="C", config=DUTCH)
    )
    return copy


def first_letter(title: str) -> str:
    """The letter under which a title stands: "’s Avonds" under A, "112" under #."""
    letter = next((sign for sign in title if sign.isalpha()), "#").upper()
    return BASE_LETTERS.get(letter, letter) if letter.isascii() or letter in BASE_LETTERS else "#"


BASE_LETTERS = {"É": "E", "Ë": "E", "È": "E", "Á": "A", "Ä": "A", "Ö": "O", "Ü": "U", "Ï": "I"}


def _copies(copy: PublishedVersion, rows: Sequence[Provision]) -> list[PublishedProvision]:
    places = anchors(rows)
    pointers: dict[int, list[list[str]]] = {}
    for reference in references_in(rows):
        if reference.target is not None:
            pointers.setdefault(reference.provision, []).append(
                [reference.text, places[reference.target]]
            )
    return [
        PublishedProvision(
            version=copy,
            key=row.key,
            order=order,
            kind=row.kind,
            depth=row.depth,
            label=row.corrected or row.label,
            path=path[:PATH_LONGEST],
            anchor=places[order],
            text=row.text,
            audiences=audiences,
            references=pointers.get(order, []),
        )
        for order, (row, path, audiences) in enumerate(
            zip(rows, paths(rows), effective_audiences(rows), strict=True)
        )
    ]


def _index_provisions(copy: PublishedVersion) -> None:
    """Headings weigh more than rules: they come first in the results."""
    for kinds, weight in ((["heading"], "A"), (["item", "paragraph"], "C")):
        PublishedProvision.objects.filter(version=copy, kind__in=kinds).update(
            search=SearchVector("text", weight=weight, config=DUTCH)
        )


def _put_in_guides(version: CodeVersion) -> None:
    """Gives each school that the version holds for a topic with this code, if it has none."""
    schools = School.objects.filter(board=version.board_id)
    if version.school_id is not None:
        schools = schools.filter(pk=version.school_id)
    with_topic = set(
        GuideTopic.objects.filter(code=version.code_id).values_list("school_id", flat=True)
    )
    for school in schools:
        if school.pk not in with_topic:
            GuideTopic.objects.create(
                board_id=version.board_id,
                school=school,
                slug=_free_slug(school, version.code.slug),
                title=version.code.title[:120],
                code=version.code,
            )
    topics = GuideTopic.objects.filter(code=version.code_id)
    if PublishedVersion.objects.filter(code=version.code_id).count() == 1:
        # The only one: perhaps an earlier publication was called back, and the topics with it.
        topics.update(is_withdrawn=False)
    for topic in topics:
        publish_topic(topic)


def _free_slug(school: School, slug: str) -> str:
    taken = set(GuideTopic.objects.filter(school=school).values_list("slug", flat=True))
    number = 2
    free = slug
    while free in taken:
        free = f"{slug[:75]}-{number}"
        number += 1
    return free
