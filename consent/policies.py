"""Who may see what is allowed, who may see the proof, and whose answer it is on this day."""

from typing import Any

from django.db.models import QuerySet
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from consent.models import Answer, Purpose
from consent.rule import Decider, who_decides
from schoolgids.access.actions import Action
from schoolgids.access.actor import Actor
from schoolgids.access.policy import NOT_YOUR_ROLE, YES, Decision, no, rule, visibility
from schoolgids.organisation.models import School
from schoolgids.people.models import Guardianship, Person


@rule(Action.CONSENT_SHEET_VIEW, Action.CONSENT_PROOF_VIEW, Action.CONSENT_RECORD)
def part_of_the_role(actor: Actor, row: Any) -> Decision:
    """Every member of staff has to know who may be in the picture; the proof is for a few."""
    if isinstance(row, School) and row.pk not in actor.schools:
        return no(NOT_YOUR_ROLE)
    return YES


@rule(Action.CONSENT_OWN_VIEW)
def about_oneself_or_ones_child(actor: Actor, person: Person | None) -> Decision:
    if person is None or person.pk == actor.person_id or holds_authority(actor, person):
        return YES
    return no(
        _(
            "De school heeft u niet staan als ouder met gezag over %(name)s. Klopt dat niet? Bel de school."
        )
        % {"name": person.given_name}
    )


@rule(Action.CONSENT_ANSWER)
def ones_own_answer_today(actor: Actor, person: Person | None) -> Decision:
    """Under 16 a holder of authority answers; from the 16th birthday on the pupil alone."""
    if person is None:
        return YES
    decider = who_decides(person.birth_date, localdate())
    if person.pk == actor.person_id:
        if decider is Decider.SELF:
            return YES
        return no(
            _("Tot je 16 wordt, kiezen je ouders. Wil je zelf niet in beeld? Zeg het op school.")
        )
    if decider is Decider.SELF:
        return no(_("%(name)s is 16 en kiest zelf.") % {"name": person.given_name})
    return about_oneself_or_ones_child(actor, person)


@rule(Action.CONSENT_PURPOSE_CHANGE)
def question_of_ones_school(actor: Actor, row: School | Purpose | None) -> Decision:
    """A school changes its own questions; those of the board are the board's."""
    if isinstance(row, Purpose) and row.school_id is None:
        return no(_("Deze vraag is van het bestuur. Die kun je hier niet veranderen."))
    return part_of_the_role(actor, row)


@visibility(Purpose)
def purposes_of_the_school(actor: Actor, purposes: QuerySet[Purpose]) -> QuerySet[Purpose]:
    return purposes if actor.is_staff_member else purposes.none()


def holds_authority(actor: Actor, person: Person) -> bool:
    """Whether the actor is a guardian with parental authority today. One query."""
    held = Guardianship.objects.holding_on(localdate())
    return held.filter(pupil=person, guardian=actor.person_id, parental_authority=True).exists()


@visibility(Answer)
def answers_with_their_proof(actor: Actor, answers: QuerySet[Answer]) -> QuerySet[Answer]:
    return answers if Action.CONSENT_PROOF_VIEW in actor.actions else answers.none()
