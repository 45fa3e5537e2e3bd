"""The answers that an import adds: rows as any other, with the way they came."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from consent.imports.judging import Wanted
from consent.models import Answer
from consent.services import add_answers
from consent.sheets import wordings_of
from schoolgids.access.actions import Action
from schoolgids.access.actor import Actor
from schoolgids.access.policy import require
from schoolgids.organisation.models import School
from schoolgids.people.models import Person


@transaction.atomic
def add_imported(
    *,
    actor: Actor,
    school: School,
    wanted: Sequence[Wanted],
    submission: UUID,
    entered_by: UUID,
    moment: datetime,
) -> list[Answer]:
    """Adds what the administration of the school holds, each with its own day.

    What was answered before the portal asked counts for the first wording. Who agreed to take it
    over is who entered it. The same import twice adds nothing.
    """
    require(actor, Action.CONSENT_RECORD, school)
    known = {(row.person_id, row.purpose_id, row.given_by_id)
             for row in Answer.objects.submitted_as(submission)}  # fmt: skip
    new = [one for one in wanted if (one.pupil, one.purpose, one.giver) not in known]
    people = Person.objects.in_bulk({one.pupil for one in new})
    wordings = wordings_of({one.purpose for one in new})
    rows = [
        Answer(
            board_id=school.board_id,
            school_id=school.pk,
            person=people[one.pupil],
            purpose_id=one.purpose,
            wording=wordings[one.purpose].on(one.given_on),
            choice=one.choice.value,
            given_by_id=one.giver,
            capacity=(
                Answer.Capacity.PUPIL if one.giver == one.pupil else Answer.Capacity.GUARDIAN
            ),
            route=Answer.Route.IMPORT,
            given_on=one.given_on,
            recorded_at=moment,
            entered_by_id=entered_by,
            submission=submission,
        )
        for one in new
    ]
    return add_answers(actor, rows) if rows else []
