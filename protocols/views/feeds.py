"""What changed in a guide, as Atom: for whoever wants to be told."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from protocols import public
from protocols.dated import Dated
from protocols.models import PublishedTopic, PublishedVersion
from protocols.views.finding import find, school_of
from protocols.views.keeping import guide_page, tagged
from protocols.wording import dated_in_words
from schoolgids.access.views import PortalRequest
from schoolgids.letters.qr import portal_address
from schoolgids.organisation.models import School

MOST = 50
Change = tuple[PublishedTopic, PublishedVersion]


@guide_page
@tagged
def guide_feed(request: PortalRequest) -> HttpResponse:
    """The last changes in a whole guide."""
    school = school_of(request)
    return _feed(
        school,
        title=_("%(school)s van A tot Z: wat is er veranderd") % {"school": school.familiar_name},
        page=reverse("protocols:guide", kwargs={"school": school.slug}),
        own=request.path,
        changes=public.changes_of(school, MOST),
    )


@guide_page
@tagged
def topic_feed(request: PortalRequest, topic: str) -> HttpResponse:
    """The last changes in one text."""
    found = find(request, topic)
    return _feed(
        found.school,
        title=_("%(title)s: wat is er veranderd") % {"title": found.topic.title},
        page=found.address(),
        own=request.path,
        changes=[(found.topic, version) for version in found.versions[:MOST]],
    )


def _feed(
    school: School, *, title: str, page: str, own: str, changes: Iterable[Change]
) -> HttpResponse:
    feed = Atom1Feed(
        title=title,
        link=portal_address(page),
        feed_url=portal_address(own),
        feed_guid=portal_address(own),
        description=None,
        language=get_language(),
        author_name=school.name,
    )
    for topic, version in changes:
        feed.add_item(**_entry(school, topic, version))
    content = feed.writeString("utf-8")
    return HttpResponse(content, content_type=Atom1Feed.content_type)


def _entry(school: School, topic: PublishedTopic, version: PublishedVersion) -> dict[str, Any]:
    place = {"school": school.slug, "topic": topic.slug}
    page = portal_address(reverse("protocols:version", kwargs={**place, "number": version.number}))
    facts = {"title": version.title, "number": version.number}
    said = [
        _("Geldt vanaf %(day)s.") % {"day": dated_in_words(Dated(version.effective_on))},
        _("Geldt tot %(day)s.") % {"day": dated_in_words(Dated(version.until_on))}
        if version.until_on
        else "",
        _("Kleine wijziging.") if version.is_minor else "",
        version.summary,
    ]
    return {
        "title": _("%(title)s, versie %(number)s") % facts,
        "link": page,
        "unique_id": page,
        "description": " ".join(part for part in said if part),
        "pubdate": version.published_at,
        "updateddate": version.changed_at,
    }
