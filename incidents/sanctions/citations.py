"""The provisions that an incident broke, in the words of the version that held."""

from incidents.models import Incident
from schoolgids.letters.services import Cited


def cited_in(incident: Incident) -> list[Cited]:
    """Number and words of each provision that the report names."""
    return []
