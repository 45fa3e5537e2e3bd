"""What a new board and a new school start with. Each app says so in its `starting` module."""

from collections.abc import Callable

from schoolgids.organisation.models import Board, School

_FOR_BOARD: list[Callable[[Board], object]] = []
_FOR_SCHOOL: list[Callable[[School], object]] = []


def board_starts_with(deed: Callable[[Board], object]) -> Callable[[Board], object]:
    """Registers what is done once for a new board. Must be safe to do twice."""
    _FOR_BOARD.append(deed)
    return deed


def school_starts_with(deed: Callable[[School], object]) -> Callable[[School], object]:
    """Registers what is done once for a new school. Must be safe to do twice."""
    _FOR_SCHOOL.append(deed)
    return deed


def start_board(board: Board) -> None:
    """Gives a new board what its work begins with. Call in the scope of the board."""
    for deed in _FOR_BOARD:
        deed(board)


def start_school(school: School) -> None:
    """Gives a new school what its work begins with. Call in the scope of the school."""
    for deed in _FOR_SCHOOL:
        deed(school)
