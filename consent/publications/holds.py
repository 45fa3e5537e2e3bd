"""Who may not be found: placed and ended by few, above any consent (C11)."""

from datetime import date, timedelta

from django.db import transaction
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _

from consent.publications.policies import somebody
from consent.publications.take_downs import open_for_hold
from schoolgids.access.actions import Action
from schoolgids.access.actor import Actor
from schoolgids.access.policy import require
from schoolgids.audit.services import record
from schoolgids.organisation.models import School
from schoolgids.people.models import Hold, Person
from schoolgids.workflow import Refused

A_DAY = timedelta(days=1)


@transaction.atomic
def place_hold(
    *,
    actor: Actor,
    school: School,
    person: Person,
    ground: str,
    from_on: date,
    until_on: date | None = None,
) -> Hold:
    """Nobody publishes this person any more, and what was published has to disappear.

    Raises Forbidden, or Refused for a day to come and for who is held already.
    """
    require(actor, Action.HOLD_CHANGE, school)
    if from_on > localdate():
        raise Refused(_("Kies vandaag of een dag die voorbij is."))
    Person.objects.select_for_update().get(pk=person.pk)  # two who place one place one
    if Hold.objects.holding_on(localdate()).filter(person=person).exists():
        raise Refused(_("Deze persoon staat al als niet vindbaar."))
    hold: Hold = Hold.objects.create(
        board_id=school.board_id,
        person=person,
        ground=ground,
        from_on=from_on,
        until_on=until_on,
        entered_by_id=somebody(actor),
        entered_at=now(),
    )
    record("hold.place", actor=actor, about=hold, people=[person.pk], school_id=school.pk)
    open_for_hold(actor=actor, person=person)
    return hold


@transaction.atomic
def end_hold(*, actor: Actor, school: School, hold: Hold) -> Hold:
    """From today on the answers count again; that it was so until yesterday stays on record.

    Raises Forbidden, or Refused when it has ended.
    """
    require(actor, Action.HOLD_CHANGE, school)
    hold = Hold.objects.select_for_update().get(pk=hold.pk)
    today = localdate()
    if hold.until_on is not None and hold.until_on < today:
        raise Refused(_("Dit is al beëindigd."))
    # A hold of today holds today: a day is the smallest piece of it.
    hold.until_on = max(hold.from_on, today - A_DAY)
    hold.ended_by_id = somebody(actor)
    hold.save(update_fields=["until_on", "ended_by"])
    record("hold.end", actor=actor, about=hold, people=[hold.person_id], school_id=school.pk)
    return hold
