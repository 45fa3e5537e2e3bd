"""Reading a text in: kept at once, read and written by the worker. A kill leaves nothing half."""

import io
from collections.abc import Sequence
from functools import partial
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _

from protocols.audience import named_in
from protocols.imports import progress
from protocols.imports.apart import read_apart
from protocols.imports.models import BUSY, ImportedDraft, ImportJob
from protocols.imports.workflow import CODE_IMPORT
from protocols.models import Code, Stage
from protocols.outline import Outline, Unreadable
from protocols.outline.decoding import look_at
from protocols.outline.wire import from_plain, to_plain
from protocols.services.importing import TITLE_LONGEST, import_outline, media_type_of, refused
from schoolgids import wakeup
from schoolgids.access.actions import Action
from schoolgids.access.actor import Actor, load_actor
from schoolgids.access.policy import Forbidden, require
from schoolgids.access.scope import Scope, one_at_a_time, scoped
from schoolgids.audit.services import record, record_refusal
from schoolgids.files import services as files
from schoolgids.files.danger import WORDS, danger_in
from schoolgids.workflow import Refused

Wanted = Sequence[tuple[str, Sequence[str]]]  # of each draft its title and for whom it is
PASTED = "geplakt.txt"


@transaction.atomic
def upload(
    actor: Actor,
    *,
    content: bytes,
    submission: UUID,
    name: str = "",
    title: str = "",
    school_id: int | None = None,
    code: Code | None = None,
) -> ImportJob:
    """Keeps a file, or pasted text (which has no name), and has it read.

    The same press of the button is the same job. Raises Refused for what shows at first sight to
    be no text, or is being read or checked already.
    """
    require(actor, Action.CODE_EDIT, Code(board_id=actor.board_id, school_id=school_id))
    if actor.person_id is None:
        raise Refused(_("Dit kan alleen iemand zelf doen."))
    one_at_a_time(f"code-import/{submission}")
    if same := ImportJob.objects.filter(submission=submission).first():
        return same
    _look_at(actor, content, is_file=bool(name))
    file = files.store(
        actor,
        content=content,
        name=name or PASTED,
        media_type=media_type_of(content, name) if name else "text/plain",
        school_id=school_id,
    )
    job = ImportJob(
        board_id=actor.board_id,
        school_id=school_id,
        code=code,
        title=title,
        file=file,
        is_pasted=not name,
        submission=submission,
        asked_at=now(),
        asked_by_id=actor.person_id,
    )
    _refuse_twice(job)
    job.save(force_insert=True)
    record("code_import.upload", actor=actor, about=job)
    wakeup.after_commit(job)
    return job


@transaction.atomic
def choose(actor: Actor, *, job: ImportJob, wanted: Wanted) -> ImportJob:
    """Says of a file with several codes what becomes of it: one draft, or one for each."""
    if len(wanted) not in (1, len(job.parts)):
        raise Refused(_("Kies of dit één code is of meer."))
    chosen: ImportJob = CODE_IMPORT.perform("choose", actor=actor, row=job, wanted=_plain(wanted))
    wakeup.after_commit(chosen)
    return chosen


@transaction.atomic
def again(actor: Actor, *, job: ImportJob, title: str, code: Code | None) -> ImportJob:
    """Has a file that was refused read once more, with another title or as another code."""
    code_id = code.pk if code else None
    queued: ImportJob = CODE_IMPORT.perform(
        "again", actor=actor, row=job, title=title, code_id=code_id, parts=[], wanted=[], reasons=[]
    )
    wakeup.after_commit(queued)
    return queued


@transaction.atomic
def work_on(*, actor: Actor, pk: UUID) -> bool:
    """The next step of a job; False when nothing is left for now."""
    locked = ImportJob.objects.select_for_update(skip_locked=True, of=("self",))
    row = locked.select_related("file", "code").filter(pk=pk).first()
    if row is None or not row.is_busy:
        return False
    if row.status == ImportJob.Stage.QUEUED:
        CODE_IMPORT.perform("read", actor=actor, row=row)
        return True
    try:
        with transaction.atomic():
            return _read(actor, row) if row.status == row.Stage.READING else _write(actor, row)
    except Unreadable as unreadable:
        _refuse(actor, row, refused(unreadable).reasons)
    except Refused as refusal:
        _refuse(actor, row, refusal.reasons)
    except Forbidden as forbidden:
        _refuse(actor, row, [forbidden.reason])
    return False


@transaction.atomic
def give_up(*, actor: Actor, pk: UUID, reason: str) -> None:
    """Ends a job that can't be finished, with the reason in words."""
    row = ImportJob.objects.select_for_update().filter(pk=pk, status__in=BUSY).first()
    if row is not None:
        _refuse(actor, row, [reason])


def waiting_jobs(*, board_id: int) -> list[UUID]:
    """Jobs that are not done and wait for nobody."""
    rows = ImportJob.objects.filter(board_id=board_id, status__in=BUSY).order_by("pk")
    return list(rows.values_list("pk", flat=True))


def proposals(job: ImportJob) -> list[tuple[str, list[str]]]:
    """For each code that was found in a file the title it has, and whom it names."""
    return [(title, named_in(title)) for title, _provisions in job.parts]


# --- Steps ------------------------------------------------------------------------------------


def _look_at(actor: Actor, content: bytes, *, is_file: bool) -> None:
    danger = danger_in(io.BytesIO(content))
    if danger is not None:
        record_refusal(actor=actor, why=danger.value)
        raise Refused(WORDS[danger])
    if is_file:
        try:
            look_at(content)
        except Unreadable as unreadable:
            raise refused(unreadable) from unreadable


def _refuse_twice(job: ImportJob) -> None:
    """The same file for the same code: while it is read, and while what came of it is a draft."""
    same = ImportJob.objects.filter(
        board=job.board_id,
        school=job.school_id,
        code=job.code_id,
        title=job.title,
        file__sha256=job.file.sha256,
    )
    if same.filter(status__in=(*BUSY, ImportJob.Stage.CHOOSING)).exists():
        raise Refused(_("Dit bestand wordt al ingelezen. Kijk bij ‘Eerder ingelezen’."))
    open_drafts = ImportedDraft.objects.filter(job__in=same, version__status=Stage.DRAFT)
    made = open_drafts.select_related("version").order_by("number").first()
    if made is not None:
        raise Refused(
            _("Dit bestand is al ingelezen: het is versie %(number)d, nog een concept.")
            % {"number": made.version.number}
        )


def _read(actor: Actor, row: ImportJob) -> bool:
    outline = read_apart(
        files.read(row.file), pasted=row.is_pasted, tell=partial(progress.tell, row.pk)
    )
    found = {"outline": to_plain(outline), "total": len(outline.provisions)}
    parts = outline.split()
    if len(parts) > 1:
        listed = [[part.part_title[:TITLE_LONGEST], len(part.provisions)] for part in parts]
        CODE_IMPORT.perform("ask", actor=actor, row=row, parts=listed, **found)
        return False
    wanted = _plain([(row.title, ())])
    CODE_IMPORT.perform("understand", actor=actor, row=row, wanted=wanted, **found)
    return True


def _write(actor: Actor, row: ImportJob) -> bool:
    """All drafts of a job at once, by whoever asked for it."""
    outline = from_plain(row.outline or {})
    parts: Sequence[Outline] = (outline,) if len(row.wanted) == 1 else outline.split()
    asker = _asker(actor, row)
    for number, (part, (title, audiences)) in enumerate(zip(parts, row.wanted, strict=True), 1):
        version = import_outline(
            asker,
            outline=part,
            original=row.file,
            title=title,
            audiences=audiences,
            school_id=row.school_id,
            code=row.code if len(parts) == 1 else None,
        )
        ImportedDraft.objects.create(
            board_id=row.board_id, school_id=row.school_id, job=row, number=number, version=version
        )
    CODE_IMPORT.perform("finish", actor=actor, row=row, outline=None)
    return False


def _asker(clock: Actor, row: ImportJob) -> Actor:
    """Who asked, with the roles of now: in the trail the draft is theirs. The clock when they left."""
    schools = clock.schools if row.school_id is None else frozenset({row.school_id})
    with scoped(Scope(row.board_id, schools)):
        asker = load_actor(
            person_id=row.asked_by_id, board_id=row.board_id, schools=schools, day=localdate()
        )
    if asker is None:
        return clock
    return asker.for_whole_board() if row.school_id is None else asker


def _refuse(actor: Actor, row: ImportJob, reasons: Sequence[object]) -> None:
    words = [str(reason) for reason in reasons]
    CODE_IMPORT.perform("refuse", actor=actor, row=row, outline=None, reasons=words)


def _plain(wanted: Wanted) -> list[list[object]]:
    return [[title, list(audiences)] for title, audiences in wanted]
