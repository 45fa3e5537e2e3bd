"""The bodies that a text is laid before: who must consent, who did, and what the others said (G5)."""

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import QuerySet, Value
from django.db.models.functions import Lower
from django.utils.translation import gettext as _

from protocols.dated import Dated
from protocols.models import CodeVersion, CouncilConsent, ExpectedConsent, Precision, Stage
from protocols.services.details import open_version
from schoolgids.access.actor import Actor
from schoolgids.audit.services import record
from schoolgids.workflow import Refused

MOST = 30
Answer = ExpectedConsent.Answer


@transaction.atomic
def expect_consent(
    actor: Actor, *, version: CodeVersion, body: str, note: str = ""
) -> ExpectedConsent:
    """Says that a body has to consent before the adoption. Raises Refused for one that is listed."""
    version = open_version(actor, version)
    body = _name(body)
    if not body:
        raise Refused(_("Schrijf wie moet instemmen."))
    if _named(version.expected, body).exists():
        raise Refused(_("%s staat al in de lijst.") % body)
    if version.expected.count() >= MOST:
        raise Refused(_("Dit zijn er te veel: hooguit %d.") % MOST)
    row = _expect(version, body, note)
    record("code.expect_consent", actor=actor, about=version, body=body)
    return row


@transaction.atomic
def drop_expected(actor: Actor, *, expected: ExpectedConsent) -> None:
    """Takes a body off the list that has said nothing yet; what one said is not wiped so.

    Raises Refused.
    """
    version = open_version(actor, expected.version)
    row = _locked(version, expected)
    if row.answer or _named(version.consents, row.body).exists():
        raise Refused(_("%s heeft al geantwoord en blijft in de lijst staan.") % row.body)
    row.delete()
    record("code.drop_expected", actor=actor, about=version, body=row.body)


@transaction.atomic
def answer_for(
    actor: Actor,
    *,
    expected: ExpectedConsent,
    answer: str,
    on: Dated | None = None,
    remark: str = "",
    today: date,
) -> None:
    """Records what a body said that has to consent, or why it was not asked.

    answer: "consented" or one of ExpectedConsent.Answer; empty takes back what was recorded.
    A later answer takes the place of the one before, which stays in the trail. Raises Refused.
    """
    version = open_version(actor, expected.version)
    row = _locked(version, expected)
    if answer == "consented":
        if on is None:
            raise Refused(_("Schrijf wanneer %s heeft ingestemd.") % row.body)
        record_consent(actor, version=version, body=row.body, consented=on, today=today)
        return
    if _named(version.consents, row.body).exists():
        raise Refused(_("%s heeft al ingestemd.") % row.body)
    if answer not in Answer.values:
        raise Refused(_("Kies een van de antwoorden."))
    if answer in (Answer.REFUSED, Answer.RESERVED):
        _refuse_outside_review(version)
        if on is None:
            raise Refused(_("Schrijf wanneer %s dat heeft laten weten.") % row.body)
        refuse_future(on, today)
    if answer == Answer.NOT_ASKED and not remark.strip():
        raise Refused(_("Schrijf waarom %s niet is gevraagd.") % row.body)
    _write(row, answer, on if answer in (Answer.REFUSED, Answer.RESERVED) else None, remark)
    record(
        "code.answer",
        actor=actor,
        about=version,
        body=row.body,
        answer=answer,
        on=row.answered_on.isoformat() if row.answered_on else "",
        remark=row.remark,
    )


@transaction.atomic
def record_consent(
    actor: Actor, *, version: CodeVersion, body: str, consented: Dated, today: date
) -> CouncilConsent:
    """Records that a body consented to the text as it was laid before it, listed or not."""
    version = open_version(actor, version)
    _refuse_outside_review(version)
    refuse_future(consented, today)
    body = _name(body)
    expected = _named(version.expected, body).first()
    body = expected.body if expected else body
    if _named(version.consents, body).exists():
        raise Refused(_("Deze instemming is al vastgelegd."))
    consent = CouncilConsent.objects.create(
        board_id=version.board_id,
        school_id=version.school_id,
        version=version,
        body=body,
        consented_on=consented.on,
        precision=consented.precision.value,
    )
    if expected and expected.answer:
        _write(expected, Answer.WAITING, None, "")
    record("code.consent", actor=actor, about=version, body=body, on=consented.on.isoformat())
    return consent


def void_consents(actor: Actor, version: CodeVersion) -> None:
    """What was said of a text that is taken back to be changed was said of another text. Why a body
    is not asked stays true.
    """
    gone = list(version.consents.values_list("body", flat=True))
    version.consents.all().delete()
    said = version.expected.filter(answer__in=[Answer.REFUSED, Answer.RESERVED])
    gone += list(said.values_list("body", flat=True))
    said.update(answer=Answer.WAITING, answered_on=None, precision=Precision.DAY, remark="")
    if gone:
        record("code.consents_void", actor=actor, about=version, bodies=gone)


def expect_as_before(version: CodeVersion) -> None:
    """A new edition is laid before the bodies of the one before it: who had to consent, or did."""
    before = version.code.versions.filter(number__lt=version.number).order_by("-number").first()
    if before is None:
        return
    notes = dict(before.expected.values_list("body", "note"))
    known = {body.lower() for body in notes}
    for body in before.consents.values_list("body", flat=True):
        if body.lower() not in known:
            notes[body] = ""
    for body, note in notes.items():
        _expect(version, body, note)


def refuse_future(day: Dated, today: date) -> None:
    """Raises Refused for a day that is yet to come."""
    if day.on > today:
        raise Refused(_("Deze datum ligt in de toekomst."))


def _refuse_outside_review(version: CodeVersion) -> None:
    if version.status != Stage.REVIEW:
        raise Refused(_("Instemming hoort bij een tekst die ter instemming ligt."))


def _locked(version: CodeVersion, expected: ExpectedConsent) -> ExpectedConsent:
    row = version.expected.select_for_update(of=("self",)).filter(pk=expected.pk).first()
    if row is None:
        raise Refused(_("Dit staat niet meer in de lijst. Bekijk de pagina opnieuw."))
    found: ExpectedConsent = row
    return found


def _write(row: ExpectedConsent, answer: str, on: Dated | None, remark: str) -> None:
    row.answer = answer
    row.answered_on = on.on if on else None
    row.precision = on.precision.value if on else Precision.DAY
    row.remark = " ".join(remark.split())[:300] if answer else ""
    row.save(update_fields=["answer", "answered_on", "precision", "remark"])


def _expect(version: CodeVersion, body: str, note: str) -> ExpectedConsent:
    return ExpectedConsent.objects.create(
        board_id=version.board_id,
        school_id=version.school_id,
        version=version,
        body=body,
        note=" ".join(note.split())[:200],
    )


def _named(rows: Any, body: str) -> QuerySet[Any]:
    """Those of this body, in capitals or not: as the database compares them, everywhere."""
    found: QuerySet[Any] = rows.annotate(lowered=Lower("body")).filter(lowered=Lower(Value(body)))
    return found


def _name(body: str) -> str:
    return " ".join(body.split())[:120]
