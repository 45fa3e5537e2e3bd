"""Rows for the tests of sanctions: an incident with people and a cited rule, a case in a stage."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

from django.utils.timezone import now

from incidents.models import Incident, IncidentKind, IncidentProvision, InvolvedParty
from incidents.sanctions import services
from incidents.sanctions.catalogue import stock
from incidents.sanctions.models import Duty, Measure, SanctionCase
from incidents.sanctions.services import Proposal
from protocols.models import Code, CodeVersion, Provision
from schoolgids.access.scope import Scope, scoped
from schoolgids.organisation.models import School
from schoolgids.people.models import Person
from tests.cast import TODAY, Cast
from tests.protocols.making import published

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
MONDAY = date(2026, 11, 23)
RULE = "Je maakt en deelt geen beeld van anderen als zij dat niet willen."
S = SanctionCase.Stage


def at(day: date, hour: int = 9) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=AMSTERDAM)


def measure(cast: Cast, code: str) -> Measure:
    stock(cast.waterland)
    return Measure.objects.get(board=cast.waterland, code=code)


def incident(
    cast: Cast,
    *people: str,
    school: School | None = None,
    status: str = Incident.Stage.TAKEN_UP,
    cited: bool = True,
    kind: str = "pupil",
) -> Incident:
    """A report about these people, the first as maker and the others as targets."""
    school = school or cast.oostpoort
    sort, _fresh = IncidentKind.objects.get_or_create(
        board_id=school.board_id,
        code="image",
        defaults={"label": "Beeld gedeeld", "category": "privacy"},
    )
    reported = Incident.objects.create(
        board_id=school.board_id,
        school=school,
        status=status,
        year=2026,
        sequence=Incident.objects.filter(school=school).count() + 1,
        kind=sort,
        reporter=cast.teacher,
        reported_at=now(),
        happened_on=TODAY - timedelta(days=3),
        places=["lesson"],
        facts="Een filmpje van een klasgenoot ging rond.",
        urgent=False,
        handler=None if status == Incident.Stage.REPORTED else cast.team_leader,
        submission=uuid4(),
    )
    for position, name in enumerate(people):
        part = InvolvedParty.Part.MAKER if position == 0 else InvolvedParty.Part.TARGET
        add_party(reported, cast.people[name], part=part, kind=kind, position=position)
    if cited:
        cite(cast, reported)
    return reported


def add_party(
    row: Incident,
    person: Person,
    *,
    part: str,
    kind: str = "pupil",
    ward: Person | None = None,
    position: int = 9,
) -> InvolvedParty:
    return InvolvedParty.objects.create(
        board_id=row.board_id,
        school_id=row.school_id,
        incident=row,
        kind=kind,
        part=part,
        person=person,
        ward=ward,
        position=position,
    )


def cite(cast: Cast, row: Incident, *, provision: Provision | None = None) -> IncidentProvision:
    """Cites a rule; III.A.4 of a code of the board unless said otherwise."""
    code = Code.objects.filter(board=cast.waterland).first() or Code.objects.create(
        board=cast.waterland, slug="sociale-media", title="Protocol sociale media"
    )
    version = CodeVersion.objects.filter(code=code).first() or CodeVersion.objects.create(
        board=cast.waterland, code=code, number=3, title="Protocol sociale media"
    )
    provision = (
        provision
        or Provision.objects.filter(version=version).first()
        or Provision.objects.create(
            board=cast.waterland, version=version, order=1, kind="item", label="III.A.4", text=RULE
        )
    )
    return IncidentProvision.objects.create(
        board_id=row.board_id,
        school_id=row.school_id,
        incident=row,
        provision=provision,
        words=RULE,
        label=provision.label,
        title="Protocol sociale media",
        version_number=3,
        cited_by=cast.teacher,
        cited_at=now(),
    )


def code_says(cast: Cast, **rules: object) -> CodeVersion:
    """Puts a code of the board in force that has these rules; they follow from its I.1."""
    with scoped(Scope.of_board(cast.waterland)):
        return published(cast.actor("board_secretary"), rules=rules)


@dataclass
class Making:
    """Takes cases through their stages, each deed by who does it."""

    cast: Cast

    def proposed(
        self,
        code: str = "suspension",
        *,
        person: str = "sem",
        by: str = "team_leader",
        days: int | None = 2,
        first_on: date | None = MONDAY + timedelta(days=3),
        row: Incident | None = None,
        **facts: object,
    ) -> SanctionCase:
        chosen = measure(self.cast, code)
        for name, value in facts.items():
            setattr(chosen, name, value)
        chosen.save()
        dated = chosen.max_days is not None
        return services.propose(
            actor=self.cast.actor(by, school=self.cast.oostpoort),
            incident=row or incident(self.cast, person, "yara"),
            proposal=Proposal(
                measure=chosen,
                person=self.cast.people[person],
                facts="Sem filmde een klasgenoot en deelde het filmpje.",
                grounds="Een eerdere waarschuwing hielp niet.",
                days=days if dated else None,
                first_on=first_on if dated else None,
                arrangements="Sem werkt in lokaal 0.12 aan zijn lessen." if dated else "",
            ),
            submission=uuid4(),
        )

    def heard(self, case: SanctionCase, *, by: str = "team_leader") -> SanctionCase:
        return services.hear(
            actor=self.cast.actor(by, school=self.cast.oostpoort),
            case=case,
            with_whom="Sem en zijn moeder",
            held_at=now() - timedelta(hours=1),
            minutes="Sem gaf het toe en heeft spijt.",
        )

    def contacted(self, case: SanctionCase, *, reached: bool = True) -> SanctionCase:
        services.record_contact(
            actor=self.cast.actor("team_leader", school=self.cast.oostpoort),
            case=case,
            guardian=self.cast.sem_mother,
            contacted_at=now() - timedelta(hours=2),
            how="phone",
            reached=reached,
        )
        return case

    def decided(self, case: SanctionCase, *, by: str = "head", **answers: object) -> SanctionCase:
        given: dict[str, object] = {
            "outcome": "imposed",
            "motivation": "Een waarschuwing is niet genoeg.",
            "days": case.days,
            "first_on": case.first_on,
        }
        given.update(answers)
        return services.decide(
            actor=self.cast.actor(by, school=self.cast.oostpoort),
            case=case,
            **given,  # type: ignore[arg-type]
        )

    def communicated(self, case: SanctionCase) -> SanctionCase:
        actor = self.cast.actor("team_leader", school=self.cast.oostpoort)
        services.make_letters(actor=actor, case=case)
        return services.communicate(actor=actor, case=case, on=TODAY, how="post")

    def objected(self, case: SanctionCase) -> SanctionCase:
        return services.record_objection(
            actor=self.cast.actor("head", school=self.cast.oostpoort),
            case=case,
            by=self.cast.sem_mother,
            received_on=TODAY,
            grounds="Het filmpje was niet van Sem.",
        )

    def ruled(self, case: SanctionCase) -> SanctionCase:
        self.heard(case, by="board_member")
        return services.rule_on_objection(
            actor=self.cast.actor("board_member", school=self.cast.oostpoort),
            case=SanctionCase.objects.get(pk=case.pk),
            ruling="upheld",
            reason="Het besluit klopt.",
        )

    def duties_done(self, case: SanctionCase) -> SanctionCase:
        for duty in Duty.objects.open().filter(case=case):
            services.fulfil(
                actor=self.cast.actor("head", school=self.cast.oostpoort),
                duty=duty,
                done_on=TODAY,
                how="Via het loket",
                reference="ISD-1",
            )
        return SanctionCase.objects.get(pk=case.pk)

    def at(self, stage: str) -> SanctionCase:
        """A suspension of two days, at a stage."""
        case = self.contacted(self.proposed())
        actor = self.cast.actor("team_leader", school=self.cast.oostpoort)
        if stage == S.PROPOSED:
            return case
        if stage == S.WITHDRAWN:
            return services.withdraw(actor=actor, case=case, reason="Vergissing")
        if stage == S.LAPSED:
            return services.lapse(actor=actor, case=case, reason="Van school")
        case = self.heard(case)
        if stage == S.HEARD:
            return case
        case = self.decided(case)
        if stage == S.DECIDED:
            return case
        case = self.communicated(case)
        if stage == S.COMMUNICATED:
            return case
        case = self.objected(case)
        if stage == S.OBJECTED:
            return case
        case = self.ruled(case)
        if stage == S.RULED:
            return case
        return services.close(actor=actor, case=self.duties_done(case))
