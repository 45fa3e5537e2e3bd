"""A question that every page asks: composed once, then asked with other values.

Django composes the SQL of a queryset anew each time, which for a few joins takes longer than
PostgreSQL needs to answer. A prepared question keeps the SQL; only its values are filled in.
"""

from collections.abc import Callable, Mapping, Sequence
from copy import copy
from datetime import date, timedelta
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Model, QuerySet
from django.db.models.expressions import RawSQL

M = TypeVar("M", bound=Model)

FAR_AWAY = date(9000, 1, 1)
# A value of each kind that no row and no constant of a question has.
STAND_INS: Mapping[type, Callable[[int], Any]] = {
    UUID: lambda at: UUID(int=(0xFACE << 112) + at),
    int: lambda at: 9_000_000_000_000_000 + at,
    str: lambda at: f"\ue000{at}\ue000",
    date: lambda at: FAR_AWAY + timedelta(days=at),
    list: lambda at: [9_000_000_000_000_000 + at],  # of ids, for `any_of`
}


class Prepared(Generic[M]):
    """`Prepared(question, person=UUID, day=date)(person=…, day=…)` is `list(question(…))`.

    `question` is called once, with stand-ins of the kinds given. It must be the same SQL for all
    values: none may be None or decide what is asked, and a list of ids goes into `any_of`. Raises TypeError for a value that
    the question does not use, and for other names than those given.
    """

    def __init__(self, question: "Callable[..., QuerySet[M]]", **kinds: type) -> None:
        self._question = question
        self._stand_ins = {
            name: STAND_INS[kind](at) for at, (name, kind) in enumerate(kinds.items())
        }
        self._kept: tuple[QuerySet[M], Any, str, tuple[Any, ...]] | None = None

    def __call__(self, **values: Any) -> list[M]:
        """The rows for these values. One query."""
        if values.keys() != self._stand_ins.keys() or None in values.values():
            raise TypeError(f"This question takes {', '.join(self._stand_ins)}, and no None.")
        rows, composed, sql, places = self._kept or self._compose()
        params = tuple(values[place[0]] if type(place) is _Place else place for place in places)
        compiler = copy(composed)
        compiler.connection = connections[DEFAULT_DB_ALIAS]
        compiler.as_sql = lambda **_options: (sql, params)
        asked = rows.all()
        vars(asked.query)["get_compiler"] = lambda *_args, **_options: compiler
        return list(asked)

    def _compose(self) -> tuple[QuerySet[M], Any, str, tuple[Any, ...]]:
        rows = self._question(**self._stand_ins)
        composed = rows.query.get_compiler(DEFAULT_DB_ALIAS)
        sql, params = composed.as_sql()
        places = tuple(self._place_of(param) for param in params)
        used = {place[0] for place in places if type(place) is _Place}
        if unused := self._stand_ins.keys() - used:
            raise TypeError(f"The question does not use {', '.join(sorted(unused))}.")
        self._kept = rows, composed, sql, places
        return self._kept

    def _place_of(self, param: Any) -> Any:
        """The name whose value goes here, or the constant that stands here in the question."""
        for name, stand_in in self._stand_ins.items():
            if type(param) is type(stand_in) and param == stand_in:
                return _Place((name,))
        return param


class _Place(tuple[str]):
    """Where the value of this name goes."""


ARRAYS = {"uuid": "select unnest(%s::uuid[])", "bigint": "select unnest(%s::bigint[])"}


def any_of(ids: Sequence[Any], kind: str = "uuid") -> RawSQL:
    """For `pk__in=any_of(ids)` in a prepared question: the SQL is the same however many there are.

    kind: the type of the ids in PostgreSQL, "uuid" or "bigint".
    """
    return RawSQL(ARRAYS[kind], (ids,))  # noqa: S611  a constant of this module
