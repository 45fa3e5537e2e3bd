"""The colours of a school: four tokens in a small stylesheet of its own (no inline style, strict CSP)."""

from hashlib import sha256
from typing import Protocol

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext as _

from schoolgids.interface.contrast import shortfalls

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
    return (
        ":root{"
        f"--school-primary:{school.colour_primary};"
        f"--school-on-primary:{school.colour_on_primary};"
        f"--school-tint:{school.colour_tint};"
        f"--school-accent:{school.colour_accent}"
        "}\n"
    )


def version(school: Coloured) -> str:
    """Changes with the colours, so that a stylesheet can be kept for ever under its address."""
    return sha256(stylesheet(school).encode()).hexdigest()[:12]


def address(school: Coloured) -> str:
    """Where the stylesheet of a school stands."""
    return reverse("school_style", kwargs={"school": school.slug, "version": version(school)})


def check_readable(*, primary: str, on_primary: str, tint: str) -> None:
    """Refuses a palette on which text cannot be read.

    Raises ValidationError with one message per pair that falls short.
    """
    found = shortfalls(primary=primary, on_primary=on_primary, tint=tint)
    if found:
        raise ValidationError(
            [
                _(
                    "%(text)s is niet goed leesbaar op %(ground)s: contrast %(ratio).1f, nodig is 4,5."
                )
                % {"text": pair.text, "ground": pair.ground, "ratio": pair.ratio}
                for pair in found
            ]
        )
