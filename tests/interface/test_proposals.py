"""The nearest colours that can be read: laws of the pure rule, and examples of each sentence."""

import colorsys

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from schoolgids.interface.contrast import PAPER, READABLE, ratio, shortfalls
from schoolgids.interface.palette import unreadable
from schoolgids.interface.proposals import STEPS, nearest, proposals

colours = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")
palettes = st.fixed_dictionaries({"primary": colours, "on_primary": colours, "tint": colours})
PORTAL = {"primary": "#134a5f", "on_primary": "#ffffff", "tint": "#e8f1f4"}


def improved(palette: dict[str, str]) -> dict[str, str]:
    return palette | {found.name: found.nearest for found in proposals(**palette)}


def hsl(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5))
    hue, lightness, saturation = colorsys.rgb_to_hls(red, green, blue)
    return hue, saturation, lightness


def with_lightness(colour: str, lightness: float) -> list[float]:
    hue, saturation, _lightness = hsl(colour)
    return [channel * 255 for channel in colorsys.hls_to_rgb(hue, lightness, saturation)]


@settings(deadline=None)
@given(palettes)
@example({"primary": "#ffff00", "on_primary": "#000000", "tint": "#000000"})
def test_palette_as_proposed_can_be_read(palette: dict[str, str]) -> None:
    assert shortfalls(**improved(palette)) == []


@settings(deadline=None)
@given(palettes)
def test_nothing_is_proposed_for_a_palette_that_can_be_read_and_for_no_other(
    palette: dict[str, str],
) -> None:
    assert (proposals(**palette) == []) == (shortfalls(**palette) == [])
    assert proposals(**improved(palette)) == []


@settings(deadline=None)
@given(palettes)
def test_proposal_is_another_colour_with_a_pair_that_falls_short(palette: dict[str, str]) -> None:
    for found in proposals(**palette):
        assert found.nearest != palette[found.name]
        assert found.worst.ratio < READABLE
        assert palette[found.name] in (found.worst.text, found.worst.ground)


@settings(deadline=None)
@given(palettes)
def test_taking_over_one_at_a_time_ends_as_well(palette: dict[str, str]) -> None:
    for _round in range(4):
        found = proposals(**palette)
        if not found:
            break
        palette = palette | {found[-1].name: found[-1].nearest}
    assert shortfalls(**palette) == []


@settings(deadline=None)
@given(colours, colours)
def test_colour_that_passes_stays_itself(colour: str, ground: str) -> None:
    found = nearest(colour, lambda other: ratio(other, ground) >= READABLE)
    assert (found == colour) == (ratio(colour, ground) >= READABLE)


@settings(deadline=None)
@given(colours)
def test_nearest_keeps_hue_and_saturation(colour: str) -> None:
    found = nearest(colour, lambda other: ratio(other, PAPER) >= READABLE)
    assert found is not None
    assert ratio(found, PAPER) >= READABLE
    _hue, _saturation, lightness = hsl(found)
    for channel, exact in enumerate(with_lightness(colour, lightness)):
        # Two roundings: of the channel itself, and of the lightness that is read back from it.
        assert abs(int(found[1 + 2 * channel : 3 + 2 * channel], 16) - exact) <= 1.5


@settings(deadline=None)
@given(colours)
def test_no_colour_of_the_same_hue_that_passes_is_nearer(colour: str) -> None:
    found = nearest(colour, lambda other: ratio(other, PAPER) >= READABLE)
    assert found is not None
    lightness = hsl(colour)[2]
    change = abs(hsl(found)[2] - lightness)
    finer = 3 * STEPS
    for step in range(finer + 1):
        if abs(step / finer - lightness) >= change - 2 / STEPS:
            continue
        channels = with_lightness(colour, step / finer)
        other = "#" + "".join(f"{round(channel):02x}" for channel in channels)
        assert ratio(other, PAPER) < READABLE


def test_nothing_passes_where_nothing_can() -> None:
    assert nearest("#134a5f", lambda _colour: False) is None


@pytest.mark.parametrize(
    ("palette", "sentences"),
    [
        (
            {"primary": "#8fc1d1"},
            ["De hoofdkleur (#8fc1d1) is niet goed leesbaar op de lichte achtergrond (#e8f1f4): contrast 1,70, nodig is 4,5. De dichtstbijzijnde kleur die wel kan, is #387588."],
        ),
        (
            {"on_primary": "#2f6f86"},
            ["De tekst op de hoofdkleur (#2f6f86) is niet goed leesbaar op de hoofdkleur (#134a5f): contrast 1,72, nodig is 4,5. De dichtstbijzijnde kleur die wel kan, is #7bbad1."],
        ),
        (
            {"tint": "#7799aa"},
            ["Grijze tekst (#4c565e) is niet goed leesbaar op de lichte achtergrond (#7799aa): contrast 2,47, nodig is 4,5. De dichtstbijzijnde kleur die wel kan, is #bbccd4."],
        ),
        (
            {"primary": "#ffff00", "on_primary": "#000000", "tint": "#ffffff"},
            ["De hoofdkleur (#ffff00) is niet goed leesbaar op de achtergrond van de pagina (#f7f5f1): contrast 1,01, nodig is 4,5. De dichtstbijzijnde kleur die wel kan, is #747400.",
             "De tekst op de hoofdkleur (#000000) is niet goed leesbaar op de hoofdkleur (#747400): contrast 4,24, nodig is 4,5. De dichtstbijzijnde kleur die wel kan, is #f4f4f4."],
        ),
        (
            {"primary": "#8fc1d1", "tint": "#7799aa"},
            ["Grijze tekst (#4c565e) is niet goed leesbaar op de lichte achtergrond (#7799aa): contrast 2,47, nodig is 4,5. De dichtstbijzijnde kleur die wel kan, is #bbccd4.",
             "De hoofdkleur (#8fc1d1) is niet goed leesbaar op de lichte achtergrond (#7799aa): contrast 1,54, nodig is 4,5. De dichtstbijzijnde kleur die wel kan, is #2c5b6a."],
        ),
    ],
    ids=["primary", "text", "tint", "text after primary", "primary on the tint as typed"],
)  # fmt: skip
def test_sentence_names_both_colours_the_contrast_and_the_nearest(
    palette: dict[str, str], sentences: list[str]
) -> None:
    assert [unreadable(found) for found in proposals(**(PORTAL | palette))] == sentences
