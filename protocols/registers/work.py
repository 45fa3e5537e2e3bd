"""Requests that wait for a decision, for the work list. One query."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from protocols.registers.models import Entry, Kind, Stage
from schoolgids.access.actions import Action
from schoolgids.access.actor import Actor
from schoolgids.access.policy import visible
from schoolgids.worklist.sources import Work, source

AT_MOST = 100


@source("register", gettext_lazy("Aanvragen om te beslissen"))
def to_decide(actor: Actor, _today: date) -> Iterator[Work]:
    """What the leadership has yet to decide on, the earliest first day first."""
    if Action.REGISTER_DECIDE not in actor.actions:
        return
    rows = visible(actor, Entry.objects.filter(status=Stage.REQUESTED).whole())
    for row in rows.order_by("from_on", "pk")[:AT_MOST]:
        asked = {"day": localdate(row.requested_at).strftime("%d-%m-%Y")}
        yield Work(
            key=f"register/{row.pk}",
            kind="register",
            title=_("Besluiten: %s") % row.title,
            href=reverse("registers:entry", args=[row.school.slug, row.pk]),
            due_on=row.from_on,
            about=f"{Kind(row.kind).label.capitalize()}, " + _("aangevraagd op %(day)s") % asked,
            deed=_("Besluiten"),
            owner=row.requested_by.name,
        )
