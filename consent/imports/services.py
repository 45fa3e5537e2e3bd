"""Reading, checking and taking over, some rows at a time: a kill loses nothing, and a second run
adds nothing.
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import islice
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Q, Sum
from django.utils.functional import Promise
from django.utils.timezone import localdate, now
from django.utils.translation import gettext_lazy as _

from consent.imports.adding import add_imported
from consent.imports.judging import Judged, Known, Outcome, Parent, Pupil, Wanted, judge
from consent.imports.models import AnswerImport, ImportRow
from consent.imports.tables import Fault, Unreadable, beginning_of, rows_of
from consent.imports.workflow import ANSWER_IMPORT
from consent.models import Answer
from consent.rule import Holder
from consent.sheets import A_DAY
from schoolgids import wakeup
from schoolgids.access.actions import Action
from schoolgids.access.actor import Actor
from schoolgids.access.policy import require
from schoolgids.access.scope import one_at_a_time
from schoolgids.audit.services import record
from schoolgids.files import services as files
from schoolgids.organisation.models import School
from schoolgids.people.models import Enrolment, Guardianship
from schoolgids.workflow import Refused

SOME = 500  # rows per transaction
KEPT = timedelta(days=90)  # to set right in the administration what could not be taken over
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FAULTS: Mapping[Fault, Promise] = {
    Fault.EMPTY: _("Dit bestand is leeg."),
    Fault.NO_TABLE: _("Hier staat geen tabel in. Kies een csv- of Excel-bestand met een rij per leerling."),
    Fault.TOO_LARGE: _("Dit Excel-bestand is uitgepakt te groot. Bewaar het als csv."),
    Fault.TOO_MANY_ROWS: _("Dit bestand heeft meer dan 100.000 rijen. Deel het op."),
    Fault.BROKEN: _("Dit bestand is beschadigd. Bewaar het opnieuw en probeer het nog eens."),
    Fault.PROTECTED: _("Dit is een oud of beveiligd Excel-bestand. Bewaar het als xlsx of csv, zonder wachtwoord."),
}  # fmt: skip


@transaction.atomic
def upload(
    *, actor: Actor, school: School, content: bytes, name: str, submission: UUID
) -> AnswerImport:
    """Keeps a file and reads its heads. The same press of the button is the same import.

    Raises Refused with the reason when it is no table.
    """
    require(actor, Action.CONSENT_RECORD, school)
    if actor.person_id is None:
        raise Refused(_("Dit kan alleen iemand zelf doen."))
    one_at_a_time(f"import/{submission}")
    if same := AnswerImport.objects.filter(submission=submission).first():
        return same
    try:
        heads = beginning_of(content)[0]
    except Unreadable as unreadable:
        raise Refused(FAULTS[unreadable.fault]) from unreadable
    excel = content.startswith(b"PK")
    row = AnswerImport.objects.create(
        board_id=school.board_id,
        school=school,
        file=files.store(
            actor,
            content=content,
            name=name,
            media_type=EXCEL if excel else "text/csv",
            school_id=school.pk,
        ),
        heads=heads,
        submission=submission,
        asked_at=now(),
        asked_by_id=actor.person_id,
    )
    record("consent_import.upload", actor=actor, about=row)
    return row


def last_columns(school: School, heads: Sequence[str]) -> dict[str, Any]:
    """How columns with the same heads were read the last time."""
    before = AnswerImport.objects.filter(school=school, heads=list(heads)).exclude(columns={})
    return dict(before.order_by("-pk").values_list("columns", flat=True).first() or {})


def examples_of(row: AnswerImport) -> list[list[str]]:
    """The first rows, to show beside the choice of columns."""
    return beginning_of(files.read(row.file))[1:]


@transaction.atomic
def check(*, actor: Actor, row: AnswerImport, columns: dict[str, Any]) -> AnswerImport:
    """Says which column is what, and has every row looked at. What was found before is forgotten."""
    checking: AnswerImport = ANSWER_IMPORT.perform("check", actor=actor, row=row, columns=columns)
    checking.rows.all().delete()
    wakeup.after_commit(checking)
    return checking


@transaction.atomic
def add(*, actor: Actor, row: AnswerImport) -> AnswerImport:
    """Takes over what is new."""
    adding: AnswerImport = ANSWER_IMPORT.perform(
        "add", actor=actor, row=row, agreed_by_id=actor.person_id
    )
    wakeup.after_commit(adding)
    return adding


@transaction.atomic
def stop(*, actor: Actor, row: AnswerImport) -> None:
    """Throws the file away, with all that was read of it."""
    stopped: AnswerImport = ANSWER_IMPORT.perform("stop", actor=actor, row=row)
    stopped.rows.all().delete()
    files.destroy(actor, row=stopped.file, ground="import_stopped")


@transaction.atomic
def work_on(*, actor: Actor, pk: UUID) -> bool:
    """Reads the file, or looks at or takes over the next rows; False when nothing is left."""
    locked = AnswerImport.objects.select_for_update(skip_locked=True, of=("self",))
    row = locked.select_related("file", "school").filter(pk=pk).first()
    if row is None or not row.is_busy:
        return False
    if row.status == AnswerImport.Stage.ADDING:
        return _add_some(actor, row)
    if not row.rows.exists():
        return _read(actor, row)
    return _check_some(actor, row)


def waiting_imports(*, board_id: int) -> list[UUID]:
    """Imports that are not done."""
    busy = (AnswerImport.Stage.CHECKING, AnswerImport.Stage.ADDING)
    rows = AnswerImport.objects.filter(board_id=board_id, status__in=busy).order_by("pk")
    return list(rows.values_list("pk", flat=True))


def forget_rows(*, board_id: int, before: date) -> int:
    """Forgets what was read of files of before a day; the files stay as proof of what they held."""
    old = AnswerImport.objects.filter(board_id=board_id, asked_at__date__lt=before)
    return ImportRow.objects.filter(source__in=old).delete()[0]


def figures_of(row: AnswerImport) -> dict[str, Any]:
    """How many rows there are, were looked at and were taken over, and per verdict. Two queries."""
    counted = row.rows.aggregate(
        total=Count("pk"),
        judged=Count("pk", filter=~Q(verdict="")),
        added=Count("pk", filter=Q(added_at__isnull=False)),
        answers=Sum("answers"),
    )
    per_verdict = dict(
        row.rows.exclude(verdict="").values_list("verdict").annotate(Count("pk")).order_by()
    )
    return {**counted, "per_verdict": per_verdict}


# --- Steps ------------------------------------------------------------------------------------


def _read(actor: Actor, row: AnswerImport) -> bool:
    found = islice(rows_of(files.read(row.file)), 1, None)
    number = 1
    while some := list(islice(found, 5_000)):
        ImportRow.objects.bulk_create(
            ImportRow(
                board_id=row.board_id,
                school_id=row.school_id,
                source=row,
                number=number + at,
                cells=cells,
            )
            for at, cells in enumerate(some, start=1)
        )
        number += len(some)
    if number == 1:
        ANSWER_IMPORT.perform("checked", actor=actor, row=row, total=0)
    return True


def _check_some(actor: Actor, row: AnswerImport) -> bool:
    some = list(row.rows.filter(verdict="").order_by("number")[:SOME])
    if not some:
        ANSWER_IMPORT.perform("checked", actor=actor, row=row, total=row.rows.count())
        return False
    for one, judged in _judged(row, some):
        one.verdict = judged.outcome.value
        one.detail = judged.detail[:200]
        one.answers = len(judged.wanted)
    ImportRow.objects.bulk_update(some, ["verdict", "detail", "answers"])
    return True


def _add_some(actor: Actor, row: AnswerImport) -> bool:
    """Judges again, for much may have been said since, and adds in the same transaction."""
    waiting = row.rows.filter(verdict=Outcome.NEW.value, added_at=None).order_by("number")
    some = list(waiting[:SOME])
    if not some:
        ANSWER_IMPORT.perform("added", actor=actor, row=row)
        return False
    wanted: list[Wanted] = []
    moment = now()
    for one, judged in _judged(row, some):
        wanted += judged.wanted
        one.verdict = judged.outcome.value
        one.answers, one.detail = len(judged.wanted), judged.detail[:200]
        one.added_at = moment if judged.wanted else None
        one.cells = [] if judged.wanted else one.cells
    add_imported(
        actor=actor,
        school=row.school,
        wanted=wanted,
        submission=row.pk,
        entered_by=row.agreed_by_id or row.asked_by_id,
        moment=moment,
    )
    ImportRow.objects.bulk_update(some, ["verdict", "detail", "answers", "added_at", "cells"])
    return True


def _judged(row: AnswerImport, some: Sequence[ImportRow]) -> list[tuple[ImportRow, Judged]]:
    columns, today = row.plain_columns, localdate()
    known = _known(row.school, list(columns.purposes))
    clerk = row.agreed_by_id or row.asked_by_id
    return [(one, judge(one.cells, columns, known, today=today, clerk=clerk)) for one in some]


def _known(school: School, purposes: Sequence[UUID]) -> Known:
    """The pupils of today with their parents, and what was said last. Three queries."""
    enrolled = Enrolment.objects.holding_on(localdate()).filter(school=school)
    rows = list(enrolled.select_related("person"))
    people = [row.person_id for row in rows]
    parents: dict[UUID, list[Parent]] = {}
    for held in Guardianship.objects.filter(pupil__in=people).select_related("guardian"):
        parents.setdefault(held.pupil_id, []).append(_parent(held))
    known = Known(
        [
            Pupil(
                person=row.person_id,
                number=row.number,
                given_name=row.person.given_name,
                family_name=f"{row.person.prefix} {row.person.family_name}".strip(),
                birth_date=row.person.birth_date,
                parents=tuple(parents.get(row.person_id, ())),
            )
            for row in rows
        ]
    )
    answers = Answer.objects.filter(school=school, person__in=people, purpose__in=purposes).exclude(
        check_of__agreed=False
    )
    in_order = answers.order_by("given_on", "recorded_at", "pk")
    for person, purpose, giver, given_on, choice in in_order.values_list(
        "person_id", "purpose_id", "given_by_id", "given_on", "choice"
    ):
        known.said[person, purpose, giver] = given_on, choice
    return known


def _parent(held: Guardianship) -> Parent:
    until = held.until_on + A_DAY if held.until_on else None
    holder = Holder(
        person=held.guardian_id,
        since=held.from_on,
        until=until,
        deceased_on=held.guardian.deceased_on,
    )
    return Parent(
        person=held.guardian_id,
        name=held.guardian.name,
        email=held.guardian.email,
        relation=held.relation,
        holder=holder if held.parental_authority else None,
    )
