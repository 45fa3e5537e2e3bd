"""What happens to a text on the day itself, when nobody sits at a page (G5).

The truth does not wait for it: `rules`, `provisions_in_force` and the guide ask the dates of a
version, so a text holds from its day on, whether or not the clock has been by. This is for what
only a deed can do: the stage follows in the lists, a line in the trail, the feeds and kept pages of
the guide renewed, and a notice to who publishes. What a night missed, the next run does.
"""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.urls import reverse

from protocols.models import Code, CodeVersion, Stage
from protocols.services.life import turn
from schoolgids.access.actions import Action
from schoolgids.access.actor import Actor
from schoolgids.access.roles import ROLES
from schoolgids.notices.services import tell
from schoolgids.people.models import Appointment, Person

BATCH = 500  # codes per run; the rest is for the next


def due_codes(today: date) -> list[UUID]:
    """Codes of which a version begins or ends, or should have. Call in the scope of a board."""
    begins = Q(status=Stage.SCHEDULED, effective_on__lte=today)
    ends = Q(status=Stage.IN_FORCE, until_on__lte=today)
    rows = CodeVersion.objects.filter(begins | ends).order_by("code").distinct()
    return list(rows.values_list("code", flat=True)[:BATCH])


@transaction.atomic
def turn_code(*, actor: Actor, pk: UUID, today: date) -> list[CodeVersion]:
    """Moves the versions of one code that are due and tells who publishes it; the ones that moved.

    Somebody who works on the code goes first: it is left for the next run.
    """
    code = Code.objects.select_for_update(of=("self",), skip_locked=True).filter(pk=pk).first()
    if code is None:
        return []
    first = code.versions.first()
    moved = turn(actor, first, today) if first is not None else []
    if moved:
        _tell(code, moved[-1], today)
    return moved


def _tell(code: Code, version: CodeVersion, today: date) -> None:
    """One notice for all that moved at once, about what it came to."""
    if code.school is not None:
        path = reverse("protocols:version", kwargs={"school": code.school.slug, "pk": version.pk})
    else:
        place = {"board": code.board.slug, "pk": version.pk}
        path = reverse("protocols:board_version", kwargs=place)
    tell(
        key=f"code-turn/{version.pk}/{version.status}",
        board_id=code.board_id,
        people=_who_publishes(code, today),
        path=path,
    )


def _who_publishes(code: Code, today: date) -> list[Person]:
    """The owner of a code: who publishes at its school, or for the board."""
    for_board = code.school_id is None
    roles = [
        name
        for name, role in ROLES.items()
        if Action.CODE_PUBLISH in role.actions and role.board_wide == for_board
    ]
    held = Appointment.objects.holding_on(today).filter(role__in=roles, school=code.school_id)
    return list(Person.objects.filter(pk__in=held.values("person_id"), deceased_on=None))
