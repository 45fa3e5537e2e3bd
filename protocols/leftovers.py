"""What still stands open in a text: blanks, and links that lead nowhere and may not stay so."""

from collections.abc import Iterable
from dataclasses import dataclass

from protocols.elsewhere import published_near
from protocols.models import AcceptedPlace, Provision
from protocols.outline import FindingKind, findings_in


@dataclass(frozen=True)
class Blocker:
    """A place in the text that must be filled in or repaired before it is adopted."""

    provision: Provision
    kind: FindingKind
    words: str

    @property
    def may_stay(self) -> bool:
        """Whether it can be left as it is, with a reason: a blank says nothing and can't."""
        return self.kind is FindingKind.DEAD_LINK


def blockers(
    provisions: Iterable[Provision], accepted: Iterable[AcceptedPlace] = ()
) -> list[Blocker]:
    """Each place with its provision, without what was accepted in these words of the provision."""
    rows = list(provisions)
    stays = {(one.provision_id, one.words, one.text) for one in accepted}
    found = [
        Blocker(rows[f.provision], f.kind, f.text) for f in findings_in(rows, published_near(rows))
    ]
    return [one for one in found if not (one.may_stay and _key(one) in stays)]


def _key(blocker: Blocker) -> tuple[object, str, str]:
    return blocker.provision.pk, blocker.words, blocker.provision.text


def stands(accepted: AcceptedPlace, provision: Provision) -> bool:
    """Whether the provision still reads as it did when this was accepted."""
    return accepted.text == provision.text and not provision.dropped
