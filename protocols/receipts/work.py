"""Texts that wait to be read, for the work list. One query."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from protocols.receipts.models import HandedOut
from protocols.receipts.services import TERM
from schoolgids.access.actions import Action
from schoolgids.access.actor import Actor
from schoolgids.access.policy import visible
from schoolgids.worklist.sources import Work, source

AT_MOST = 100


@source("reading", gettext_lazy("Te lezen"))
def to_read(actor: Actor, today: date) -> Iterator[Work]:
    """What was handed to this person and is not confirmed yet."""
    if Action.CODE_READ not in actor.actions:
        return
    rows = visible(actor, HandedOut.objects.unread(today).filter(person=actor.person_id))
    for row in rows.select_related("version", "school").order_by("on", "pk")[:AT_MOST]:
        yield Work(
            key=f"reading/{row.pk}",
            kind="reading",
            title=_("Lezen: %s") % row.version.title,
            href=reverse("receipts:read", kwargs={"school": row.school.slug, "pk": row.pk}),
            due_on=row.on + TERM,
            about=_("Versie %s") % row.version.number,
            deed=_("Lezen"),
            assigned=True,
        )
