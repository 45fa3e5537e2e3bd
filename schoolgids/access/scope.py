"""The only way to reach the rows of a board: a scope, which is a transaction (P5).

`scoped` opens a transaction and tells PostgreSQL, for that transaction alone, which board and
which schools may be seen; row-level security does the rest. Nothing can leak through a pooled
connection, a rollback or a savepoint: the settings end with the transaction.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from django.db import connection, transaction

from schoolgids.organisation.models import Board, School


@dataclass(frozen=True)
class Scope:
    """What may be seen: one board, and of its schools these."""

    board: int
    schools: frozenset[int] = field(default_factory=frozenset)

    @classmethod
    def of_school(cls, school: School) -> "Scope":
        return cls(school.board_id, frozenset({school.pk}))

    @classmethod
    def of_board(cls, board: Board | int) -> "Scope":
        """The whole board: for its officers, and for work that loops over boards."""
        pk = board if isinstance(board, int) else board.pk
        schools = School.objects.filter(board_id=pk).values_list("pk", flat=True)
        return cls(pk, frozenset(schools))


_current: ContextVar[Scope | None] = ContextVar("scope", default=None)
_afterwards: ContextVar[list[Callable[[], object]] | None] = ContextVar("afterwards", default=None)


def current_scope() -> Scope | None:
    return _current.get()


def afterwards(deed: Callable[[], object]) -> None:
    """Does `deed` in a transaction of its own once the scope has ended, however it ended.

    For reads and refusals in the audit trail: a rollback can't wipe them. Without a scope
    to end, it is done at once.
    """
    waiting = _afterwards.get()
    if waiting is None:
        deed()
    else:
        waiting.append(deed)


def one_at_a_time(what: str) -> None:
    """Lets others who do the same thing wait until this transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtextextended(%s, 0))", [what])


def _tell_database(scope: Scope | None) -> None:
    board = str(scope.board) if scope else ""
    schools = "{" + ",".join(str(pk) for pk in sorted(scope.schools)) + "}" if scope else ""
    with connection.cursor() as cursor:
        cursor.execute(
            "select set_config('schoolgids.board', %s, true),"
            " set_config('schoolgids.schools', %s, true)",
            [board, schools],
        )


@contextmanager
def _transaction_of(scope: Scope) -> Iterator[None]:
    outer = _current.get()
    token = _current.set(scope)
    try:
        with transaction.atomic():
            _tell_database(scope)
            yield
            if outer is not None:
                _tell_database(outer)
        if outer is None and connection.in_atomic_block:  # a transaction around the scope
            _tell_database(None)
    finally:
        _current.reset(token)


@contextmanager
def scoped(scope: Scope, *, outermost: bool = False) -> Iterator[Scope]:
    """Runs the block inside a transaction that sees `scope` and nothing else.

    A scope inside another takes its place until it ends. What was left to do `afterwards`
    is done when the outermost scope has ended; a page is always outermost.
    """
    if _afterwards.get() is not None and not outermost:
        with _transaction_of(scope):
            yield scope
        return
    waiting: list[Callable[[], object]] = []
    token = _afterwards.set(waiting)
    try:
        with _transaction_of(scope):
            yield scope
    finally:
        _afterwards.reset(token)
        if waiting:
            with _transaction_of(scope):
                for deed in waiting:
                    deed()
