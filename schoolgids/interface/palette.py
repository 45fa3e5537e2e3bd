"""The colours of a school: four tokens in a small stylesheet of its own (no inline style, strict CSP)."""

from hashlib import sha256
from math import floor
from typing import Protocol

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from schoolgids.interface.contrast import CANVAS, INK_SOFT, LINK, PAPER
from schoolgids.interface.proposals import Proposal, proposals

PORTAL_MARK = "book"
MARKS = ("book", "bird", "gate", "wave", "tree", "star", "mill", "sun")


class Coloured(Protocol):
    """What a school has to say about its colours, each written as #rrggbb."""

    slug: str
    colour_primary: str
    colour_on_primary: str
    colour_tint: str
    colour_accent: str


def stylesheet(school: Coloured) -> str:
    """The rules that put the school's colours in the place of the portal's."""
    rules = custom_properties(
        school.colour_primary, school.colour_on_primary, school.colour_tint, school.colour_accent
    )
    return f":root{{{rules}}}\n"


def custom_properties(primary: str, on_primary: str, tint: str, accent: str) -> str:
    """The four tokens of theme.css with these colours, each #rrggbb."""
    return (
        f"--school-primary:{primary};--school-on-primary:{on_primary};"
        f"--school-tint:{tint};--school-accent:{accent}"
    )


def version(school: Coloured) -> str:
    """Changes with the colours, so that a stylesheet can be kept for ever under its address."""
    return sha256(stylesheet(school).encode()).hexdigest()[:12]


def address(school: Coloured) -> str:
    """Where the stylesheet of a school stands."""
    return reverse("school_style", kwargs={"school": school.slug, "version": version(school)})


def check_readable(*, primary: str, on_primary: str, tint: str) -> None:
    """Refuses a palette on which text cannot be read.

    Raises ValidationError with a sentence at each field that has to change.
    """
    found = proposals(primary=primary, on_primary=on_primary, tint=tint)
    if found:
        raise ValidationError({f"colour_{one.name}": unreadable(one) for one in found})


def unreadable(found: Proposal) -> str:
    """What is wrong with a colour, and the nearest one that will do, in a sentence."""
    worst = found.worst
    primary, tint = _("de hoofdkleur"), _("de lichte achtergrond")
    if found.name == "on_primary":
        text, ground = _("de tekst op de hoofdkleur"), primary
    elif found.name == "tint":
        text, ground = {INK_SOFT: _("grijze tekst"), LINK: _("een link")}[worst.text], tint
    else:
        paper = {PAPER: _("wit"), CANVAS: _("de achtergrond van de pagina")}
        text, ground = primary, paper.get(worst.ground, tint)
    # Rounded down: what falls just short would be told to be enough.
    ratio = number_format(floor(worst.ratio * 100) / 100, 2)
    return _(
        "%(text)s (%(text_colour)s) is niet goed leesbaar op %(ground)s (%(ground_colour)s):"
        " contrast %(ratio)s, nodig is 4,5. De dichtstbijzijnde kleur die wel kan, is %(nearest)s."
    ) % {
        "text": capfirst(text),
        "text_colour": worst.text,
        "ground": ground,
        "ground_colour": worst.ground,
        "ratio": ratio,
        "nearest": found.nearest,
    }
