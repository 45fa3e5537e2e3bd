"""How a measure looks in somebody's file."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _

from incidents.dossiers.models import DossierEntry
from incidents.dossiers.presentation import Piece, presents
from incidents.models import Incident
from incidents.names import names_besides, party_rows
from incidents.policies import for_a_file
from incidents.sanctions import overview
from incidents.sanctions.models import SanctionCase
from schoolgids.access.actor import Actor
from schoolgids.access.policy import visible
from schoolgids.interface.parts import Tag

ICONS = {"letter": "mail", "ruling": "scale"}


@presents("sanctions.sanctioncase")
def measures(entries: Sequence[DossierEntry], reader: Actor) -> Mapping[UUID, Piece]:
    """One query, whatever the number of entries. Left out like the incident behind it (I6)."""
    open_to = for_a_file(reader, Incident.objects.filter(pk=OuterRef("incident_id")))
    wanted = SanctionCase.objects.filter(
        Exists(open_to), pk__in=[entry.source_id for entry in entries]
    )
    opened = visible(reader, SanctionCase.objects.filter(pk=OuterRef("pk")))
    rows = wanted.select_related("measure", "school", "decided_by", "objection").annotate(
        party_rows=party_rows("incident_id"), may_open=Exists(opened)
    )
    cases: dict[UUID, Any] = {case.pk: case for case in rows}
    return {
        entry.pk: _piece(entry, cases[entry.source_id])
        for entry in entries
        if entry.source_id in cases
    }


def _piece(entry: DossierEntry, case: Any) -> Piece:
    kind = entry.kind.partition(".")[0]
    title, text = _words(kind, case)
    tags = [Tag(label=case.stage_label.capitalize(), icon="flag")]
    if entry.author_id:
        tags.insert(0, Tag(label=_("gedrag van een ouder"), kind="info", icon="users"))
    href = reverse("sanctions:case", args=[case.school.slug, case.pk]) if case.may_open else ""
    return Piece(
        moment=entry.happened_at,
        title=title,
        icon=ICONS.get(kind, "gavel"),
        by=case.decided_by.name if case.decided_by else "",
        text=text,
        href=href,
        link=_("Naar zaak %(number)s") % {"number": case.number},
        tags=tags,
        others=names_besides(entry.person_id, case.party_rows),
    )


def _words(kind: str, case: SanctionCase) -> tuple[str, str]:
    if kind == "letter":
        return _("Brief over het besluit: %(what)s") % {"what": overview.decision(case)}, ""
    if kind == "ruling":
        ruling = str(case.objection.get_ruling_display()).lower()
        title = _("Beslissing op bezwaar: %(ruling)s") % {"ruling": ruling}
        return title, case.objection.ruling_reason
    title = _("Besluit: %(outcome)s") % {"outcome": overview.decision(case)}
    return title, "\n\n".join(part for part in (overview.when(case), case.motivation) if part)
