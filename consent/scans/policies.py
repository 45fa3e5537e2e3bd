"""Who may look at scanned forms: who enters answers on paper."""

from typing import Any

from django.db.models import QuerySet

from consent.scans.models import ScanBundle, ScannedForm
from schoolgids.access.actions import Action
from schoolgids.access.actor import Actor
from schoolgids.access.policy import visibility


def _for_who_enters(actor: Actor, rows: QuerySet[Any]) -> QuerySet[Any]:
    return rows if Action.CONSENT_RECORD in actor.actions or actor.is_clock else rows.none()


@visibility(ScanBundle)
def bundles(actor: Actor, rows: QuerySet[ScanBundle]) -> QuerySet[ScanBundle]:
    return _for_who_enters(actor, rows)


@visibility(ScannedForm)
def forms(actor: Actor, rows: QuerySet[ScannedForm]) -> QuerySet[ScannedForm]:
    return _for_who_enters(actor, rows)
