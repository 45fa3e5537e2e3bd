"""Who may set up and run the asking."""

from typing import Any

from django.db.models import QuerySet

from consent.rounds.models import PrintJob, Round
from schoolgids.access.actions import Action
from schoolgids.access.actor import Actor
from schoolgids.access.policy import NOT_YOUR_ROLE, YES, Decision, no, rule, visibility
from schoolgids.organisation.models import School


@rule(Action.CONSENT_SETTINGS_CHANGE)
def part_of_the_role(_actor: Actor, _row: Any) -> Decision:
    return YES


@rule(Action.CONSENT_ROUND_RUN, Action.CONSENT_SHEET_EXPORT, Action.CONSENT_STAFF_ANSWER)
def at_ones_school(actor: Actor, row: Any) -> Decision:
    if isinstance(row, School) and row.pk not in actor.schools:
        return no(NOT_YOUR_ROLE)
    return YES


@visibility(Round)
def rounds_of_who_runs_them(actor: Actor, rounds: QuerySet[Round]) -> QuerySet[Round]:
    return rounds if Action.CONSENT_ROUND_RUN in actor.actions else rounds.none()


@visibility(PrintJob)
def paper_of_who_asked_for_it(actor: Actor, jobs: QuerySet[PrintJob]) -> QuerySet[PrintJob]:
    """A letter holds a code: it is for whoever prints it."""
    return jobs if Action.CONSENT_ROUND_RUN in actor.actions else jobs.none()
