"""A long outline is cut in windows: every line once, none too long, at a heading where there is one."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from protocols.outline.windows import FEWEST, MOST, Window, windows


def test_short_text_is_one_window() -> None:
    assert windows([True, *[False] * (MOST - 1)]) == [Window(0, MOST)]
    assert windows([]) == [Window(0, 0)]


def test_window_ends_at_a_heading() -> None:
    rules = [False] * 49
    assert windows([True, *rules] * 4) == [Window(0, 150), Window(150, 200)]


@given(st.lists(st.booleans(), max_size=1_000))
def test_every_line_is_in_one_window(is_heading: list[bool]) -> None:
    found = windows(is_heading)
    assert (found[0].start, found[-1].stop) == (0, len(is_heading))
    assert all(one.stop == two.start for one, two in pairwise(found))
    assert all(window.stop - window.start <= MOST for window in found)
    for window in found[1:]:
        assert (
            is_heading[window.start] or window.start - found[found.index(window) - 1].start == MOST
        )
    assert FEWEST < MOST
