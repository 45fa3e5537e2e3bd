"""Taking a scan apart by its codes, and settling each form: entered, or no form at all."""

from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _

from consent.rounds.services.paper import FORM_MARK
from consent.scans import pages
from consent.scans.models import ScanBundle, ScannedForm
from schoolgids import wakeup
from schoolgids.access.actions import Action
from schoolgids.access.actor import Actor
from schoolgids.access.policy import require
from schoolgids.access.scope import one_at_a_time
from schoolgids.audit.services import record
from schoolgids.files import services as files
from schoolgids.files.inspection import Accepted
from schoolgids.interface.given import key_of
from schoolgids.organisation.models import School
from schoolgids.people.models import Person
from schoolgids.workflow import Refused

PDF = "application/pdf"
SOME = 10  # pages per transaction: a few seconds of work
Outcome = ScannedForm.Outcome


@transaction.atomic
def upload(*, actor: Actor, school: School, scan: Accepted, submission: UUID) -> ScanBundle:
    """Keeps a scan of many forms and has it taken apart. The same press is the same scan.

    Raises Refused when its pages can't be looked at.
    """
    require(actor, Action.CONSENT_RECORD, school)
    if actor.person_id is None:
        raise Refused(_("Dit kan alleen iemand zelf doen."))
    one_at_a_time(f"scan/{submission}")
    if same := ScanBundle.objects.filter(submission=submission).first():
        return same
    try:
        count = pages.count(scan.content)
    except pages.NotReadable as broken:
        raise Refused(
            _("Deze pdf is niet te lezen: beschadigd of met een wachtwoord. Scan opnieuw.")
        ) from broken
    except pages.TooManyPages as many:
        raise Refused(
            _("Deze scan heeft meer dan %d bladzijden. Deel hem op.") % pages.MOST_PAGES
        ) from many
    row = ScanBundle.objects.create(
        board_id=school.board_id,
        school=school,
        file=_keep(actor, school.pk, scan.content),
        pages=count,
        submission=submission,
        asked_at=now(),
        asked_by_id=actor.person_id,
    )
    record("consent_scan.upload", actor=actor, about=row, pages=count)
    wakeup.after_commit(row)
    return row


@transaction.atomic
def work_on(*, actor: Actor, pk: UUID) -> bool:
    """Looks at the next pages, or takes the scan apart when all were seen; False when done."""
    locked = ScanBundle.objects.select_for_update(skip_locked=True, of=("self",))
    row = locked.select_related("file", "school").filter(pk=pk, split_at=None).first()
    if row is None:
        return False
    content = files.read(row.file)
    seen = len(row.marks)
    if seen < row.pages:
        wanted = range(seen, min(seen + SOME, row.pages))
        row.marks = [*row.marks, *(mark[:200] for mark in pages.marks(content, wanted))]
        row.save(update_fields=["marks"])
        return True
    found = pages.together(row.marks)
    here = _pupils_here(row.school, [form.mark for form in found])
    for number, form in enumerate(found, start=1):
        ScannedForm.objects.create(
            board_id=row.board_id,
            school_id=row.school_id,
            bundle=row,
            number=number,
            file=_keep(actor, row.school_id, pages.part(content, form.pages)),
            pages=len(form.pages),
            pupil=here.get(form.mark),
        )
    row.split_at = now()
    row.save(update_fields=["split_at"])
    files.destroy(actor, row=row.file, ground="split")
    record("consent_scan.split", actor=actor, about=row, forms=len(found), known=len(here))
    return False


def waiting_bundles(*, board_id: int) -> list[UUID]:
    """Scans that were not taken apart yet."""
    rows = ScanBundle.objects.filter(board_id=board_id, split_at=None).order_by("pk")
    return list(rows.values_list("pk", flat=True))


@transaction.atomic
def name_pupil(*, actor: Actor, form: ScannedForm, pupil: Person) -> None:
    """Says whose form it is, where the code didn't. Raises Refused for a pupil of elsewhere."""
    form = _waiting(actor, form)
    if (
        not Person.objects.pupils_of(school_id=form.school_id, day=localdate())
        .filter(pk=pupil.pk)
        .exists()
    ):
        raise Refused(_("Deze leerling zit niet op deze school."))
    form.pupil = pupil
    form.save(update_fields=["pupil"])
    record("consent_scan.name", actor=actor, about=form, people=[pupil.pk])


@transaction.atomic
def settle(*, actor: Actor, form: ScannedForm, outcome: str) -> None:
    """The form was entered (its own copy is the proof now), or it is none."""
    form = _waiting(actor, form)
    form.outcome, form.settled_at, form.settled_by_id = outcome, now(), actor.person_id
    form.save(update_fields=["outcome", "settled_at", "settled_by"])
    files.destroy(actor, row=form.file, ground=f"scan_{outcome}")
    record("consent_scan.settle", actor=actor, about=form, outcome=outcome)


def next_of(form: ScannedForm) -> ScannedForm | None:
    """The next form of the same scan that waits; after the last one, the first that was left."""
    waiting = ScannedForm.objects.filter(bundle=form.bundle_id, outcome=Outcome.WAITING)
    after = waiting.filter(number__gt=form.number).order_by("number").first()
    return after or waiting.order_by("number").first()


# --- Steps ------------------------------------------------------------------------------------


def _waiting(actor: Actor, form: ScannedForm) -> ScannedForm:
    require(actor, Action.CONSENT_RECORD, form)
    locked = ScannedForm.objects.select_for_update(of=("self",)).select_related("file")
    found: ScannedForm = locked.get(pk=form.pk)
    if found.outcome != Outcome.WAITING:
        raise Refused(_("Dit formulier is al verwerkt."))
    return found


def _keep(actor: Actor, school_id: int, content: bytes):  # type: ignore[no-untyped-def]
    return files.store(
        actor, content=content, name="formulier.pdf", media_type=PDF, school_id=school_id
    )


def _pupils_here(school: School, marks: list[str]) -> dict[str, Person]:
    """The pupils whose forms these are, by code. One of another school stays unknown here."""
    keys = {
        mark: key_of(mark.removeprefix(FORM_MARK)) for mark in marks if mark.startswith(FORM_MARK)
    }
    people = {
        person.pk: person
        for person in Person.objects.pupils_of(school_id=school.pk, day=localdate()).filter(
            pk__in=[key for key in keys.values() if key]
        )
    }
    return {mark: people[key] for mark, key in keys.items() if key in people}
