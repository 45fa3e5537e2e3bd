"""A long outline in windows: cut at headings where there are any, so that a page stays small."""

from collections.abc import Sequence
from dataclasses import dataclass

FEWEST, MOST = 120, 200


@dataclass(frozen=True)
class Window:
    """Some lines of an outline, one page of the editor: places `start` up to `stop`."""

    start: int
    stop: int


def windows(is_heading: Sequence[bool]) -> list[Window]:
    """The whole outline in windows, in order; at least one."""
    found: list[Window] = []
    start = 0
    for at, heading in enumerate(is_heading):
        if at - start >= MOST or (heading and at - start >= FEWEST):
            found.append(Window(start, at))
            start = at
    return [*found, Window(start, len(is_heading))]
