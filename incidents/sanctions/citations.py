"""The provisions that an incident broke, in the words of the version that held."""

from typing import Any

from django.conf import settings
from django.db.models import Prefetch, prefetch_related_objects
from django.utils.translation import gettext as _

from incidents.models import Incident, IncidentProvision
from protocols.services import guide_address, guide_place
from schoolgids.letters.services import Cited


def cited(lookup: str = "provisions") -> "Prefetch[Any]":
    """What to prefetch; with a case: `cited("incident__provisions")`."""
    rows = IncidentProvision.objects.annotate(place=guide_place())
    return Prefetch(lookup, rows)


def cited_in(incident: Incident) -> list[Cited]:
    """Number and words of each provision that the report names; no query when prefetched."""
    prefetch_related_objects([incident], cited())
    rows: Any = incident.provisions.all()
    return [
        Cited(
            label=row.label,
            text=row.words,
            code=row.title,
            version=_("versie %(number)d") % {"number": row.version_number},
            href=guide_address(row.place, on=incident.happened_on) or "",
        )
        for row in rows
    ]


def cited_on_paper(incident: Incident) -> list[Cited]:
    """The same for a letter, which is read outside the portal: whole addresses."""
    portal = settings.PORTAL_URL.rstrip("/")
    return [
        Cited(each.label, each.text, each.code, each.version, each.href and portal + each.href)
        for each in cited_in(incident)
    ]
