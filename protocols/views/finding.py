"""What every page about one topic looks up first, and the parts that they share."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import cast
from urllib.parse import urlencode

from django.http import Http404
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from protocols import public
from protocols.dated import Dated, Precision
from protocols.models import PublishedTopic, PublishedVersion
from protocols.wording import dated_in_words
from schoolgids.access.views import PortalRequest
from schoolgids.interface.parts import Choice
from schoolgids.letters.qr import portal_address
from schoolgids.organisation.models import School


@dataclass(frozen=True)
class Found:
    """A topic of a guide with the published versions of its code, newest first."""

    school: School
    topic: PublishedTopic
    versions: Sequence[PublishedVersion]

    def in_force(self, day: date | None = None) -> PublishedVersion | None:
        """The version that held at this school; none while the code does not bind it."""
        day = day or localdate()
        if public.not_bound_since(self.topic, day):
            return None
        return public.in_force(self.versions, day)

    def numbered(self, number: int) -> PublishedVersion:
        """The version with this number. Raises Http404."""
        for version in self.versions:
            if version.number == number:
                return version
        raise Http404

    def before(self, version: PublishedVersion | None) -> PublishedVersion | None:
        """The version that this one replaced."""
        if version is None:
            return None
        older = [v for v in self.versions if v.effective_on < version.effective_on]
        return older[0] if older else None

    def address(self, name: str = "topic", **more: object) -> str:
        """The page of this name about this topic."""
        place = {"school": self.school.slug, "topic": self.topic.slug, **more}
        return reverse(f"protocols:{name}", kwargs=place)


def find(request: PortalRequest, slug: str) -> Found:
    """A topic of the school of this page. Two queries. Raises Http404."""
    school = school_of(request)
    topic = public.topic_of(school, slug)
    if topic is None:
        raise Http404
    return Found(school, topic, public.versions_of(topic.code))


def school_of(request: PortalRequest) -> School:
    return cast(School, request.school)


def audience_choices(path: str, chosen: str, words: str = "") -> list[Choice]:
    """The audience filter: links, so that it works without JavaScript and can be shared."""
    labels = {
        "": _("Iedereen"),
        "leerlingen": _("Leerlingen"),
        "ouders": _("Ouders"),
        "medewerkers": _("Medewerkers"),
    }
    return [
        Choice(
            label=label,
            href=path + query(voor=name, q=words),
            current=name == chosen,
            icon="check" if name == chosen else "",
        )
        for name, label in labels.items()
    ]


def query(**asked: str) -> str:
    """The part of an address after the "?", of what is asked at all."""
    given = {name: value for name, value in asked.items() if value}
    return f"?{urlencode(given)}" if given else ""


def consents(version: PublishedVersion | None) -> list[str]:
    """Who consented and when, as a reader reads it: "GMR, 18 juni 2026"."""
    if version is None:
        return []
    return [
        f"{body}, {dated_in_words(Dated(date.fromisoformat(day), Precision(precision)))}"
        for body, day, precision in version.consents
    ]


def citation(found: Found, version: PublishedVersion, place: str = "", path: str = "") -> str:
    """How a text is quoted: its citation title, the version, the day, the rule and the address."""
    title = version.citation_title or version.title
    facts = {
        "title": title,
        "number": version.number,
        "day": dated_in_words(Dated(version.effective_on)),
        "rule": place,
        "address": portal_address(path or found.address("version", number=version.number)),
    }
    if place:
        return (
            _("%(title)s, %(rule)s, versie %(number)s (geldt vanaf %(day)s), %(address)s") % facts
        )
    return _("%(title)s, versie %(number)s (geldt vanaf %(day)s), %(address)s") % facts
