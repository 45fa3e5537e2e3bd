"""Setting the tree of a draft right: one deed per button of the outline editor (G4)."""

from collections.abc import Callable, Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from protocols.models import CodeVersion, Provision
from protocols.outline import Confidence
from protocols.outline.editing import indented, outdented, without
from protocols.wording import BY_HAND
from schoolgids.access.actions import Action
from schoolgids.access.actor import Actor
from schoolgids.access.policy import require
from schoolgids.audit.services import record
from schoolgids.workflow import Refused


@transaction.atomic
def indent(actor: Actor, *, provision: Provision) -> None:
    """Puts a provision, with all under it, one level deeper."""
    _move(actor, provision, indented, _("Deze regel kan niet dieper: er staat niets boven."))


@transaction.atomic
def outdent(actor: Actor, *, provision: Provision) -> None:
    """Puts a provision, with all under it, one level higher."""
    _move(actor, provision, outdented, _("Deze regel staat al bovenaan."))


@transaction.atomic
def relabel(actor: Actor, *, provision: Provision, corrected: str) -> None:
    """Proposes another label beside the printed one; empty takes the proposal back."""
    _open(actor, provision)
    provision.corrected = corrected.strip() or None
    _sure(provision, "corrected")
    _done(actor, provision, "relabel")


@transaction.atomic
def set_kind(actor: Actor, *, provision: Provision, kind: str) -> None:
    """Says whether a provision is a heading, an item or a paragraph."""
    if kind not in Provision.KindChoice.values:
        raise Refused(_("Kies kop, regel of alinea."))
    _open(actor, provision)
    provision.kind = kind
    _sure(provision, "kind")
    _done(actor, provision, "set_kind")


@transaction.atomic
def drop(actor: Actor, *, provision: Provision) -> None:
    """Leaves a line out of the code; it stays in the list of what was left out."""
    version = _open(actor, provision)
    rows, at = _kept(version, provision)
    if len(rows) == 1:
        raise Refused(_("Dit is de laatste regel. Een code zonder tekst kan niet."))
    others = [row for row in rows if row.pk != provision.pk]
    _write_depths(others, without([row.depth for row in rows], at))
    provision.dropped = BY_HAND
    provision.save(update_fields=["dropped"])
    _done(actor, provision, "drop")


@transaction.atomic
def restore(actor: Actor, *, provision: Provision) -> None:
    """Takes a line that was left out back in, at the level of what follows it."""
    version = _open(actor, provision)
    if not provision.dropped:
        raise Refused(_("Deze regel staat al in de tekst."))
    rows = list(version.provisions.kept().order_by("order"))
    before = [row.depth for row in rows if row.order < provision.order]
    after = [row.depth for row in rows if row.order > provision.order]
    provision.depth = (after or before)[0 if after else -1] if before else 0
    provision.dropped = ""
    provision.save(update_fields=["depth", "dropped"])
    _done(actor, provision, "restore")


def _open(actor: Actor, provision: Provision) -> CodeVersion:
    """The version, locked, if its text may change by this actor. Raises Refused or Forbidden."""
    rows = CodeVersion.objects.select_for_update(of=("self",))
    version: CodeVersion = rows.get(pk=provision.version_id)
    require(actor, Action.CODE_EDIT, version)
    if not version.is_open:
        raise Refused(_("Deze versie is geen concept meer. De tekst ligt vast."))
    provision.refresh_from_db()
    return version


def _kept(version: CodeVersion, provision: Provision) -> tuple[list[Provision], int]:
    rows = list(version.provisions.kept().order_by("order"))
    place = next((at for at, row in enumerate(rows) if row.pk == provision.pk), None)
    if place is None:
        raise Refused(_("Deze regel is weggelaten. Zet hem eerst terug."))
    return rows, place


def _move(
    actor: Actor,
    provision: Provision,
    move: Callable[[Sequence[int], int], list[int] | None],
    refusal: str,
) -> None:
    version = _open(actor, provision)
    rows, at = _kept(version, provision)
    depths = move([row.depth for row in rows], at)
    if depths is None:
        raise Refused(refusal)
    _write_depths(rows, depths)
    provision.refresh_from_db()
    _sure(provision)
    _done(actor, provision, move.__name__)


def _write_depths(rows: Sequence[Provision], depths: Sequence[int]) -> None:
    changed = []
    for row, depth in zip(rows, depths, strict=True):
        if row.depth != depth:
            row.depth = depth
            changed.append(row)
    Provision.objects.bulk_update(changed, ["depth"], batch_size=500)


def _sure(provision: Provision, *changed: str) -> None:
    """A person has looked at it now."""
    provision.confidence = Confidence.CERTAIN.value
    provision.save(update_fields=["confidence", *changed])


def _done(actor: Actor, provision: Provision, deed: str) -> None:
    """A changed outline is one that nobody has confirmed yet."""
    CodeVersion.objects.filter(pk=provision.version_id).update(confirmed_at=None, confirmed_by=None)
    record("code.outline", actor=actor, about=provision, deed=deed, order=provision.order)
