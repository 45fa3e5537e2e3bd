"""A yes of a year old: who gave it is asked whether it still holds, or to choose again (B3).

The rule needs no job: where a board lets a yes hold for a year, it has lapsed on the day itself.
The job only tells. It remembers up to which day it looked, so a missed night repairs itself.
"""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import connection, transaction
from django.urls import reverse
from django.utils.timezone import localdate

from consent.models import Answer, ConsentSettings
from consent.renewals.days import anniversaries
from consent.renewals.models import YearPassed, YearSweep
from consent.rounds.term import born_when_sixteen
from schoolgids.access.actor import Actor
from schoolgids.audit.services import record
from schoolgids.notices.models import Notice
from schoolgids.notices.services import tell

LOOKS_BACK = timedelta(days=92)  # what passed before that is not told any more
MOST_YEARS = 12  # nobody is at one school for longer
ALL_OF_IT = timedelta(days=MOST_YEARS * 366)

# The last word of each giver, where it is a yes whose anniversary it is, and who answers for
# that person today: the pupil from 16 on, before that a guardian who still has authority.
FIND = """
with due as materialized (
  select a.* from consent_answer a
  where a.given_on = any(%(given)s::date[]) and a.choice = 'yes'
    and (%(expired)s or a.capacity <> 'staff')
)
insert into renewals_yearpassed
  (id, board_id, school_id, person_id, addressee_id, capacity, passed_on, expired, found_at)
select uuidv7(), %(board)s, who.school_id, who.person_id, who.addressee_id, who.capacity,
       who.passed_on, %(expired)s, %(moment)s
from (
  select distinct a.school_id, a.person_id, a.passed_on,
         case when a.decides then a.person_id else a.given_by_id end as addressee_id,
         case when a.capacity = 'guardian' and a.decides then 'pupil' else a.capacity end
           as capacity
  from (
    select y.passed_on, a.*,
           a.capacity = 'staff' or coalesce(p.birth_date <= %(sixteen)s, false) as decides
    from due a
    join unnest(%(given)s::date[], %(passed)s::date[]) as y (given_on, passed_on)
      on y.given_on = a.given_on
    join people_person p on p.id = a.person_id and p.deceased_on is null
    join consent_purpose q on q.id = a.purpose_id
     and (q.retired_on is null or q.retired_on > %(day)s)
  ) a
  where not exists (
      select 1 from consent_answer l
      where l.board_id = %(board)s and l.school_id = a.school_id and l.person_id = a.person_id
        and l.purpose_id = a.purpose_id and l.given_by_id = a.given_by_id
        and (l.given_on, l.recorded_at) > (a.given_on, a.recorded_at)
    )
    and case when a.capacity = 'staff' then exists (
        select 1 from people_appointment s
        where s.person_id = a.person_id and s.school_id = a.school_id
          and s.from_on <= %(day)s and (s.until_on is null or s.until_on >= %(day)s)
      ) else exists (
        select 1 from people_enrolment e
        where e.person_id = a.person_id and e.school_id = a.school_id
          and e.from_on <= %(day)s and (e.until_on is null or e.until_on >= %(day)s)
      ) end
    and (a.decides or (a.capacity = 'guardian' and exists (
        select 1 from people_guardianship g join people_person h on h.id = g.guardian_id
        where g.pupil_id = a.person_id and g.guardian_id = a.given_by_id
          and g.parental_authority and h.deceased_on is null
          and g.from_on <= %(day)s and (g.until_on is null or g.until_on >= %(day)s)
      )))
) who
on conflict (board_id, school_id, person_id, addressee_id, passed_on, expired) do nothing
"""


@transaction.atomic
def find(*, board_id: int, moment: datetime, day: date) -> int:
    """Writes down which yes became a year older since the last time; how many. Safe twice."""
    sweep, _new = YearSweep.objects.select_for_update().get_or_create(
        board_id=board_id, defaults={"swept_on": day - timedelta(days=1)}
    )
    after = max(sweep.swept_on, day - LOOKS_BACK)
    YearSweep.objects.filter(pk=sweep.pk, swept_on__lt=day).update(swept_on=day)
    chosen = ConsentSettings.objects.holding_on(day).filter(board_id=board_id).first()
    settings = chosen or ConsentSettings(board_id=board_id)
    if settings.yearly_expiry and settings.effective_on > sweep.swept_on:
        after = day - ALL_OF_IT  # the board chose it since: what is older lapsed that day
    elif after >= day or not (settings.yearly_expiry or settings.yearly_reminder):
        return 0
    most = 1 if settings.yearly_expiry else MOST_YEARS  # what lapsed can't lapse again
    pairs = anniversaries(after, day, most=most)
    with connection.cursor() as cursor:
        cursor.execute(
            FIND,
            {
                "board": board_id,
                "day": day,
                "moment": moment,
                "expired": settings.yearly_expiry,
                "sixteen": born_when_sixteen(day),
                "given": [given for given, _passed in pairs],
                "passed": [passed for _given, passed in pairs],
            },
        )
        return int(cursor.rowcount)


def to_tell(*, board_id: int, most: int) -> list[UUID]:
    """Which were found and not told yet."""
    rows = YearPassed.objects.filter(board_id=board_id, told_at=None).order_by("pk")
    return list(rows.values_list("pk", flat=True)[:most])


@transaction.atomic
def tell_about(*, actor: Actor, pk: UUID, moment: datetime) -> bool:
    """Tells who may answer that there is something to look at; one mail for all children."""
    rows = YearPassed.objects.select_related("addressee", "school__board")
    row = rows.select_for_update(skip_locked=True, of=("self",)).filter(pk=pk, told_at=None).first()
    if row is None:
        return False
    told = tell(
        key=_key_of(row),
        board_id=row.board_id,
        people=[row.addressee],
        path=_page_of(row),
        tone=_tone(row),
    )
    row.told_at = moment
    row.save(update_fields=["told_at"])
    record(
        "consent.year_passed",
        actor=actor,
        about=row,
        people=[row.person_id],
        passed_on=row.passed_on.isoformat(),
        expired=row.expired,
        told=len(told),
    )
    return True


def _key_of(row: YearPassed) -> str:
    """One mail for all children, and for all that lapsed when a board chose so."""
    if row.expired:
        return f"consent-expired/{localdate(row.found_at).isoformat()}"
    return f"consent-year/{row.passed_on.isoformat()}"


def _page_of(row: YearPassed) -> str:
    if row.capacity == Answer.Capacity.STAFF:
        return reverse("rounds:me", kwargs={"school": row.school.slug})
    return reverse("consent:my_children", kwargs={"board": row.school.board.slug})


def _tone(row: YearPassed) -> str:
    guardian = row.capacity == Answer.Capacity.GUARDIAN
    return Notice.Tone.GUARDIAN if guardian else Notice.Tone.COLLEAGUE
