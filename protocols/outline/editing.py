"""Moving provisions in a tree of depths; what stands under one goes along."""

from collections.abc import Sequence


def subtree(depths: Sequence[int], at: int) -> range:
    """The places of a provision and of all that stands under it."""
    end = at + 1
    while end < len(depths) and depths[end] > depths[at]:
        end += 1
    return range(at, end)


def indented(depths: Sequence[int], at: int) -> list[int] | None:
    """The depths with one provision a level deeper; None when nothing stands above it to hold it."""
    if at == 0 or depths[at] > depths[at - 1]:
        return None
    inside = subtree(depths, at)
    return [depth + 1 if place in inside else depth for place, depth in enumerate(depths)]


def outdented(depths: Sequence[int], at: int) -> list[int] | None:
    """The depths with one provision a level higher; None when it is at the top already."""
    if depths[at] == 0:
        return None
    inside = subtree(depths, at)
    return [depth - 1 if place in inside else depth for place, depth in enumerate(depths)]


def without(depths: Sequence[int], at: int) -> list[int]:
    """The depths of all others once one is left out: its children move up to its level."""
    inside = subtree(depths, at)
    return [
        depth - 1 if place in inside else depth for place, depth in enumerate(depths) if place != at
    ]
