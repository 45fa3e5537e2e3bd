"""A verdict as a line on a page of the staff."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

from django.utils.html import escape, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consent.publications.checking import Line
from consent.publications.models import Appearance
from consent.rule import State, Verdict
from consent.words import Reader, Text, explain, mark_of, word_of
from schoolgids.interface.templatetags.portal import state
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
    found = verdict.state
    return Shown(person, mark_of(found), word_of(found), explain(verdict, Reader.STAFF))


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


# A crowd is hundreds of lines that differ in a name: a template takes most of the page's time.
# Of what is filled in only names, words and reasons are anybody's text.
TICK_BOX = (
    '<div class="form-check"><input class="form-check-input" type="checkbox" name="person"'
    ' id="id_p_{}" value="{}"{}><label class="form-check-label" for="id_p_{}">{}</label></div>\n'
)
AGREED = '<li class="d-flex justify-content-between py-1"><span>{}</span>{}</li>'
REFUSED = (
    '<li><div class="d-flex flex-wrap justify-content-between gap-2"><b>{}</b>{}</div>'
    '<span class="soft">{}</span></li>\n'
)
CARRIED = '<input type="hidden" name="person" value="{}">'


def tick_boxes(people: Iterable[Person], ticked: Collection[UUID]) -> SafeString:
    """A box to tick per person."""
    checked = {True: " checked", False: ""}
    return SafeString(
        "".join(
            TICK_BOX.format(p.pk.hex, p.pk, checked[p.pk in ticked], p.pk.hex, escape(p.name))
            for p in people
        )
    )


def _mark(one: Shown, made: dict[int, SafeString]) -> SafeString:
    """The mark of a state, made once for a crowd: the words are constants, each with its own mark."""
    key = id(one.word)
    if key not in made:
        made[key] = state(one.mark, one.word)
    return made[key]


def agreed_lines(lines: Iterable[Line]) -> SafeString:
    """Who may be in the picture: name and mark, without a reason."""
    made: dict[int, SafeString] = {}
    shown_lines = (shown_line(line) for line in lines)
    return format_html_join("", AGREED, ((s.person.name, _mark(s, made)) for s in shown_lines))


def refused_lines(lines: Iterable[Line]) -> SafeString:
    """Who may not: name, mark and the reason."""
    made: dict[int, SafeString] = {}
    shown_lines = (shown_line(line) for line in lines)
    rows = ((s.person.name, _mark(s, made), s.why) for s in shown_lines)
    return format_html_join("", REFUSED, rows)


def carried(lines: Iterable[Line]) -> SafeString:
    """The same people, for the form that registers them."""
    return SafeString("".join(CARRIED.format(line.person.pk) for line in lines))
