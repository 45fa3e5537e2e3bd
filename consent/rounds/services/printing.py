"""Paper for many at once: a job in parts, each made and kept in a transaction of its own.

After a kill the parts that are there stay; the rest is made by whoever looks next.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from itertools import islice
from uuid import UUID

import pypdfium2
from django.db import transaction
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _

from consent.rounds.models import PrintJob, PrintPart, Round
from consent.rounds.services import paper
from consent.rounds.services.rounds import standing
from schoolgids import wakeup
from schoolgids.access.actions import Action
from schoolgids.access.actor import Actor
from schoolgids.access.policy import require
from schoolgids.access.scope import one_at_a_time
from schoolgids.audit.services import record
from schoolgids.files import services as files
from schoolgids.files.models import StoredFile
from schoolgids.organisation.models import Group, School
from schoolgids.pdfium import ONE_AT_A_TIME
from schoolgids.people.models import Enrolment
from schoolgids.workflow import Refused

PART = 20  # people per part: a few seconds of work


def print_letters(*, actor: Actor, row: Round, submission: UUID) -> PrintJob:
    """A letter with a code for each who can't be mailed and has not answered.

    Raises Refused when there is nobody.
    """
    open_ones = standing(row, on=localdate()).without_mail
    return _ask(
        actor,
        row.school,
        PrintJob.Kind.LETTERS,
        _("Brieven met een code"),
        _slices([one.request.pk for one in open_ones]),
        submission=submission,
        round_=row,
    )


def print_forms(*, actor: Actor, group: Group, submission: UUID) -> PrintJob:
    """A form for each pupil of a group. Raises Refused when it has none."""
    rows = Enrolment.objects.holding_on(localdate()).filter(group=group)
    people = rows.order_by("person__family_name", "person__given_name", "person_id")
    return _ask(
        actor,
        group.school,
        PrintJob.Kind.FORMS,
        _("Formulieren %(group)s") % {"group": group.name},
        _slices(dict.fromkeys(people.values_list("person_id", flat=True))),
        submission=submission,
        group=group,
    )


def print_sheets(*, actor: Actor, school: School, submission: UUID) -> PrintJob:
    """The class list of every group of a school. Raises Refused when there is none."""
    rows = Enrolment.objects.holding_on(localdate()).filter(school=school)
    groups = dict.fromkeys(rows.order_by("group__name").values_list("group_id", flat=True))
    return _ask(
        actor,
        school,
        PrintJob.Kind.SHEETS,
        _("Klassenlijsten van de hele school"),
        [[pk] for pk in groups],
        submission=submission,
    )


@transaction.atomic
def make_part(*, actor: Actor, pk: UUID, moment: datetime) -> bool:
    """Makes the next part of a job, or puts the parts together; False when nothing is left."""
    job = PrintJob.objects.select_related("school__board", "round", "group").filter(pk=pk).first()
    if job is None or job.file_id is not None:
        return False
    left = PrintPart.objects.filter(job=job, file=None).order_by("number")
    part = left.select_for_update(skip_locked=True, of=("self",)).first()
    if part is not None:
        content = paper.MAKERS[job.kind](job, part.subjects, moment)
        part.file = _keep(actor, job, content)
        part.save(update_fields=["file"])
        return True
    if left.exists():
        return False  # another worker makes the last ones
    return _put_together(actor, job)


def waiting_jobs(*, board_id: int) -> list[UUID]:
    """Jobs that are not done."""
    rows = PrintJob.objects.filter(board_id=board_id, file=None).order_by("pk")
    return list(rows.values_list("pk", flat=True))


@dataclass(frozen=True)
class Progress:
    """How far a job is."""

    done: int
    total: int


def progress_of(job: PrintJob) -> Progress:
    """One query."""
    made = list(job.parts.values_list("file_id", flat=True))
    return Progress(sum(file is not None for file in made), len(made))


# --- Steps ------------------------------------------------------------------------------------


@transaction.atomic
def _ask(
    actor: Actor,
    school: School,
    kind: str,
    title: str,
    parts: Sequence[Sequence[UUID]],
    *,
    submission: UUID,
    round_: Round | None = None,
    group: Group | None = None,
) -> PrintJob:
    require(actor, Action.CONSENT_ROUND_RUN, school)
    if actor.person_id is None:
        raise Refused(_("Dit kan alleen iemand zelf doen."))
    one_at_a_time(f"print/{submission}")
    if same := PrintJob.objects.filter(board_id=school.board_id, submission=submission).first():
        return same
    if not parts:
        raise Refused(_("Er is niets om af te drukken."))
    job = PrintJob.objects.create(
        board_id=school.board_id,
        school=school,
        kind=kind,
        title=title,
        round=round_,
        group=group,
        submission=submission,
        asked_at=now(),
        asked_by_id=actor.person_id,
    )
    PrintPart.objects.bulk_create(
        PrintPart(
            board_id=school.board_id, school=school, job=job, number=number, subjects=list(subjects)
        )
        for number, subjects in enumerate(parts, start=1)
    )
    record("consent.print", actor=actor, about=job, kind=str(kind), parts=len(parts))
    wakeup.after_commit(job)
    return job


def _slices(ids: Iterable[UUID]) -> list[list[UUID]]:
    source, found = iter(ids), []
    while some := list(islice(source, PART)):
        found.append(some)
    return found


def _keep(actor: Actor, job: PrintJob, content: bytes) -> StoredFile:
    return files.store(
        actor,
        content=content,
        name="afdruk.pdf",
        media_type="application/pdf",
        school_id=job.school_id,
    )


def _put_together(actor: Actor, job: PrintJob) -> bool:
    locked = PrintJob.objects.select_for_update(skip_locked=True, of=("self",))
    mine = locked.filter(pk=job.pk, file=None).first()
    if mine is None:
        return False
    parts = list(job.parts.select_related("file"))
    whole = joined(files.read(part.file) for part in parts if part.file)
    mine.file = _keep(actor, job, whole)
    mine.save(update_fields=["file"])
    for part in parts:
        if part.file is not None and part.file.destroyed_at is None:
            files.destroy(actor, row=part.file, ground="joined")
    return False


def joined(parts: Iterable[bytes]) -> bytes:
    """The pages of several PDFs in one."""
    out = BytesIO()
    with ONE_AT_A_TIME:
        whole = pypdfium2.PdfDocument.new()
    for content in parts:
        with ONE_AT_A_TIME:
            one = pypdfium2.PdfDocument(content)
            whole.import_pages(one)
            one.close()
    with ONE_AT_A_TIME:
        whole.save(out)
        whole.close()
    return out.getvalue()
