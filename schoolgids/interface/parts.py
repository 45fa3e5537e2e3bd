"""What the components in templates/components/ are filled with: plain values, made by views."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise

Text = str | Promise


@dataclass(frozen=True, kw_only=True)
class Tag:
    """A state: an icon and a word. `kind`: "", ok, warn, danger, info or solid (a legal duty)."""

    label: Text
    kind: str = ""
    icon: str = ""


@dataclass(frozen=True, kw_only=True)
class Stage:
    """One step of a case in the bar of stages."""

    name: Text
    note: Text = ""
    done: bool = False
    current: bool = False


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One event on a timeline. `sealed` says why its content may not be read."""

    moment: datetime
    title: Text
    icon: str = "circle"
    by: Text = ""
    text: Text = ""
    href: str = ""
    sealed: Text = ""
    tags: Sequence[Tag] = ()


@dataclass(frozen=True, kw_only=True)
class Fact:
    """A short label with its value."""

    label: Text
    value: object
    href: str = ""


@dataclass(frozen=True, kw_only=True)
class Count:
    """A figure that is also the link to what it counts."""

    number: int
    label: Text
    href: str
    current: bool = False
    alarm: bool = False


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One of a few views of the same thing."""

    label: Text
    href: str
    current: bool = False
    icon: str = ""
