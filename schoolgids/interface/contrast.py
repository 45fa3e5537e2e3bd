"""Contrast between two colours as WCAG 2.2 counts it, and the demands on a school's palette."""

from dataclasses import dataclass
from functools import lru_cache

READABLE = 4.5  # WCAG 2.2, 1.4.3: text of normal size
PAPER, CANVAS = "#ffffff", "#f7f5f1"  # grounds of theme.css
INK_SOFT, LINK = "#4c565e", "#0a4c93"  # texts of theme.css that stand on the tint


@lru_cache(maxsize=1024)  # a search for a colour asks it of the same few grounds over and over
def luminance(colour: str) -> float:
    """Relative luminance of a colour written as #rrggbb: 0 for black, 1 for white."""
    channels = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def ratio(one: str, other: str) -> float:
    """Contrast of two colours, from 1 (the same) to 21 (black on white)."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@dataclass(frozen=True)
class Shortfall:
    """Two colours that are too close: `text` cannot be read on `ground`."""

    text: str
    ground: str
    ratio: float


def shortfalls(*, primary: str, on_primary: str, tint: str) -> list[Shortfall]:
    """What makes a palette unreadable; empty when it may be used. The accent carries no text."""
    pairs = [
        (on_primary, primary),
        (primary, PAPER),
        (primary, CANVAS),
        (primary, tint),
        (INK_SOFT, tint),
        (LINK, tint),
    ]
    found = [Shortfall(text, ground, ratio(text, ground)) for text, ground in pairs]
    return [pair for pair in found if pair.ratio < READABLE]
