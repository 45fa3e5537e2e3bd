"""Planning when a code is evaluated, recording what came of it, and stopping a plan."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from protocols.calendar.models import AgendaItem, Evaluation, Outcome, Planned
from protocols.dated import Dated
from protocols.models import Code, CodeVersion
from schoolgids.access.actions import Action
from schoolgids.access.actor import Actor
from schoolgids.access.policy import require
from schoolgids.access.scope import one_at_a_time
from schoolgids.audit.services import record
from schoolgids.people.models import Person
from schoolgids.workflow import Refused

MOST = 20  # plans of one kind for one code
Result = Outcome.Result


@dataclass(frozen=True)
class Settlement:
    """What came of an evaluation, as somebody writes it down."""

    done_on: date
    result: str
    version: CodeVersion | None = None
    notes: str = ""


@transaction.atomic
def plan_evaluation(
    actor: Actor,
    *,
    code: Code,
    first: Dated,
    recurrence: str,
    moment: datetime,
    with_role: str = "",
    with_person: Person | None = None,
) -> Evaluation:
    """Plans when a code is evaluated. Raises Forbidden, or Refused for what is planned already."""
    require(actor, Action.REVIEW_PLAN, code)
    running = _running(Evaluation, code)
    same = {"first_on": first.on, "precision": first.precision.value, "recurrence": recurrence}
    if running.filter(**same).exists():
        raise Refused(_("Deze evaluatie staat al in de agenda."))
    evaluation = Evaluation.objects.create(
        board_id=code.board_id,
        school_id=code.school_id,
        code=code,
        **same,
        with_role=" ".join(with_role.split()),
        with_person=with_person,
        planned_by_id=actor.person_id,
        planned_at=moment,
    )
    record("review.plan", actor=actor, about=evaluation, code=str(code.pk), first=str(first))
    return evaluation


@transaction.atomic
def settle(
    actor: Actor,
    *,
    evaluation: Evaluation,
    occurrence: int,
    given: Settlement,
    moment: datetime,
) -> Outcome:
    """Records what came of an evaluation, the time that is open now.

    Raises Forbidden, or Refused when it is recorded already or the facts can't be.
    """
    require(actor, Action.REVIEW_PLAN, evaluation)
    evaluation = _locked(evaluation)
    expected = evaluation.open_occurrence
    if expected is None or expected.number != occurrence:
        raise Refused(_("Deze evaluatie is al vastgelegd. Bekijk de pagina opnieuw."))
    if given.result == Result.WITHDRAWN:
        raise Refused(_("Kies wat er uit de evaluatie kwam."))
    taken_back = Outcome.objects.current().filter(evaluation=evaluation, occurrence=occurrence)
    return _add(actor, evaluation, occurrence, given, moment, taken_back.first())


@transaction.atomic
def correct(actor: Actor, *, outcome: Outcome, given: Settlement, moment: datetime) -> Outcome:
    """Puts an outcome right by a next row; the earlier one stays to be read."""
    require(actor, Action.REVIEW_PLAN, outcome)
    evaluation = _locked(outcome.evaluation)
    if evaluation.stopped_at is not None:
        raise Refused(_("Dit plan is gestopt. Wat is vastgelegd, blijft zo staan."))
    if Outcome.objects.filter(replaces=outcome.pk).exists():
        raise Refused(_("Deze uitkomst is al verbeterd. Bekijk de pagina opnieuw."))
    return _add(actor, evaluation, outcome.occurrence, given, moment, outcome)


@transaction.atomic
def plan_item(
    actor: Actor, *, code: Code, text: str, every: str, from_on: date, moment: datetime
) -> AgendaItem:
    """Plans a standing item on the agenda of the team."""
    require(actor, Action.REVIEW_PLAN, code)
    text = " ".join(text.split())
    if _running(AgendaItem, code).filter(text=text).exists():
        raise Refused(_("Dit agendapunt staat er al."))
    item = AgendaItem.objects.create(
        board_id=code.board_id,
        school_id=code.school_id,
        code=code,
        text=text,
        every=every,
        from_on=from_on,
        planned_by_id=actor.person_id,
        planned_at=moment,
    )
    record("review.plan_item", actor=actor, about=item, code=str(code.pk), every=every)
    return item


@transaction.atomic
def stop(actor: Actor, *, plan: Planned, moment: datetime) -> None:
    """Ends a plan of any kind; what was recorded of it stays. The same again changes nothing."""
    require(actor, Action.REVIEW_PLAN, plan)
    kept = type(plan).objects.select_for_update(of=("self",)).get(pk=plan.pk)
    if kept.stopped_at is not None:
        return
    kept.stopped_at, kept.stopped_by_id = moment, actor.person_id
    kept.save(update_fields=["stopped_at", "stopped_by"])
    record("review.stop", actor=actor, about=kept)


# --- Steps ------------------------------------------------------------------------------------


def _running(model: type[Planned], code: Code) -> QuerySet[Any]:
    """The running plans of a code, while nobody else plans for it. Raises Refused at too many."""
    one_at_a_time(f"review-plan/{code.pk}")
    rows = model.objects.running().filter(code=code)
    if rows.count() >= MOST:
        raise Refused(_("Voor deze code staat al te veel gepland. Stop eerst een plan."))
    return rows


def _locked(evaluation: Evaluation) -> Evaluation:
    one_at_a_time(f"evaluation/{evaluation.pk}")
    rows = Evaluation.objects.prefetch_related("outcomes__replaced_by")
    kept: Evaluation = rows.get(pk=evaluation.pk)
    return kept


def _add(
    actor: Actor,
    evaluation: Evaluation,
    occurrence: int,
    given: Settlement,
    moment: datetime,
    replaces: Outcome | None,
) -> Outcome:
    if actor.person_id is None:
        raise Refused(_("Dit kan alleen iemand zelf doen."))
    _check(evaluation, given, moment)
    outcome = Outcome.objects.create(
        board_id=evaluation.board_id,
        school_id=evaluation.school_id,
        evaluation=evaluation,
        occurrence=occurrence,
        done_on=given.done_on,
        result=given.result,
        version=given.version,
        notes=given.notes,
        recorded_by_id=actor.person_id,
        recorded_at=moment,
        replaces=replaces,
    )
    record(
        "review.settle" if replaces is None else "review.correct",
        actor=actor,
        about=evaluation,
        occurrence=occurrence,
        result=given.result,
        done_on=given.done_on.isoformat(),
    )
    return outcome


def _check(evaluation: Evaluation, given: Settlement, moment: datetime) -> None:
    if given.done_on > localdate(moment):
        raise Refused(_("De dag van de evaluatie is nog niet geweest. Kijk de datum na."))
    if given.version is None:
        return
    if given.result != Result.CHANGED:
        raise Refused(_("Een nieuwe versie hoort bij de uitkomst ‘aangepast’."))
    if given.version.code_id != evaluation.code_id:
        raise Refused(_("Kies een versie van deze code."))
