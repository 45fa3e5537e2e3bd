"""Rounds: start, fill, look at, remind, close. Safe to do twice, and to stop halfway."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Exists, OuterRef
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _

from consent import wakeup
from consent.rounds.models import Request, Round
from consent.rounds.services.waiting import waiting
from consent.rounds.term import born_when_sixteen
from schoolgids.access.actions import Action
from schoolgids.access.actor import Actor
from schoolgids.access.policy import require
from schoolgids.access.scope import one_at_a_time
from schoolgids.audit.services import record
from schoolgids.organisation.models import Group, School
from schoolgids.people.models import Person
from schoolgids.workflow import Refused

# Everybody who may answer today, in one statement; who has answered already is sorted out by
# the rule when the requests are sent.
FILL = """
insert into rounds_request
  (id, board_id, school_id, round_id, pupil_id, addressee_id, way, sent, next_on)
select uuidv7(), %(board)s, %(school)s, %(round)s, who.pupil, who.addressee, '', 0, %(day)s
from ({who}) who
"""
NOT_ASKED = """
where not exists (
  select 1 from rounds_request r
  where r.round_id = any(%(asking)s) and r.pupil_id = who.pupil
    and r.addressee_id = who.addressee
)
"""
PUPILS = """
  with here as (
    select distinct p.id, coalesce(p.birth_date <= %(sixteen)s, false) as decides
    from people_enrolment e join people_person p on p.id = e.person_id
    where e.school_id = %(school)s and (%(group)s::uuid is null or e.group_id = %(group)s)
      and e.from_on <= %(day)s and (e.until_on is null or e.until_on >= %(day)s)
  )
  select id as pupil, id as addressee from here where decides
  union
  select g.pupil_id, g.guardian_id
  from here join people_guardianship g on g.pupil_id = here.id and g.parental_authority
   and g.from_on <= %(day)s and (g.until_on is null or g.until_on >= %(day)s)
  join people_person a on a.id = g.guardian_id and a.deceased_on is null
  where not here.decides
"""
STAFF = """
  select distinct person_id as pupil, person_id as addressee from people_appointment
  where school_id = %(school)s and from_on <= %(day)s
    and (until_on is null or until_on >= %(day)s)
"""


@transaction.atomic
def start(
    *,
    actor: Actor,
    school: School,
    audience: str = Round.Audience.PUPILS,
    group: Group | None = None,
    remind_every: int = 14,
    reminders: int = 2,
) -> Round:
    """Asks everybody who may answer. The round that runs already is the one that is given back.

    Raises Forbidden, or Refused when a round for the whole school covers this group.
    """
    require(actor, Action.CONSENT_ROUND_RUN, school)
    if actor.person_id is None:
        raise Refused(_("Dit kan alleen iemand zelf doen."))
    one_at_a_time(f"round/{school.pk}")
    running = Round.objects.filter(school=school, audience=audience, closed_at=None)
    if same := running.filter(group=group).first():
        return same
    if group is not None and running.filter(group=None).exists():
        raise Refused(_("Er loopt al een ronde voor de hele school. Die vraagt deze klas ook."))
    row = Round.objects.create(
        board_id=school.board_id,
        school=school,
        audience=audience,
        group=group,
        remind_every=remind_every,
        reminders=reminders,
        started_at=now(),
        started_by_id=actor.person_id,
    )
    requests = fill(row, day=localdate())
    record("consent.round_start", actor=actor, about=row, requests=requests)
    wakeup.after_commit(row)
    return row


@transaction.atomic
def fill(row: Round, *, day: date) -> int:
    """Adds who is not asked yet, here or in another open round: at the start, and who came since.

    How many. Two fills of a school wait for each other, so that nobody is asked twice.
    """
    one_at_a_time(f"fill/{row.school_id}")
    asking = _rounds_that_ask(row.school_id)
    who = STAFF if row.audience == Round.Audience.STAFF else PUPILS
    with connection.cursor() as cursor:
        cursor.execute(
            (FILL + NOT_ASKED if asking else FILL).format(who=who),
            {
                "board": row.board_id,
                "school": row.school_id,
                "round": row.pk,
                "group": row.group_id,
                "day": day,
                "sixteen": born_when_sixteen(day),
                "asking": asking,
            },
        )
        return int(cursor.rowcount)


def _rounds_that_ask(school_id: int) -> list[UUID]:
    """The open rounds with requests: at the start mostly none, and nothing to compare with."""
    some = Request.objects.filter(round=OuterRef("pk"))
    found = Round.objects.filter(Exists(some), school=school_id, closed_at=None)
    return list(found.values_list("pk", flat=True))


@transaction.atomic
def close(*, actor: Actor, row: Round) -> None:
    """Nothing more is sent. What was answered stays, and codes of letters keep their term."""
    require(actor, Action.CONSENT_ROUND_RUN, row)
    if actor.person_id is None:
        raise Refused(_("Dit kan alleen iemand zelf doen."))
    closed = Round.objects.filter(pk=row.pk, closed_at=None).update(
        closed_at=now(), closed_by_id=actor.person_id
    )
    if closed:
        record("consent.round_close", actor=actor, about=row)


@transaction.atomic
def remind(*, actor: Actor, row: Round) -> int:
    """Reminds everybody who was mailed before today and has not answered; how many are looked at.

    Raises Refused when the round is closed.
    """
    require(actor, Action.CONSENT_ROUND_RUN, row)
    if not Round.objects.select_for_update(of=("self",)).get(pk=row.pk).is_open:
        raise Refused(_("Deze ronde is gesloten."))
    day = localdate()
    mailed = row.requests.filter(way=Request.Way.MAIL, reached_at__date__lt=day)
    due = mailed.update(next_on=day)
    record("consent.round_remind", actor=actor, about=row, requests=due)
    wakeup.after_commit(row)
    return due


@dataclass(frozen=True)
class Asked:
    """One request that waits, with who is asked and about whom."""

    request: Request
    pupil: Person
    addressee: Person


@dataclass(frozen=True)
class Standing:
    """How far a round is."""

    row: Round
    pupils: int
    answered: int
    ways: dict[str, int]  # how those who are asked were reached
    open: tuple[Asked, ...]

    @property
    def percent(self) -> int:
        return self.answered * 100 // self.pupils if self.pupils else 0

    @property
    def not_yet(self) -> int:
        return self.ways[Request.Way.NOT_YET]

    @property
    def without_mail(self) -> list[Asked]:
        return [asked for asked in self.open if asked.request.way == Request.Way.LETTER]


def standing(row: Round, *, on: date) -> Standing:
    """How far a round is on a day. Seven queries, however many requests."""
    requests = list(row.requests.all())
    found = waiting(requests, school=row.school, audience=row.audience, on=on)
    still = [request for request in requests if request.pk in found.requests]
    people = Person.objects.in_bulk(
        {request.pupil_id for request in still} | {request.addressee_id for request in still}
    )
    listed = [Asked(one, people[one.pupil_id], people[one.addressee_id]) for one in still]
    listed.sort(key=lambda asked: (asked.pupil.list_name, asked.addressee.list_name))
    pupils = {request.pupil_id for request in requests}
    ways = {way: sum(request.way == way for request in requests) for way in Request.Way.values}
    return Standing(row, len(pupils), len(pupils - found.pupils), ways, tuple(listed))
