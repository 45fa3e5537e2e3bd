"""Setting the tree of a draft right (G4): one deed, written line by line, and back again."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from uuid6 import uuid7

from protocols.matching import Pairing
from protocols.models import Audience, CodeVersion, OutlineChange, Provision, RuleSetting
from protocols.outline import Kind, editing
from protocols.outline.changes import (
    Change,
    applied,
    changes,
    from_json,
    placed,
    to_json,
)
from protocols.outline.editing import Impossible, Piece
from protocols.services.editions import key_before
from protocols.services.fields import PIECE, to_piece
from protocols.services.life import confirm_outline
from protocols.wording import OBSTACLE
from schoolgids.access.actions import Action
from schoolgids.access.actor import Actor
from schoolgids.access.policy import require
from schoolgids.audit.services import record
from schoolgids.workflow import Refused

REMEMBERED = 100  # deeds that can be undone
BATCH = 500
CORRECTED_LONGEST = 60
Deed = Callable[..., list[Piece]]
DEEDS: Mapping[str, Deed] = {
    deed.__name__: deed
    for deed in (
        editing.indent,
        editing.outdent,
        editing.move_up,
        editing.move_down,
        editing.drop,
        editing.restore,
        editing.split,
        editing.merge,
        editing.relabel,
        editing.renumber,
        editing.renumber_below,
        editing.set_kind,
        editing.set_audiences,
        editing.accept,
        editing.accept_below,
    )
}


class Stale(Refused):
    """Somebody else changed the outline since this page was made; nothing was written."""


@dataclass(frozen=True)
class Done:
    """What a deed came to: how many lines it changed, and where to look now."""

    deed: str
    lines: int
    revision: int
    focus: UUID | None = None


@transaction.atomic
def change_outline(
    actor: Actor,
    *,
    version: CodeVersion,
    deed: str,
    chosen: Collection[UUID],
    revision: int | None = None,
    **answers: Any,
) -> Done:
    """One deed to the chosen lines. Raises Refused with the reason, Stale for an old page."""
    version = _open(actor, version, revision)
    before = _pieces(version)
    if missing := set(chosen) - {piece.id for piece in before}:
        raise Refused(
            _("Deze regel is er niet meer. Laad de pagina opnieuw.") + f" ({len(missing)})"
        )
    answers = _checked(deed, answers)
    try:
        after = placed(DEEDS[deed](before, set(chosen), **answers), before)
    except Impossible as impossible:
        raise Refused(OBSTACLE[impossible.obstacle.value]) from impossible
    return _keep(
        actor, version, deed, before, after, first_of(after, chosen) or _above(before, chosen)
    )


@transaction.atomic
def pair(
    actor: Actor,
    *,
    version: CodeVersion,
    provision: UUID,
    key: UUID | None,
    revision: int | None = None,
) -> Done:
    """Says which provision of the edition before this one is: its key; None for a new one.

    Whoever had that key till now becomes a new provision. Raises Refused.
    """
    version = _open(actor, version, revision)
    before = _pieces(version)
    if not any(piece.id == provision for piece in before):
        raise Refused(_("Deze regel is er niet meer. Laad de pagina opnieuw."))
    if key is not None and not key_before(version, key):
        raise Refused(_("Die bepaling staat niet in de vorige uitgave."))
    after = []
    for piece in before:
        if piece.id == provision:
            mine = key or (_new() if piece.pairing else piece.key)
            after.append(replace(piece, key=mine, pairing=Pairing.BY_HAND.value))
        elif key is not None and piece.key == key:
            after.append(replace(piece, key=_new(), pairing=Pairing.BY_HAND.value))
        else:
            after.append(piece)
    return _keep(actor, version, "pair", before, after, provision)


@transaction.atomic
def confirm_seen(actor: Actor, *, version: CodeVersion, revision: int) -> CodeVersion:
    """Somebody found the tree of this revision right; Stale when it is another one by now."""
    return confirm_outline(actor, version=_open(actor, version, revision))


@transaction.atomic
def confirm_pairs(actor: Actor, *, version: CodeVersion, revision: int | None = None) -> Done:
    """A person looked at all proposals of what is which, and found them right."""
    version = _open(actor, version, revision)
    before = _pieces(version)
    after = [
        replace(piece, pairing=Pairing.BY_HAND.value) if piece.pairing == Pairing.GUESS else piece
        for piece in before
    ]
    return _keep(actor, version, "pair", before, after, None)


def undo(actor: Actor, *, version: CodeVersion, revision: int | None = None) -> Done:
    """Takes the last deed back. Raises Refused when there is none."""
    return _travel(actor, version, revision, back=True)


def redo(actor: Actor, *, version: CodeVersion, revision: int | None = None) -> Done:
    """Does again what was undone last. Raises Refused when there is none."""
    return _travel(actor, version, revision, back=False)


@transaction.atomic
def _travel(actor: Actor, version: CodeVersion, revision: int | None, *, back: bool) -> Done:
    version = _open(actor, version, revision)
    log = version.changes.filter(undone=not back).order_by("-number" if back else "number")
    change = log.first()
    if change is None:
        raise Refused(
            _("Er is niets om ongedaan te maken.") if back else _("Er is niets om opnieuw te doen.")
        )
    made = from_json(change.lines)
    if back:
        made = [one.turned for one in made]
    before = _pieces(version)
    after = applied(before, made)
    _write(version, before, after, made)
    change.undone = back
    change.save(update_fields=["undone"])
    changed = {one.id for one in made}
    focus = next((piece.id for piece in after if piece.id in changed), None)
    return _bump(actor, version, "undo" if back else "redo", len(made), focus)


# --- Reading ---------------------------------------------------------------------------------
def _open(actor: Actor, version: CodeVersion, revision: int | None) -> CodeVersion:
    """The version, locked, if its tree may change by this actor and is the one that was seen."""
    found: CodeVersion = CodeVersion.objects.select_for_update(of=("self",)).get(pk=version.pk)
    require(actor, Action.CODE_OUTLINE, found)
    if revision is not None and found.revision != revision:
        raise Stale(
            _(
                "De opbouw is intussen gewijzigd, door iemand anders of in een ander venster. "
                "Er is niets overschreven: kijk hoe het nu is en doe het dan opnieuw."
            )
        )
    return found


def _pieces(version: CodeVersion) -> list[Piece]:
    rows = version.provisions.order_by("order").values_list(*PIECE)
    return [to_piece(row) for row in rows]


def _checked(deed: str, answers: Mapping[str, Any]) -> dict[str, Any]:
    """The answers that go with a deed. Raises Refused for what can't be one."""
    if deed not in DEEDS:
        raise Refused(_("Deze stap is er niet."))
    if deed == "split":
        parts = [part for part in answers.get("parts", ()) if part.strip()]
        if not parts:
            raise Refused(_("Kies eerst een regel: zet er een vinkje voor."))
        return {"parts": parts, "new": [_new() for _part in parts[1:]]}
    if deed == "relabel":
        return {"corrected": " ".join(answers["corrected"].split())[:CORRECTED_LONGEST]}
    if deed == "set_kind" and answers["kind"] not in list(Kind):
        raise Refused(_("Kies kop, regel of alinea."))
    if deed == "set_audiences" and set(answers["audiences"]) - set(Audience.values):
        raise Refused(_("Deze doelgroep bestaat niet."))
    if deed.startswith("renumber") and answers["style"] not in editing.COUNTERS:
        raise Refused(_("Kies hoe er geteld wordt."))
    return dict(answers)


def first_of(pieces: Collection[Piece], chosen: Collection[UUID]) -> UUID | None:
    """The first chosen line that is (still) in the text."""
    return next((p.id for p in pieces if p.id in chosen and not p.dropped), None)


def _above(before: list[Piece], chosen: Collection[UUID]) -> UUID | None:
    """The line above the chosen ones, where those are gone; else the first one left."""
    kept = [piece.id for piece in before if not piece.dropped]
    places = [at for at, id_ in enumerate(kept) if id_ in chosen]
    left = [id_ for id_ in kept if id_ not in chosen]
    if not places or not left:
        return None
    return kept[places[0] - 1] if places[0] else left[0]


# --- Writing ---------------------------------------------------------------------------------
def _keep(
    actor: Actor,
    version: CodeVersion,
    deed: str,
    before: list[Piece],
    after: list[Piece],
    focus: UUID | None,
) -> Done:
    """Writes what changed, remembers it, and forgets what was undone before."""
    made = changes(before, after)
    if not made:
        return Done(deed, 0, version.revision, focus)
    _write(version, before, after, made)
    version.changes.filter(undone=True).delete()
    last = version.changes.aggregate(last=Max("number"))["last"] or 0
    OutlineChange.objects.create(
        board_id=version.board_id,
        school_id=version.school_id,
        version=version,
        number=last + 1,
        deed=deed,
        lines=to_json(made),
    )
    version.changes.filter(number__lte=last + 1 - REMEMBERED).delete()
    return _bump(actor, version, deed, len(made), focus)


def _write(
    version: CodeVersion, before: list[Piece], after: list[Piece], made: list[Change]
) -> None:
    """Only the lines and columns that changed."""
    rows = {piece.id: piece for piece in after}
    fields = {name for one in made if one.before and one.after for name in one.after}
    gone = [one.id for one in made if one.after is None]
    fresh = [rows[one.id] for one in made if one.before is None]
    kept = [rows[one.id] for one in made if one.before is not None and one.after is not None]
    if gone:
        _hand_over_rules(before, set(gone))
        Provision.objects.filter(pk__in=gone).delete()
    if fresh:
        Provision.objects.bulk_create([_row(version, piece) for piece in fresh], BATCH)
    if kept:
        changed = [_row(version, piece) for piece in kept]
        Provision.objects.bulk_update(changed, sorted(fields), batch_size=BATCH)


def _hand_over_rules(before: list[Piece], gone: set[UUID]) -> None:
    """A rule of the portal that followed from a line which is gone follows from the one above."""
    above: UUID | None = None
    for piece in before:
        if piece.id in gone and above is not None:
            RuleSetting.objects.filter(provision=piece.id).update(provision=above)
        elif not piece.dropped:
            above = piece.id


def _row(version: CodeVersion, piece: Piece) -> Provision:
    return Provision(
        board_id=version.board_id,
        school_id=version.school_id,
        version=version,
        **{name: getattr(piece, name) for name in PIECE if name != "audiences"},
        audiences=list(piece.audiences),
    )


def _bump(actor: Actor, version: CodeVersion, deed: str, lines: int, focus: UUID | None) -> Done:
    """A changed outline is one that nobody has confirmed yet."""
    version.revision += 1
    version.confirmed_at = version.confirmed_by = None
    version.save(update_fields=["revision", "confirmed_at", "confirmed_by"])
    record("code.outline", actor=actor, about=version, deed=deed, lines=lines)
    return Done(deed, lines, version.revision, focus)


def _new() -> UUID:
    return UUID(int=uuid7().int)
