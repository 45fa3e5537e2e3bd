"""Filing a report and handling it: one function per deed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Exists, QuerySet
from django.utils.functional import Promise
from django.utils.timezone import localdate, now
from django.utils.translation import gettext_lazy as _

from incidents import directory
from incidents.directory import Someone, resolve
from incidents.dossiers.services import Concern, Room, enter
from incidents.drafts import discard, forget_draft
from incidents.kinds import STANDARD
from incidents.models import (
    Draft,
    Evidence,
    Incident,
    IncidentKind,
    IncidentProvision,
    InvolvedParty,
)
from incidents.numbering import NextNumber
from incidents.policies import LEADERS, leads
from incidents.suggestion import kind_of
from incidents.urgency import tell_of_urgent
from incidents.workflow import INCIDENT
from protocols.services import Cited, provisions_in_force
from schoolgids.access.actions import Action
from schoolgids.access.actor import Actor
from schoolgids.access.policy import require
from schoolgids.audit.services import record
from schoolgids.organisation.models import School
from schoolgids.people.models import Person
from schoolgids.prepared import Prepared
from schoolgids.workflow import Refused

Part = InvolvedParty.Part
Kind = InvolvedParty.Kind
# Who only saw it has no part in it: it does not go into the file of a witness.
NOT_IN_THE_FILE = frozenset({Part.WITNESS})

BEING_HANDLED = frozenset({Incident.Stage.TAKEN_UP, Incident.Stage.MEASURE_PROPOSED})


@dataclass(frozen=True, kw_only=True)
class Report:
    """What a reporter fills in, as clean values. `parties` are keys of the directory with parts."""

    facts: str
    happened_on: date
    places: Sequence[str]
    parties: Sequence[tuple[str, str]]
    urgent: bool
    submission: UUID
    happened_time: time | None = None
    time_known: str = Incident.TimeKnown.UNKNOWN
    provisions: Sequence[UUID] = ()
    provision_unknown: bool = False
    platform: str = ""
    platform_name: str = ""
    channel: str = ""
    school_related: str = ""
    what_done: Sequence[str] = field(default_factory=tuple)


class NotFiled(Refused):
    """A report that can't be filed, and which of its fields says why."""

    def __init__(self, field_name: str, reason: str | Promise) -> None:
        super().__init__(reason)
        self.field_name = field_name


def person_of(actor: Actor) -> UUID:
    """The person who acts. Raises Refused when it is the clock, which reports nothing."""
    if actor.person_id is None:
        raise Refused(_("Dit doet een mens."))
    return actor.person_id


def already_filed(*, actor: Actor, submission: UUID) -> Incident | None:
    """The report that came out of this page of the form before, when there is one."""
    return Incident.objects.filter(reporter_id=actor.person_id, submission=submission).first()


def report(*, actor: Actor, school: School, report: Report) -> Incident:
    """Files a report with its people, rules and the images of the reporter's draft.

    Puts it in the file of each pupil and member of staff with a part. The same submission
    files once: a second click gets the incident of the first. Raises NotFiled.
    """
    require(actor, Action.INCIDENT_REPORT)
    try:
        return _file(actor, school, report)
    except IntegrityError:
        first = already_filed(actor=actor, submission=report.submission)
        if first is None:
            raise
        # The second click brought the draft back while the first was being filed.
        for draft in Draft.objects.filter(
            reporter_id=actor.person_id, submission=report.submission
        ):
            discard(actor=actor, draft=draft)
        return first


@transaction.atomic
def _file(actor: Actor, school: School, report: Report) -> Incident:
    at, today = now(), localdate()
    if report.happened_on > today:
        raise NotFiled("day", _("Deze dag is nog niet geweest. Kies vandaag of eerder."))
    people = _people_of(report, school, today)
    provisions = _provisions_of(report, school)
    kinds = _kinds(actor, school)
    incident = Incident.objects.create(
        board_id=school.board_id,
        school=school,
        status=INCIDENT.initial,
        year=today.year,
        sequence=NextNumber(board_id=school.board_id, school_id=school.pk, year=today.year),
        kind=kind_of(report.facts, [(kind, kind.words) for kind in kinds]),
        reporter_id=person_of(actor),
        reported_at=at,
        happened_on=report.happened_on,
        happened_time=report.happened_time,
        time_known=report.time_known,
        places=list(report.places),
        platform=report.platform,
        platform_name=report.platform_name,
        channel=report.channel,
        school_related=report.school_related,
        facts=report.facts,
        what_done=list(report.what_done),
        urgent=report.urgent,
        provision_unknown=not provisions,
        submission=report.submission,
    )
    parties = _add_parties(incident, report, people)
    _cite(incident, provisions, actor)
    if any(kind.with_draft for kind in kinds):
        _keep_evidence(incident, actor)
    concerns = concerns_of(parties)
    enter(actor=actor, source=incident, kind="report", happened_at=at, concerns=concerns)
    record(
        "incident.report",
        actor=actor,
        about=incident,
        people=_person_ids(parties),
        number=incident.number,
        urgent=incident.urgent,
    )
    if incident.urgent:
        tell_of_urgent(incident)
    return incident


def _people_of(report: Report, school: School, today: date) -> Mapping[str, Someone]:
    keys = [key for key, _part in report.parties]
    people = resolve(keys, school=school, day=today)
    if not people:
        raise NotFiled("people", _("Kies ten minste één persoon, of kies ‘Onbekend account’."))
    if len(people) < len(set(keys)):
        raise NotFiled("people", _("Deze persoon hoort niet bij deze school. Zoek opnieuw."))
    ids = [someone.person.pk for someone in people.values() if someone.person]
    if len(ids) != len(set(ids)):
        raise NotFiled("people", _("Dezelfde persoon staat er twee keer in. Haal er één weg."))
    return people


def _provisions_of(report: Report, school: School) -> list[Cited]:
    """The cited provisions, each of a version in force on the day of the incident."""
    wanted = set(report.provisions)
    if not wanted:
        if not report.provision_unknown:
            raise NotFiled("rules", _("Kies welke regel is overtreden, of kies ‘Weet ik niet’."))
        return []
    in_force = provisions_in_force(school=school, on=report.happened_on)
    found = [cited for cited in in_force if cited.provision_id in wanted]
    if len(found) < len(wanted):
        raise NotFiled("rules", _("Deze regel gold niet op die dag. Kies een andere."))
    return found


def _add_parties(
    incident: Incident, report: Report, people: Mapping[str, Someone]
) -> list[InvolvedParty]:
    rows = []
    for position, (key, part) in enumerate(dict(report.parties).items()):
        someone = people[key]
        rows.append(
            InvolvedParty(
                board_id=incident.board_id,
                school_id=incident.school_id,
                incident=incident,
                kind=someone.kind,
                part=part,
                person=someone.person,
                ward=someone.ward,
                named=someone.named,
                fake_claim=(
                    InvolvedParty.FakeClaim.CLAIMED if someone.kind == Kind.FAKE_ACCOUNT else ""
                ),
                position=position,
            )
        )
    return InvolvedParty.objects.bulk_create(rows)


def _cite(incident: Incident, provisions: Sequence[Cited], actor: Actor) -> None:
    IncidentProvision.objects.bulk_create(
        IncidentProvision(
            board_id=incident.board_id,
            school_id=incident.school_id,
            incident=incident,
            provision_id=cited.provision_id,
            label=cited.display[:120],
            words=cited.words,
            title=cited.title,
            version_number=cited.version_number,
            cited_by_id=person_of(actor),
            cited_at=now(),
        )
        for cited in provisions
    )


def _keep_evidence(incident: Incident, actor: Actor) -> None:
    """The images of the draft become the evidence; the draft is gone."""
    draft = (
        Draft.objects.filter(reporter_id=actor.person_id, school_id=incident.school_id)
        .prefetch_related("files")
        .first()
    )
    if draft is None:
        return
    Evidence.objects.bulk_create(
        Evidence(
            board_id=incident.board_id,
            school_id=incident.school_id,
            incident=incident,
            file_id=kept.file_id,
            received_sha256=kept.received_sha256,
            added_by_id=person_of(actor),
            added_at=kept.added_at,
            position=position,
        )
        for position, kept in enumerate(draft.files.all(), start=1)
    )
    forget_draft(draft)


def concerns_of(parties: Sequence[InvolvedParty]) -> list[Concern]:
    """Whose files an incident goes into: of pupils and staff with a part, and a guardian's
    conduct into that of the child.
    """
    found = []
    for party in parties:
        if party.person_id is None or party.part in NOT_IN_THE_FILE:
            continue
        if party.kind == Kind.GUARDIAN and party.ward_id:
            owner, room, author = party.ward_id, Room.PUPIL, party.person_id
        else:
            room = Room.PUPIL if party.kind == Kind.PUPIL else Room.PERSONNEL
            owner, author = party.person_id, None
        found.append(Concern(person_id=owner, room=room, part=party.part, author_id=author))
    return found


def _person_ids(parties: Sequence[InvolvedParty]) -> list[UUID]:
    return [pk for party in parties for pk in (party.person_id, party.ward_id) if pk is not None]


# --- Kinds -----------------------------------------------------------------------------------
def introduce_kinds(*, board_id: int) -> None:
    """Gives a board the standard kinds; those it has already stay as they are."""
    IncidentKind.objects.bulk_create(
        [
            IncidentKind(
                board_id=board_id,
                code=standard.code,
                label=str(standard.label),
                category=standard.category,
                words=list(standard.words),
                about_staff=standard.about_staff,
                evidence_is_weak=standard.evidence_is_weak,
                position=position,
            )
            for position, standard in enumerate(STANDARD)
        ],
        ignore_conflicts=True,
    )


def _kinds_and_draft(reporter: UUID, school: int) -> QuerySet[Any]:
    draft = Draft.objects.filter(reporter=reporter, school=school)
    return IncidentKind.objects.filter(retired_on=None).annotate(with_draft=Exists(draft))


_kinds_with_draft: Prepared[Any] = Prepared(_kinds_and_draft, reporter=UUID, school=int)


def _kinds(actor: Actor, school: School) -> list[Any]:
    """The kinds to suggest one from, each saying whether the reporter has a draft: one query
    for what filing asks every time. Whoever takes the report up decides on the kind.
    """
    found = _kinds_with_draft(reporter=person_of(actor), school=school.pk)
    if not found:
        introduce_kinds(board_id=school.board_id)
        found = _kinds_with_draft(reporter=person_of(actor), school=school.pk)
    return found


# --- Handling --------------------------------------------------------------------------------
def take_up(*, actor: Actor, incident: Incident, kind: IncidentKind) -> Incident:
    """Somebody takes the report up and says what kind it is. Raises Refused.

    What little can be proved of, and the conduct of staff, is for who leads the school (domain A3).
    """
    if (kind.evidence_is_weak or kind.about_staff) and not leads(actor, incident.school_id):
        raise Refused(
            _("Over ‘%(kind)s’ oordeelt de teamleider of de schoolleiding, niet één leraar.")
            % {"kind": kind.label}
        )
    handler = Person.objects.get(pk=person_of(actor))
    taken: Incident = INCIDENT.perform(
        "take_up", actor=actor, row=incident, kind=kind, handler=handler
    )
    return taken


@transaction.atomic
def cite_rules(*, actor: Actor, incident: Incident, provisions: Sequence[UUID]) -> None:
    """Adds rules to a report that is being handled; what was cited stays. Raises Refused."""
    require(actor, Action.INCIDENT_HANDLE, incident)
    incident = Incident.objects.select_for_update(of=("self",)).get(pk=incident.pk)
    if incident.status not in BEING_HANDLED:
        raise Refused(_("Dit kan alleen bij een melding die is opgepakt."))
    in_force = provisions_in_force(school=incident.school, on=incident.happened_on)
    there = set(incident.provisions.values_list("provision_id", flat=True))
    new = [cited for cited in in_force if cited.provision_id in set(provisions) - there]
    if not new:
        raise Refused(_("Kies een regel die op die dag gold."))
    _cite(incident, new, actor)
    incident.provision_unknown = False
    incident.save(update_fields=["provision_unknown"])
    record(
        "incident.cite",
        actor=actor,
        about=incident,
        provisions=[str(cited.provision_id) for cited in new],
    )


def settle(*, actor: Actor, incident: Incident, outcome: str) -> Incident:
    """The report is dealt with, with a kind of outcome. Raises Refused."""
    settled: Incident = INCIDENT.perform("settle", actor=actor, row=incident, outcome=outcome)
    return settled


def readers_of(*, school: School, people: Sequence[Someone], today: date) -> list[Someone]:
    """Who of the leadership will read a report in which these people have a part, by name."""
    walled = {someone.person.pk for someone in people if someone.person}
    leaders = directory.with_roles(LEADERS, school=school, day=today)
    return [leader for leader in leaders if leader.person and leader.person.pk not in walled]
