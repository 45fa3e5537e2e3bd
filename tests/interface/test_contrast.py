"""Contrast as WCAG counts it, and which palettes a school may not have."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from schoolgids.interface.contrast import READABLE, ratio, shortfalls
from schoolgids.interface.palette import check_readable
from schoolgids.organisation.models import School

colours = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")
PORTAL = {"primary": "#134a5f", "on_primary": "#ffffff", "tint": "#e8f1f4"}


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#ffffff", "#ffffff", 1.0),
        ("#777777", "#ffffff", 4.478),  # the well-known grey that just falls short
        ("#767676", "#ffffff", 4.542),  # and the one that just passes
        ("#0000ff", "#ffffff", 8.592),
        ("#ff0000", "#ffffff", 3.998),
    ],
)
def test_ratio_is_the_known_value(one: str, other: str, expected: float) -> None:
    assert ratio(one, other) == pytest.approx(expected, abs=0.001)


@given(colours, colours)
def test_ratio_is_the_same_both_ways_and_within_bounds(one: str, other: str) -> None:
    assert ratio(one, other) == ratio(other, one)
    assert 1.0 <= ratio(one, other) <= 21.0 + 1e-9


def test_palette_of_the_portal_falls_nowhere_short() -> None:
    assert shortfalls(**PORTAL) == []


def test_light_primary_falls_short_as_text_and_as_ground() -> None:
    found = shortfalls(primary="#8fc1d1", on_primary="#ffffff", tint="#e8f1f4")
    assert {(pair.text, pair.ground) for pair in found} == {
        ("#ffffff", "#8fc1d1"),
        ("#8fc1d1", "#ffffff"),
        ("#8fc1d1", "#f7f5f1"),
        ("#8fc1d1", "#e8f1f4"),
    }


def test_dark_tint_makes_links_unreadable() -> None:
    found = shortfalls(primary="#000000", on_primary="#ffffff", tint="#7799aa")
    assert {pair.text for pair in found} == {"#4c565e", "#0a4c93"}
    assert all(pair.ratio < READABLE for pair in found)


def test_unreadable_palette_is_refused_in_words() -> None:
    with pytest.raises(ValidationError) as refused:
        check_readable(primary="#777777", on_primary="#ffffff", tint="#ffffff")
    assert refused.value.message_dict == {
        "colour_primary": [
            "De hoofdkleur (#777777) is niet goed leesbaar op de achtergrond van de pagina"
            " (#f7f5f1): contrast 4,11, nodig is 4,5."
            " De dichtstbijzijnde kleur die wel kan, is #707070."
        ]
    }


def test_school_with_unreadable_colours_is_refused() -> None:
    school = School(name="x", slug="x", sector="po", governance="public", colour_primary="#777777")
    with pytest.raises(ValidationError, match="niet goed leesbaar"):
        school.clean()


def test_school_with_a_colour_that_is_none_is_told_so_at_the_field() -> None:
    school = School(name="x", slug="x", sector="po", governance="public", colour_tint="groen")
    with pytest.raises(ValidationError) as refused:
        school.full_clean(exclude=["board"], validate_unique=False, validate_constraints=False)
    assert refused.value.message_dict == {"colour_tint": ["Schrijf een kleur als #1a2b3c."]}
