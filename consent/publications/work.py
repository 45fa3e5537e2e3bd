"""What has to be taken down, for the work list. One query."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consent.publications.models import TakeDown
from schoolgids.access.actions import Action
from schoolgids.access.actor import Actor
from schoolgids.access.policy import visible
from schoolgids.worklist.sources import Work, source

AT_MOST = 400
SEES_TO_IT = "administrator"


@source("take_down", gettext_lazy("Weghalen"))
def take_downs(actor: Actor, today: date) -> Iterator[Work]:
    """For who published it and for the administration; once late, for the head as well."""
    if Action.TAKE_DOWN_SETTLE not in actor.actions:
        return
    rows = visible(actor, TakeDown.objects.open().whole())
    for row in rows.order_by("due_on", "pk")[:AT_MOST]:
        publication = row.appearance.publication
        own, late = publication.registered_by_id == actor.person_id, row.due_on < today
        yield Work(
            key=f"take_down/{row.pk}",
            kind="take_down",
            title=_("Weghalen: %(place)s") % {"place": row.place.label},
            href=reverse("publications:take_down", args=[row.school.slug, row.pk]),
            due_on=row.due_on,
            about=f"{publication.title} · {publication.purpose.name}",
            deed=_("Leg de uitkomst vast"),
            owner=publication.registered_by.name,
            mine=own or late or SEES_TO_IT in actor.roles,
            assigned=own,
            is_escalated=late and not own,
        )
