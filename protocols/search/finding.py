"""Search in a guide: Dutch stems, words as they are being typed, and words with a slip in them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from uuid import UUID

from django.contrib.postgres.search import (
    SearchHeadline,
    SearchQuery,
    SearchRank,
    TrigramWordSimilarity,
)
from django.db.models import Case, F, IntegerField, Q, QuerySet, TextField, Value, When
from django.db.models.functions import Concat
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from protocols.markup import plain
from protocols.models import PublishedProvision, PublishedTopic, PublishedVersion
from protocols.pages import FILTERS
from protocols.public import in_guide
from protocols.search.models import PublishedSynonyms
from protocols.search.words import WORD, question, words_in
from protocols.services.publication import DUTCH
from schoolgids.organisation.models import School

MOST = 40
MOST_NAMES = 8  # while typing
# Private-use signs: no text holds them, so they can become <mark> after escaping.
OPEN, CLOSE = "\ue000", "\ue001"
EXCERPT = 240  # characters of a result
LEAD = 80  # of them before the first word that was found
TOPIC_TEXT = Concat(
    "lede", Value(" "), "in_short", Value(" "), "own_text", output_field=TextField()
)
CLOSE_ENOUGH = 0.5
HEADINGS_FIRST = Case(When(kind="heading", then=0), default=1, output_field=IntegerField())

Topics = Mapping[UUID | None, PublishedTopic]


@dataclass(frozen=True)
class Hit:
    """One result: a topic, or a provision of one, with the found words marked."""

    title: str
    slug: str
    label: str
    anchor: str
    excerpt: SafeString


@dataclass(frozen=True)
class Found:
    hits: list[Hit]
    meant: str = ""  # what the guide does know, where it did not know what was typed

    def __bool__(self) -> bool:
        return bool(self.hits)


def search(school: School, words: str, day: date, audience: str = "") -> Found:
    """What a guide says of these words on a day. Headings come first.

    When it knows none of them, the hits are those of the nearest words that it does know, which
    `meant` names. `audience` is one of FILTERS, or "" for all. Four queries; four more for a slip.
    """
    typed = words_in(words)
    if not typed:
        return Found([])
    titles = {
        topic.code: topic
        for topic in in_guide(school, day)
        .filter(code__isnull=False)
        .only("topic", "code", "slug", "title", "school_id")
    }
    synonyms = PublishedSynonyms.of(school)
    found = _hits(school, titles, _query(typed, synonyms), day, audience)
    if found:
        return Found(found)
    meant = _suggestion(school, titles, typed, day)
    if not meant:
        return Found([])
    return Found(_hits(school, titles, _query(words_in(meant), synonyms), day, audience), meant)


def names_like(school: School, words: str, day: date) -> list[str]:
    """Topics and headings that go on from what is being typed, a few. Three queries."""
    typed = words_in(words)
    if not typed:
        return []
    query = _query(typed, ())
    topics = in_guide(school, day)
    codes = list(topics.exclude(code=None).values_list("code", flat=True))
    names = topics.filter(search=query).order_by("title").values_list("title", flat=True)
    headings = (
        PublishedProvision.objects.filter(
            version__in=PublishedVersion.objects.in_force_on(day).filter(code__in=codes),
            kind="heading",
            search=query,
        )
        .order_by("version_id", "order")
        .values_list("text", flat=True)
    )
    both = [*names[:MOST_NAMES], *map(plain, headings[:MOST_NAMES])]
    return list(dict.fromkeys(both))[:MOST_NAMES]


def _hits(
    school: School, titles: Topics, query: SearchQuery, day: date, audience: str
) -> list[Hit]:
    return _topics(school, query, day) + _provisions(titles, query, day, audience)


def _query(typed: list[str], synonyms: Sequence[Sequence[str]]) -> SearchQuery:
    """Each word as far as it was typed, or what means the same; all of them must be there."""
    return SearchQuery(question(typed, synonyms), config=DUTCH, search_type="raw")


def _topics(school: School, query: SearchQuery, day: date) -> list[Hit]:
    rows = (
        in_guide(school, day)
        .filter(search=query)
        .annotate(
            rank=SearchRank(F("search"), query),
            excerpt=_headline(TOPIC_TEXT, query),
        )
        .order_by("-rank", "title")[:MOST]
    )
    return [Hit(row.title, row.slug, "", "", marked(row.excerpt)) for row in rows]


def _provisions(titles: Topics, query: SearchQuery, day: date, audience: str) -> list[Hit]:
    rows = (
        PublishedProvision.objects.filter(version__in=_versions(titles, day), search=query)
        .filter(_meant_for(audience))
        .exclude(kind="heading", text__iexact=F("version__title"))  # found as the topic itself
        .select_related("version")
        .annotate(rank=SearchRank(F("search"), query), excerpt=_headline("text", query))
        .order_by(HEADINGS_FIRST, "-rank", "version_id", "order")[:MOST]
    )
    return [
        Hit(
            titles[row.version.code].title,
            titles[row.version.code].slug,
            row.path,
            row.anchor,
            marked(row.excerpt),
        )
        for row in rows
    ]


def _meant_for(audience: str) -> Q:
    """Rules for these readers: by their own audience, or where they have none by the version's."""
    if audience not in FILTERS:
        return Q()
    readers = sorted(FILTERS[audience])
    of_version = Q(version__audiences=[]) | Q(version__audiences__overlap=readers)
    return Q(audiences__overlap=readers) | (Q(audiences=[]) & of_version)


def _versions(titles: Topics, day: date) -> QuerySet[PublishedVersion]:
    return PublishedVersion.objects.in_force_on(day).filter(code__in=list(titles))


def _headline(field: str | Concat, query: SearchQuery) -> SearchHeadline:
    return SearchHeadline(
        field, query, config=DUTCH, start_sel=OPEN, stop_sel=CLOSE, highlight_all=True
    )


def marked(excerpt: str) -> SafeString:
    """An excerpt as safe HTML with the found words in <mark>."""
    text = escape(_cut(plain(excerpt)))
    return mark_safe(text.replace(OPEN, "<mark>").replace(CLOSE, "</mark>"))  # noqa: S308


def _cut(text: str) -> str:
    """The words around the first one that was found."""
    if len(text) <= EXCERPT:
        return text
    start = max(text.find(OPEN) - LEAD, 0)
    start = text.rfind(" ", 0, start) + 1
    end = text.find(" ", start + EXCERPT)
    end = len(text) if end < 0 else end
    piece = text[start:end]
    # A mark that was cut in two is closed again.
    closing = CLOSE * (piece.count(OPEN) - piece.count(CLOSE))
    return f"{'… ' if start else ''}{piece}{closing}{' …' if end < len(text) else ''}"


def _suggestion(school: School, titles: Topics, typed: list[str], day: date) -> str:
    """The query with each word replaced by the nearest word of the guide, if that is near."""
    phrase = " ".join(typed)
    texts = list(
        PublishedProvision.objects.filter(version__in=_versions(titles, day))
        .annotate(nearness=TrigramWordSimilarity(phrase, "text"))
        .filter(nearness__gte=CLOSE_ENOUGH)
        .order_by("-nearness")
        .values_list("text", flat=True)[:MOST]
    )
    texts += list(
        in_guide(school, day)
        .annotate(nearness=TrigramWordSimilarity(phrase, "title"))
        .filter(nearness__gte=CLOSE_ENOUGH)
        .values_list("title", flat=True)[:MOST]
    )
    known = sorted({word.casefold() for text in texts for word in WORD.findall(text)})
    nearest = [get_close_matches(word.casefold(), known, n=1, cutoff=0.7) for word in typed]
    if not all(nearest):
        return ""
    return " ".join(word for (word, *_rest) in nearest)
