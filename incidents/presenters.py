"""How a report looks in somebody's file."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.functions import JSONObject
from django.urls import reverse
from django.utils.translation import gettext as _

from incidents.dossiers.models import DossierEntry
from incidents.dossiers.presentation import Citation, Piece, presents
from incidents.models import Incident, IncidentProvision, InvolvedParty
from incidents.names import names_besides, party_rows
from incidents.policies import for_a_file
from protocols.services import guide_address, guide_place
from schoolgids.access.actor import Actor
from schoolgids.access.policy import visible
from schoolgids.interface.parts import Tag
from schoolgids.prepared import Prepared, any_of

CITED = (
    IncidentProvision.objects.filter(incident=OuterRef("pk"))
    .annotate(place=guide_place())
    .order_by("id")
    .values(row=JSONObject(label="label", text="words", place="place"))
)


def _in_full(ids: list[UUID]) -> QuerySet[Incident]:
    rows: QuerySet[Incident] = (
        Incident.objects.filter(pk__in=any_of(ids))
        .select_related("kind", "reporter", "school")
        .annotate(party_rows=party_rows("pk"), cited_rows=ArraySubquery(CITED))
    )
    return rows


_incidents_in_full = Prepared(_in_full, ids=list)


@presents("incidents.incident")
def reports(entries: Sequence[DossierEntry], reader: Actor) -> Mapping[UUID, Piece]:
    """Two queries, whatever the number of entries: what may be shown, and what it says."""
    opened = visible(reader, Incident.objects.filter(pk=OuterRef("pk")))
    shown = dict(
        for_a_file(reader, Incident.objects.filter(pk__in=[row.source_id for row in entries]))
        .annotate(may_open=Exists(opened))
        .values_list("pk", "may_open")
    )
    incidents = {row.pk: row for row in _incidents_in_full(ids=list(shown))} if shown else {}
    return {
        entry.pk: _piece(entry, incidents[entry.source_id], may_open=shown[entry.source_id])
        for entry in entries
        if entry.source_id in incidents
    }


def _piece(entry: DossierEntry, incident: Any, *, may_open: bool) -> Piece:
    what = incident.kind.label if incident.kind else _("nog niet ingedeeld")
    return Piece(
        moment=entry.happened_at,
        title=_("Melding: %(what)s") % {"what": what},
        icon="square-pen",
        by=_("Gemeld door %(name)s") % {"name": incident.reporter.name},
        text=incident.facts,
        href=_address(incident) if may_open else "",
        link=_("Naar melding %(number)s") % {"number": incident.number},
        cites=[_citation(row, incident) for row in incident.cited_rows],
        tags=_tags(entry, incident),
        others=names_besides(entry.person_id, incident.party_rows),
    )


def _citation(row: Mapping[str, Any], incident: Incident) -> Citation:
    href = guide_address(row["place"], on=incident.happened_on) or ""
    return Citation(label=row["label"], text=row["text"], href=href)


def _tags(entry: DossierEntry, incident: Incident) -> list[Tag]:
    part = InvolvedParty.Part(entry.part).label if entry.part else ""
    tags = [Tag(label=str(incident.get_status_display()).capitalize(), icon="flag")]
    if entry.author_id:
        return [Tag(label=_("Gedrag van een ouder"), kind="info", icon="users"), *tags]
    return [Tag(label=part, icon="user"), *tags]


def _address(incident: Incident) -> str:
    return reverse("incidents:page", args=[incident.school.slug, incident.pk])
