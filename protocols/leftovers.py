"""What still stands open in a text: blanks, and links and references that lead nowhere."""

from collections.abc import Iterable
from dataclasses import dataclass

from protocols.elsewhere import published_near
from protocols.models import AcceptedPlace, CodeVersion, Provision
from protocols.outline import FindingKind, findings_in, without_target


@dataclass(frozen=True)
class Blocker:
    """A place in the text that must be filled in or repaired before it is adopted."""

    provision: Provision
    kind: FindingKind
    words: str

    @property
    def may_stay(self) -> bool:
        """Whether it can be left as it is, with a reason: a blank says nothing and can't."""
        return self.kind is not FindingKind.PLACEHOLDER


def blockers(
    provisions: Iterable[Provision], accepted: Iterable[AcceptedPlace] = ()
) -> list[Blocker]:
    """Each blank and dead link of these provisions, without what was accepted in these words."""
    rows = list(provisions)
    found = [
        Blocker(rows[f.provision], f.kind, f.text) for f in findings_in(rows, published_near(rows))
    ]
    return _without(accepted, found)


def open_in(version: CodeVersion, accepted: Iterable[AcceptedPlace] = ()) -> list[Blocker]:
    """All that stands open in a version, in the order of its text. Two queries, or one more for a
    text with references: where one leads is known of the whole text alone.
    """
    accepted = list(accepted)
    found = blockers(version.provisions.maybe_open(), accepted)
    if version.provisions.maybe_pointing().exists():
        rows = list(version.provisions.kept().order_by("order"))
        loose = [Blocker(rows[f.provision], f.kind, f.text) for f in without_target(rows)]
        found += _without(accepted, loose)
    return sorted(found, key=lambda one: one.provision.order)


def _without(accepted: Iterable[AcceptedPlace], found: list[Blocker]) -> list[Blocker]:
    stays = {(one.provision_id, one.words, one.text) for one in accepted}
    return [one for one in found if not (one.may_stay and _key(one) in stays)]


def _key(blocker: Blocker) -> tuple[object, str, str]:
    return blocker.provision.pk, blocker.words, blocker.provision.text


def stands(accepted: AcceptedPlace, provision: Provision) -> bool:
    """Whether the provision still reads as it did when this was accepted."""
    return accepted.text == provision.text and not provision.dropped
