"""Numbers of reports: given out by the database while it writes the row, without gaps or doubles."""

from typing import Any

from django.db import models
from uuid6 import uuid7


class SequenceField(models.PositiveIntegerField):  # type: ignore[type-arg]
    """A number that may be taken from a series while the row is written; it comes back with it."""

    db_returning = True


class NextNumber(models.Func):
    """The next number of a school in a year.

    Held until the transaction ends: a number is given out once, and one that was not used is
    given out again. `NEXT_NUMBER` in the migrations says how.
    """

    function = "incidents_next_number"
    output_field = SequenceField()

    def __init__(self, *, board_id: int, school_id: int, year: int) -> None:
        values = (uuid7(), board_id, school_id, year)
        super().__init__(*(models.Value(value) for value in values))

    def as_sql(self, *args: Any, **kwargs: Any) -> Any:
        """With the types of the function: a bare parameter has none."""
        template = "%(function)s(%%s::uuid, %%s::bigint, %%s::bigint, %%s::int)"
        params = [expression.value for expression in self.get_source_expressions()]
        return template % {"function": self.function}, params


NEXT_NUMBER = """
create function incidents_next_number(key uuid, board bigint, school bigint, a_year int)
returns int language sql volatile as $$
    insert into incidents_numberseries as series (id, board_id, school_id, year, last)
    values (key, board, school, a_year, 1)
    on conflict (school_id, year) do update set last = series.last + 1
    returning last
$$
"""
FORGET_NEXT_NUMBER = "drop function incidents_next_number(uuid, bigint, bigint, int)"
