"""What stands on the paper of a print job: letters with a code, forms, class lists."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from consent.rounds.codes import as_printed
from consent.rounds.models import PrintJob, Request
from consent.rounds.services import codes
from consent.rule import Decider, who_decides
from consent.sheets import asked, class_sheet, guardians_of
from consent.words import word_of
from schoolgids.letters.qr import drawn, portal_address
from schoolgids.letters.rendering import render_pdf
from schoolgids.organisation.models import Group, School
from schoolgids.people.models import Enrolment, Guardianship, Person

FORM_MARK = "schoolgids:form:"  # what the QR of a form begins with; the pupil's key follows


def form_mark(pupil_id: UUID) -> str:
    return f"{FORM_MARK}{pupil_id.hex}"


def letters(job: PrintJob, subjects: Sequence[UUID], moment: datetime) -> bytes:
    """A letter for each request, with a code that replaces an earlier one, and the form."""
    found = Request.objects.select_related("pupil", "addressee").in_bulk(subjects)
    requests = [found[pk] for pk in subjects if pk in found]
    day = localdate(moment)
    pages = _forms(job.school, [request.pupil for request in requests], day)
    door = reverse("rounds:code", kwargs={"board": job.school.board.slug})
    items = []
    for request, form in zip(requests, pages, strict=True):
        code = as_printed(codes.issue(request, moment=moment))
        items.append(
            {
                "form": form,
                "addressee": request.addressee,
                "own": request.addressee_id == request.pupil_id,
                "code": code,
                "qr": drawn(f"{portal_address(door)}#{code}"),
                "until": day + codes.GOOD_FOR,
            }
        )
    Request.objects.filter(pk__in=[request.pk for request in requests]).update(reached_at=moment)
    context = {"letters": items, "door": portal_address(door)}
    return _render("letters/consent_letters.html", job, day, context)


def forms(job: PrintJob, subjects: Sequence[UUID], moment: datetime) -> bytes:
    """A form for each pupil."""
    found = Person.objects.in_bulk(subjects)
    day = localdate(moment)
    pages = _forms(job.school, [found[pk] for pk in subjects if pk in found], day)
    return _render("letters/consent_forms.html", job, day, {"forms": pages})


def sheets(job: PrintJob, subjects: Sequence[UUID], moment: datetime) -> bytes:
    """The class list of each group, with the way to how it stands now."""
    day = localdate(moment)
    pages = []
    for group in Group.objects.filter(pk__in=subjects):
        sheet = class_sheet(school=job.school, group=group, on=day)
        live = reverse("consent:class_sheet", kwargs={"school": job.school.slug, "pk": group.pk})
        rows = [(row, [word_of(v.state) for v in row.verdicts]) for row in sheet.rows]
        pages.append(
            {"group": group, "sheet": sheet, "rows": rows, "qr": drawn(portal_address(live))}
        )
    return _render("letters/consent_sheets.html", job, day, {"pages": pages, "moment": moment})


Maker = Callable[[PrintJob, Sequence[UUID], datetime], bytes]
MAKERS: Mapping[str, Maker] = {
    PrintJob.Kind.LETTERS: letters,
    PrintJob.Kind.FORMS: forms,
    PrintJob.Kind.SHEETS: sheets,
}


# --- Steps ------------------------------------------------------------------------------------


def _forms(school: School, people: Sequence[Person], day: date) -> list[dict[str, Any]]:
    """What each form says. Three queries, however many pupils."""
    keys = [person.pk for person in people]
    here = Enrolment.objects.holding_on(day).filter(person__in=keys, school=school)
    groups = {row.person_id: row.group.name for row in here.select_related("group")}
    guardians, items = guardians_of(keys), asked([school.pk], day)
    return [
        {
            "pupil": person,
            "group": groups.get(person.pk, ""),
            "items": items,
            "qr": drawn(form_mark(person.pk)),
            "signers": _signers(person, guardians.get(person.pk, []), day),
        }
        for person in people
    ]


def _signers(person: Person, rows: Sequence[Guardianship], day: date) -> list[str]:
    """Who may sign on a day; an empty line where nobody is known."""
    if who_decides(person.birth_date, day) is Decider.SELF:
        return [person.name]
    names = {row.guardian_id: row.guardian.name for row in rows if _may_sign(row, day)}
    return list(names.values()) or [""]


def _may_sign(row: Guardianship, day: date) -> bool:
    return row.parental_authority and row.holds_on(day) and row.guardian.deceased_on is None


def _render(template: str, job: PrintJob, day: date, context: Mapping[str, Any]) -> bytes:
    facts = {"school": job.school, "title": _("Foto en video"), "today": day, **context}
    return render_pdf(template, facts, colours=job.school)
