"""The nearest colours that can be read: as much lighter or darker as it takes, and nothing else.

Pure. Each colour of a palette has demands of its own, met from the ground up: the tint on its own,
then the main colour on the tint, then the text on the main colour. In that order there is always
an answer: white is a tint that will do, black a main colour, and white a text on what is dark.
"""

import colorsys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from schoolgids.interface.contrast import (
    CANVAS,
    INK_SOFT,
    LINK,
    PAPER,
    READABLE,
    Shortfall,
    ratio,
    shortfalls,
)

STEPS = 510  # of lightness in HSL: half the highest channel and half the lowest, of 255 each
Demand = tuple[str, str]  # a text and its ground


@dataclass(frozen=True)
class Proposal:
    """What is wrong with a colour of a palette, and the nearest one with which it is not."""

    name: str  # primary, on_primary or tint
    worst: Shortfall
    nearest: str


def proposals(*, primary: str, on_primary: str, tint: str) -> list[Proposal]:
    """What to change in a palette; empty when it may be used. With all of it done it may be used."""
    if not shortfalls(primary=primary, on_primary=on_primary, tint=tint):
        return []
    typed = {"primary": primary, "tint": tint}
    found = _judged("tint", tint, _on_tint(tint), _on_tint)
    tint = found[0].nearest if found else tint

    def on_paper(colour: str) -> list[Demand]:
        return [(colour, PAPER), (colour, CANVAS), (colour, tint)]

    def with_text(colour: str) -> list[Demand]:
        return [*on_paper(colour), (on_primary, colour)]

    as_typed = [(primary, ground) for ground in (PAPER, CANVAS, typed["tint"])]
    strong = _judged("primary", primary, as_typed, on_paper, with_text)
    primary = strong[0].nearest if strong else primary

    def on_strong(colour: str) -> list[Demand]:
        return [(colour, primary)]

    text = _judged("on_primary", on_primary, [(on_primary, typed["primary"])], on_strong)
    return [*found, *strong, *text]


def nearest(colour: str, passes: Callable[[str], bool]) -> str | None:
    """The colour of the same hue and saturation that passes with the least change of lightness;
    itself when it passes, None when none does.
    """
    if passes(colour):
        return colour
    return next((other for other in _by_change(colour) if passes(other)), None)


def _on_tint(colour: str) -> list[Demand]:
    return [(INK_SOFT, colour), (LINK, colour)]


def _judged(
    name: str, colour: str, as_typed: Sequence[Demand], *demands: Callable[[str], Sequence[Demand]]
) -> list[Proposal]:
    """Whether a colour meets the first demands. If not, the nearest that meets the last ones too,
    or the first alone where nothing meets all.

    What is wrong is told of the colours as they were typed, where they fall short.
    """
    short = _short(demands[0](colour))
    if not short:
        return []
    worst = min(_short(as_typed) or short, key=lambda pair: pair.ratio)
    for asked in reversed(demands):
        found = nearest(colour, lambda other, asked=asked: not _short(asked(other)))  # type: ignore[misc]
        if found is not None:
            return [Proposal(name, worst, found)]
    raise ValueError(f"nothing will do for {name}")


def _short(demands: Sequence[Demand]) -> list[Shortfall]:
    found = [Shortfall(text, ground, ratio(text, ground)) for text, ground in demands]
    return [pair for pair in found if pair.ratio < READABLE]


def _by_change(colour: str) -> Iterator[str]:
    """Black, white and all between of a hue and saturation, from the least change on."""
    red, green, blue = (int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5))
    hue, lightness, saturation = colorsys.rgb_to_hls(red, green, blue)
    for step in sorted(range(STEPS + 1), key=lambda step: (abs(step / STEPS - lightness), step)):
        channels = colorsys.hls_to_rgb(hue, step / STEPS, saturation)
        yield "#" + "".join(f"{round(channel * 255):02x}" for channel in channels)
