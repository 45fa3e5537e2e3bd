"""Where a rule stands: in what holds now, else in the newest version that has it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import Http404
from django.utils.translation import gettext as _

from protocols import public
from protocols.markup import plain
from protocols.models import PublishedProvision, PublishedVersion
from protocols.views.finding import Found


@dataclass(frozen=True)
class Placed:
    """A rule in the version in which it is shown, with what stands above and under it."""

    version: PublishedVersion
    provision: PublishedProvision
    above: Sequence[PublishedProvision]
    under: Sequence[PublishedProvision]

    @property
    def text(self) -> list[PublishedProvision]:
        """The rule itself and all that stands under it."""
        return [self.provision, *self.under]

    @property
    def name(self) -> str:
        """How it is called in a sentence: "regel II.A.2"."""
        number = self.provision.path or self.provision.label
        if self.provision.kind == "heading":
            return f"{number} {plain(self.provision.text)}".strip()
        return _("regel %(number)s") % {"number": number} if number else _("een alinea")

    @property
    def title(self) -> str:
        return f"{self.version.title}: {self.name}"


def place_rule(found: Found, anchor: str) -> Placed:
    """The rule of an anchor, that of its number today or its stable one. Raises Http404."""
    version = found.in_force()
    if version is not None:
        text = public.texts_of([version])[version.pk]
        for row in text:
            if anchor in (row.anchor, row.stable_anchor):
                return _in(text, row, version)
    last = public.last_place_of(found.versions, anchor)
    if last is None:
        raise Http404
    version, key = last
    text = public.texts_of([version])[version.pk]
    return _in(text, next(row for row in text if row.key == key), version)


def _in(
    text: Sequence[PublishedProvision], row: PublishedProvision, version: PublishedVersion
) -> Placed:
    at = text.index(row)
    above: list[PublishedProvision] = []
    for other in text[:at]:
        while above and above[-1].depth >= other.depth:
            above.pop()
        above.append(other)
    headings = [other for other in above if other.depth < row.depth and other.path]
    under = []
    for other in text[at + 1 :]:
        if other.depth <= row.depth:
            break
        under.append(other)
    return Placed(version, row, headings, under)
