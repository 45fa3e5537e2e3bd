"""What the pages show, put together: the filter of the list, status lines, the story."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from incidents.models import Incident
from incidents.policies import own_reports
from schoolgids.access.actor import Actor
from schoolgids.audit.models import Event
from schoolgids.interface import dates
from schoolgids.interface.given import key_of
from schoolgids.interface.parts import Entry, Fact
from schoolgids.organisation.models import School
from schoolgids.people.models import Enrolment

TITLES = {
    "incident.report": (gettext_lazy("Melding gedaan"), "square-pen"),
    "incident.take_up": (gettext_lazy("Melding opgepakt"), "hand"),
    "incident.cite": (gettext_lazy("Regel gekozen"), "book-open"),
    "incident.fake_account": (gettext_lazy("Bewezen: het was een nepaccount"), "user-check"),
    "incident.propose_measure": (gettext_lazy("Maatregel voorgesteld"), "gavel"),
    "incident.settle": (gettext_lazy("Melding afgehandeld"), "check"),
}
MINE = "mij"


@dataclass(frozen=True)
class ListFilter:
    """What the reader chose above the list; anything odd is as if nothing was chosen."""

    stage: str = ""
    kind: UUID | None = None
    group: UUID | None = None
    mine: bool = False

    @classmethod
    def of(cls, query: Mapping[str, str]) -> "ListFilter":
        stage = query.get("fase", "")
        return cls(
            stage=stage if stage in Incident.Stage.values else "",
            kind=key_of(query.get("soort", "")),
            group=key_of(query.get("klas", "")),
            mine=query.get("van", "") == MINE,
        )

    def apply(
        self, incidents: QuerySet[Incident], *, actor: Actor, day: date
    ) -> QuerySet[Incident]:
        if self.stage:
            incidents = incidents.filter(status=self.stage)
        if self.kind:
            incidents = incidents.filter(kind=self.kind)
        if self.group:
            incidents = incidents.with_pupil_of(self.group, day)  # type: ignore[attr-defined]
        if self.mine:
            incidents = incidents.own(actor.person_id)  # type: ignore[attr-defined]
        return incidents

    @property
    def is_empty(self) -> bool:
        return not (self.stage or self.kind or self.group or self.mine)


def status_lines(actor: Actor, school: School) -> list[Incident]:
    """One's own reports in which one has a part: number, day and status, and no more (I12)."""
    mine = own_reports(actor, Incident.objects.filter(school=school))
    return list(mine.filter(parties__person=actor.person_id).order_by("-pk")[:10])


def group_names(day: date) -> Subquery:
    """The home group of each party on a day."""
    enrolled = Enrolment.objects.holding_on(day).filter(person=OuterRef("person"))
    return Subquery(enrolled.values("group__name")[:1])


def facts_of(incident: Incident) -> list[Fact]:
    """When, where and how, as short pairs; what nobody said is left out."""
    when = dates.short_day(incident.happened_on)
    if incident.happened_time:
        about = incident.time_known == Incident.TimeKnown.ABOUT
        moment = formats.time_format(incident.happened_time, "TIME_FORMAT")
        pattern = _("%(day)s, rond %(time)s uur") if about else _("%(day)s, %(time)s uur")
        when = pattern % {"day": when, "time": moment}
    pairs = [
        (_("Wanneer"), when),
        (_("Waar"), ", ".join(incident.place_labels)),
        (_("Platform"), incident.platform_label),
        (_("Wie konden het zien"), incident.get_channel_display()),
        (_("Over school"), incident.get_school_related_display()),
        (_("Al gedaan"), ", ".join(incident.done_labels)),
        (_("Gemeld door"), incident.reporter.name),
        (_("Gemeld op"), dates.moment(incident.reported_at)),
    ]
    return [Fact(label=label, value=value) for label, value in pairs if value]


def story(incident: Incident, events: Iterable[Event]) -> list[Entry]:
    """What happened to a report since it was made, newest first."""
    return [
        Entry(moment=event.at, title=title, icon=icon, by=_by(event))
        for event in events
        if event.name in TITLES
        for title, icon in [TITLES[event.name]]
    ]


def _by(event: Event) -> str:
    return ", ".join(part for part in (event.actor_name, event.actor_role) if part)
