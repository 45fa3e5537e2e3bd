"""Where work comes from: each app names what waits for somebody, in its module `work`.

    @source("incident", _("Nieuwe melding"))
    def reports(actor: Actor, today: date) -> Iterable[Work]: ...

A source asks a fixed number of queries (one or two), leaves out what `visible` leaves out, and
hands over plain values; how they are sorted and shown is the page's business.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise

from schoolgids.access.actor import Actor
from schoolgids.interface.parts import Tag

Text = str | Promise


@dataclass(frozen=True, kw_only=True)
class Work:
    """One thing to be done. `mine`: by this person, or by a role this person holds; otherwise
    it is shown as waiting for somebody else. `key` is the same for the same thing.
    """

    key: str
    kind: str  # the code of its source
    title: Text
    href: str
    due_on: date | None = None
    about: Text = ""
    deed: Text = ""
    owner: Text = ""
    tags: Sequence[Tag] = ()
    mine: bool = True
    assigned: bool = False  # to this very person, and not only to the role
    is_legal: bool = False
    is_escalated: bool = False


Source = Callable[[Actor, date], Iterable[Work]]
SOURCES: dict[str, Source] = {}
LABELS: dict[str, Text] = {}


def source(code: str, label: Text) -> Callable[[Source], Source]:
    """Registers a source of work under a code, with the words of its filter."""

    def register(function: Source) -> Source:
        if code in SOURCES:
            raise ValueError(f"two sources of work are called {code}")
        SOURCES[code], LABELS[code] = function, label
        return function

    return register


def work_for(actor: Actor, today: date) -> list[Work]:
    """Everything that waits for the actor or that the actor waits for."""
    return [work for ask in SOURCES.values() for work in ask(actor, today)]
