"""Who else is in an incident, by name: what a file of one of them has to black out."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef
from django.db.models.functions import JSONObject

from incidents.dossiers.redaction import Name
from incidents.models import InvolvedParty


def party_rows(incident: str) -> ArraySubquery:
    """To annotate with, beside any row: `incident` is where that row keeps the incident's id."""
    parties = InvolvedParty.objects.filter(incident=OuterRef(incident))
    return ArraySubquery(
        parties.values(
            row=JSONObject(
                id="person_id",
                named="named",
                given=F("person__given_name"),
                prefix=F("person__prefix"),
                family=F("person__family_name"),
            )
        )
    )


def names_besides(person_id: UUID, rows: Iterable[Mapping[str, Any]]) -> list[Name]:
    """How everybody else in such rows may be called."""
    return [
        Name(
            row["given"] or "",
            row["prefix"] or "",
            row["family"] or "",
            (row["named"],) if row["named"] else (),
        )
        for row in rows
        if row["id"] != str(person_id)
    ]
