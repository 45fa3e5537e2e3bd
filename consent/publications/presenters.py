"""A verdict as a line on a page of the staff."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consent.publications.checking import Line
from consent.publications.models import Appearance
from consent.rule import State, Verdict
from consent.words import Reader, Text, explain, mark_of, word_of
from schoolgids.people.models import Person

FEW = 3
NO_CONSENT_OF_ADULT = gettext_lazy("Heeft hiervoor geen toestemming gegeven.")


@dataclass(frozen=True)
class Shown:
    """One person in the picture: shape, word and reason."""

    person: Person
    mark: str
    word: Text
    why: Text


def shown(person: Person, verdict: Verdict, *, adult: bool) -> Shown:
    """Of a colleague or a guardian nobody has to know whether he refused or did not answer."""
    if adult and not verdict.allowed and verdict.state is not State.HOLD:
        return Shown(person, mark_of(State.NO), word_of(State.NO), NO_CONSENT_OF_ADULT)
    state = verdict.state
    return Shown(person, mark_of(state), word_of(state), explain(verdict, Reader.STAFF))


def not_asked(person: Person) -> Shown:
    """Nothing was asked for this purpose on the day, so nothing was allowed."""
    words = _("Dit werd op die dag niet gevraagd. Dan is het nee.")
    return Shown(person, mark_of(State.NO), word_of(State.NO), words)


def shown_line(line: Line) -> Shown:
    return shown(line.person, line.verdict, adult=line.subject.adult)


def shown_appearance(row: Appearance) -> Shown:
    return shown(row.person, row.verdict, adult=row.adult)


def names_of(people: Iterable[Person]) -> list[str]:
    """Given names for a sentence; of many only how many."""
    people = list(people)
    if len(people) > FEW:
        return [_("deze %(count)d mensen") % {"count": len(people)}]
    return [person.given_name for person in people]
