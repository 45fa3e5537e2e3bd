"""How an app shows its rows in a file: a presenter per kind of source, found by its label.

`incidents.dossiers` knows no app. A presenter lives in `<app>/presenters.py`, loads all its
rows at once and hands back plain pieces; who else is in them is blacked out afterwards, here.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.utils.functional import Promise

from incidents.dossiers.models import DossierEntry
from incidents.dossiers.redaction import Name, redact
from schoolgids.access.actor import Actor
from schoolgids.interface.parts import Tag

Text = str | Promise


@dataclass(frozen=True, kw_only=True)
class Citation:
    """A provision as it is cited: number, words, and where it can be read."""

    label: str
    text: str
    href: str = ""


@dataclass(frozen=True, kw_only=True)
class Piece:
    """One entry of a file as its reader sees it.

    `others` are the people in it besides the one whose file it is: the presenter names them,
    `black_out` takes them out of every word. `sealed` says why there is no more to read.
    """

    moment: datetime
    title: Text
    icon: str = "circle"
    by: Text = ""
    text: str = ""
    href: str = ""
    link: Text = ""
    sealed: Text = ""
    cites: Sequence[Citation] = ()
    tags: Sequence[Tag] = ()
    others: Sequence[Name] = ()


Presenter = Callable[[Sequence[DossierEntry], Actor], Mapping[UUID, Piece]]
PRESENTERS: dict[str, Presenter] = {}


def presents(source: str) -> Callable[[Presenter], Presenter]:
    """Registers what shows the rows of a model, named by its label: "incidents.incident".

    A presenter answers with a piece per id of an entry; an entry that it leaves out is not
    shown to this reader at all. It runs a fixed number of queries, whatever the entries.
    """

    def register(presenter: Presenter) -> Presenter:
        if source in PRESENTERS:
            raise ValueError(f"{source} has two presenters")
        PRESENTERS[source] = presenter
        return presenter

    return register


def pieces_of(entries: Sequence[DossierEntry], *, reader: Actor, subject: Name) -> list[Piece]:
    """The entries as this reader sees them, in the same order, everybody else blacked out."""
    shown: dict[UUID, Piece] = {}
    for source in dict.fromkeys(entry.source for entry in entries):
        mine = [entry for entry in entries if entry.source == source]
        shown.update(PRESENTERS[source](mine, reader))
    return [black_out(shown[entry.pk], subject) for entry in entries if entry.pk in shown]


def black_out(piece: Piece, subject: Name) -> Piece:
    """The piece without anyone but the one whose file it is."""

    def clean(text: Text) -> str:
        return redact(str(text), others=piece.others, keep=subject)

    return replace(
        piece,
        title=clean(piece.title),
        by=clean(piece.by),
        text=clean(piece.text),
        sealed=clean(piece.sealed),
        tags=[replace(tag, label=clean(tag.label)) for tag in piece.tags],
        others=(),
    )
