"""The three levels that decide, low to high. Pure.

A higher level may always take what a lower one may; a case only ever moves up.
"""

TEAM_LEADER = "team_leader"
HEAD = "head"
BOARD = "board"
LADDER = (TEAM_LEADER, HEAD, BOARD)

# Which level a role decides on; other roles decide on nothing.
LEVEL_OF_ROLE = {"team_leader": TEAM_LEADER, "head": HEAD, "board_member": BOARD}
ROLE_OF_LEVEL = {level: role for role, level in LEVEL_OF_ROLE.items()}


def highest(*levels: str) -> str:
    """The highest of some levels; "" is below all of them."""
    return max(levels, key=_rank)


def reaches(level: str, needed: str) -> bool:
    """Whether who stands on `level` may do what `needed` may."""
    return _rank(level) >= _rank(needed)


def above(level: str) -> tuple[str, ...]:
    """The levels above one, low to high; none above the board."""
    return LADDER[_rank(level) + 1 :]


def level_of(roles: frozenset[str]) -> str:
    """The highest level that somebody with these roles stands on; "" for nobody who decides."""
    return highest("", *(LEVEL_OF_ROLE[role] for role in roles if role in LEVEL_OF_ROLE))


def _rank(level: str) -> int:
    return LADDER.index(level) if level else -1
