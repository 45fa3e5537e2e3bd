"""Reports that wait for somebody, for the work list. Two queries."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from incidents.models import Incident
from incidents.policies import leads
from schoolgids.access.actions import Action
from schoolgids.access.actor import Actor
from schoolgids.access.policy import visible
from schoolgids.interface.parts import Tag
from schoolgids.organisation.calendar import Calendar
from schoolgids.organisation.models import Closure
from schoolgids.worklist.sources import Work, source

AT_MOST = 400
S = Incident.Stage
Days = tuple[date, date]


@source("incident", gettext_lazy("Melding"))
def reports(actor: Actor, _today: date) -> Iterator[Work]:
    """New reports for who may take them up, and those taken up for who handles them."""
    if Action.INCIDENT_TAKE_UP not in actor.actions:
        return
    rows = visible(actor, Incident.objects.filter(status__in=(S.REPORTED, S.TAKEN_UP)))
    closures = _closures()
    for incident in rows.select_related("kind", "school", "handler").order_by("pk")[:AT_MOST]:
        if incident.status == S.REPORTED:
            yield _new(actor, incident, closures)
        elif incident.handler_id == actor.person_id:
            yield _taken_up(incident)


def _new(actor: Actor, incident: Incident, closures: dict[int | None, list[Days]]) -> Work:
    reported_on = localtime(incident.reported_at).date()
    calendar = Calendar.of([*closures.get(None, []), *closures.get(incident.school_id, [])])
    by_the_next_school_day = calendar.school_day_from(reported_on + timedelta(days=1))
    urgent = Tag(label=_("Vandaag nodig"), kind="warn", icon="zap")
    return Work(
        key=f"incident/{incident.pk}",
        kind="incident",
        title=_("Nieuwe melding beoordelen"),
        href=_address(incident),
        due_on=reported_on if incident.urgent else by_the_next_school_day,
        about=_about(incident),
        deed=_("Beoordelen"),
        owner=_("Nog niemand"),
        tags=[urgent] if incident.urgent else [],
        mine=leads(actor, incident.school_id) or incident.reporter_id != actor.person_id,
    )


def _taken_up(incident: Incident) -> Work:
    return Work(
        key=f"incident/{incident.pk}",
        kind="incident",
        title=_("Melding afhandelen"),
        href=_address(incident),
        about=_about(incident),
        deed=_("Open de melding"),
        owner=incident.handler.name if incident.handler else "",
        assigned=True,
    )


def _closures() -> dict[int | None, list[Days]]:
    """The days without school, of the board (None) and of each school."""
    found: dict[int | None, list[Days]] = {}
    for school_id, first, last in Closure.objects.values_list("school_id", "first_on", "last_on"):
        found.setdefault(school_id, []).append((first, last))
    return found


def _about(incident: Incident) -> str:
    kind = incident.kind.label if incident.kind else _("nog niet ingedeeld")
    return f"{_('Melding')} {incident.number} · {kind}"


def _address(incident: Incident) -> str:
    return reverse("incidents:page", args=[incident.school.slug, incident.pk])
