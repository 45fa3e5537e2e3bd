"""Search in a guide: Dutch stems, words as they are being typed, and words with a slip in them."""

import re
from collections.abc import Mapping
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
from django.db.models import F, QuerySet, TextField, Value
from django.db.models.functions import Concat
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from protocols.markup import plain
from protocols.models import PublishedProvision, PublishedTopic, PublishedVersion
from protocols.services.publication import DUTCH
from schoolgids.organisation.models import School

MOST = 40
LONGEST = 100
WORD = re.compile(r"[^\W_]+", re.UNICODE)
# Private-use signs: no text holds them, so they can become <mark> after escaping.
OPEN, CLOSE = "\ue000", "\ue001"
EXCERPT = 240  # characters of a result
LEAD = 80  # of them before the first word that was found
TOPIC_TEXT = Concat(
    "lede", Value(" "), "in_short", Value(" "), "own_text", output_field=TextField()
)
CLOSE_ENOUGH = 0.5
SHORTEST_PLURAL = 3


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
    suggestion: str = ""  # a word the guide does know

    def __bool__(self) -> bool:
        return bool(self.hits)


def search(school: School, words: str, day: date) -> Found:
    """What a guide says of these words on a day; a suggestion when it knows none of them.

    Three queries at most, and two more for a suggestion.
    """
    typed = WORD.findall(words[:LONGEST])
    if not typed:
        return Found([])
    query = _query(typed)
    titles = {
        topic.code: topic
        for topic in PublishedTopic.objects.filter(
            school=school, is_withdrawn=False, code__isnull=False
        ).only("topic", "code", "slug", "title", "school_id")
    }
    hits = _topics(school, query) + _provisions(titles, query, day)
    if hits:
        return Found(hits)
    return Found([], _suggestion(school, titles, typed, day))


def _query(typed: list[str]) -> SearchQuery:
    """Each word as far as it was typed; all of them must be there."""
    raw = " & ".join(f"({' | '.join(f'{form}:*' for form in _forms(word))})" for word in typed)
    return SearchQuery(raw, config=DUTCH, search_type="raw")


def _forms(word: str) -> list[str]:
    """The word, and its singular where the stemmer leaves the plural: smartphones, apps."""
    if len(word) > SHORTEST_PLURAL and word.casefold().endswith("s"):
        return [word, word[:-1]]
    return [word]


def _topics(school: School, query: SearchQuery) -> list[Hit]:
    rows = (
        PublishedTopic.objects.filter(school=school, is_withdrawn=False, search=query)
        .annotate(
            rank=SearchRank(F("search"), query),
            excerpt=_headline(TOPIC_TEXT, query),
        )
        .order_by("-rank", "title")[:MOST]
    )
    return [Hit(row.title, row.slug, "", "", marked(row.excerpt)) for row in rows]


def _provisions(titles: Topics, query: SearchQuery, day: date) -> list[Hit]:
    rows = (
        PublishedProvision.objects.filter(version__in=_versions(titles, day), search=query)
        .exclude(kind="heading", text__iexact=F("version__title"))  # found as the topic itself
        .select_related("version")
        .annotate(rank=SearchRank(F("search"), query), excerpt=_headline("text", query))
        .order_by("-rank", "version_id", "order")[:MOST]
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
        PublishedTopic.objects.filter(school=school, is_withdrawn=False)
        .annotate(nearness=TrigramWordSimilarity(phrase, "title"))
        .filter(nearness__gte=CLOSE_ENOUGH)
        .values_list("title", flat=True)[:MOST]
    )
    known = sorted({word.casefold() for text in texts for word in WORD.findall(text)})
    nearest = [get_close_matches(word.casefold(), known, n=1, cutoff=0.7) for word in typed]
    if not all(nearest):
        return ""
    return " ".join(word for (word, *_rest) in nearest)
