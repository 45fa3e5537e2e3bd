"""From a file or pasted text to a draft tree; the original is kept as it came."""

import hashlib
from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.functional import Promise
from django.utils.text import slugify
from django.utils.translation import gettext as _
from uuid6 import uuid7

from protocols.audience import named_in
from protocols.matching import Old, paired
from protocols.models import Code, CodeVersion, Provision, Stage
from protocols.models.guide import RESERVED
from protocols.outline import Kind, Outline, Unreadable, paths, read_outline
from protocols.outline.changes import GAP
from protocols.outline.decoding import ZIP
from protocols.outline.pdf import PDF
from protocols.services.consents import expect_as_before
from protocols.wording import REFUSAL, SEEMS_TO_BE
from schoolgids.access.actions import Action
from schoolgids.access.actor import Actor
from schoolgids.access.policy import require
from schoolgids.audit.services import record
from schoolgids.files.models import StoredFile
from schoolgids.files.services import store
from schoolgids.workflow import Refused

LABEL_LONGEST = 60
TITLE_LONGEST = 200
SLUG_LONGEST = 80


def read_file(content: bytes) -> Outline:
    """The outline of an uploaded file. Raises Refused with the reason in words."""
    try:
        return read_outline(content)
    except Unreadable as unreadable:
        raise refused(unreadable) from unreadable


@transaction.atomic
def import_outline(
    actor: Actor,
    *,
    outline: Outline,
    content: bytes = b"",
    name: str = "",
    original: StoredFile | None = None,
    title: str = "",
    audiences: Sequence[str] = (),
    school_id: int | None = None,
    code: Code | None = None,
) -> CodeVersion:
    """Makes a draft of an outline: the first version of a new code, or the next of a known one.

    The original is a file that is kept already, or else `content`, which then is kept.
    A code is known by its title at that school or board, unless it is named. Raises Refused when the text is empty,
    has no title, or is the same file as the latest draft.
    """
    title = (title or outline.title or (code.title if code else "")).strip()[:TITLE_LONGEST]
    slug = slugify(title)[:SLUG_LONGEST].strip("-")
    if not slug:
        raise Refused(_("Deze tekst heeft geen titel. Geef er een op."))
    if not outline.provisions:
        raise Refused(_("Er bleef geen tekst over: alles is herkend als opmaak."))
    if slug in RESERVED:
        raise Refused(_("Kies een andere titel: dit adres is van de schoolgids zelf."))
    if code is None:
        code = Code.objects.filter(school=school_id, slug=slug).first()
    elif code.school_id != school_id:
        raise Refused(_("Die code hoort niet bij deze plek."))
    require(actor, Action.CODE_EDIT, code or Code(board_id=actor.board_id, school_id=school_id))
    if code is None:
        code = Code.objects.create(
            board_id=actor.board_id, school_id=school_id, slug=slug, title=title
        )
    digest = bytes(original.sha256) if original else hashlib.sha256(content).digest()
    _refuse_twice(code, digest)
    if original is None:
        media_type = media_type_of(content, name)
        original = store(
            actor, content=content, name=name, media_type=media_type, school_id=school_id
        )
    version = _draft(code, title, audiences, outline, original)
    _keep(version, outline, _previous(version))
    expect_as_before(version)
    record(
        "code.import",
        actor=actor,
        about=version,
        provisions=len(outline.provisions),
        dropped=len(outline.dropped),
    )
    return version


def refused(unreadable: Unreadable) -> Refused:
    """Why a file can't be read, in words."""
    reasons: list[str | Promise] = [REFUSAL[unreadable.refusal]]
    if unreadable.detail:
        reasons.append(SEEMS_TO_BE % {"kind": unreadable.detail})
    return Refused(*reasons)


def _refuse_twice(code: Code, digest: bytes) -> None:
    latest = code.versions.filter(status=Stage.DRAFT).select_related("original").first()
    if latest and latest.original and bytes(latest.original.sha256) == digest:
        raise Refused(
            _("Dit bestand is al ingelezen: het is versie %(number)d, nog een concept.")
            % {"number": latest.number}
        )


def _draft(
    code: Code, title: str, audiences: Sequence[str], outline: Outline, original: StoredFile
) -> CodeVersion:
    """The version itself, with the original beside it. The code is locked: numbers stay unique."""
    Code.objects.select_for_update().get(pk=code.pk)
    last = code.versions.aggregate(last=Max("number"))["last"] or 0
    return CodeVersion.objects.create(
        board_id=code.board_id,
        school_id=code.school_id,
        code=code,
        number=last + 1,
        title=title,
        audiences=list(audiences),
        original=original,
        remarks=[[r.kind.value, r.line, r.text] for r in outline.remarks],
    )


def media_type_of(content: bytes, name: str) -> str:
    """What a file that was read in is, by its content."""
    if content.startswith(ZIP):
        return "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    if content.startswith(PDF):
        return "application/pdf"
    return "text/markdown" if name.lower().endswith(".md") else "text/plain"


def _previous(version: CodeVersion) -> list[Old]:
    """The provisions of the version before, to keep their keys."""
    before = version.code.versions.filter(number__lt=version.number).order_by("-number").first()
    if before is None:
        return []
    rows = list(before.provisions.kept())
    return [Old(row.key, path, row.text) for row, path in zip(rows, paths(rows), strict=True)]


def _keep(version: CodeVersion, outline: Outline, previous: Sequence[Old]) -> None:
    """Writes the tree, with the lines that were left out at the place they came from."""
    kept_paths = paths(outline.provisions)
    texts = [p.text for p in outline.provisions]
    pairs = paired(previous, list(zip(kept_paths, texts, strict=True)))
    rows = [
        Provision(
            key=pair.key or UUID(int=uuid7().int),
            pairing=pair.pairing.value,
            kind=p.kind.value,
            depth=p.depth,
            label=" ".join(p.label.split())[:LABEL_LONGEST],
            corrected=p.corrected,
            text=p.text,
            line=p.line,
            confidence=p.confidence.value,
            audiences=named_in(p.text) if p.kind is Kind.HEADING else [],
        )
        for p, pair in zip(outline.provisions, pairs, strict=True)
    ]
    rows += [
        Provision(kind=Kind.PARAGRAPH.value, text=d.text, line=d.line, dropped=d.why.value)
        for d in outline.dropped
    ]
    for order, row in enumerate(sorted(rows, key=lambda row: row.line)):
        row.board_id, row.school_id, row.version = version.board_id, version.school_id, version
        row.order = order * GAP
    Provision.objects.bulk_create(rows, batch_size=1_000)
