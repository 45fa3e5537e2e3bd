"""The registers as pages show them: their names, the stages to choose from, and how it stands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from protocols.registers.models import Entry, Kind
from schoolgids.interface.parts import Tag

Text = str | Promise


@dataclass(frozen=True)
class Register:
    """One of the four, with its place in the address and its words."""

    kind: Kind
    slug: str
    title: Text
    lede: Text
    ask: Text  # the heading of its form


REGISTERS: Sequence[Register] = (
    Register(
        Kind.ACCOUNT,
        "accounts",
        _("Officiële accounts"),
        _(
            "Accounts op sociale media die namens de school spreken. Deze lijst staat ook in de schoolgids, zonder namen van mensen."
        ),
        _("Officieel account aanvragen"),
    ),
    Register(
        Kind.EXCEPTION,
        "uitzonderingen",
        _("Uitzonderingen op de code"),
        _("Wat de schoolleiding bij wijze van uitzondering toestaat, voor wie en tot wanneer."),
        _("Uitzondering aanvragen"),
    ),
    Register(
        Kind.CLASS_APP,
        "klassenapps",
        _("Klassenapps"),
        _(
            "Groepsapps met een klas: op welk platform, en hoe wie er niet in zit het bericht krijgt."
        ),
        _("Klassenapp aanvragen"),
    ),
    Register(
        Kind.LESSON,
        "lessen",
        _("Sociale media in de les"),
        _("Wanneer de telefoon of sociale media in een les mogen, en waarvoor."),
        _("Toestemming voor een les vastleggen"),
    ),
)
BY_SLUG: Mapping[str, Register] = MappingProxyType({one.slug: one for one in REGISTERS})
BY_KIND: Mapping[str, Register] = MappingProxyType({one.kind: one for one in REGISTERS})

# fmt: off
STANDINGS: Mapping[str, tuple[Text, str, str]] = MappingProxyType({
    "requested": (_("aangevraagd"), "warn", "clock"),
    "begins": (_("toegestaan, begint nog"), "info", "calendar-days"),
    "holds": (_("toegestaan"), "ok", "check"),
    "past": (_("afgelopen"), "", "calendar-check"),
    "ended": (_("beëindigd"), "", "circle-stop"),
    "refused": (_("geweigerd"), "danger", "x"),
    "withdrawn": (_("ingetrokken"), "", "undo-2"),
})
STAGES: Sequence[tuple[str, Text]] = (
    ("aangevraagd", _("aangevraagd")), ("geldt", _("geldt nu")), ("begint", _("begint nog")),
    ("afgelopen", _("afgelopen of beëindigd")), ("geweigerd", _("geweigerd")),
    ("ingetrokken", _("ingetrokken")),
)
# fmt: on


def standing_tag(entry: Entry, today: date) -> Tag:
    """Where an entry stands today, by word, colour and icon."""
    label, kind, icon = STANDINGS[entry.standing(today)]
    return Tag(label=label, kind=kind, icon=icon)


def in_stage(rows: QuerySet[Entry], stage: str, today: date) -> QuerySet[Entry]:
    """The rows of one of `STAGES`; all of them for anything else."""
    over = Q(status="ended") | Q(status="granted", until_on__lt=today)
    asked: Mapping[str, Q] = {
        "aangevraagd": Q(status="requested"),
        "geldt": Q(status="granted", from_on__lte=today) & ~over,
        "begint": Q(status="granted", from_on__gt=today),
        "afgelopen": over,
        "geweigerd": Q(status="refused"),
        "ingetrokken": Q(status="withdrawn"),
    }
    return rows.filter(asked[stage]) if stage in asked else rows
