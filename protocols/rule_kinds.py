"""The kinds of value that a rule can have, and how JSON holds each. Pure.

The type of a field of Rules says which kind it is; nothing is said key by key.
"""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, ClassVar, get_args, get_origin

from protocols.dated import Dated, Precision, parse_dated

LONGEST = 200  # characters of a rule in free words


class UnknownRule(ValueError):
    """A key that is no rule, or a value that the rule can't have."""


class Counted(int):
    """A small number of something; the class is its unit."""

    least: ClassVar[int] = 0
    most: ClassVar[int] = 99


class Weeks(Counted):
    least = 1
    most = 26


class Times(Counted):
    most = 40


class Kind(ABC):
    """How a value is read out of what JSON holds, and what JSON holds of it."""

    @abstractmethod
    def read(self, raw: Any) -> Any:
        """The typed value. Raises ValueError; a value that is typed already stays as it is."""

    def store(self, value: Any) -> Any:
        """What JSON holds."""
        return value


@dataclass(frozen=True)
class YesNo(Kind):
    def read(self, raw: Any) -> bool:
        if type(raw) is not bool:
            raise ValueError(raw)
        return raw


@dataclass(frozen=True)
class Words(Kind):
    """Free words, on one line; "" where nothing is said."""

    def read(self, raw: Any) -> str:
        if type(raw) is not str or len(raw) > LONGEST:
            raise ValueError(raw)
        return raw


@dataclass(frozen=True)
class OneOf(Kind):
    choices: type[StrEnum]

    def read(self, raw: Any) -> StrEnum:
        return self.choices(raw)

    def store(self, value: StrEnum) -> str:
        return value.value


@dataclass(frozen=True)
class SeveralOf(Kind):
    """A set of choices, empty where nothing is said; JSON holds it in the order of the choices."""

    choices: type[StrEnum]

    def read(self, raw: Any) -> frozenset[StrEnum]:
        if not isinstance(raw, list | tuple | frozenset):
            raise ValueError(raw)
        return frozenset(self.choices(one) for one in raw)

    def store(self, value: frozenset[StrEnum]) -> list[str]:
        return [one.value for one in self.choices if one in value]


@dataclass(frozen=True)
class Count(Kind):
    unit: type[Counted]

    def read(self, raw: Any) -> Counted:
        if type(raw) not in (int, self.unit) or not self.unit.least <= raw <= self.unit.most:
            raise ValueError(raw)
        return self.unit(raw)

    def store(self, value: Counted) -> int:
        return int(value)


@dataclass(frozen=True)
class MonthOf(Kind):
    """A month of a year, or None; JSON holds "2020-02", or "" where nothing is said."""

    def read(self, raw: Any) -> Dated | None:
        if raw is None or raw == "":
            return None
        found = raw if isinstance(raw, Dated) else parse_dated(raw) if type(raw) is str else None
        if found is None:
            raise ValueError(raw)
        return Dated(found.on.replace(day=1), Precision.MONTH)

    def store(self, value: Dated | None) -> str:
        return f"{value.on:%Y-%m}" if value else ""


def kind_of(hint: Any) -> Kind:
    """The kind that values of a type have. Raises TypeError for one that no rule can have."""
    if hint is bool:
        return YesNo()
    if hint is str:
        return Words()
    if get_origin(hint) is frozenset:
        return SeveralOf(*get_args(hint))
    if set(get_args(hint)) == {Dated, type(None)}:
        return MonthOf()
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return OneOf(hint)
    if isinstance(hint, type) and issubclass(hint, Counted):
        return Count(hint)
    raise TypeError(hint)
