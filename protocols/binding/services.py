"""A board says that a code does not bind one of its schools, and that it does again (G2).

Only from today on: what held on a day that is over, held.
"""

from datetime import date

from django.db import transaction
from django.db.models import Q
from django.utils.timezone import now
from django.utils.translation import gettext as _

from protocols.binding.models import NotBound, PublishedNotBound
from protocols.models import Code, PublishedTopic
from schoolgids.access.actions import Action
from schoolgids.access.actor import Actor
from schoolgids.access.policy import require
from schoolgids.access.scope import one_at_a_time
from schoolgids.audit.services import record
from schoolgids.organisation.models import School
from schoolgids.workflow import Refused


@transaction.atomic
def excuse(
    actor: Actor, *, code: Code, school: School, reason: str, from_on: date, today: date
) -> NotBound:
    """A code of the board does not hold at a school from a day, with the reason.

    Raises Forbidden, or Refused for a day that is over or a school that is not bound already.
    """
    require(actor, Action.CODE_PUBLISH, code)
    if code.school_id is not None or school.board_id != code.board_id:
        raise Refused(_("Dit kan alleen met een tekst van het bestuur en een eigen school."))
    one_at_a_time(f"binding/{code.pk}/{school.pk}")
    reason = " ".join(reason.split())
    if not reason:
        raise Refused(_("Schrijf waarom deze tekst niet geldt voor de school."))
    _refuse_past(from_on, today)
    later = Q(until_on=None) | Q(until_on__gt=from_on)
    if NotBound.objects.filter(later, code=code, school=school).exists():
        raise Refused(_("Deze school is op die dag al niet gebonden. Bekijk de pagina opnieuw."))
    row = NotBound.objects.create(
        board_id=code.board_id,
        school=school,
        code=code,
        reason=reason,
        from_on=from_on,
        recorded_by_id=actor.person_id,
    )
    _tell_the_public(row)
    record(
        "code.excuse",
        actor=actor,
        about=code,
        school=school.pk,
        reason=reason,
        from_on=from_on.isoformat(),
    )
    return row


@transaction.atomic
def bind_again(actor: Actor, *, row: NotBound, from_on: date, today: date) -> NotBound:
    """The code holds at the school again from a day. The period before stays on record."""
    require(actor, Action.CODE_PUBLISH, row.code)
    row = NotBound.objects.select_for_update(of=("self",)).select_related("code").get(pk=row.pk)
    _refuse_past(from_on, today)
    if row.until_on is not None:
        raise Refused(_("De school is al weer gebonden. Bekijk de pagina opnieuw."))
    if from_on < row.from_on:
        raise Refused(_("Kies een dag vanaf de dag waarop de tekst niet meer geldt."))
    row.until_on, row.ended_by_id = from_on, actor.person_id
    row.save(update_fields=["until_on", "ended_by"])
    _tell_the_public(row)
    record(
        "code.bind_again",
        actor=actor,
        about=row.code,
        school=row.school_id,
        from_on=from_on.isoformat(),
    )
    return row


# --- Steps ------------------------------------------------------------------------------------


def _refuse_past(day: date, today: date) -> None:
    if day < today:
        raise Refused(_("Kies vandaag of een latere dag: wat al gold, verandert niet."))


def _tell_the_public(row: NotBound) -> None:
    """Copies the period, and lets the guide of the school know that it has changed."""
    PublishedNotBound.objects.update_or_create(
        row=row.pk,
        defaults={
            "code": row.code_id,
            "school_id": row.school_id,
            "from_on": row.from_on,
            "until_on": row.until_on,
        },
    )
    PublishedTopic.objects.filter(code=row.code_id, school=row.school_id).update(changed_at=now())
