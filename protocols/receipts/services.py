"""Handing a text out, confirming that it was read, and reminding who did not."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _

from protocols.binding.holding import not_bound_by
from protocols.models import Code, CodeVersion, Stage
from protocols.proof import hash_of
from protocols.receipts.models import HandedOut, ReadConfirmation
from schoolgids.access.actions import Action
from schoolgids.access.actor import Actor
from schoolgids.access.policy import require
from schoolgids.access.scope import one_at_a_time
from schoolgids.audit.services import record
from schoolgids.notices.models import Notice
from schoolgids.notices.services import tell
from schoolgids.organisation.models import School
from schoolgids.people.models import Appointment, Person
from schoolgids.workflow import Refused

MAY_BE_HANDED_OUT = (Stage.ADOPTED, Stage.SCHEDULED, Stage.IN_FORCE)
ADOPTED_ONCE = (*MAY_BE_HANDED_OUT, Stage.REPLACED)
HAVE_HELD = (Stage.SCHEDULED, Stage.IN_FORCE, Stage.REPLACED)  # from the day they begin
TERM = timedelta(days=14)  # to read it in, and between two reminders
MOST = 1_000  # reminders per board and run; the next run goes on
Pair = tuple[int, UUID]  # a school and a person who works there


@transaction.atomic
def hand_out(actor: Actor, *, version: CodeVersion, today: date) -> list[HandedOut]:
    """Gives a version to all staff of the school who do not have it yet; a text of the board to
    those of every school of the page. Again gives it to who came since.

    Raises Forbidden, or Refused for a text that is not adopted or no longer holds.
    """
    require(actor, Action.CODE_EDIT, version)
    one_at_a_time(f"hand-out/{version.pk}")
    version.refresh_from_db(fields=["status"])
    if version.status not in MAY_BE_HANDED_OUT:
        raise Refused(_("Uitdelen kan als de tekst is vastgesteld en nog niet is vervangen."))
    pairs = without_copy(version, schools_of(actor, version, today), today)
    people = Person.objects.in_bulk({person for _school, person in pairs})
    routes = HandedOut.Route
    rows = HandedOut.objects.bulk_create(
        HandedOut(
            board_id=version.board_id,
            school_id=school,
            version=version,
            person_id=person,
            on=today,
            route=routes.MAIL if people[person].email else routes.PORTAL,
        )
        for school, person in pairs
    )
    if rows:
        _tell(version.board_id, _key(version.pk), [(s, people[p]) for s, p in pairs])
        record("code.hand_out", actor=actor, about=version, number=len(rows))
    return rows


@transaction.atomic
def confirm(actor: Actor, *, handed_out: HandedOut, moment: datetime) -> ReadConfirmation:
    """Says that one has read a text oneself. The same again changes nothing.

    Raises Forbidden for the text of somebody else, Refused for one that no longer holds.
    """
    require(actor, Action.CODE_READ, handed_out)
    one_at_a_time(f"read/{handed_out.pk}")
    earlier = ReadConfirmation.objects.filter(handed_out=handed_out).first()
    if earlier is not None:
        return earlier
    version = CodeVersion.objects.get(pk=handed_out.version_id)
    if version.status not in MAY_BE_HANDED_OUT:
        raise Refused(_("Deze versie is vervangen. Je hoeft haar niet meer te lezen."))
    confirmation = ReadConfirmation.objects.create(
        board_id=handed_out.board_id,
        school_id=handed_out.school_id,
        handed_out=handed_out,
        confirmed_at=moment,
        sha256=hash_of(version),
    )
    record(
        "code.read",
        actor=actor,
        about=handed_out,
        people=[handed_out.person_id],
        version=str(version.pk),
        sha256=confirmation.sha256,
    )
    return confirmation


def was_given(person_id: UUID, code: Code, on: date) -> HandedOut | None:
    """That somebody had been given the text of a code as it held on a day: that version, or one
    before it when all that changed since was minor. With its confirmation if there is one.

    One query, in the schools of the scope.
    """
    begun = CodeVersion.objects.filter(
        code=code, status__in=HAVE_HELD, effective_on__lte=on, is_minor=False
    )
    last_change = Subquery(begun.order_by("-number").values("number")[:1])
    rows: list[HandedOut] = list(
        HandedOut.objects.filter(
            person=person_id,
            version__code=code,
            version__number__gte=Coalesce(last_change, 0),
            version__effective_on__lte=on,
            on__lte=on,
        )
        .select_related("version", "confirmation")
        .order_by("-version__number", "on", "pk")[:1]
    )
    return rows[0] if rows else None


@transaction.atomic
def remind(*, board_id: int, today: date) -> int:
    """Reminds who works here and has not confirmed in a term, once per term; how many. Who works
    where the text does not bind is left alone.
    """
    now_here = Appointment.objects.holding_on(today).filter(
        person=OuterRef("person"), school=OuterRef("school")
    )
    late = HandedOut.objects.unread(today).filter(
        Exists(now_here), board=board_id, on__lte=today - TERM, person__deceased_on=None
    )
    rows = {
        (_key(row.version_id, (today - row.on) // TERM), row.person_id): row
        for row in late.exclude(person__email="").select_related("person").order_by("pk")
    }
    keys = {key for key, _person in rows}
    told = Notice.objects.filter(board=board_id, key__in=keys)
    waiting = rows.keys() - set(told.values_list("key", "recipient_id"))
    due = [(key, rows[key, person]) for key, person in sorted(waiting)[:MOST]]
    for key in dict.fromkeys(key for key, _row in due):
        people = [(row.school_id, row.person) for of, row in due if of == key]
        _tell(board_id, key, people)
    return len(due)


def schools_of(actor: Actor, version: CodeVersion, today: date) -> frozenset[int]:
    """Where a version is handed out: at its school, or at those of the page that it binds."""
    if version.school_id is not None:
        return frozenset({version.school_id})
    return actor.schools - not_bound_by(version.code_id, today)


def without_copy(version: CodeVersion, schools: Iterable[int], today: date) -> list[Pair]:
    """Who works at these schools today and has yet to be given a version. Four queries at most.

    A minor change asks nobody to read again: who confirmed a version since the last real change
    need not be given it.
    """
    here = Appointment.objects.holding_on(today).filter(
        school__in=schools, person__deceased_on=None
    )
    given = HandedOut.objects.filter(version=version)
    done = set(given.values_list("school_id", "person_id"))
    if version.is_minor:
        done |= _have_read_it_already(version)
    return sorted(set(here.values_list("school_id", "person_id")) - done)


# --- Steps ------------------------------------------------------------------------------------


def _have_read_it_already(version: CodeVersion) -> set[Pair]:
    earlier = version.code.versions.filter(number__lt=version.number, status__in=ADOPTED_ONCE)
    change = earlier.filter(is_minor=False).order_by("-number").first()
    rows = ReadConfirmation.objects.filter(
        handed_out__version__code=version.code_id,
        handed_out__version__number__gte=change.number if change else 0,
        handed_out__version__number__lt=version.number,
    )
    return set(rows.values_list("school_id", "handed_out__person_id"))


def _key(version: UUID, reminder: int = 0) -> str:
    return f"code-read/{version}/{reminder}" if reminder else f"code-read/{version}"


def _tell(board_id: int, key: str, people: list[tuple[int, Person]]) -> None:
    """One mail each, to the page of their school where the texts are."""
    slugs = dict(School.objects.filter(board=board_id).values_list("pk", "slug"))
    for school in sorted({school for school, _person in people}):
        tell(
            key=key,
            board_id=board_id,
            people=[person for at, person in people if at == school],
            path=reverse("receipts:to_read", kwargs={"school": slugs[school]}),
        )
