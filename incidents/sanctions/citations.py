"""The provisions that an incident broke, in the words of the version that held."""

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _

from incidents.models import Incident
from schoolgids.letters.services import Cited

CITED = "provisions__provision"  # to prefetch with a case: "incident__" + CITED


def cited_in(incident: Incident) -> list[Cited]:
    """Number and words of each provision that the report names; no query when prefetched."""
    prefetch_related_objects([incident], CITED)
    return [
        Cited(
            label=row.label,
            text=row.provision.text,
            code=row.title,
            version=_("versie %(number)d") % {"number": row.version_number},
        )
        for row in incident.provisions.all()
    ]
