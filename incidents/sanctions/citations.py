"""The provisions that an incident broke, in the words of the version that held."""

from typing import Any

from django.db.models import Prefetch, prefetch_related_objects
from django.utils.translation import gettext as _

from incidents.models import Incident, IncidentProvision
from schoolgids.letters.services import Cited


def cited(lookup: str = "provisions") -> "Prefetch[Any]":
    """What to prefetch; with a case: `cited("incident__provisions")`."""
    return Prefetch(lookup, IncidentProvision.objects.select_related("provision"))


def cited_in(incident: Incident) -> list[Cited]:
    """Number and words of each provision that the report names; no query when prefetched."""
    prefetch_related_objects([incident], cited())
    return [
        Cited(
            label=row.label,
            text=row.provision.text,
            code=row.title,
            version=_("versie %(number)d") % {"number": row.version_number},
        )
        for row in incident.provisions.all()
    ]
