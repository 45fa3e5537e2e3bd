"""The 16th birthday: the right to decide moves by itself, and the night job tells who it concerns.

The rule needs no job: on the day itself the verdict is the pupil's. The job only tells, and it
works on who is 16 by now and was never told, so a missed night repairs itself.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import connection, transaction
from django.urls import reverse

from consent.rounds.models import Sixteen
from consent.rounds.term import born_when_sixteen, half_year_of
from consent.rule import sixteenth_birthday
from consent.sheets import settings_of
from schoolgids.access.actor import Actor
from schoolgids.audit.services import record
from schoolgids.notices.models import Notice
from schoolgids.notices.services import tell
from schoolgids.organisation.models import School
from schoolgids.people.models import Enrolment, Guardianship, Person

LOOKS_BACK = timedelta(days=92)  # who turned 16 before that, before the portal came, is not told

FIND = """
insert into rounds_sixteen (id, board_id, school_id, person_id, turned_on, at_sixteen, found_at)
select distinct on (p.id) uuidv7(), e.board_id, e.school_id, p.id,
       (p.birth_date + interval '16 years')::date, %(at_sixteen)s, %(moment)s
from people_person p
join people_enrolment e on e.person_id = p.id
 and e.from_on <= %(day)s and (e.until_on is null or e.until_on >= %(day)s)
where p.board_id = %(board)s and p.deceased_on is null
  and p.birth_date > %(after)s and p.birth_date <= %(until)s
order by p.id, e.from_on desc
on conflict (board_id, person_id) do nothing
"""


@transaction.atomic
def find(*, board_id: int, moment: datetime, day: date) -> int:
    """Writes down who is 16 by now and was not yet; how many. One statement, safe twice."""
    with connection.cursor() as cursor:
        cursor.execute(
            FIND,
            {
                "board": board_id,
                "day": day,
                "moment": moment,
                "after": born_when_sixteen(day - LOOKS_BACK),
                "until": born_when_sixteen(day),
                "at_sixteen": settings_of(board_id, day).at_sixteen.value,
            },
        )
        return int(cursor.rowcount)


def to_tell(*, board_id: int, most: int) -> list[UUID]:
    """Who was found and not told yet."""
    rows = Sixteen.objects.filter(board_id=board_id, told_at=None).order_by("pk")
    return list(rows.values_list("pk", flat=True)[:most])


@transaction.atomic
def tell_about(*, actor: Actor, pk: UUID, moment: datetime) -> bool:
    """Tells the pupil and the guardians with authority that the pupil chooses now; once."""
    rows = Sixteen.objects.select_related("person", "school__board")
    row = rows.select_for_update(skip_locked=True, of=("self",)).filter(pk=pk, told_at=None).first()
    if row is None:
        return False
    key, path = f"consent-16/{row.person_id}", _own_page(row)
    told = tell(key=key, board_id=row.board_id, people=[row.person], path=path)
    told += tell(
        key=key,
        board_id=row.board_id,
        people=_guardians(row),
        path=path,
        tone=Notice.Tone.GUARDIAN,
    )
    row.told_at = moment
    row.save(update_fields=["told_at"])
    record(
        "consent.sixteen",
        actor=actor,
        about=row,
        people=[row.person_id],
        turned_on=row.turned_on.isoformat(),
        at_sixteen=row.at_sixteen,
        told=len(told),
    )
    return True


def _own_page(row: Sixteen) -> str:
    return reverse("consent:my_children", kwargs={"board": row.school.board.slug})


def _guardians(row: Sixteen) -> list[Person]:
    """Who decided until the day before."""
    held = Guardianship.objects.holding_on(row.turned_on - timedelta(days=1)).filter(
        pupil=row.person_id, parental_authority=True, guardian__deceased_on=None
    )
    return [one.guardian for one in held.select_related("guardian").order_by("pk")]


@dataclass(frozen=True)
class Turning:
    """Somebody who turns 16 in this half year."""

    enrolment: Enrolment
    day: date
    told: bool

    @property
    def person(self) -> Person:
        return self.enrolment.person


def turning(*, school: School, day: date) -> Sequence[Turning]:
    """Who turns 16 in this half of the school year, by day. Two queries."""
    first, last = half_year_of(day)
    rows = Enrolment.objects.holding_on(day).filter(
        school=school,
        person__birth_date__gt=born_when_sixteen(first - timedelta(days=1)),
        person__birth_date__lte=born_when_sixteen(last),
    )
    told = set(
        Sixteen.objects.filter(school=school, told_at__isnull=False).values_list(
            "person_id", flat=True
        )
    )
    found = {}
    for row in rows.select_related("person", "group").order_by("person__birth_date", "person_id"):
        birthday = sixteenth_birthday(row.person.birth_date)
        found[row.person_id] = Turning(row, birthday, row.person_id in told)
    return list(found.values())
